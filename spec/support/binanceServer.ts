import { binanceVenue } from '../../src/exchanges/shared/binance/index.js';
import type { MarketDataLimits, MarketDataVenue } from '../../src/connector/index.js';
import { contiguousRule } from '../../src/sequence/index.js';
import type { Pair } from './messages.js';

/** The other end of a connection. */
export interface Client {
  readonly send: (text: string) => void;
}

/** What one instrument is at. */
interface Market {
  id: number;
  trades: number;
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
}

const NO_LIMITS: MarketDataLimits = {
  streamsPerConnection: undefined,
  framesPerSecond: undefined,
  connectionAttempts: undefined,
  connectionLifetimeMs: undefined,
  requestWeight: undefined,
};

/** Binance's spot protocol, at other addresses and with other limits. */
export const binanceAt = (
  addresses: { readonly stream: string; readonly rest: string },
  limits: Partial<MarketDataLimits> = {},
): MarketDataVenue =>
  binanceVenue({
    name: 'binance',
    title: 'Binance',
    recordings: [],
    continuity: contiguousRule,
    linked: false,
    limits: { ...NO_LIMITS, ...limits },
    streamBase: { book: addresses.stream, trades: addresses.stream },
    restBase: addresses.rest,
    depths: [{ levels: 1000, weight: 50 }],
    defaultDepthLevels: 100,
    snapshotLevels: 1000,
    listingsWeight: 20,
  });

/**
 * A venue that speaks Binance's spot protocol, whatever carries it: it knows who is subscribed to what, and its books
 * are what clients must have.
 */
export class BinanceServer {
  readonly subscribed = new Map<Client, Set<string>>();
  /** What is listed beside, by symbol. */
  readonly listed = new Set(['AAAUSDT', 'BBBUSDT']);
  readonly #markets = new Map<string, Market>();

  /** What came from a client. */
  receive(client: Client, text: string): void {
    const { method, params, id } = JSON.parse(text) as {
      readonly method: string;
      readonly params: readonly string[];
      readonly id: number;
    };
    const streams = this.subscribed.get(client) ?? new Set<string>();
    this.subscribed.set(client, streams);
    for (const stream of params) {
      if (method === 'SUBSCRIBE') streams.add(stream);
      else streams.delete(stream);
    }
    client.send(JSON.stringify({ result: null, id }));
  }

  left(client: Client): void {
    this.subscribed.delete(client);
  }

  /** Changes one level of a book and tells those who are subscribed. */
  change(symbol: string): void {
    const market = this.#market(symbol);
    const id = ++market.id;
    const isBid = id % 2 === 0;
    const price = isBid ? 99 - (id % 14) : 101 + (id % 14);
    const size = id % 5 === 0 ? 0 : id;
    const side = isBid ? market.bids : market.asks;
    if (size === 0) side.delete(price);
    else side.set(price, size);
    const level = [[`${price}.00`, String(size)]];
    const event = {
      e: 'depthUpdate',
      E: id,
      s: symbol,
      U: id,
      u: id,
      b: isBid ? level : [],
      a: isBid ? [] : level,
    };
    this.#tell(`${symbol.toLowerCase()}@depth@100ms`, event);
  }

  trade(symbol: string): void {
    const a = ++this.#market(symbol).trades;
    const event = {
      e: 'aggTrade',
      E: a,
      s: symbol,
      a,
      p: '100',
      q: String(a),
      f: a,
      l: a,
      T: a,
      m: a % 2 === 0,
      M: true,
    };
    this.#tell(`${symbol.toLowerCase()}@aggTrade`, event);
  }

  /** The answer to a request. */
  answer(url: string): { readonly status: number; readonly body: string } {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('/exchangeInfo')) {
      const symbols = Array.from(this.listed, (symbol) => ({
        symbol,
        status: 'TRADING',
        baseAsset: symbol.slice(0, -4),
        quoteAsset: symbol.slice(-4),
      }));
      return { status: 200, body: JSON.stringify({ timezone: 'UTC', serverTime: 1, symbols }) };
    }
    const symbol = searchParams.get('symbol') ?? '';
    const { id } = this.#market(symbol);
    const { bids, asks } = this.bookOf(symbol);
    return { status: 200, body: JSON.stringify({ lastUpdateId: id, bids, asks }) };
  }

  /** The book as it is, best first. */
  bookOf(symbol: string): { readonly bids: readonly Pair[]; readonly asks: readonly Pair[] } {
    const { bids, asks } = this.#market(symbol);
    const side = (levels: ReadonlyMap<number, number>, sign: 1 | -1): readonly Pair[] =>
      [...levels]
        .toSorted(([a], [b]) => sign * (b - a))
        .map(([price, size]) => [String(price), String(size)]);
    return { bids: side(bids, 1), asks: side(asks, -1) };
  }

  #tell(stream: string, data: object): void {
    const text = JSON.stringify({ stream, data });
    for (const [client, streams] of this.subscribed) if (streams.has(stream)) client.send(text);
  }

  #market(symbol: string): Market {
    const known = this.#markets.get(symbol);
    if (known !== undefined) return known;
    const market = { id: 10, trades: 0, bids: new Map([[90, 1]]), asks: new Map([[120, 1]]) };
    this.#markets.set(symbol, market);
    return market;
  }
}
