import { Decimal } from 'decimal.js';

import {
  connectionId,
  orderId,
  priceLevels,
  tradeId,
  venueName,
  venueSymbol,
  type BookDiff,
  type BookInput,
  type BookSnapshot,
  type Coverage,
  type FeedInterrupted,
  type OrderChange,
  type OrderDiff,
  type OrderSnapshot,
  type SequenceId,
  type Side,
  type Trade,
} from '../../src/domain/index.js';

/** `[price, size]` in decimal texts. */
export type Pair = readonly [price: string, size: string];

export const VENUE = venueName('venue');
export const SYMBOL = venueSymbol('AAABBB');
const CONNECTION = connectionId('c1');

interface Parts {
  readonly bids?: readonly Pair[];
  readonly asks?: readonly Pair[];
  readonly checksum?: number | undefined;
  readonly receivedAt?: number;
  readonly venueTime?: number;
  readonly symbol?: string;
  readonly connection?: string;
  readonly keepText?: boolean;
}

const common = ({ bids = [], asks = [], checksum, keepText = false, ...origin }: Parts) => ({
  venue: VENUE,
  symbol: origin.symbol === undefined ? SYMBOL : venueSymbol(origin.symbol),
  connection: origin.connection === undefined ? CONNECTION : connectionId(origin.connection),
  venueTime: origin.venueTime,
  receivedAt: origin.receivedAt ?? 0,
  bids: priceLevels(bids, { keepText }),
  asks: priceLevels(asks, { keepText }),
  checksum,
});

interface SnapshotParts extends Parts {
  readonly via?: BookSnapshot['via'];
  readonly coverage?: Coverage;
}

/** A snapshot that ends with the change `lastId`; answered to a request unless told otherwise. */
export const snapshotAt = (lastId: SequenceId | undefined, parts: SnapshotParts = {}): BookSnapshot => ({
  _tag: 'snapshot',
  ...common(parts),
  via: parts.via ?? 'request',
  coverage: parts.coverage ?? 'full',
  lastId,
});

interface DiffParts extends Parts {
  readonly previousId?: SequenceId;
}

/** A diff of the changes `firstId..lastId`. */
export const diffOf = (
  firstId: SequenceId | undefined,
  lastId: SequenceId | undefined,
  parts: DiffParts = {},
): BookDiff => ({ _tag: 'diff', ...common(parts), firstId, lastId, previousId: parts.previousId });

/** `[id, price, size]` in texts. */
export type Order = readonly [id: string, price: string, size: string];

const restingOrder = ([id, price, size]: Order) => ({ id: orderId(id), price, size });

/** A snapshot of orders that ends with the change `lastId`, answered to a request. */
export function ordersAt(
  lastId: SequenceId | undefined,
  bids: readonly Order[] = [],
  asks: readonly Order[] = [],
): OrderSnapshot {
  const { bids: _bids, asks: _asks, checksum: _checksum, ...origin } = common({});
  const sides = { bids: bids.map(restingOrder), asks: asks.map(restingOrder) };
  return { _tag: 'orderSnapshot', ...origin, via: 'request', lastId, ...sides };
}

/** What happened to orders, as one message of the sequence. */
export function orderDiffOf(lastId: SequenceId | undefined, ...changes: readonly OrderChange[]): OrderDiff {
  const { bids: _bids, asks: _asks, checksum: _checksum, ...origin } = common({});
  return { _tag: 'orderDiff', ...origin, firstId: lastId, lastId, previousId: undefined, changes };
}

/** An order came to rest. */
export const opened = (id: string, side: Side, price: string, size: string): OrderChange => ({
  _tag: 'opened',
  id: orderId(id),
  side,
  price,
  size,
});

/** An order has another size, or another price, now. */
export const changedTo = (id: string, size: string, price?: string): OrderChange => ({
  _tag: 'changed',
  id: orderId(id),
  size,
  price,
});

/** An order was filled by so much. */
export const matched = (id: string, size: string): OrderChange => ({
  _tag: 'matched',
  id: orderId(id),
  size,
});

/** An order is gone. */
export const done = (id: string): OrderChange => ({ _tag: 'done', id: orderId(id) });

interface TradeParts {
  readonly id?: string;
  readonly price?: string;
  readonly size?: string;
  readonly side?: Side;
  readonly receivedAt?: number;
}

/** A trade; one unit bought at 100 unless told otherwise. */
export const tradeOf = ({
  id,
  price = '100',
  size = '1',
  side = 'buy',
  receivedAt = 0,
}: TradeParts = {}): Trade => ({
  _tag: 'trade',
  venue: VENUE,
  symbol: SYMBOL,
  connection: CONNECTION,
  venueTime: undefined,
  receivedAt,
  id: id === undefined ? undefined : tradeId(id),
  price: new Decimal(price),
  size: new Decimal(size),
  side,
});

/** The end of a connection. */
export const interruption = (connection: string = CONNECTION, receivedAt = 0): FeedInterrupted => ({
  _tag: 'interrupted',
  connection: connectionId(connection),
  cause: { _tag: 'disconnected', reason: 'closed' },
  receivedAt,
});

export const SNAPSHOT_REQUESTED: BookInput = { _tag: 'snapshotRequested' };

export const SNAPSHOT_FAILED: BookInput = {
  _tag: 'snapshotFailed',
  cause: { _tag: 'snapshotUnavailable', attempts: 1, error: 'no answer' },
};
