import type { Decimal } from 'decimal.js';
import {
  filter,
  finalize,
  lastValueFrom,
  merge,
  ReplaySubject,
  switchMap,
  takeUntil,
  takeWhile,
  tap,
  timer,
} from 'rxjs';

import type { Connector, OrderWish } from '../../connector/index.js';
import { instrument, type ClientOrderId } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { OrderEvent } from '../../orders/index.js';
import { RefusedError } from '../refusedError.js';
import { stopSignals$ } from '../stopSignals.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usageError.js';
import { connectAccount, type AccountOptions } from './accountConnector.js';
import { tradedVenue, type LiveConsent } from './liveAccount.js';
import { isEmbedded } from './liveVenue.js';
import { liveJson } from './liveJson.js';
import { liveText } from './liveText.js';
import { demandWorth } from './demandWorth.js';

export interface OrderCommandOptions extends LiveConsent, AccountOptions {
  readonly price?: Decimal;
  readonly type?: 'limit' | 'limitMaker' | 'market';
  /** What the order may be worth at most, in quote currency. */
  readonly maxNotional?: Decimal;
  /** In seconds. */
  readonly wait: number;
  readonly json?: boolean;
}

/** `orderflow buy` and `orderflow sell`: sends one order, and prints what happens to it. */
export async function orderCommand(
  side: Side,
  pair: string,
  amount: Decimal,
  options: OrderCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const wish = wishOf(amount, options);
  const what = `this ${side === 'buy' ? 'buys' : 'sells'} ${amount.toFixed()} of ${pair}`;
  const venue = tradedVenue(options, what);
  const { maxNotional } = options;
  if (maxNotional === undefined && !isEmbedded(options))
    throw new UsageError(
      '--live wants --max-notional, what the order may be worth at most in quote currency',
    );
  const { connector, ready, close } = await connectAccount(venue, options, terminal);
  try {
    if (!isEmbedded(options)) terminal.stderr.write(`live: ${what} at ${venue.title}${limitText(wish)}\n`);
    await ready();
    const name = instrument(pair);
    if (maxNotional !== undefined) await demandWorth(connector, name, { ...wish, side }, maxNotional);
    await followOrder(connector, () => connector[side](name, wish), options, terminal);
  } finally {
    await close();
  }
}

const limitText = ({ price }: OrderWish): string => (price === undefined ? '' : `, at ${price.toFixed()}`);

function wishOf(amount: Decimal, { price, type }: OrderCommandOptions): OrderWish {
  const orderType = type ?? (price === undefined ? 'market' : 'limit');
  if (orderType === 'market') {
    if (price !== undefined) throw new UsageError('a market order has no --price');
    return { orderType, amount };
  }
  if (price === undefined) throw new UsageError(`a ${orderType} order wants a --price`);
  return { orderType, amount, price };
}

/**
 * Sends an order and prints its events until it has ended, or has been open for so long.
 *
 * @throws {RefusedError} where it failed, and where nothing is heard of it in time: nobody knows then what became of it.
 */
async function followOrder(
  connector: Connector,
  send: () => ClientOrderId,
  { wait, json = false }: OrderCommandOptions,
  { stdout, stderr }: Terminal,
): Promise<void> {
  let last: OrderEvent | undefined;
  // What is told while it is being sent is heard too.
  const told$ = new ReplaySubject<OrderEvent>();
  const hearing = connector.orderEvents$.subscribe(told$);
  const clientId = send();
  const events$ = told$.pipe(filter((event) => event.clientId === clientId));
  const openLongEnough$ = events$.pipe(switchMap(() => timer(wait * 1000)));
  await lastValueFrom(
    events$.pipe(
      tap((event) => {
        last = event;
        const item = { _tag: 'order', event } as const;
        stdout.write(`${json ? JSON.stringify(liveJson(item)) : liveText(item, Date.now())}\n`);
      }),
      takeWhile(({ _tag }) => !ENDS.has(_tag), true),
      takeUntil(merge(stopSignals$, openLongEnough$, timer(NEWS_LIMIT_MS + wait * 1000))),
      finalize(() => hearing.unsubscribe()),
    ),
    { defaultValue: undefined },
  );
  if (last === undefined)
    throw new RefusedError(`nothing was heard of order ${clientId}: nobody knows yet what became of it`);
  if (!ENDS.has(last._tag)) stderr.write(`order ${clientId} is left open\n`);
  if (last._tag === 'failed')
    throw new RefusedError(`the order failed: ${last.reason ?? 'no reason was told'}`);
}

/** After so long without any news of an order nobody waits any more, in milliseconds. */
const NEWS_LIMIT_MS = 30_000;

const ENDS: ReadonlySet<OrderEvent['_tag']> = new Set(['completed', 'cancelled', 'expired', 'failed']);
