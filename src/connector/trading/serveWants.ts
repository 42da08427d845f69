import { defer, forkJoin, map, merge, mergeMap, Observable, Subject, type ObservableInput } from 'rxjs';

import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import {
  wants,
  type DoubtKind,
  type OneOrderInput,
  type Order,
  type OrderQuestion,
  type TrackedOrder,
} from '../../orders/index.js';
import { amendedBy, type FoundOrder } from './amendedBy.js';
import { listFills, listOpenOrders } from './accountLists.js';
import { compareLists, fillsSince } from './reconcileAccount.js';
import { CLOCK_MARGIN_MS, idsOf, originOf, type Desk } from './desk.js';

/** How what is not known of orders is asked for. Times in milliseconds. */
export interface ServeWantsOptions {
  /** Looks whether anything is due. */
  readonly ticks$: Observable<unknown>;
  /** The pauses between two questions of one kind about one order. */
  readonly backoff: BackoffOptions;
  /** So many questions are under way at once, so that orders need not wait behind them. */
  readonly atOnce: number;
}

/** What asks for what is not known of orders. */
export interface WantServer {
  /** Asks, as long as it is subscribed. Never completes and never errors. */
  readonly run: () => Observable<never>;
  /** Has one order asked for now, whatever is known of it. */
  readonly lookUp: (order: Order) => void;
}

/** What most often comes by itself a moment later, is not asked for at once. */
const PATIENCE_MS: Readonly<Record<DoubtKind, number>> = {
  answerLost: 0,
  unheardOf: 0,
  notFound: 0,
  notOpen: 0,
  cancelRefused: 0,
  idUnknown: 0,
  cancelUnanswered: 1_000,
  fillsMissing: 1_000,
  termsUnknown: 1_000,
};

interface Pursuit {
  because: DoubtKind;
  /** How often it was asked for. */
  attempts: number;
  dueAt: number;
  /** How many answers "not found" count, of the two that are asked for. */
  proofs: number;
  isAsking: boolean;
}

/**
 * Asks the venue for what `wants` says is not known of orders, until it is: each question after a pause that grows, the first
 * one at once where nothing will come by itself. What is answered goes where all goes that is heard of orders.
 */
export function serveWants(desk: Desk, { ticks$, backoff, atOnce }: ServeWantsOptions): WantServer {
  const { orders, now } = desk;
  /** By order and kind of question. */
  const pursuits = new Map<number, Map<OrderQuestion['_tag'], Pursuit>>();
  const due$ = new Subject<() => ObservableInput<readonly OneOrderInput[]>>();

  /** Notes what is to be asked of an order, and asks what is due. */
  function consider({ key, order }: TrackedOrder): void {
    const at = now();
    const questions = wants(order, at);
    if (questions.length === 0) {
      pursuits.delete(key);
      return;
    }
    const known = pursuits.get(key) ?? new Map<OrderQuestion['_tag'], Pursuit>();
    pursuits.set(key, known);
    for (const tag of known.keys()) if (!questions.some(({ _tag }) => _tag === tag)) known.delete(tag);
    for (const { _tag, because } of questions) {
      const fresh = { because, attempts: 0, dueAt: at + PATIENCE_MS[because], proofs: 0 };
      const pursuit = known.get(_tag) ?? { ...fresh, isAsking: false };
      // The same one, for a question that is under way ends it, whatever it is asked for by then.
      if (pursuit.because !== because) Object.assign(pursuit, fresh);
      known.set(_tag, pursuit);
      const proofs = order.absence.notFoundAt.length;
      // The second proof is not waited for as long as the first.
      if (proofs > pursuit.proofs && _tag === 'lookUp') pursuit.dueAt = at + backoffMs(1, backoff);
      pursuit.proofs = proofs;
      if (pursuit.isAsking || at < pursuit.dueAt) continue;
      pursuit.isAsking = true;
      pursue(key, order, _tag, pursuit);
    }
  }

  function pursue(key: number, order: Order, tag: OrderQuestion['_tag'], pursuit: Pursuit): void {
    due$.next(() =>
      defer(() => answersTo(desk, tag, orders.byKey(key) ?? order)).pipe(
        map((inputs) => {
          const at = now();
          pursuit.attempts++;
          pursuit.isAsking = false;
          pursuit.dueAt = nextAt(order, at, at + backoffMs(pursuit.attempts, backoff));
          return inputs;
        }),
      ),
    );
  }

  return {
    run: () =>
      new Observable((subscriber) => {
        pursuits.clear();
        const asked$ = due$.pipe(mergeMap((ask) => ask(), atOnce));
        subscriber.add(asked$.subscribe((inputs) => orders.take(inputs)));
        const all$ = ticks$.pipe(mergeMap(() => orders.all()));
        return merge(all$, orders.updates$).subscribe({
          next: consider,
          // Whoever tracks the orders tells that.
          error: () => {},
        });
      }),
    lookUp: (order) => due$.next(() => answersTo(desk, 'lookUp', order)),
  };
}

/** When to ask again: also as soon as the venue's "not found" proves something. */
function nextAt({ accepted, submit }: Order, now: number, dueAt: number): number {
  if (accepted || submit === undefined || submit.validUntil < now) return dueAt;
  return Math.min(dueAt, submit.validUntil + 1);
}

/** Asks one question, and gives what its answer means; nothing where there is none. */
function answersTo(
  desk: Desk,
  tag: OrderQuestion['_tag'],
  order: Order,
): Observable<readonly OneOrderInput[]> {
  if (tag === 'lookUp') return lookUp(desk, order);
  return tag === 'openOrders' ? askWhetherOpen(desk, order) : askForFills(desk, order);
}

const lookUp = ({ venue, ask }: Desk, order: Order): Observable<readonly OneOrderInput[]> => {
  const ids = idsOf(order);
  return ask(venue.trading.lookUp(ids)).pipe(
    map((result): readonly OneOrderInput[] => {
      if (result._tag === 'notFound') {
        const { sentAt: askedAt, receivedAt } = result;
        return [{ _tag: 'notFound', ...originOf(venue, ids, receivedAt), askedAt }];
      }
      if (result._tag !== 'answered') return [];
      const { value, sentAt: askedAt, receivedAt } = result;
      const names = { clientId: value.clientId ?? ids.clientId, venueId: value.venueId ?? ids.venueId };
      const told = { venue: venue.name, ...value, ...names, receivedAt };
      return [
        ...amendedBy(order, told),
        { _tag: 'found', ...told, askedAt },
        ...cancelMissedBy(order, told, askedAt, venue.trading.callLifetimeMs),
      ];
    }),
  );
};

/**
 * A cancel whose answer was lost, of an order that is open when the venue cannot take that cancel any more, has never arrived: which is
 * as if it had been refused.
 */
function cancelMissedBy(
  { cancel }: Order,
  { venue, symbol, clientId, venueId, status, receivedAt }: FoundOrder,
  askedAt: number,
  callLifetimeMs: number,
): readonly OneOrderInput[] {
  if (cancel?.answer !== 'lost' || cancel.answeredAt === undefined) return [];
  if (status !== 'open' && status !== 'partiallyFilled') return [];
  if (askedAt <= cancel.answeredAt + callLifetimeMs + CLOCK_MARGIN_MS) return [];
  const origin = { venue, symbol, clientId, venueId, venueTime: undefined, receivedAt };
  const reason = 'it never arrived: the order is open when it cannot be taken any more';
  return [{ _tag: 'cancelRefused', ...origin, request: cancel.request, reason }];
}

const askWhetherOpen = (desk: Desk, order: Order): Observable<readonly OneOrderInput[]> =>
  listOpenOrders(desk.venue.trading, desk.ask, [order.symbol]).pipe(
    map((openOrders) => compareLists(desk, { openOrders }).inputs),
  );

/** The fills of one order, under each id that the venue has had for it; of its whole instrument where none is known. */
const askForFills = (desk: Desk, order: Order): Observable<readonly OneOrderInput[]> => {
  const { venue, ask } = desk;
  const { symbol, clientId, venueIds } = order;
  if (venueIds.length === 0)
    return fillsSince(desk, [symbol], order.createdAt).pipe(
      map((fills) => compareLists(desk, { fills }).inputs),
    );
  return forkJoin(venueIds.map((venueId) => listFills(venue.trading, ask, { symbol, venueId }))).pipe(
    map((lists) => {
      const known = lists.filter((list) => list !== undefined);
      if (known.length < lists.length) return [];
      const receivedAt = Math.max(...known.map((list) => list.receivedAt));
      const askedAt = Math.min(...known.map((list) => list.askedAt));
      const origin = originOf(venue, idsOf(order), receivedAt);
      const listed = known.flatMap(({ fills }) => fills);
      const filled = listed.map(({ fill, side, venueId }): OneOrderInput => {
        const { venueTime } = fill;
        return { _tag: 'fill', ...origin, clientId, venueId, venueTime, fill, side };
      });
      if (!known.every(({ complete }) => complete)) return filled;
      const fills = listed.map(({ fill }) => fill);
      return [...filled, { _tag: 'polled', ...origin, askedAt, open: undefined, fills }];
    }),
  );
};
