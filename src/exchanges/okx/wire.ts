import * as t from 'io-ts';

import { decimalFromText, sequenceId } from '../../codec/index.js';
import { checksum, levels } from '../shared/okx/index.js';

/** Milliseconds since 1970, as text. */
const timeFromText = new t.Type<number, string, unknown>(
  'text of milliseconds since 1970',
  t.number.is,
  (value, context) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value)
      ? t.success(Number(value))
      : t.failure(value, context),
  String,
);

/** What every frame of a channel has. */
export const push = t.type({ arg: t.type({ channel: t.string }), data: t.UnknownArray });

/**
 * `books`, `books-l2-tbt`, `books50-l2-tbt`: `seqId` and `prevSeqId` came after 2022; `checksum` is always 0 since
 * 2026-06-23 and is to be left out in the end. `prevSeqId` is -1 in snapshots.
 */
export const books = t.type({
  arg: t.type({ instId: t.string }),
  action: t.union([t.literal('snapshot'), t.literal('update')]),
  data: t.array(
    t.intersection([
      t.type({ asks: levels, bids: levels, ts: timeFromText }),
      t.partial({ checksum, seqId: sequenceId, prevSeqId: t.union([t.literal(-1), sequenceId]) }),
    ]),
  ),
});

/** One book message of a frame. */
export type WireBook = t.TypeOf<typeof books>['data'][number];

/** `trades`; the side is the taker's. */
export const trades = t.type({
  data: t.array(
    t.type({
      instId: t.string,
      tradeId: t.string,
      px: decimalFromText,
      sz: decimalFromText,
      side: t.union([t.literal('buy'), t.literal('sell')]),
      ts: timeFromText,
    }),
  ),
});

/** What is said of subscriptions and of the connection. */
export const event = t.type({ event: t.string });

/** A refusal, on the stream or as the answer to a request; answers have the code `0` where there is none. */
export const error = t.type({ code: t.string, msg: t.string });

/** REST `public/instruments`; derivatives have no `baseCcy` and `quoteCcy`, but an underlying. */
export const instruments = t.type({
  data: t.array(
    t.intersection([
      t.type({ instId: t.string, instType: t.string, state: t.string }),
      t.partial({
        baseCcy: t.string,
        quoteCcy: t.string,
        uly: t.string,
        expTime: t.union([timeFromText, t.literal('')]),
        stk: t.string,
        optType: t.string,
      }),
    ]),
  ),
});

/** One instrument; its end, strike and right only where it is such a contract. */
export type WireListing = t.TypeOf<typeof instruments>['data'][number];

/** An answer of REST, whatever was asked. */
export const answer = t.type({ code: t.string });
