import { Decimal } from 'decimal.js';
import {
  concatMap,
  EMPTY,
  filter,
  ignoreElements,
  map,
  mergeMap,
  take,
  timeout,
  timer,
  type Observable,
} from 'rxjs';

import { bestQuote } from '../../book/index.js';
import type { Connector, InstrumentName } from '../../connector/index.js';
import { divide, multiply } from '../../domain/exact.js';

/** How an account that wants to be seen trading trades. */
export interface TradeALittleOptions {
  /** From one order to the next, in milliseconds. */
  readonly everyMs: number;
  /** What an order is worth, about, in quote currency by symbol. */
  readonly worth: (name: InstrumentName) => Decimal;
  readonly now: () => number;
}

/** An order is taken back after so many others. */
const RESTS_FOR = 3;

const BELOW_BEST = new Decimal('0.99');

/** What of a connector it needs. */
type Trading = Pick<Connector, 'ready$' | 'book' | 'buy' | 'sell' | 'cancel' | 'openOrders'>;

type Step = (connector: Trading, name: InstrumentName, amount: Decimal, bid: Decimal) => void;

/** One after the other: an order that rests, one that takes, one that gives it back, one that joins the best bid. */
const STEPS: readonly Step[] = [
  (connector, name, amount, bid) =>
    connector.buy(name, { orderType: 'limitMaker', amount, price: multiply(bid, BELOW_BEST) }),
  (connector, name, amount) => connector.buy(name, { orderType: 'market', amount }),
  (connector, name, amount, bid) => connector.sell(name, { orderType: 'limit', amount, price: bid }),
  (connector, name, amount, bid) => connector.buy(name, { orderType: 'limitMaker', amount, price: bid }),
];

/**
 * Trades a little on the instruments in turn, from when the connector is ready on, and takes back what has rested for
 * some orders: so that an account's orders and balances can be seen to live. Cold; it emits nothing and never ends; where
 * an instrument has no live book its turn passes.
 */
export function tradeALittle(
  connector: Trading,
  names: readonly InstrumentName[],
  { everyMs, worth, now }: TradeALittleOptions,
): Observable<never> {
  const takeBackOld = (): void => {
    for (const { clientId, createdAt } of connector.openOrders())
      if (clientId !== undefined && now() - createdAt > RESTS_FOR * everyMs) connector.cancel(clientId);
  };
  const turn = (count: number): Observable<unknown> => {
    const name = names[Math.floor(count / STEPS.length) % names.length];
    const step = STEPS[count % STEPS.length];
    if (name === undefined || step === undefined) return EMPTY;
    takeBackOld();
    return connector.book(name).pipe(
      filter((state) => state.status === 'live'),
      take(1),
      timeout({ first: everyMs, with: () => EMPTY }),
      map(({ book }) => {
        const { bid } = bestQuote(book);
        if (bid !== undefined) step(connector, name, divide(worth(name), bid.price), bid.price);
      }),
    );
  };
  return connector.ready$.pipe(
    filter(Boolean),
    take(1),
    mergeMap(() => timer(0, everyMs)),
    concatMap(turn),
    ignoreElements(),
  );
}
