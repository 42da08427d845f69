import * as E from 'fp-ts/lib/Either.js';

import { excerptOf } from '../../codec/index.js';
import {
  asksForAll,
  decoded,
  fault,
  otherFrame,
  readWith,
  refusal,
  requestUrl,
  unknownFrame,
  type Decoded,
} from '../../connector/index.js';
import type { Frame } from '../../domain/frame.js';
import { venueName, venueSymbol } from '../../domain/ids.js';
import { listing } from '../../domain/listing.js';
import type { Origin } from '../../domain/origin.js';
import { concatLevels, NO_LEVELS } from '../../domain/priceLevels.js';
import {
  assetPairs,
  bookSnapshot,
  bookUpdate,
  event,
  restError,
  subscriptionStatus,
  trades,
  type TimedLevels,
} from './wire.js';

/** Kraken's name in the registry. */
export const KRAKEN = venueName('kraken');

/** Channels that a book has no use for, by the part of their name before the first hyphen. */
const OTHER_CHANNELS = new Set(['ticker', 'ohlc', 'spread']);

/** Events that a book has no use for. */
const OTHER_EVENTS = new Set(['systemStatus', 'heartbeat', 'pong']);

/** What a frame of Kraken's WebSocket API v1, or an answer of its REST market data, holds. */
export function decodeKraken(json: unknown, frame: Frame): Decoded {
  if (frame.via === 'request') return decodeAnswer(json, frame);
  return Array.isArray(json) ? decodeData(json, frame) : decodeEvent(json, frame);
}

/**
 * `[channelID, payload, (second payload,) channelName, pair]`. The second payload occurs where a book's asks and bids
 * change at once.
 */
function decodeData(data: readonly unknown[], frame: Frame): Decoded {
  const channel = data[data.length - 2];
  const pair = data[data.length - 1];
  const payloads = data.slice(1, -2);
  if (typeof channel !== 'string' || typeof pair !== 'string' || payloads.length < 1 || payloads.length > 2) {
    return fault('', excerptOf(data), '[channelID, payload, (payload,) channelName, pair]');
  }
  if (channel.startsWith('book-')) return decodeBook(payloads, channel, pair, frame);
  if (channel === 'trade') return decodeTrades(payloads[0], pair, frame);
  const known = OTHER_CHANNELS.has(channel.split('-')[0]!);
  return decoded(known ? otherFrame(KRAKEN, channel) : unknownFrame(KRAKEN, frame));
}

function decodeBook(payloads: readonly unknown[], channel: string, pair: string, frame: Frame): Decoded {
  const first = payloads[0];
  const isSnapshot = typeof first === 'object' && first !== null && 'as' in first;
  return isSnapshot
    ? decodeSnapshot(first, channel, pair, frame)
    : decodeDiff(payloads, pair, frame, 0, { bids: NO_TIMED, asks: NO_TIMED, checksum: undefined });
}

function decodeSnapshot(payload: unknown, channel: string, pair: string, frame: Frame): Decoded {
  const levels = Number(channel.slice('book-'.length));
  if (!(Number.isInteger(levels) && levels > 0)) return fault('[2]', excerptOf(channel), 'book-DEPTH');
  return readWith(bookSnapshot, payload, '[1]', ({ as, bs }) =>
    decoded({
      _tag: 'snapshot',
      ...origin(pair, frame, latest(as.time, bs.time)),
      via: 'stream',
      lastId: undefined,
      coverage: { levels, maintained: true },
      bids: bs.levels,
      asks: as.levels,
      checksum: undefined,
    }),
  );
}

interface Changes {
  readonly bids: TimedLevels;
  readonly asks: TimedLevels;
  readonly checksum: number | undefined;
}

const NO_TIMED: TimedLevels = { levels: NO_LEVELS, time: undefined };

/** Adds the payloads from `at` on to the changes before them: all of a frame are one diff. */
function decodeDiff(
  payloads: readonly unknown[],
  pair: string,
  frame: Frame,
  at: number,
  before: Changes,
): Decoded {
  if (at === payloads.length) {
    const { bids, asks, checksum } = before;
    return decoded({
      _tag: 'diff',
      ...origin(pair, frame, latest(asks.time, bids.time)),
      firstId: undefined,
      lastId: undefined,
      previousId: undefined,
      bids: bids.levels,
      asks: asks.levels,
      checksum,
    });
  }
  return readWith(bookUpdate, payloads[at], `[${at + 1}]`, ({ a, b, c }) => {
    if (a === undefined && b === undefined) {
      return fault(`[${at + 1}]`, excerptOf(payloads[at]), 'a payload with a or b');
    }
    return decodeDiff(payloads, pair, frame, at + 1, {
      bids: append(before.bids, b),
      asks: append(before.asks, a),
      checksum: c ?? before.checksum,
    });
  });
}

const append = (before: TimedLevels, added: TimedLevels = NO_TIMED): TimedLevels => ({
  levels: concatLevels(before.levels, added.levels),
  time: latest(before.time, added.time),
});

/** The later of two times, of which either may be missing. */
export const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

const decodeTrades = (payload: unknown, pair: string, frame: Frame): Decoded =>
  readWith(trades, payload, '[1]', (fills) =>
    E.right(
      fills.map(([price, size, time, side]) => ({
        _tag: 'trade',
        ...origin(pair, frame, time),
        id: undefined,
        price,
        size,
        side: side === 'b' ? 'buy' : 'sell',
      })),
    ),
  );

const decodeEvent = (json: unknown, frame: Frame): Decoded =>
  readWith(event, json, '', ({ event: name }) => {
    if (OTHER_EVENTS.has(name)) return decoded(otherFrame(KRAKEN, name));
    if (name !== 'subscriptionStatus') return decoded(unknownFrame(KRAKEN, frame));
    return readWith(subscriptionStatus, json, '', ({ status, pair, errorMessage }) => {
      if (status !== 'error') return decoded(otherFrame(KRAKEN, name));
      const which = pair === undefined ? '' : ` (${pair})`;
      return decoded(refusal(KRAKEN, `${errorMessage ?? 'subscription refused'}${which}`));
    });
  });

function decodeAnswer(json: unknown, frame: Frame): Decoded {
  if (restError.is(json) && json.error.length > 0) return decoded(refusal(KRAKEN, json.error.join('; ')));
  const url = requestUrl(frame);
  if (url?.pathname.endsWith('/AssetPairs') !== true) return decoded(unknownFrame(KRAKEN, frame));
  return readWith(assetPairs, json, '', ({ result }) =>
    decoded({
      _tag: 'listings',
      venue: KRAKEN,
      receivedAt: frame.receivedAt,
      covers: asksForAll(url) ? 'all' : 'nothing',
      listings: Object.values(result).flatMap(({ wsname, status = 'online' }) => {
        const [base, quote] = wsname?.split('/').map(commonName) ?? [];
        if (wsname === undefined || base === undefined || quote === undefined) return [];
        const trading = status === 'online';
        return [listing({ symbol: venueSymbol(wsname), base, quote, trading })];
      }),
    }),
  );
}

/** Kraken says XBT and XDG where everybody says BTC and DOGE. */
const COMMON_NAMES = new Map([
  ['XBT', 'BTC'],
  ['XDG', 'DOGE'],
]);

const commonName = (asset: string): string => COMMON_NAMES.get(asset) ?? asset;

const origin = (pair: string, frame: Frame, venueTime: number | undefined): Origin => ({
  venue: KRAKEN,
  symbol: venueSymbol(pair),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});
