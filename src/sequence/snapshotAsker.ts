import {
  asyncScheduler,
  defer,
  finalize,
  ignoreElements,
  repeat,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import type { ObservableInput, Subscription } from 'rxjs';

import type { AnySnapshot, BookInput } from '../domain/messages.js';
import { backoffMs, checkBackoff, type BackoffOptions } from './backoff.js';
import { askForSnapshot } from './periodicSnapshots.js';

/** How one book's snapshots are asked for. */
export interface SnapshotAsking extends BackoffOptions {
  /** Asks the venue for a snapshot. It must end by itself: give it a time limit. */
  readonly request: () => ObservableInput<AnySnapshot>;
  /** How long no snapshot must be needed before pauses start again at the first, in milliseconds. 10,000 unless given. */
  readonly calmMs?: number;
}

const CALM_MS = 10_000;

/** @throws {RangeError} where a time is none. */
export function checkAsking({ calmMs = CALM_MS, ...backoff }: Omit<SnapshotAsking, 'request'>): void {
  checkBackoff(backoff);
  if (!(calmMs >= 0)) throw new RangeError(`calmMs is no time: ${calmMs}`);
}

/** Asks for one book's snapshots while it needs one, as `resync` tells. It is told after each message; that costs next to nothing. */
export class SnapshotAsker {
  /** Where it is another than before, or the feed was interrupted meanwhile. */
  private readonly needed$ = new Subject<boolean>();
  private readonly asking: Subscription;
  private isNeeded: boolean | undefined;
  private neededSince = 0;
  /** Interruptions of the feed: an answer that was asked for before one may be older than what was lost. */
  private breaks = 0;

  /**
   * @param answer takes what comes of a request, and that it was made or has failed.
   * @param fail takes an error that is no failed request.
   */
  constructor(options: SnapshotAsking, answer: (message: BookInput) => void, fail: (error: unknown) => void) {
    const { request, calmMs = CALM_MS } = options;
    /** Requests since it was last calm, which pauses go by; failed ones since the book was last live. */
    let attempts = 0;
    let failures = 0;
    /**
     * When the book broke, or the last request ended since: pauses count from there, by the timers' clock, however
     * often the book breaks again meanwhile.
     */
    let pausedAt = 0;
    let asking = false;
    const ask$ = defer(() => {
      attempts++;
      return askForSnapshot(request, () => ++failures);
    }).pipe(
      finalize(() => {
        pausedAt = asyncScheduler.now();
      }),
    );
    const askUntilLive$ = defer(() => {
      if (attempts === 0) return ask$;
      const pauseMs = pausedAt + backoffMs(attempts, options) - asyncScheduler.now();
      return timer(Math.max(0, pauseMs)).pipe(switchMap(() => ask$));
    }).pipe(repeat());
    const calm$ = timer(calmMs).pipe(
      tap(() => {
        attempts = 0;
      }),
      ignoreElements(),
    );
    this.asking = this.needed$
      .pipe(
        switchMap((needed) => {
          if (needed && !asking) pausedAt = asyncScheduler.now();
          asking = needed;
          if (needed) return askUntilLive$;
          failures = 0;
          return calm$;
        }),
      )
      .subscribe({ next: answer, error: fail });
  }

  /** The feed was interrupted. */
  interrupted(): void {
    this.breaks++;
  }

  /** Whether a snapshot is needed now. */
  tell(isNeeded: boolean): void {
    if (isNeeded === this.isNeeded && (!isNeeded || this.breaks === this.neededSince)) return;
    this.isNeeded = isNeeded;
    this.neededSince = this.breaks;
    this.needed$.next(isNeeded);
  }

  /** Asks no more; the request and the pause end. */
  end(): void {
    this.asking.unsubscribe();
  }
}
