import * as t from 'io-ts';

import {
  decimalFromText,
  fromWireTime,
  priceLevelsFromTexts,
  sequenceId,
  timeMs,
} from '../../../codec/index.js';
import type { SequenceId } from '../../../domain/ids.js';
import type { PriceLevels } from '../../../domain/priceLevels.js';

const levels = priceLevelsFromTexts({ keepText: false });

/** An event of a diff stream: `<symbol>@depth`, `@depth@100ms`, `@depth@500ms`. */
interface DepthUpdate {
  /** When the venue made the event. */
  readonly E: number;
  readonly s: string;
  /** First and last update id in the event. */
  readonly U: SequenceId;
  readonly u: SequenceId;
  /** Futures: the last update id of the event before. */
  readonly pu: SequenceId | undefined;
  readonly b: PriceLevels;
  readonly a: PriceLevels;
}

/** What a depth update is, field by field. */
const depthUpdateFields = t.type({
  e: t.literal('depthUpdate'),
  E: timeMs,
  s: t.string,
  U: sequenceId,
  u: sequenceId,
  pu: t.union([sequenceId, t.undefined]),
  b: levels,
  a: levels,
});

/**
 * The diff of a book, by far the most frequent message, read by hand: `t.type` takes as long as JSON.parse. Whatever is
 * not as expected is read again by {@link depthUpdateFields}, which says what is wrong.
 */
class DepthUpdateCodec extends t.Type<DepthUpdate, unknown, unknown> {
  /** The codec that defines what is right. */
  readonly fields = depthUpdateFields;

  constructor() {
    super(
      'depthUpdate',
      (value): value is DepthUpdate =>
        typeof value === 'object' && value !== null && depthUpdateFields.is({ ...value, e: 'depthUpdate' }),
      (value, context) => {
        const update = this.read(value);
        return update === undefined ? depthUpdateFields.validate(value, context) : t.success(update);
      },
      (update) => depthUpdateFields.encode({ e: 'depthUpdate', ...update }),
    );
  }

  /** The update; undefined where it is at fault. What {@link decode} does, without the words. */
  read(value: unknown): DepthUpdate | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const { e, E, s, U, u, pu, b, a } = value as Readonly<Record<string, unknown>>;
    if (e !== 'depthUpdate' || typeof s !== 'string') return undefined;
    if (!timeMs.is(E) || !sequenceId.is(U) || !sequenceId.is(u)) return undefined;
    if (pu !== undefined && !sequenceId.is(pu)) return undefined;
    const bids = levels.read(b);
    const asks = levels.read(a);
    if (bids === undefined || asks === undefined) return undefined;
    return { E: fromWireTime(E), s, U, u, pu, b: bids, a: asks };
  }
}

/** See {@link DepthUpdateCodec}. */
export const depthUpdate = new DepthUpdateCodec();

/** The answer of `/api/v3/depth` and `/fapi/v1/depth`; `E` at USD-M only. */
export const depthAnswer = t.intersection([
  t.type({ lastUpdateId: sequenceId, bids: levels, asks: levels }),
  t.partial({ E: timeMs }),
]);

/** `<symbol>@aggTrade`: the fills of one taker order at one price. `m`: the buyer is the maker, so the taker sold. */
export const aggTrade = t.type({
  e: t.literal('aggTrade'),
  s: t.string,
  a: sequenceId,
  p: decimalFromText,
  q: decimalFromText,
  T: timeMs,
  m: t.boolean,
});

/** The part of `/api/v3/exchangeInfo` and `/fapi/v1/exchangeInfo` that names the instruments. */
export const exchangeInfo = t.type({
  symbols: t.array(
    t.intersection([
      t.type({ symbol: t.string, status: t.string, baseAsset: t.string, quoteAsset: t.string }),
      t.partial({ contractType: t.string, deliveryDate: timeMs }),
    ]),
  ),
});

/** One instrument of {@link exchangeInfo}; the contract's type and its end at futures only. */
export type WireListing = t.TypeOf<typeof exchangeInfo>['symbols'][number];

/** An event in a combined stream. */
export const combinedEvent = t.type({ stream: t.string, data: t.UnknownRecord });

/** An error ("WebSocket Streams for Binance", "Error Messages", as of 2026-01-15). */
export const errorReply = t.type({ code: t.number, msg: t.string });

/** The answer to a SUBSCRIBE or UNSUBSCRIBE that was accepted. */
export const acceptedReply = t.type({ result: t.unknown, id: t.unknown });
