import * as t from 'io-ts';

import { decimalFromText, timeMs } from '../../../codec/index.js';
import { integerText, signedDecimal, wireSide, wireStatus } from './values.js';

/**
 * News of an order ("User Data Streams", 2026-06-28). `c` is the client order id, or that of the request which ended or changed
 * the order: then `C` is the order's. `x` is what happened, `X` the status after it, `z` and `Z` what is filled in base and
 * quote currency, `T` when it happened.
 */
export const executionReport = t.intersection([
  t.type({
    s: t.string,
    c: t.string,
    S: wireSide,
    o: t.string,
    q: decimalFromText,
    p: decimalFromText,
    x: t.string,
    X: wireStatus,
    i: integerText,
    z: decimalFromText,
    Z: signedDecimal,
    T: timeMs,
  }),
  t.partial({ C: t.string, Q: decimalFromText, r: t.string, eR: t.string }),
]);

/** What an execution report of a trade has besides: amount, price, fee and its token, trade id, whether the order was the maker. */
export const executedTrade = t.type({
  l: decimalFromText,
  L: decimalFromText,
  n: signedDecimal,
  N: t.union([t.string, t.null]),
  t: integerText,
  m: t.boolean,
});

/** Balances after a change: all that the change may have touched. `u` is when the account last changed. */
export const accountPosition = t.type({
  u: timeMs,
  B: t.array(t.type({ a: t.string, f: signedDecimal, l: signedDecimal })),
});

/** What is used of a limit, in an answer of the WebSocket API. */
export const rateLimit = t.type({
  rateLimitType: t.string,
  interval: t.string,
  intervalNum: t.number,
  count: t.number,
});

/** An answer of the WebSocket API, its contents unread. */
export const callAnswer = t.type({ id: t.union([t.string, t.number, t.bigint]), status: t.number });

/** An error, over REST or under `error` in an answer of the WebSocket API. */
export const wireError = t.type({ code: t.number, msg: t.string });

/** What an error says besides of a limit that was broken: until when to wait, and the time now, both by the venue's clock. */
export const errorWait = t.type({ data: t.type({ retryAfter: timeMs, serverTime: timeMs }) });

export type ExecutionReport = t.TypeOf<typeof executionReport>;
