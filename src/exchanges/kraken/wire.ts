import * as t from 'io-ts';

import { decimalFromText, priceLevelsFromTexts } from '../../codec/index.js';
import type { PriceLevels } from '../../domain/priceLevels.js';

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

/** Seconds since 1970 with microseconds, as text; read into milliseconds. */
const timeFromText = new t.Type<number, string, unknown>(
  'text of seconds since 1970',
  t.number.is,
  (value, context) =>
    typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)
      ? t.success(msOf(value))
      : t.failure(value, context),
  (ms) => (ms / 1000).toFixed(6),
);

/** Moves the point in the text: a product of doubles would be off by its last bit. */
function msOf(seconds: string): number {
  const point = seconds.indexOf('.');
  if (point < 0) return Number(`${seconds}000`);
  const fraction = seconds.slice(point + 1);
  return Number(`${seconds.slice(0, point)}${fraction.slice(0, 3).padEnd(3, '0')}.${fraction.slice(3)}`);
}

/** Levels, and the latest of their times; undefined where there are none. */
export interface TimedLevels {
  readonly levels: PriceLevels;
  /** Milliseconds since 1970. */
  readonly time: number | undefined;
}

const levelsOnly = priceLevelsFromTexts({ keepText: true });

/** `[[price, volume, time, (flag,)], ...]`; the flag `r` marks a level that is sent again, and is applied like every other. */
const timedLevels = new t.Type<TimedLevels, unknown, unknown>(
  'list of [price, volume, time]',
  (value): value is TimedLevels => typeof value === 'object' && value !== null && 'levels' in value,
  (value, context) => {
    const levels = levelsOnly.validate(value, context);
    if (levels._tag === 'Left') return levels;
    let latest: number | undefined;
    for (const [at, level] of (value as readonly (readonly unknown[])[]).entries()) {
      const text = level[2];
      const time = timeFromText.decode(text);
      if (time._tag === 'Left') {
        const place = t.appendContext(context, String(at), t.UnknownArray, level);
        return t.failure(text, t.appendContext(place, '2', timeFromText, text));
      }
      if (latest === undefined || time.right > latest) latest = time.right;
    }
    return t.success({ levels: levels.right, time: latest });
  },
  ({ levels }) => levelsOnly.encode(levels),
);

/** `as`, `bs`: asks and bids of a book's snapshot, best first. */
export const bookSnapshot = t.type({ as: timedLevels, bs: timedLevels });

/** `a`, `b`: changed asks and bids; `c`: the checksum, in the last payload of a frame. */
export const bookUpdate = t.partial({ a: timedLevels, b: timedLevels, c: checksumFromText });

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

/** REST `AssetPairs`; dark-pool pairs have no `wsname`, answers of 2021 no `status`. */
export const assetPairs = t.type({
  error: t.array(t.string),
  result: t.record(t.string, t.partial({ wsname: t.string, status: t.string })),
});

/** A REST answer that is an error has no `result`. */
export const restError = t.type({ error: t.array(t.string) });
