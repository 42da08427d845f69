import type { Decimal } from 'decimal.js';
import { AsyncSubject, concatMap, defer, map, merge, Observable, of, take } from 'rxjs';

import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { OneOrderInput, Order } from '../../orders/index.js';
import { callFailureText } from './callFailureText.js';
import type { AmendResult } from './connector.js';
import { idsOf, type Desk } from './desk.js';

/** How open orders are changed. */
export interface AmendOrdersOptions {
  /** An amount as orders of that instrument may have it; undefined where the rule is not known. */
  readonly quantize: (symbol: VenueSymbol, amount: Decimal) => Decimal | undefined;
  /** An amendment that could not be sent for so long is not sent any more, in milliseconds. */
  readonly sendWithinMs: number;
  /** Has an order asked for, whose state nobody knows. */
  readonly lookUp: (order: Order) => void;
  /** The connector stops: what is not known then is unknown. */
  readonly stopped$: Observable<unknown>;
}

/** Gives an open order another amount. Hot: it is asked for at the call; each subscriber gets the result, and completion. */
export type AmendOrder = (clientId: ClientOrderId, amount: Decimal) => Observable<AmendResult>;

/** What changes open orders: sent once; where the answer is lost, the order is asked for. */
export function amendOrders(
  desk: Desk,
  { quantize, sendWithinMs, lookUp, stopped$ }: AmendOrdersOptions,
): AmendOrder {
  const { venue, orders, act, now } = desk;

  function amend(clientId: ClientOrderId, wanted: Decimal): Observable<AmendResult> {
    const order = orders.byClientId(clientId);
    const { amend: call } = venue.trading;
    if (call === undefined) return of(notAmended(`${venue.title} cannot change an order`));
    if (order === undefined) return of(notAmended('no order of that id is known here'));
    if (order.end !== undefined) return of(notAmended(`it has ended: ${order.end.outcome}`));
    const amount = quantize(order.symbol, wanted);
    if (amount?.gt(0) !== true) return of(notAmended(`no amount that the venue takes: ${wanted.toFixed()}`));
    return act(call({ ...idsOf(order), amount }), { sendBefore: now() + sendWithinMs }).pipe(
      concatMap((result): Observable<AmendResult> => {
        if (result._tag === 'answered')
          return taken(result.value).pipe(
            map(() => ({ _tag: 'amended', order: orders.byClientId(clientId) ?? order })),
          );
        const reason = callFailureText(result);
        if (result._tag !== 'outcomeUnknown') return of(notAmended(reason));
        lookUp(order);
        return of({ _tag: 'amendUnknown', reason });
      }),
      take(1),
    );
  }

  /** Takes inputs in, and emits when the last of them is. */
  const taken = (inputs: readonly OneOrderInput[]): Observable<void> =>
    new Observable((subscriber) => {
      const last = inputs.at(-1);
      if (last === undefined) return subscriber.next();
      orders.take(inputs.slice(0, -1));
      orders.takeThen(last, () => subscriber.next());
    });

  return (clientId, amount) => {
    const result$ = new AsyncSubject<AmendResult>();
    const stop$ = stopped$.pipe(
      map((): AmendResult => ({ _tag: 'amendUnknown', reason: 'the connector was stopped' })),
    );
    const untracked$ = orders.failure$.pipe(map((reason): AmendResult => ({ _tag: 'amendUnknown', reason })));
    merge(
      untracked$,
      defer(() => amend(clientId, amount)),
      stop$,
    )
      .pipe(take(1))
      .subscribe(result$);
    return result$.asObservable();
  };
}

const notAmended = (reason: string): AmendResult => ({ _tag: 'notAmended', reason });
