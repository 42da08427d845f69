import { frameDecoder, type MarketDataVenue } from '../connector/index.js';
import type { FrameContent } from '../domain/contents.js';
import type { ConnectionId, VenueSymbol } from '../domain/ids.js';
import type { AnyDiff, AnySnapshot, Trade } from '../domain/messages.js';
import { NO_COUNTS, type BookAccount } from './bookAccount.js';
import { ChainDigest } from './bookDigest.js';
import { BookTrack } from './bookTrack.js';
import { troubleOf, type FrameTrouble } from './frameTrouble.js';
import type { RecordedFrame } from './recordedFrame.js';

export interface ReplayOptions {
  /** The symbols to account for, by the venue's own names; all unless given. */
  readonly symbols?: readonly string[];
  /** 0-based lines after which each book that changed is digested. */
  readonly digestAt?: ReadonlySet<number>;
  /** How many of the frames that could not be used are told one by one. 5 unless given. */
  readonly toldTroubles?: number;
}

/** How many frames, or parts of frames, there were of each kind; see `FrameContent`. */
export type ContentCounts = Readonly<Record<FrameContent['_tag'], number>>;

/** One book as it stands in the middle of a replay. */
export interface BookStanding {
  /** The name of the book; see {@link BookAccount}. */
  readonly name: string;
  readonly track: BookTrack;
  readonly trades: number;
  readonly lastTrade: Trade | undefined;
}

interface SymbolBooks {
  readonly tracks: BookTrack[];
  /** The trades of each connection. */
  readonly trades: Map<ConnectionId, number>;
  lastTrade: Trade | undefined;
}

/**
 * Takes a recording frame by frame to the books that it is about, one a symbol and connection, and keeps their
 * accounts. A requested snapshot goes to every book of its symbol; the first one of them all opens a book that belongs
 * to whichever connection is first to send for the symbol.
 */
export class BookLedger {
  /** How many frames have been taken. */
  frames = 0;
  readonly contents: Record<FrameContent['_tag'], number> = {
    snapshot: 0,
    diff: 0,
    orderSnapshot: 0,
    orderDiff: 0,
    trade: 0,
    listings: 0,
    other: 0,
    reply: 0,
    refusal: 0,
    badFrame: 0,
    unknownFrame: 0,
    interrupted: 0,
    frameRepeated: 0,
  };
  readonly troubles: FrameTrouble[] = [];
  /** Every book, in order of its first message. */
  readonly tracks: BookTrack[] = [];

  readonly #decode: (frame: RecordedFrame) => readonly FrameContent[];
  readonly #symbols = new Map<VenueSymbol, SymbolBooks>();
  readonly #wanted: ReadonlySet<string> | undefined;
  readonly #changed: BookTrack[] = [];

  constructor(
    readonly venue: MarketDataVenue,
    readonly options: ReplayOptions = {},
  ) {
    this.#decode = frameDecoder(venue);
    this.#wanted = options.symbols === undefined ? undefined : new Set(options.symbols);
  }

  take(frame: RecordedFrame): void {
    this.frames++;
    for (const content of this.#decode(frame)) this.#takeContent(content, frame);
    if (this.#changed.length === 0) return;
    const digest = this.options.digestAt?.has(frame.line) ?? false;
    for (const track of this.#changed.splice(0)) track.endLine(digest);
  }

  /** The wanted symbols of which nothing has come. */
  missing(): readonly string[] {
    return [...(this.#wanted ?? [])].filter((symbol) => !this.#symbols.has(symbol as VenueSymbol));
  }

  /** The books, in order of their names. */
  standings(): readonly BookStanding[] {
    return [...this.#symbols.values()]
      .flatMap((books) =>
        books.tracks.map((track) => ({
          name: nameOf(track, books),
          track,
          trades: tradesOf(track, books),
          lastTrade: books.lastTrade,
        })),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The accounts of all books so far, and of symbols that had trades only, in order of their names. */
  accounts(): readonly BookAccount[] {
    const accounts = this.standings().map(({ name, track, trades }) => track.account(name, trades));
    for (const [symbol, { tracks, trades }] of this.#symbols) {
      if (tracks.length === 0) accounts.push(tradesOnly(symbol, sum(trades.values())));
    }
    return accounts.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  }

  #takeContent(content: FrameContent, { line }: RecordedFrame): void {
    this.contents[content._tag]++;
    switch (content._tag) {
      case 'snapshot':
      case 'diff':
      case 'orderSnapshot':
      case 'orderDiff':
        if (this.#isWanted(content.symbol)) this.#takeMessage(content, line);
        break;
      case 'trade':
        if (this.#isWanted(content.symbol)) this.#takeTrade(content);
        break;
      case 'badFrame':
      case 'unknownFrame':
      case 'refusal':
        if (this.troubles.length < (this.options.toldTroubles ?? 5))
          this.troubles.push(troubleOf(content, line));
        break;
      case 'interrupted':
        for (const track of this.tracks)
          if (track.connection === content.connection) track.take(content, line);
        break;
      case 'listings':
      case 'other':
      case 'reply':
      case 'frameRepeated':
        break;
    }
  }

  #isWanted(symbol: VenueSymbol): boolean {
    return this.#wanted === undefined || this.#wanted.has(symbol);
  }

  #takeMessage(message: AnySnapshot | AnyDiff, line: number): void {
    for (const track of this.#tracksFor(message)) {
      if (track.take(message, line)) this.#changed.push(track);
    }
  }

  #tracksFor(message: AnySnapshot | AnyDiff): readonly BookTrack[] {
    const { symbol, connection } = message;
    const { tracks } = this.#booksOf(symbol);
    if ('via' in message && message.via === 'request') {
      if (tracks.length === 0) tracks.push(this.#open(symbol, undefined));
      return tracks;
    }
    // Nearly always there is one, and it is this connection's.
    if (tracks.length === 1 && tracks[0]!.connection === connection) return tracks;
    let track = tracks.find((other) => other.connection === connection || other.connection === undefined);
    if (track === undefined) tracks.push((track = this.#open(symbol, connection)));
    track.connection = connection;
    return [track];
  }

  #open(symbol: VenueSymbol, connection: ConnectionId | undefined): BookTrack {
    const track = new BookTrack(this.venue, symbol, connection);
    this.tracks.push(track);
    return track;
  }

  #takeTrade(trade: Trade): void {
    const books = this.#booksOf(trade.symbol);
    books.trades.set(trade.connection, (books.trades.get(trade.connection) ?? 0) + 1);
    books.lastTrade = trade;
  }

  #booksOf(symbol: VenueSymbol): SymbolBooks {
    let books = this.#symbols.get(symbol);
    if (books === undefined) {
      books = { tracks: [], trades: new Map(), lastTrade: undefined };
      this.#symbols.set(symbol, books);
    }
    return books;
  }
}

const nameOf = ({ symbol, connection }: BookTrack, { tracks }: SymbolBooks): string =>
  tracks.length > 1 ? `${connection}|${symbol}` : symbol;

/** Those of the book's own connection, and those of connections that have no book of the symbol. */
function tradesOf({ connection }: BookTrack, { tracks, trades }: SymbolBooks): number {
  const others = tracks.map((track) => track.connection).filter((other) => other !== connection);
  return sum([...trades].filter(([from]) => !others.includes(from)).map(([, count]) => count));
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

const tradesOnly = (symbol: string, trades: number): BookAccount => ({
  symbol,
  ...NO_COUNTS,
  trades,
  chain_sha256: new ChainDigest().digest(),
  first_gap: null,
  first_bad: null,
  end: null,
  digests: [],
});
