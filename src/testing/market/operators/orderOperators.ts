import * as t from 'io-ts';
import { concat, finalize, ignoreElements, map, Observable, pipe, timer } from 'rxjs';

import { clientOrderId, orderId, venueName, venueSymbol } from '../../../domain/ids.js';
import {
  eventsOfKind,
  eventsOfOrder,
  openOrders,
  orderEvents,
  ordersInDoubt,
  orderStatusChanges,
  replayOrders,
  trackOrders,
  trackTransactions,
  unknownOrders,
  venueIdWithin,
  withAges,
  type ClockTicked,
  type OrderName,
  type TrackedUpdate,
} from '../../../orders/index.js';
import { closed } from '../closed.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { ORDER_READERS } from '../orders.js';
import { count, milliseconds } from '../scalars.js';
import { TRANSACTION_READERS } from '../transactions.js';

const options = closed({}, { keepFinishedMs: milliseconds, keepFinished: count, holdMs: milliseconds });

const nameFields = closed(
  { by: t.keyof({ clientId: null, venueId: null }), id: t.string },
  { venue: t.string, symbol: t.string },
);

function nameOf({ by, id, venue, symbol }: t.TypeOf<typeof nameFields>): OrderName {
  const place = {
    ...(venue !== undefined && { venue: venueName(venue) }),
    ...(symbol !== undefined && { symbol: venueSymbol(symbol) }),
  };
  return by === 'clientId' ? { by, id: clientOrderId(id), ...place } : { by, id: orderId(id), ...place };
}

const eventKind = t.keyof({
  created: null,
  filled: null,
  completed: null,
  cancelled: null,
  expired: null,
  failed: null,
  anomaly: null,
});

const doubtKind = t.keyof({
  answerLost: null,
  unheardOf: null,
  notFound: null,
  notOpen: null,
  idUnknown: null,
  cancelUnanswered: null,
  cancelRefused: null,
  termsUnknown: null,
  fillsMissing: null,
});

/** What a subscriber gets that comes after so long, while another listens from the start. */
const lateBy =
  (afterMs: number) =>
  (updates$: Observable<TrackedUpdate>): Observable<TrackedUpdate> =>
    new Observable((subscriber) => {
      const first = updates$.subscribe({ error: () => {} });
      const late$ = concat(timer(afterMs).pipe(ignoreElements()), updates$);
      subscriber.add(late$.pipe(finalize(() => first.unsubscribe())).subscribe(subscriber));
    });

/** Those of `orders`; `recall` cannot be told in a marble file. */
export const orderOperators = {
  trackOrders: marketOperator({
    source: ORDER_READERS,
    optional: { options },
    make: (given) => trackOrders(given.options),
  }),
  orderEvents: marketOperator({
    source: ORDER_READERS,
    make: () => pipe(trackOrders(), orderEvents()),
  }),
  eventsOfKind: marketOperator({
    source: ORDER_READERS,
    required: { kind: eventKind },
    optional: { other: eventKind },
    make: ({ kind, other }) =>
      pipe(trackOrders(), orderEvents(), eventsOfKind(kind, ...(other === undefined ? [] : [other]))),
  }),
  eventsOfOrder: marketOperator({
    source: ORDER_READERS,
    required: { name: nameFields },
    optional: { options },
    make: ({ name, options: given }) => pipe(trackOrders(given), eventsOfOrder(nameOf(name))),
  }),
  openOrders: marketOperator({
    source: ORDER_READERS,
    optional: { options },
    make: (given) => pipe(trackOrders(given.options), openOrders()),
  }),
  orderStatusChanges: marketOperator({
    source: ORDER_READERS,
    optional: { options },
    make: (given) => pipe(trackOrders(given.options), orderStatusChanges()),
  }),
  ordersInDoubt: marketOperator({
    source: ORDER_READERS,
    optional: { kind: doubtKind },
    make: ({ kind }) => pipe(trackOrders(), ordersInDoubt(...(kind === undefined ? [] : [kind]))),
  }),
  unknownOrders: marketOperator({
    source: ORDER_READERS,
    make: () => pipe(trackOrders(), unknownOrders()),
  }),
  withAges: marketOperator({
    source: ORDER_READERS,
    make:
      () =>
      (source, { input }) => {
        const ticks$: Observable<ClockTicked> = input('clock');
        return source.pipe(trackOrders(), ordersInDoubt(), withAges(ticks$.pipe(map(({ now }) => now))));
      },
  }),
  venueIdWithin: marketOperator({
    source: ORDER_READERS,
    required: { name: nameFields, limitMs: milliseconds },
    make: ({ name, limitMs }) => pipe(trackOrders(), venueIdWithin(nameOf(name), limitMs)),
  }),
  replayOrders: marketOperator({
    source: ORDER_READERS,
    required: { afterMs: milliseconds },
    optional: { options: closed({}, { keepFinished: count }) },
    make: ({ afterMs, options: given }) => pipe(trackOrders(), replayOrders(given), lateBy(afterMs)),
  }),
  trackTransactions: marketOperator({
    source: TRANSACTION_READERS,
    optional: { options: closed({}, { keepFinishedMs: milliseconds }) },
    make: (given) => trackTransactions(given.options),
  }),
} satisfies OperatorTable;
