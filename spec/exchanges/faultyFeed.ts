import { from, identity, lastValueFrom, Subject, toArray, type MonoTypeOperatorFunction } from 'rxjs';

import {
  compareBooks,
  type BookSide,
  type BookState,
  type OfInstrument,
  type OrderBook,
} from '../../src/book/index.js';
import {
  frameDecoder,
  isMarketMessage,
  orderBooks,
  type MarketDataVenue,
} from '../../src/connector/index.js';
import {
  connectionId,
  priceLevels,
  type BookSnapshot,
  type ConnectionId,
  type Coverage,
  type FeedMessage,
  type Frame,
  type FrameContent,
  type SequenceId,
  type VenueSymbol,
} from '../../src/domain/index.js';
import { mulberry32 } from '../../src/sim/mulberry32.js';
import {
  cutSome,
  dropSome,
  duplicateSome,
  interruptionAfter,
  reorderSome,
} from '../../src/testing/faults/index.js';

/** A recorded session and what of its books the venue proves. */
export interface ProvedSession {
  readonly venue: MarketDataVenue;
  readonly frames: readonly Frame[];
  /** How many levels a side the checksum covers; `all` where ids, or whole books, prove each level. */
  readonly proved: number | 'all';
  /** How many frames a piece has at most. */
  readonly pieceFrames: number;
}

/** What was done to a session, and what its books were like. */
export interface FaultFigures {
  pieces: number;
  frames: number;
  dropped: number;
  duplicated: number;
  reordered: number;
  cut: number;
  /** States that were live with a book. */
  live: number;
  /** Those of them whose proved levels were not the true ones. */
  wrong: number;
  /** Those of them that differ from the true book below what the checksum covers. */
  unprovedDifferences: number;
  /** Books that were not to be trusted any more, and the snapshots by which they were again. */
  broken: number;
  recovered: number;
  /** Snapshots that did not bring the book back. */
  notRecovered: number;
}

export const NO_FIGURES: FaultFigures = {
  pieces: 0,
  frames: 0,
  dropped: 0,
  duplicated: 0,
  reordered: 0,
  cut: 0,
  live: 0,
  wrong: 0,
  unprovedDifferences: 0,
  broken: 0,
  recovered: 0,
  notRecovered: 0,
};

/** A frame with its place in the session. */
interface Placed {
  readonly frame: Frame;
  readonly index: number;
}

type BookStates = OfInstrument<BookState>;

/** The books of a feed, message by message. */
class Books {
  readonly #messages$ = new Subject<FeedMessage>();
  readonly #states: BookStates[] = [];
  readonly #decode: (frame: Frame) => readonly FrameContent[];

  constructor(venue: MarketDataVenue) {
    this.#decode = frameDecoder(venue);
    this.#messages$.pipe(orderBooks(venue)).subscribe((state) => this.#states.push(state));
  }

  /** The states that a frame, or one message, leads to. */
  take(input: Frame | FeedMessage): readonly BookStates[] {
    for (const content of '_tag' in input ? [input] : this.#decode(input)) {
      if (
        content._tag === 'interrupted' ||
        ('_tag' in input ? true : isMarketMessage(content as FrameContent))
      )
        this.#messages$.next(content as FeedMessage);
    }
    return this.#states.splice(0);
  }
}

/** What the books of one connection truly were. */
class Truth {
  readonly #byId = new Map<VenueSymbol, Map<SequenceId, OrderBook>>();
  readonly #byIndex = new Map<VenueSymbol, { readonly index: number; readonly book: OrderBook }[]>();

  constructor(venue: MarketDataVenue, frames: readonly Placed[]) {
    const books = new Books(venue);
    for (const { frame, index } of frames) {
      for (const { symbol, value } of books.take(frame)) {
        if (value.status !== 'live') continue;
        const { book } = value;
        if (book.lastId !== undefined)
          at(this.#byId, symbol, () => new Map<SequenceId, OrderBook>()).set(book.lastId, book);
        at(this.#byIndex, symbol, () => [] as { index: number; book: OrderBook }[]).push({ index, book });
      }
    }
  }

  /** The book with that id. */
  withId(symbol: VenueSymbol, id: SequenceId): OrderBook | undefined {
    return this.#byId.get(symbol)?.get(id);
  }

  /** The book after that frame of the session. */
  after(symbol: VenueSymbol, index: number): OrderBook | undefined {
    return this.#byIndex.get(symbol)?.findLast((entry) => entry.index <= index)?.book;
  }
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

const levelsOf = (side: BookSide) =>
  priceLevels(
    Array.from(side, (level) => [level.priceWireText, level.sizeWireText] as const),
    { keepText: true },
  );

const coverageOf = ({ extent, length }: BookSide): Coverage =>
  extent === undefined
    ? 'full'
    : { levels: typeof extent === 'number' ? extent : length, maintained: typeof extent === 'number' };

/** What the venue would answer now: the true book as a snapshot, in the way that the venue's snapshots come. */
const snapshotOf = (
  book: OrderBook,
  venue: MarketDataVenue,
  over: ConnectionId,
  receivedAt: number,
): BookSnapshot => ({
  _tag: 'snapshot',
  venue: book.venue,
  symbol: book.symbol,
  connection: venue.requestSnapshot === undefined ? over : connectionId('https://venue.test/snapshot'),
  venueTime: book.venueTime,
  receivedAt,
  via: venue.requestSnapshot === undefined ? 'stream' : 'request',
  lastId: book.lastId,
  coverage: coverageOf(book.bids),
  bids: levelsOf(book.bids),
  asks: levelsOf(book.asks),
  checksum: undefined,
});

const textsOf = (side: BookSide, levels: number) =>
  side.top(levels).map(({ priceText, sizeText }) => `${priceText} ${sizeText}`);

/** Whether the best levels of two books are the same. */
const sameTop = (a: OrderBook, b: OrderBook, levels: number): boolean =>
  textsOf(a.bids, levels).join() === textsOf(b.bids, levels).join() &&
  textsOf(a.asks, levels).join() === textsOf(b.asks, levels).join();

function sameBook(a: OrderBook, b: OrderBook): boolean {
  const { bids, asks } = compareBooks(a, b);
  return bids.length === 0 && asks.length === 0;
}

/** The true books of each connection of a session, made once. */
export function faultySession(
  session: ProvedSession,
): (seed: number, figures: FaultFigures) => Promise<void> {
  const { venue, frames, proved, pieceFrames } = session;
  const placed = frames.map((frame, index) => ({ frame, index }));
  const streams = [
    ...new Set(frames.filter(({ via }) => via === 'stream').map(({ connection }) => connection)),
  ];
  const connections = streams.map((connection) => {
    const own = placed.filter(({ frame }) => frame.via === 'request' || frame.connection === connection);
    return { connection, own, truth: new Truth(venue, own) };
  });

  /** Plays one piece of the session, chosen and spoilt by the seed, to books that ask for snapshots when they need one. */
  return async (seed, figures) => {
    const random = mulberry32(seed);
    const int = (below: number) => Math.floor(random() * below);
    const { connection, own, truth } = connections[int(connections.length)]!;
    const length = Math.min(own.length, 1 + int(pieceFrames));
    const start = int(own.length - length + 1);
    const piece = own.slice(start, start + length);
    const feed = await spoilt(piece, random, figures);
    figures.pieces++;
    figures.frames += piece.length;

    const books = new Books(venue);
    /** When each book that needs a snapshot gets one, in frames from now. */
    const waiting = new Map<VenueSymbol, number>();
    /** The place of the newest frame that the venue has sent: what it answers is as new. */
    let newest = piece[0]!.index;
    let now = 0;

    const judge = (state: BookStates, index: number): boolean => {
      const { symbol, value } = state;
      if (value.status !== 'live') {
        if (!waiting.has(symbol)) {
          if (value.status !== 'syncing') figures.broken++;
          waiting.set(symbol, int(6));
        }
        return false;
      }
      waiting.delete(symbol);
      if (value.cause._tag === 'trade') return true;
      figures.live++;
      const { book } = value;
      const byId = venue.continuity.takesDiffs && book.lastId !== undefined;
      const right = byId ? truth.withId(symbol, book.lastId) : truth.after(symbol, index);
      const same = right !== undefined && sameBook(right, book);
      if (same) return true;
      if (proved !== 'all' && right !== undefined && sameTop(right, book, proved))
        figures.unprovedDifferences++;
      else figures.wrong++;
      return true;
    };

    const answer = (symbol: VenueSymbol): void => {
      const book = truth.after(symbol, newest);
      if (book === undefined) return;
      const states = books.take(snapshotOf(book, venue, connection, now));
      const live = states.map((state) => judge(state, newest)).at(-1);
      if (live === true) figures.recovered++;
      else figures.notRecovered++;
    };

    for (const item of feed) {
      now++;
      if ('_tag' in item) {
        for (const state of books.take({ ...item, receivedAt: now })) judge(state, newest);
      } else {
        newest = Math.max(newest, item.index);
        // Frames are stamped as they arrive.
        for (const state of books.take({ ...item.frame, receivedAt: now })) judge(state, item.index);
      }
      for (const [symbol, left] of waiting) {
        if (left > 0) waiting.set(symbol, left - 1);
        else answer(symbol);
      }
    }
    // In the end every book that is still broken is asked for.
    for (const symbol of Array.from(waiting.keys())) answer(symbol);
  };
}

/** A piece with faults of several kinds, of rates that differ from piece to piece. */
async function spoilt(piece: readonly Placed[], random: () => number, figures: FaultFigures) {
  const seed = () => Math.floor(random() * 2 ** 32);
  const rate = () => [0, 0.01, 0.05, 0.2][Math.floor(random() * 4)]!;
  const some = (fault: MonoTypeOperatorFunction<Placed>) => (random() < 0.7 ? fault : identity);
  return lastValueFrom(
    from(piece).pipe(
      some(dropSome({ seed: seed(), rate: rate(), tell: () => figures.dropped++ })),
      some(
        duplicateSome({
          seed: seed(),
          rate: rate(),
          after: [0, 5],
          tell: ({ _tag }) => {
            if (_tag === 'duplicated') figures.duplicated++;
          },
        }),
      ),
      some(
        reorderSome({
          seed: seed(),
          rate: rate(),
          by: 4,
          tell: ({ _tag }) => {
            if (_tag === 'reordered') figures.reordered++;
          },
        }),
      ),
      cutSome({
        seed: seed(),
        rate: random() < 0.5 ? 0.02 : 0,
        lose: [0, 10],
        mark: ({ frame }) => interruptionAfter(frame),
        tell: ({ _tag }) => {
          if (_tag === 'cut') figures.cut++;
        },
      }),
      toArray(),
    ),
  );
}
