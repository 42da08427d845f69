import type { PlaySession } from './playSession.js';
import type { BookView } from './playView.js';
import { bookStatus } from './bookStatus.js';

/** Lines about a recording that is played where no screen is: each book once a recorded second, and each change of status. */
export class PlayLines {
  #second: number | undefined;
  readonly #statuses = new Map<object, string>();

  constructor(readonly session: PlaySession) {}

  /** The lines after a frame; usually none. */
  take(): readonly string[] {
    const { lastAt, ledger } = this.session;
    const changed = new Set<object>();
    for (const track of ledger.tracks) {
      const { status } = bookStatus(track.state);
      if (this.#statuses.get(track) === status) continue;
      this.#statuses.set(track, status);
      changed.add(track);
    }
    const second = Math.floor(lastAt / 1000);
    const due = this.#second !== undefined && second > this.#second;
    this.#second = Math.max(second, this.#second ?? second);
    if (!due && changed.size === 0) return [];
    const view = this.session.view(lastAt, 'playing');
    const standings = ledger.standings();
    return view.books
      .filter((_, at) => due || changed.has(standings[at]!.track))
      .map((book) => lineOf(book, lastAt));
  }
}

function lineOf(book: BookView, now: number): string {
  const [bid] = book.bids;
  const [ask] = book.asks;
  const { counts } = book;
  return [
    new Date(now).toISOString(),
    book.name,
    book.reason === '' ? book.status : `${book.status} (${book.reason})`,
    `bid ${bid === undefined ? '-' : `${bid.price} x ${bid.size}`}`,
    `ask ${ask === undefined ? '-' : `${ask.price} x ${ask.size}`}`,
    `spread ${book.spread ?? '-'}`,
    `${book.diffsPerSecond.toFixed(1)} diffs/s`,
    `applied ${counts.diffs_applied}`,
    `stale ${counts.diffs_stale}`,
    `gaps ${counts.gaps}`,
    `trades ${book.trades}`,
  ].join('  ');
}
