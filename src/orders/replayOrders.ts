import { concatMap, map, merge, of, share, Subject } from 'rxjs';
import type { MonoTypeOperatorFunction, Observer, Subscription } from 'rxjs';

import { presentUpdate } from './presentUpdate.js';
import type { TrackedOrder, TrackedUpdate } from './trackedOrder.js';

/** What is told to subscribers that come late. */
export interface ReplayOrdersOptions {
  /** How many orders are told that have ended, at most; the first to end leaves first. 1000 unless given. */
  readonly keepFinished?: number;
}

/**
 * Shares updates among any number of subscribers, and tells each one that comes late first how every order is, in the
 * order of their keys, as updates without events; then the updates as they come, none missed and none twice. So events
 * are told once, to those who listen then, and states to all.
 *
 * Hot as long as somebody listens: the first subscriber subscribes to the source, and the last to leave unsubscribes
 * from it and all is forgotten, as `trackOrders` forgets. Keep a subscription for as long as orders are to be known.
 * Completes with the source, and tells later subscribers the last states before it completes for them too. Fails with
 * the source; who comes after that subscribes to it anew.
 *
 * ```
 *   updates:                     -a-b-a'----c-|
 *   who subscribes at the caret:       ^
 *                                      (a'b)c-|
 * ```
 *
 * Marbles: `marbles/orders/replayOrders`.
 *
 * @throws {RangeError} at once where `keepFinished` is no count.
 */
export function replayOrders({
  keepFinished = 1000,
}: ReplayOrdersOptions = {}): MonoTypeOperatorFunction<TrackedUpdate> {
  if (!(keepFinished >= 0 && (Number.isInteger(keepFinished) || keepFinished === Infinity)))
    throw new RangeError(`keepFinished is no count: ${keepFinished}`);
  return share({ connector: () => new PresentOrders(keepFinished), resetOnComplete: false });
}

/** The orders as they are, and those who are told of them. */
class PresentOrders {
  readonly #updates$ = new Subject<TrackedUpdate>();
  readonly #keepFinished: number;
  readonly #open = new Map<number, TrackedOrder>();
  /** In the order in which they ended. */
  readonly #finished = new Map<number, TrackedOrder>();

  constructor(keepFinished: number) {
    this.#keepFinished = keepFinished;
  }

  next(update: TrackedUpdate): void {
    this.#note(update);
    this.#updates$.next(update);
  }

  error(error: unknown): void {
    this.#updates$.error(error);
  }

  complete(): void {
    this.#updates$.complete();
  }

  /** What comes while the present orders are told waits until they all are. */
  subscribe(observer: Partial<Observer<TrackedUpdate>>): Subscription {
    const present = [...this.#open.values(), ...this.#finished.values()].sort((a, b) => a.key - b.key);
    return merge(this.#updates$.pipe(map((update) => [update])), of(present.map(presentUpdate)))
      .pipe(concatMap((updates) => updates))
      .subscribe(observer);
  }

  #note({ key, order, absorbed }: TrackedUpdate): void {
    if (absorbed !== undefined) {
      this.#open.delete(absorbed);
      this.#finished.delete(absorbed);
    }
    if (order.end === undefined) {
      this.#finished.delete(key);
      this.#open.set(key, { key, order });
      return;
    }
    this.#open.delete(key);
    this.#finished.set(key, { key, order });
    for (const first of this.#finished.keys()) {
      if (this.#finished.size <= this.#keepFinished) break;
      this.#finished.delete(first);
    }
  }
}
