import type { VenueSymbol } from '../../domain/ids.js';
import type { MarketChannel, MarketDataVenue } from '../venue.js';
import type { MarketShard } from './marketShard.js';
import { wireStream, type WireStream } from './wireStreams.js';

/** A stream that somebody wants, and where it is. */
interface Placed {
  readonly stream: WireStream;
  readonly shard: MarketShard;
  wants: number;
}

/**
 * Which stream goes over which connection. A stream stays where it was placed; a new one takes the first place that is
 * free, of the shard that was made first; a shard that has nothing left is closed.
 */
export class MarketShards {
  readonly #placed = new Map<string, Placed>();
  readonly #shards: MarketShard[] = [];
  readonly #opened = new Set<MarketShard>();
  readonly #touched = new Set<MarketShard>();

  constructor(
    private readonly venue: Pick<MarketDataVenue, 'name' | 'subscribe' | 'limits'>,
    private readonly makeShard: (url: string) => MarketShard,
  ) {}

  /** In the order in which they were made. */
  get all(): readonly MarketShard[] {
    return this.#shards;
  }

  shardOf(key: string): MarketShard | undefined {
    return this.#placed.get(key)?.shard;
  }

  /**
   * Wants a stream, until the function that it gives is called, once. Nothing is sent before `settle`.
   *
   * @throws {RangeError} where the symbol is none of the venue's spelling.
   */
  want(channel: MarketChannel, symbol: VenueSymbol): () => void {
    const stream = wireStream(this.venue, channel, symbol);
    const placed = this.#placed.get(stream.key) ?? this.#place(stream);
    placed.wants++;
    placed.stream.channels.add(channel);
    return () => {
      if (--placed.wants > 0) return;
      this.#placed.delete(stream.key);
      placed.shard.streams.delete(stream.key);
      this.#touched.add(placed.shard);
    };
  }

  /** Opens, tells and closes the shards whose streams have changed since. */
  settle(): void {
    for (const shard of this.#touched) {
      this.#touched.delete(shard);
      if (shard.streams.size === 0) {
        this.#shards.splice(this.#shards.indexOf(shard), 1);
        this.#opened.delete(shard);
        shard.close();
      } else if (this.#opened.has(shard)) {
        shard.sendChanges();
      } else {
        this.#opened.add(shard);
        shard.open();
      }
    }
  }

  #place(stream: WireStream): Placed {
    const limit = this.venue.limits.streamsPerConnection ?? Infinity;
    let shard = this.#shards.find(({ url, streams }) => url === stream.url && streams.size < limit);
    if (shard === undefined) this.#shards.push((shard = this.makeShard(stream.url)));
    const placed = { stream, shard, wants: 0 };
    this.#placed.set(stream.key, placed);
    shard.streams.set(stream.key, stream);
    this.#touched.add(shard);
    return placed;
  }
}
