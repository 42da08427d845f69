import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

import { excerptOf, faultsOf } from '../../codec/index.js';
import type { FrameContent } from '../../domain/contents.js';
import type { FrameFault } from '../../domain/errors.js';
import type { Frame } from '../../domain/frame.js';
import { instrument, venueName, venueSymbol } from '../../domain/ids.js';
import type { Origin } from '../../domain/messages.js';
import { concatLevels, NO_LEVELS } from '../../domain/priceLevels.js';
import {
  assetPairs,
  bookSnapshot,
  bookUpdate,
  event,
  levelTimes,
  restError,
  subscriptionStatus,
  trades,
} from './wire.js';

type Decoded = Either<readonly FrameFault[], readonly FrameContent[]>;

/** Kraken's name in the registry. */
export const KRAKEN = venueName('kraken');

/** Channels that a book has no use for, by the part of their name before the first hyphen. */
const OTHER_CHANNELS = new Set(['ticker', 'ohlc', 'spread']);

/** Events that a book has no use for. */
const OTHER_EVENTS = new Set(['systemStatus', 'heartbeat', 'pong']);

/** What a frame of Kraken's WebSocket API v1, or an answer of its REST market data, holds. */
export function decodeKraken(json: unknown, frame: Frame): Decoded {
  if (frame.via === 'request') return decodeAnswer(json, frame);
  if (Array.isArray(json)) return decodeData(json, frame);
  return decodeEvent(json, frame);
}

function decodeData(data: readonly unknown[], frame: Frame): Decoded {
  const channel = data[data.length - 2];
  const pair = data[data.length - 1];
  const payloads = data.slice(1, -2);
  if (typeof channel !== 'string' || typeof pair !== 'string' || payloads.length === 0) {
    const expected = '[channelID, payload, channelName, pair]';
    return E.left([{ path: '', value: excerptOf(data), expected }]);
  }
  if (channel.startsWith('book-')) return decodeBook(payloads, channel, pair, frame);
  if (channel === 'trade') return decodeTrades(payloads[0], pair, frame);
  const name = channel.split('-')[0]!;
  return E.right([OTHER_CHANNELS.has(name) ? other(channel) : unknown(frame)]);
}

function decodeBook(payloads: readonly unknown[], channel: string, pair: string, frame: Frame): Decoded {
  const first = payloads[0];
  if (typeof first === 'object' && first !== null && 'as' in first)
    return decodeSnapshot(first, channel, pair, frame);
  let bids = NO_LEVELS;
  let asks = NO_LEVELS;
  let checksum: number | undefined;
  let venueTime: number | undefined;
  for (const [at, payload] of payloads.entries()) {
    const update = bookUpdate.decode(payload);
    if (update._tag === 'Left') return faults(update.left, at);
    const { a, b, c } = update.right;
    if (a === undefined && b === undefined) {
      return E.left([{ path: `[${at + 1}]`, value: excerptOf(payload), expected: 'a payload with a or b' }]);
    }
    const raw = payload as { readonly a?: unknown; readonly b?: unknown };
    for (const [levels, side] of [
      [raw.a, 'a'],
      [raw.b, 'b'],
    ] as const) {
      if (levels === undefined) continue;
      const times = levelTimes.decode(levels);
      if (times._tag === 'Left') return faults(times.left, at, side);
      venueTime = latest(venueTime, times.right);
    }
    if (a !== undefined) asks = concatLevels(asks, a);
    if (b !== undefined) bids = concatLevels(bids, b);
    checksum = c ?? checksum;
  }
  return E.right([
    {
      _tag: 'diff',
      ...origin(pair, frame, venueTime),
      firstId: undefined,
      lastId: undefined,
      previousId: undefined,
      bids,
      asks,
      checksum,
    },
  ]);
}

function decodeSnapshot(payload: object, channel: string, pair: string, frame: Frame): Decoded {
  const snapshot = bookSnapshot.decode(payload);
  if (snapshot._tag === 'Left') return faults(snapshot.left, 0);
  const levels = Number(channel.slice('book-'.length));
  if (!(Number.isInteger(levels) && levels > 0)) {
    return E.left([{ path: 'channelName', value: excerptOf(channel), expected: 'book-DEPTH' }]);
  }
  const raw = payload as { readonly as: unknown; readonly bs: unknown };
  let venueTime: number | undefined;
  for (const [levelsOfSide, side] of [
    [raw.as, 'as'],
    [raw.bs, 'bs'],
  ] as const) {
    const times = levelTimes.decode(levelsOfSide);
    if (times._tag === 'Left') return faults(times.left, 0, side);
    venueTime = latest(venueTime, times.right);
  }
  return E.right([
    {
      _tag: 'snapshot',
      ...origin(pair, frame, venueTime),
      via: 'stream',
      lastId: undefined,
      coverage: { levels, maintained: true },
      bids: snapshot.right.bs,
      asks: snapshot.right.as,
      checksum: undefined,
    },
  ]);
}

function decodeTrades(payload: unknown, pair: string, frame: Frame): Decoded {
  const decoded = trades.decode(payload);
  if (decoded._tag === 'Left') return faults(decoded.left, 0);
  return E.right(
    decoded.right.map(([price, size, time, side]) => ({
      _tag: 'trade',
      ...origin(pair, frame, time),
      id: undefined,
      price,
      size,
      side: side === 'b' ? 'buy' : 'sell',
    })),
  );
}

function decodeEvent(json: unknown, frame: Frame): Decoded {
  const named = event.decode(json);
  if (named._tag === 'Left') return E.left(faultsOf(named.left));
  const name = named.right.event;
  if (OTHER_EVENTS.has(name)) return E.right([other(name)]);
  if (name !== 'subscriptionStatus') return E.right([unknown(frame)]);
  const status = subscriptionStatus.decode(json);
  if (status._tag === 'Left') return E.left(faultsOf(status.left));
  const { pair, errorMessage } = status.right;
  if (status.right.status !== 'error') return E.right([other(name)]);
  const message = `${errorMessage ?? 'subscription refused'}${pair === undefined ? '' : ` (${pair})`}`;
  return E.right([{ _tag: 'refusal', venue: KRAKEN, code: undefined, message }]);
}

function decodeAnswer(json: unknown, frame: Frame): Decoded {
  if (restError.is(json) && json.error.length > 0) {
    return E.right([{ _tag: 'refusal', venue: KRAKEN, code: undefined, message: json.error.join('; ') }]);
  }
  if (!new URL(frame.connection).pathname.endsWith('/AssetPairs')) return E.right([unknown(frame)]);
  const pairs = assetPairs.decode(json);
  if (pairs._tag === 'Left') return E.left(faultsOf(pairs.left));
  const listings = Object.values(pairs.right.result).flatMap(({ wsname, status = 'online' }) => {
    const [base, quote] = wsname?.split('/').map(commonName) ?? [];
    if (wsname === undefined || base === undefined || quote === undefined) return [];
    const trading = status === 'online';
    return [{ symbol: venueSymbol(wsname), instrument: instrument(base, quote), base, quote, trading }];
  });
  return E.right([{ _tag: 'listings', venue: KRAKEN, listings }]);
}

/** Kraken says XBT and XDG where everybody says BTC and DOGE. */
const commonName = (asset: string): string => ({ XBT: 'BTC', XDG: 'DOGE' })[asset] ?? asset;

const origin = (pair: string, frame: Frame, venueTime: number | undefined): Origin => ({
  venue: KRAKEN,
  symbol: venueSymbol(pair),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});

const latest = (time: number | undefined, times: readonly number[]): number | undefined =>
  times.reduce<number | undefined>((last, next) => (last === undefined || next > last ? next : last), time);

/** Faults in the payload `at`, which is one further from the frame's root. */
const faults = (errors: t.Errors, at: number, side?: string): Decoded =>
  E.left(
    faultsOf(errors).map((fault) => {
      const inside = side === undefined ? fault.path : `${side}${fault.path}`;
      const joint = inside === '' || inside.startsWith('[') ? '' : '.';
      return { ...fault, path: `[${at + 1}]${joint}${inside}` };
    }),
  );

const other = (kind: string): FrameContent => ({ _tag: 'other', venue: KRAKEN, kind });

const unknown = ({ text, connection, receivedAt }: Frame): FrameContent => ({
  _tag: 'unknownFrame',
  venue: KRAKEN,
  connection,
  receivedAt,
  excerpt: text.slice(0, 200),
});
