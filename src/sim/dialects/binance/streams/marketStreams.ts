import { venueSymbol } from '../../../../domain/ids.js';
import type { Exchange, ExchangeStep } from '../../../engine/exchange.js';
import type { AggregateTrade } from '../aggregateTrades.js';
import { feedOf, type Feed } from './feed.js';

/** What a frame of the market holds: a fault that makes holes in sequences needs to know. */
type MarketKind = 'depth' | 'market';

/** Who listens to a stream: JSON as text, without the stream's name. */
export type MarketListener = (json: string, kind: MarketKind) => void;

interface Stream {
  readonly feed: Feed;
  readonly kind: MarketKind;
  readonly listeners: Set<MarketListener>;
}

/** All streams of the market that somebody listens to. One that nobody listens to costs nothing. */
export class MarketStreams {
  readonly #streams = new Map<string, Stream>();
  #tickedAt = -Infinity;

  constructor(private readonly exchange: Exchange) {}

  /** Listens to a stream by its name, `btcusdt@depth`; gives what ends it. */
  listen(name: string, listener: MarketListener): () => void {
    const stream = this.#streams.get(name) ?? this.#open(name);
    if (stream === undefined) return () => {};
    stream.listeners.add(listener);
    return () => {
      stream.listeners.delete(listener);
      if (stream.listeners.size === 0 && this.#streams.get(name) === stream) this.#streams.delete(name);
    };
  }

  #open(name: string): Stream | undefined {
    const [, symbolName, kind = ''] = /^([^@]+)@(.+)$/.exec(name) ?? [];
    const symbol = venueSymbol(symbolName?.toUpperCase() ?? '');
    if (symbolName !== symbolName?.toLowerCase() || !this.exchange.symbols.includes(symbol)) return undefined;
    const feed = feedOf(this.exchange, symbol, kind);
    if (feed === undefined) return undefined;
    const isDepth = /^depth(@|$)/.test(kind);
    const stream: Stream = { feed, kind: isDepth ? 'depth' : 'market', listeners: new Set() };
    this.#streams.set(name, stream);
    return stream;
  }

  onStep({ events }: ExchangeStep, aggregates: readonly AggregateTrade[]): void {
    if (events.length === 0) return;
    for (const stream of this.#streams.values()) {
      const { feed } = stream;
      for (const json of feed.onEvents?.(events) ?? []) tell(stream, json);
      if (aggregates.length > 0) for (const json of feed.onAggregates?.(aggregates) ?? []) tell(stream, json);
    }
  }

  /** So late is it: streams send at whole multiples of their interval. */
  onTick(time: number): void {
    const before = this.#tickedAt;
    this.#tickedAt = time;
    for (const stream of this.#streams.values()) {
      const { everyMs, onTick } = stream.feed;
      if (everyMs === undefined || Math.floor(time / everyMs) === Math.floor(before / everyMs)) continue;
      const json = onTick?.(time);
      if (json !== undefined) tell(stream, json);
    }
  }
}

function tell({ listeners, kind }: Stream, json: unknown): void {
  const text = JSON.stringify(json);
  for (const listener of listeners) listener(text, kind);
}
