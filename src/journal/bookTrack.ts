import { identity, Subject, tap } from 'rxjs';

import { buildBook, isCrossed, verifyChecksum, type BookState, type OrderBook } from '../book/index.js';
import type { MarketDataVenue } from '../connector/index.js';
import type { ConnectionId, VenueSymbol } from '../domain/ids.js';
import type { AnyDiff, AnySnapshot, FeedInterrupted } from '../domain/messages.js';
import { sequenceBy, type SequenceEvent } from '../sequence/index.js';
import { levelTexts, NO_COUNTS, topTexts, type BookAccount, type BookCounts } from './bookAccount.js';
import { bookSha256, ChainDigest } from './bookDigest.js';

type Counts = { -readonly [Key in keyof BookCounts]: BookCounts[Key] };

/** Diffs held for a first snapshot: 500 seconds of a feed that sends ten a second, in which a recorder asks for one. */
const HOLD_LIMIT = 5000;

const END_LEVELS = 10;

/**
 * One book of a recording, built by the operators that live books are built by, and the account of it. A hole makes it
 * invalid until the next snapshot; a bad checksum and a crossed book are counted, and it goes on.
 */
export class BookTrack {
  readonly counts: Counts = { ...NO_COUNTS };
  state: BookState | undefined;

  readonly #messages$ = new Subject<AnySnapshot | AnyDiff | FeedInterrupted>();
  readonly #chain = new ChainDigest();
  readonly #digests: {
    readonly line: number;
    readonly diffs: number;
    readonly snapshots: number;
    readonly sha256: string;
  }[] = [];
  #line = 0;
  #changedLine = 0;
  #firstGap: number | null = null;
  #firstBad: number | null = null;
  /** The book after the last message of this frame that changed it. */
  #changed: OrderBook | undefined;
  #held = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    venue: MarketDataVenue,
    readonly symbol: VenueSymbol,
    /** The connection of its stream; undefined as long as only requested snapshots have come. */
    public connection: ConnectionId | undefined,
  ) {
    const { continuity, checksum } = venue;
    this.#messages$
      .pipe(
        sequenceBy(continuity, { holdAfterGap: false, holdLimit: HOLD_LIMIT }),
        tap((event) => this.#count(event)),
        buildBook(),
        checksum === undefined ? identity : verifyChecksum(checksum, { onMismatch: 'report' }),
      )
      .subscribe({
        next: (state) => this.#take(state, checksum !== undefined),
        error: (error: unknown) => {
          this.#failure = { error };
        },
      });
  }

  /** Takes one message of a line. Says whether it is the first of the line that changed the book. */
  take(message: AnySnapshot | AnyDiff | FeedInterrupted, line: number): boolean {
    const before = this.#changed;
    this.#line = line;
    this.#messages$.next(message);
    if (this.#failure !== undefined) throw this.#failure.error;
    return before === undefined && this.#changed !== undefined;
  }

  /** Ends a line that changed the book: accounts for it as it is now. */
  endLine(digest: boolean): void {
    const book = this.#changed;
    if (book === undefined) return;
    this.#changed = undefined;
    this.#changedLine = this.#line;
    this.#chain.add(book);
    if (isCrossed(book)) this.counts.crossed++;
    if (!digest) return;
    const { diffs_applied: diffs, snapshots } = this.counts;
    this.#digests.push({ line: this.#line, diffs, snapshots, sha256: bookSha256(book) });
  }

  /** The account so far, under the name that the book turned out to need. */
  account(symbol: string, trades: number): BookAccount {
    const byDiffs = this.counts.diffs_applied > 0;
    const book = this.state?.status === 'live' ? this.state.book : undefined;
    return {
      symbol,
      ...this.counts,
      trades,
      chain_sha256: this.#chain.digest(),
      first_gap: this.#firstGap,
      first_bad: this.#firstBad,
      end:
        book === undefined
          ? null
          : {
              index: byDiffs ? this.counts.diffs_applied : this.counts.snapshots,
              line: this.#changedLine,
              best_bid: levelTexts(book.bids.best),
              best_ask: levelTexts(book.asks.best),
              bids: topTexts(book.bids, END_LEVELS),
              asks: topTexts(book.asks, END_LEVELS),
              levels: [book.bids.length, book.asks.length],
              book_sha256: bookSha256(book),
            },
      digests: this.#digests.map(({ line, diffs, snapshots, sha256 }) => [
        line,
        byDiffs ? diffs : snapshots,
        sha256,
      ]),
    };
  }

  #count(event: SequenceEvent): void {
    const { counts } = this;
    switch (event._tag) {
      case 'joined':
        counts.snapshots++;
        counts.diffs_applied += event.diffs.length;
        counts.diffs_stale += event.stale;
        this.#held = 0;
        break;
      case 'healed':
        // Its diffs were counted when the book applied them.
        counts.snapshots++;
        break;
      case 'applied':
        counts.diffs_applied++;
        break;
      case 'stale':
        if (!('via' in event.message)) counts.diffs_stale++;
        break;
      case 'held':
        this.#held = event.waiting;
        break;
      case 'unsynced':
        counts.diffs_unsynced++;
        break;
      case 'gap':
        counts.gaps++;
        this.#firstGap ??= this.#line;
        // Those that waited for a snapshot that does not fit them are lost.
        counts.diffs_unsynced += this.#held;
        this.#held = 0;
        break;
      case 'traded':
      case 'snapshotRequested':
      case 'snapshotFailed':
        break;
    }
  }

  #take(state: BookState, verified: boolean): void {
    this.state = state;
    if (state.status !== 'live') return;
    this.#changed = state.book;
    this.counts.delete_missing += state.missingDeletes;
    if (!verified || state.expectedChecksum === undefined) return;
    if (state.mismatch === undefined) {
      this.counts.checksums_ok++;
    } else {
      this.counts.checksums_bad++;
      this.#firstBad ??= this.#line;
    }
  }
}
