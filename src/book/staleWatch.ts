import { asyncScheduler, type Subscription } from 'rxjs';

import { notLive, type BookState, type LiveState } from './bookState.js';

/** Watches one book for silence, as `markStale` tells. One timer, however many states come. */
export class StaleWatch {
  private live: LiveState | undefined;
  private heardAt = 0;
  private heardAgeMs = 0;
  private silent = false;
  private timer: Subscription | undefined;
  private watching = false;

  /** @param emit takes the states that are passed, and those that say `stale`. */
  constructor(
    private readonly afterMs: number,
    private readonly emit: (state: BookState) => void,
  ) {}

  take(state: BookState): void {
    const traded = state.status === 'live' && state.cause._tag === 'trade';
    // Trades may come over a connection of their own: they say nothing of a feed of diffs that is dead.
    if (traded && this.silent) return;
    this.live = state.status === 'live' ? state : undefined;
    this.silent = false;
    if (this.live !== undefined) {
      if (!traded) {
        this.heardAt = asyncScheduler.now();
        this.heardAgeMs = this.live.ageMs;
      }
      if (!this.watching) this.watch(this.afterMs);
    }
    this.emit(state);
  }

  /** Watches no more. */
  end(): void {
    this.timer?.unsubscribe();
  }

  private check(): void {
    this.watching = false;
    // One that has gone off is not closed by itself.
    this.timer?.unsubscribe();
    const { live, afterMs } = this;
    if (live === undefined) return;
    const silentMs = asyncScheduler.now() - this.heardAt;
    // A clock that was set back is no reason to wait longer.
    if (silentMs < afterMs) return this.watch(Math.min(afterMs, afterMs - silentMs));
    const { book } = live;
    this.live = undefined;
    this.silent = true;
    this.emit({
      status: 'stale',
      cause: { _tag: 'silent', silentMs: afterMs },
      ...notLive(book, book.receivedAt + this.heardAgeMs + afterMs),
    });
  }

  private watch(delayMs: number): void {
    this.watching = true;
    this.timer = asyncScheduler.schedule(() => this.check(), delayMs);
  }
}
