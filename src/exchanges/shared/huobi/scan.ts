import { Decimal } from 'decimal.js';

import {
  ANY_INTEGER,
  DecimalField,
  fromWireTime,
  IntegerField,
  ListField,
  NameField,
  PRICE,
  row,
  RowsField,
  shape,
  SIZE,
  WordField,
  type FramePart,
} from '../../../codec/index.js';
import type { FrameKind } from '../../../connector/index.js';
import type { Frame } from '../../../domain/frame.js';
import { venueSymbol, type VenueName } from '../../../domain/ids.js';
import type { BookDiff, BookSnapshot } from '../../../domain/messages.js';
import type { Origin, Side } from '../../../domain/origin.js';
import type { PriceLevels } from '../../../domain/priceLevels.js';
import { DEPTH_LEVELS } from './market.js';
import { tradeOf, type WireTrade } from './wire.js';

/** `[[price, size], ...]` in numbers, small and large ones with an exponent. */
export const levelRows = (): RowsField => new RowsField(row`[${PRICE},${SIZE}]`);

/** What the frames of a topic have in common, and where they come from. */
export function pushOf(venue: VenueName, topic: string) {
  const symbol = new NameField('.');
  const time = new IntegerField();
  return {
    /** The topic. */
    channel: shape`{"ch":"market.${symbol}.${topic}"`,
    /** When the venue sent it. */
    time: shape`,"ts":${time}`,
    originOf: (frame: Frame): Origin => ({
      venue,
      symbol: venueSymbol(symbol.value),
      connection: frame.connection,
      venueTime: fromWireTime(time.value),
      receivedAt: frame.receivedAt,
    }),
  };
}

// Literals without a spread: the form of what a spread makes is forgotten with each full collection of garbage.

/** A book that was sent whole, from `depth.step0`. */
export const depthOf = (
  from: Origin,
  lastId: number,
  bids: PriceLevels,
  asks: PriceLevels,
): BookSnapshot => ({
  _tag: 'snapshot',
  venue: from.venue,
  symbol: from.symbol,
  connection: from.connection,
  venueTime: from.venueTime,
  receivedAt: from.receivedAt,
  via: 'stream',
  lastId,
  coverage: { levels: DEPTH_LEVELS, maintained: false },
  bids,
  asks,
  checksum: undefined,
});

/** The ids of a diff. */
type DiffIds = Pick<BookDiff, 'firstId' | 'lastId' | 'previousId'>;

/** The diff of a book. */
export const diffOf = (from: Origin, ids: DiffIds, bids: PriceLevels, asks: PriceLevels): BookDiff => ({
  _tag: 'diff',
  venue: from.venue,
  symbol: from.symbol,
  connection: from.connection,
  venueTime: from.venueTime,
  receivedAt: from.receivedAt,
  firstId: ids.firstId,
  lastId: ids.lastId,
  previousId: ids.previousId,
  bids,
  asks,
  checksum: undefined,
});

/** What of one trade a market names in its own way. */
export interface TradeParts {
  readonly id: IntegerField;
  readonly time: IntegerField;
  readonly amount: DecimalField;
  readonly price: DecimalField;
}

/**
 * A frame of `trade.detail`: `partsOf` says what stands in a trade before its direction, `arrange` makes the trades of a
 * frame of what was read.
 */
export function tradeKind(
  partsOf: (fields: TradeParts) => readonly FramePart[],
  arrange: (
    trades: readonly (WireTrade & { readonly id: number })[],
  ) => readonly (WireTrade & { readonly id: number })[],
): (venue: VenueName) => FrameKind {
  return (venue) => {
    const { channel, time, originOf } = pushOf(venue, 'trade.detail');
    const of: TradeParts = {
      id: new IntegerField(),
      time: new IntegerField(),
      amount: new DecimalField(),
      price: new DecimalField(),
    };
    const side = new WordField<Side>(['buy', 'buy'], ['sell', 'sell']);
    const fills = new ListField(shape`${partsOf(of)},"direction":"${side}"}`, () => ({
      id: of.id.value,
      ts: fromWireTime(of.time.value),
      price: new Decimal(of.price.value),
      amount: new Decimal(of.amount.value),
      direction: side.value,
    }));
    return {
      shapes: [shape`${channel}${time},"tick":{"id":${ANY_INTEGER},"ts":${ANY_INTEGER},"data":${fills}}}`],
      contents: (frame) => {
        const from = originOf(frame);
        return arrange(fills.items).map((fill) => tradeOf(fill, fill.id, from));
      },
    };
  };
}
