import { spread } from '../book/index.js';
import type { MarketDataVenue } from '../connector/index.js';
import { BookLedger, type BookStanding } from '../journal/bookLedger.js';
import type { BookTrack } from '../journal/bookTrack.js';
import type { RecordedFrame, ReplayOptions, ReplaySpeed } from '../journal/index.js';
import { bookStatus } from './bookStatus.js';
import { ladderOf } from './ladder.js';
import type { BookView, PlayView } from './playView.js';
import { RateMeter } from './rateMeter.js';

/** Takes the frames of a recording that is played, and says what there is to see. */
export class PlaySession {
  readonly ledger: BookLedger;
  /** The name of the book that is shown; the first one unless chosen. */
  #selected: string | undefined;
  #firstAt: number | undefined;
  #lastAt = 0;
  readonly #messages = new RateMeter();
  readonly #diffs = new Map<BookTrack, { readonly rate: RateMeter; seen: number }>();

  constructor(
    venue: MarketDataVenue,
    readonly title: string,
    readonly speed: ReplaySpeed,
    options: ReplayOptions,
    /** Whether who watches has keys to choose with. */
    readonly keys = true,
  ) {
    this.ledger = new BookLedger(venue, options);
  }

  /** The time of the last frame; times that go backwards do not turn the clock back. */
  get lastAt(): number {
    return this.#lastAt;
  }

  take(frame: RecordedFrame): void {
    this.#firstAt ??= frame.receivedAt;
    this.#lastAt = Math.max(this.#lastAt, frame.receivedAt);
    this.#messages.add(this.#lastAt);
    this.ledger.take(frame);
    for (const track of this.ledger.tracks) this.#countDiffs(track);
  }

  /** Shows the book that is so many places after (or before) the one that is shown. */
  select(offset: number): void {
    const names = this.ledger.standings().map(({ name }) => name);
    if (names.length === 0) return;
    const at = (indexOf(names, this.#selected) + offset + names.length) % names.length;
    this.#selected = names[at];
  }

  /** What there is to see at `now`, in recorded time. */
  view(now: number, phase: PlayView['phase']): PlayView {
    const standings = this.ledger.standings();
    const names = standings.map(({ name }) => name);
    const { badFrame, unknownFrame, refusal } = this.ledger.contents;
    return {
      title: this.title,
      speed: this.speed,
      now,
      elapsedMs: now - (this.#firstAt ?? now),
      messagesPerSecond: this.#messages.perSecond(now),
      books: standings.map((standing) => this.#bookView(standing, now)),
      selected: indexOf(names, this.#selected),
      troubles: badFrame + unknownFrame + refusal,
      phase,
      keys: this.keys,
    };
  }

  #countDiffs(track: BookTrack): void {
    const { diffs_applied: applied, diffs_stale: stale, diffs_unsynced: unsynced } = track.counts;
    let diffs = this.#diffs.get(track);
    if (diffs === undefined) this.#diffs.set(track, (diffs = { rate: new RateMeter(), seen: 0 }));
    const seen = applied + stale + unsynced;
    diffs.rate.add(this.#lastAt, seen - diffs.seen);
    diffs.seen = seen;
  }

  #bookView({ name, track, trades, lastTrade }: BookStanding, now: number): BookView {
    const { status, reason, book } = bookStatus(track.state);
    return {
      name,
      status,
      reason,
      ageMs: book === undefined ? undefined : Math.max(0, now - book.receivedAt),
      bids: book === undefined ? [] : ladderOf(book.bids),
      asks: book === undefined ? [] : ladderOf(book.asks),
      spread: book === undefined ? undefined : spread(book)?.toFixed(),
      lastTrade:
        lastTrade === undefined
          ? undefined
          : { side: lastTrade.side, price: lastTrade.price.toFixed(), size: lastTrade.size.toFixed() },
      counts: { ...track.counts },
      trades,
      diffsPerSecond: this.#diffs.get(track)?.rate.perSecond(now) ?? 0,
    };
  }
}

const indexOf = (names: readonly string[], name: string | undefined): number =>
  Math.max(0, name === undefined ? 0 : names.indexOf(name));
