import { asyncScheduler, BehaviorSubject, Observable, timer, type Subscription } from 'rxjs';

import { LONGEST_TIMER_MS } from '../longestTimer.js';

/** One of the limits of a venue: so much in any stretch of so long. */
export interface RateWindow {
  readonly name: string;
  readonly limit: number;
  readonly perMs: number;
}

/** What a request draws, by the names of the windows. What is left out draws nothing. */
export type RateCosts = Readonly<Record<string, number>>;

/** How much of a window is in use. */
export interface RateUse extends RateWindow {
  readonly used: number;
}

/** What a budget is at. */
export interface RateState {
  readonly windows: readonly RateUse[];
  /** Requests that wait. */
  readonly waiting: number;
  /** Until when nothing goes, by our clock, as the venue has asked; undefined where it has not. */
  readonly pausedUntil: number | undefined;
}

/** A venue's limits on requests, shared by all that ask it for anything. */
export interface RateBudget {
  /**
   * Emits once when a request may go, and completes: at once where there is room, else as soon as there is. Cold: each
   * subscription draws. Whoever unsubscribes first gives up its place; what went is drawn. First come, first served, for
   * each window: a request that waits for one window keeps later ones from that window, and from no other.
   *
   * Fails with a RangeError where a request draws more than a window ever has, or from a window that there is not.
   */
  readonly take: (costs: RateCosts) => Observable<void>;
  /** What the venue says is used of a window, all of it: where that is more than is known here, others use it too. */
  readonly heard: (window: string, used: number) => void;
  /** Nothing goes for so long, as the venue has asked (429, 418, Retry-After). A longer pause that was asked for stays. */
  readonly pause: (forMs: number) => void;
  /** Hot; a late subscriber gets the last state at once. */
  readonly state$: Observable<RateState>;
}

interface Drawn {
  readonly at: number;
  readonly cost: number;
}

interface Waiting {
  readonly costs: RateCosts;
  readonly go: () => void;
}

class Window {
  readonly #drawn: Drawn[] = [];
  #used = 0;

  constructor(readonly is: RateWindow) {}

  get used(): number {
    return this.#used;
  }

  forget(now: number): void {
    let count = 0;
    for (const { at, cost } of this.#drawn) {
      if (at + this.is.perMs > now) break;
      this.#used -= cost;
      count++;
    }
    this.#drawn.splice(0, count);
  }

  draw(cost: number, at: number): void {
    if (cost === 0) return;
    this.#drawn.push({ at, cost });
    this.#used += cost;
  }

  /** When there will be room for so much, if nothing more is drawn. */
  roomAt(cost: number): number {
    let free = this.is.limit - this.#used;
    if (free >= cost) return -Infinity;
    for (const drawn of this.#drawn) {
      free += drawn.cost;
      if (free >= cost) return drawn.at + this.is.perMs;
    }
    return Infinity;
  }
}

/**
 * A budget over several windows, by sliding windows: whatever grid the venue counts by, no stretch of time has more than the
 * limit. A request draws from all the windows that it names, or waits.
 *
 * @param windows the limits; an empty list lets everything go.
 * @param now our clock, in milliseconds; RxJS's own unless given, which is virtual where its timers are.
 * @throws {RangeError} where a window has no limit or no length above zero, or two have one name.
 */
export function rateBudget(
  windows: readonly RateWindow[],
  now: () => number = () => asyncScheduler.now(),
): RateBudget {
  const byName = new Map<string, Window>();
  for (const window of windows) {
    const { name, limit, perMs } = window;
    if (!(limit > 0) || !(perMs > 0)) throw new RangeError(`${name}: no limit: ${limit} in ${perMs} ms`);
    if (byName.has(name)) throw new RangeError(`two windows are called ${name}`);
    byName.set(name, new Window(window));
  }
  const queue: Waiting[] = [];
  let pausedUntil: number | undefined;
  let wake: Subscription | undefined;

  const stateNow = (): RateState => ({
    windows: [...byName.values()].map(({ is, used }) => ({ ...is, used })),
    waiting: queue.length,
    pausedUntil,
  });
  const state$ = new BehaviorSubject(stateNow());

  function checked(costs: RateCosts): void {
    for (const [name, cost] of Object.entries(costs)) {
      const window = byName.get(name);
      if (window === undefined) throw new RangeError(`there is no window ${name}`);
      if (!(cost >= 0 && cost <= window.is.limit))
        throw new RangeError(`${name} never has room for ${cost}: its limit is ${window.is.limit}`);
    }
  }

  /** When a request may go: at once where that has passed. */
  const roomAt = (costs: RateCosts): number =>
    Math.max(
      pausedUntil ?? -Infinity,
      ...Object.entries(costs).map(([name, cost]) => byName.get(name)?.roomAt(cost) ?? -Infinity),
    );

  /** Lets go what may go, and wakes up again when the next may. */
  function serve(): void {
    wake?.unsubscribe();
    const at = now();
    if (pausedUntil !== undefined && pausedUntil <= at) pausedUntil = undefined;
    for (const window of byName.values()) window.forget(at);
    const due: Waiting[] = [];
    const kept = new Set<string>();
    let next = Infinity;
    for (const waiting of queue) {
      const names = Object.keys(waiting.costs).filter((name) => (waiting.costs[name] ?? 0) > 0);
      const from = roomAt(waiting.costs);
      if (from > at || names.some((name) => kept.has(name))) {
        for (const name of names) kept.add(name);
        if (from > at) next = Math.min(next, from);
        continue;
      }
      for (const name of names) byName.get(name)?.draw(waiting.costs[name] ?? 0, at);
      due.push(waiting);
    }
    for (const one of due) queue.splice(queue.indexOf(one), 1);
    if (next < Infinity) wake = timer(Math.min(next - at, LONGEST_TIMER_MS)).subscribe(serve);
    state$.next(stateNow());
    for (const { go } of due) go();
  }

  return {
    take: (costs) =>
      new Observable((subscriber) => {
        checked(costs);
        const waiting: Waiting = {
          costs,
          go: () => {
            subscriber.next();
            subscriber.complete();
          },
        };
        queue.push(waiting);
        subscriber.add(() => {
          const at = queue.indexOf(waiting);
          if (at === -1) return;
          queue.splice(at, 1);
          serve();
        });
        serve();
      }),
    heard: (name, used) => {
      const window = byName.get(name);
      if (window === undefined) return;
      window.forget(now());
      window.draw(Math.max(0, used - window.used), now());
      serve();
    },
    pause: (forMs) => {
      pausedUntil = Math.max(pausedUntil ?? -Infinity, now() + forMs);
      serve();
    },
    state$: state$.asObservable(),
  };
}
