import * as t from 'io-ts';

import { decimalFromText, priceLevelsFromTexts } from '../../codec/index.js';

const levels = priceLevelsFromTexts({ keepText: true });

/** `as`, `bs`: asks and bids of a book's snapshot, best first. */
export const bookSnapshot = t.type({ as: levels, bs: levels });

/** CRC-32 of the book after the message: an unsigned integer of 32 bits, as text. */
const checksumFromText = new t.Type<number, string, unknown>(
  'text of an unsigned 32-bit integer',
  t.number.is,
  (value, context) =>
    typeof value === 'string' && /^\d{1,10}$/.test(value) && Number(value) <= 0xffffffff
      ? t.success(Number(value))
      : t.failure(value, context),
  String,
);

/** `a`, `b`: changed asks and bids; `c`: the checksum, in the last payload of a frame. */
export const bookUpdate = t.partial({ a: levels, b: levels, c: checksumFromText });

/** Seconds since 1970 with microseconds, as text; read into milliseconds. */
const timeFromText = new t.Type<number, string, unknown>(
  'text of seconds since 1970',
  t.number.is,
  (value, context) =>
    typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)
      ? t.success(Number(value) * 1000)
      : t.failure(value, context),
  (ms) => (ms / 1000).toFixed(6),
);

/** The times in a list of levels: their third element. */
export const levelTimes = t.array(
  new t.Type<number, unknown, unknown>(
    '[price, volume, time, ...]',
    t.number.is,
    (value, context) => {
      const time: unknown = Array.isArray(value) ? value[2] : undefined;
      return timeFromText.validate(time, t.appendContext(context, '2', timeFromText, time));
    },
    t.identity,
  ),
);

const tradeStart = t.tuple([
  decimalFromText,
  decimalFromText,
  timeFromText,
  t.union([t.literal('b'), t.literal('s')]),
]);

/** `[price, volume, time, side, order type, misc]`; the side is the taker's: `b` bought, `s` sold. */
export const trades = t.array(
  new t.Type<t.TypeOf<typeof tradeStart>, unknown, unknown>(
    '[price, volume, time, side, order type, misc]',
    tradeStart.is,
    (value, context) => tradeStart.validate(Array.isArray(value) ? value.slice(0, 4) : value, context),
    tradeStart.encode,
  ),
);

/** Events are objects with a name; `connectionID` is above 2^53, and not read. */
export const event = t.type({ event: t.string });

/** What became of a subscription. */
export const subscriptionStatus = t.intersection([
  t.type({ event: t.literal('subscriptionStatus'), status: t.string }),
  t.partial({ errorMessage: t.string, pair: t.string }),
]);

/** REST `AssetPairs`; dark-pool pairs have no `wsname`, answers before 2022 no `status`. */
export const assetPairs = t.type({
  error: t.array(t.string),
  result: t.record(t.string, t.partial({ wsname: t.string, status: t.string })),
});

/** A REST answer that is an error has no `result`. */
export const restError = t.type({ error: t.array(t.string) });
