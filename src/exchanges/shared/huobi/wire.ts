import * as t from 'io-ts';

import { decimalFromNumber, priceLevelsFromNumbers, sequenceId, timeMs } from '../../../codec/index.js';
import { tradeId, type SequenceId } from '../../../domain/ids.js';
import type { Trade } from '../../../domain/messages.js';
import type { Origin } from '../../../domain/origin.js';

/** `[[price, size], ...]` in numbers, small and large ones with an exponent. */
export const levels = priceLevelsFromNumbers({ keepText: false });

/** What a subscription brings; `ts` is when the venue sent it. */
export const push = t.type({ ch: t.string, ts: timeMs, tick: t.UnknownRecord });

/** The answer to a `req`, on the stream; not every one has the time. */
export const rep = t.intersection([t.type({ rep: t.string }), t.partial({ ts: timeMs })]);

/** A heartbeat of the venue's. */
export const ping = t.type({ ping: sequenceId });

const code = t.union([t.string, t.number]);

/** A refusal, as market streams and REST spell it. */
export const streamError = t.type({ 'err-code': code, 'err-msg': t.string });

/** A refusal, as newer REST endpoints and those of swaps spell it. */
export const restError = t.type({ err_code: code, err_msg: t.string });

/** One trade, without its id; the direction is the taker's. */
export const trade = t.type({
  ts: timeMs,
  price: decimalFromNumber,
  amount: decimalFromNumber,
  direction: t.union([t.literal('buy'), t.literal('sell')]),
});

/** See {@link trade}. */
export type WireTrade = t.TypeOf<typeof trade>;

/** The trade that came in a frame of which the origin is given. */
export const tradeOf = (
  { ts, price, amount, direction }: WireTrade,
  id: SequenceId,
  from: Origin,
): Trade => ({
  _tag: 'trade',
  ...from,
  venueTime: ts,
  id: tradeId(String(id)),
  price,
  size: amount,
  side: direction,
});
