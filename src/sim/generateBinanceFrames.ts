import { connectionId } from '../domain/ids.js';
import type { Frame } from '../domain/frame.js';
import { mulberry32 } from './mulberry32.js';
import { SyntheticMarket, type SyntheticInstrument, type SyntheticTrade } from './syntheticMarket.js';

/** What to generate. */
export interface GenerateOptions {
  /** The same seed gives the same frames, to the letter. 1 unless given. */
  readonly seed?: number;
  /** How long the recording lasts, in milliseconds. 60,000 unless given. */
  readonly durationMs?: number;
  /** When it starts, in milliseconds since 1970. 2026-01-05T00:00:00Z unless given. */
  readonly startAt?: number;
  readonly instruments?: readonly SyntheticInstrument[];
}

const INSTRUMENTS: readonly SyntheticInstrument[] = [
  {
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    priceDecimals: 2,
    sizeDecimals: 5,
    startTicks: 9_423_150,
    volatilityTicks: 90,
    reachTicks: 4000,
    lots: 40_000,
  },
  {
    symbol: 'ETHUSDT',
    base: 'ETH',
    quote: 'USDT',
    priceDecimals: 2,
    sizeDecimals: 4,
    startTicks: 323_480,
    volatilityTicks: 4,
    reachTicks: 900,
    lots: 60_000,
  },
  {
    symbol: 'SOLUSDT',
    base: 'SOL',
    quote: 'USDT',
    priceDecimals: 2,
    sizeDecimals: 3,
    startTicks: 14_207,
    volatilityTicks: 0.7,
    reachTicks: 500,
    lots: 150_000,
  },
];

/** Binance sends a diff each 100 ms. */
const STEP_MS = 100;

/** How many steps old a snapshot is when it arrives: the answer is under way while diffs come. */
const ANSWER_STEPS = 2;

const REST = 'https://api.binance.com/api/v3';
const STREAM = connectionId('generated.ws.1');

/**
 * The frames that a recorder of Binance spot's streams would have written, made up: the list of instruments, then for
 * each of them a diff ten times a second, now and then a trade, and one requested snapshot that arrives after the first
 * diffs. Ids have no holes, books are never crossed, times never go backwards. Lazy: a frame is made when it is asked
 * for. The same options give the same frames.
 *
 * @throws {RangeError} where `durationMs` is not above zero.
 */
export function* generateBinanceFrames(options: GenerateOptions = {}): Generator<Frame, void, undefined> {
  const {
    seed = 1,
    durationMs = 60_000,
    startAt = Date.UTC(2026, 0, 5),
    instruments = INSTRUMENTS,
  } = options;
  if (!(durationMs > 0)) throw new RangeError(`durationMs is not above zero: ${durationMs}`);
  const random = mulberry32(seed);
  yield answer('exchangeInfo', startAt, exchangeInfo(instruments, startAt));
  const feeds = instruments.map(
    (instrument, index) => new Feed(instrument, mulberry32(random() * 2 ** 32), index),
  );
  for (let step = 1; step * STEP_MS <= durationMs; step++) {
    const frames = feeds.flatMap((feed) => feed.step(startAt + step * STEP_MS, step));
    yield* frames.sort((a, b) => a.receivedAt - b.receivedAt);
  }
}

/** One instrument's streams. */
class Feed {
  readonly #market: SyntheticMarket;
  #lastUpdateId: number;
  #lastTradeId: number;
  #answer: string | undefined;

  constructor(
    readonly instrument: SyntheticInstrument,
    readonly random: () => number,
    readonly index: number,
  ) {
    this.#market = new SyntheticMarket(instrument, random);
    this.#lastUpdateId = 1_000_000 + Math.floor(random() * 1e10);
    this.#lastTradeId = 1_000_000 + Math.floor(random() * 1e9);
  }

  /** What comes in the 100 ms from `now` on: at most 60 ms of phase and 30 of delay, so that steps do not overlap. */
  step(now: number, step: number): readonly Frame[] {
    const frames: Frame[] = [];
    const eventAt = now + this.index * 15;
    const { bids, asks, trades } = this.#market.step();
    for (const trade of trades) {
      const receivedAt = eventAt + Math.floor(this.random() * 5000) / 1000;
      frames.push(this.#stream('aggTrade', receivedAt, this.#aggTrade(trade, eventAt)));
    }
    const receivedAt = eventAt + 5 + Math.floor(this.random() * 20_000) / 1000;
    const first = this.#lastUpdateId + 1;
    this.#lastUpdateId += bids.size + asks.size;
    const data = { e: 'depthUpdate', E: eventAt, s: this.instrument.symbol, U: first, u: this.#lastUpdateId };
    frames.push(
      this.#stream('depth@100ms', receivedAt, { ...data, b: this.#texts(bids), a: this.#texts(asks) }),
    );
    // Asked for one after the other, as a recorder does.
    const askedAt = 2 + this.index;
    if (step === askedAt) this.#answer = this.#snapshot();
    if (step === askedAt + ANSWER_STEPS && this.#answer !== undefined) {
      frames.push(answer(`depth?symbol=${this.instrument.symbol}&limit=1000`, receivedAt + 1, this.#answer));
    }
    return frames;
  }

  #stream(name: string, receivedAt: number, data: object): Frame {
    const text = JSON.stringify({ stream: `${this.instrument.symbol.toLowerCase()}@${name}`, data });
    return { text, via: 'stream', connection: STREAM, receivedAt };
  }

  #aggTrade({ takerBuys, ticks, lots }: SyntheticTrade, eventAt: number): object {
    const [p, q] = this.#level([ticks, lots]);
    const id = ++this.#lastTradeId;
    return {
      e: 'aggTrade',
      E: eventAt,
      s: this.instrument.symbol,
      a: id,
      p,
      q,
      f: id,
      l: id,
      T: eventAt,
      m: !takerBuys,
      M: true,
    };
  }

  #snapshot(): string {
    const [bids, asks] = (['bids', 'asks'] as const).map((side) =>
      this.#texts(this.#market.levels(side).slice(0, 1000)),
    );
    return JSON.stringify({ lastUpdateId: this.#lastUpdateId, bids, asks });
  }

  #texts(levels: Iterable<readonly [ticks: number, lots: number]>): readonly (readonly [string, string])[] {
    return Array.from(levels, (level) => this.#level(level));
  }

  #level([ticks, lots]: readonly [ticks: number, lots: number]): readonly [price: string, size: string] {
    const { priceDecimals, sizeDecimals } = this.instrument;
    return [(ticks / 10 ** priceDecimals).toFixed(8), (lots / 10 ** sizeDecimals).toFixed(8)];
  }
}

const answer = (query: string, receivedAt: number, text: string): Frame => ({
  text,
  via: 'request',
  connection: connectionId(`${REST}/${query}`),
  receivedAt,
});

const exchangeInfo = (instruments: readonly SyntheticInstrument[], serverTime: number): string =>
  JSON.stringify({
    timezone: 'UTC',
    serverTime,
    symbols: instruments.map(({ symbol, base, quote }) => ({
      symbol,
      status: 'TRADING',
      baseAsset: base,
      quoteAsset: quote,
    })),
  });
