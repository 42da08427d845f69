import type { Inflate, MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { bittrexRule } from './continuity.js';
import { BITTREX, decodeBittrex, type BittrexDepth } from './decode.js';
import { JSON_READING } from './payload.js';

export type { BittrexDepth } from './decode.js';

/** Complete but for `connectionToken`, which SignalR wants of its `negotiate`. */
const STREAM_URL =
  'wss://socket-v3.bittrex.com/signalr/connect?transport=webSockets&clientProtocol=1.5' +
  `&connectionData=${encodeURIComponent('[{"name":"c3"}]')}`;

const REST_URL = 'https://api.bittrex.com/v3/markets';

/** No document limits the streams of one invocation; the longest names make less than 40 bytes a stream. */
const STREAMS_PER_FRAME = 500;

const DEPTHS: readonly number[] = [1, 25, 500];

/**
 * Bittrex, API v3 (SignalR hub `c3`), market data. **The venue closed on 2023-12-04**: there is nothing to connect to
 * any more. The protocol stays as a worked example, and to read recordings.
 *
 * Sources: Bittrex API v3 reference (bittrex.github.io/api/v3), in the repository of the documents, state of 2020-06-17:
 * "Call Limits", "Websocket Overview", "Synchronizing", methods `Subscribe` and `Unsubscribe`, streams "Orderbook" and
 * "Trade"; traffic of 2021-06-14.
 *
 * Continuity: {@link bittrexRule}. The snapshot is asked for over HTTP; its number is in the header `Sequence`, so that
 * `Frame.headers` is needed. Messages up to that number are in it; each one after has the number after the last.
 *
 * @param options `inflate`: what inflates the payloads; `nodeInflate` of `orderflow/node` is one. `depth`: levels a side
 * of the books, 500 unless given; what comes of another depth is no book here.
 *
 * @throws {RangeError} where the depth is none of the venue's.
 */
export function bittrexVenue({
  inflate,
  depth = 500,
}: {
  readonly inflate: Inflate;
  readonly depth?: BittrexDepth;
}): MarketDataVenue {
  if (!DEPTHS.includes(depth)) throw new RangeError(`no depth of Bittrex's: ${depth} (${DEPTHS.join(', ')})`);
  const stream = {
    book: (symbol: string) => `orderbook_${symbol}_${depth}`,
    trades: (symbol: string) => `trade_${symbol}`,
  };
  const plans = (method: 'Subscribe' | 'Unsubscribe', subscriptions: readonly MarketSubscription[]) => {
    const streams = subscriptions.flatMap(({ channel, symbols }) =>
      symbols.map((symbol) => stream[channel](checked(symbol))),
    );
    const frames: string[] = [];
    for (let at = 0; at < streams.length; at += STREAMS_PER_FRAME) {
      const some = streams.slice(at, at + STREAMS_PER_FRAME);
      frames.push(JSON.stringify({ H: 'c3', M: method, A: [some], I: frames.length + 1 }));
    }
    return frames.length === 0 ? [] : [{ url: STREAM_URL, frames }];
  };
  return {
    name: BITTREX,
    title: 'Bittrex',
    recordings: ['BITTREX'],
    json: JSON_READING,
    limits: {
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: undefined,
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 60, perMs: 60_000 },
    },
    continuity: bittrexRule,
    checksum: undefined,
    subscribe: (subscriptions) => plans('Subscribe', subscriptions),
    unsubscribe: (subscriptions) => plans('Unsubscribe', subscriptions),
    requestSnapshot: (symbol) => ({
      method: 'GET',
      url: `${REST_URL}/${checked(symbol)}/orderbook?depth=${depth}`,
      weight: 1,
    }),
    requestListings: () => ({ method: 'GET', url: REST_URL, weight: 1 }),
    // The frames are text; what is compressed in them is read by `decode`.
    readBytes: undefined,
    numberOf: undefined,
    scan: undefined,
    decode: decodeBittrex({ inflate, depth }),
  };
}

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9]+-[A-Z0-9]+$/.test(symbol)) {
    throw new RangeError(`no symbol of Bittrex's: "${symbol}" (as in BTC-USD)`);
  }
  return symbol;
}
