import { asyncScheduler, BehaviorSubject, Observable, timer, type Subscription } from 'rxjs';

import { LONGEST_TIMER_MS } from '../longestTimer.js';
import { DrawnWindow } from './drawnWindow.js';
import type { RateWindow } from './rateWindow.js';

/** What a request draws, by the names of the windows. What is left out draws nothing. */
export type RateCosts = Readonly<Record<string, number>>;

/** How much of a window is in use. */
export interface RateUse extends RateWindow {
  readonly used: number;
  /** Until when nothing goes that draws from it, by our clock; only where the venue has asked. */
  readonly pausedUntil?: number;
}

/** What a budget is at. */
export interface RateState {
  readonly windows: readonly RateUse[];
  /** Requests that wait. */
  readonly waiting: number;
  /** Until when nothing goes, by our clock, as the venue has asked; undefined where it has not. */
  readonly pausedUntil: number | undefined;
}

/** How a request waits. */
interface RateTaking {
  /** Whether it goes before all that do not, and may draw what is reserved: an order or a cancel, before questions. */
  readonly first?: boolean;
}

/** A venue's limits on requests, shared by all that ask it for anything. */
export interface RateBudget {
  /**
   * Emits once when a request may go, and completes: at once where there is room, else as soon as there is. Cold: each
   * subscription draws. Whoever unsubscribes first gives up its place; what went is drawn. Those that are to go first go before the
   * others; among themselves either are served as they come, for each window: a request that waits for one window keeps those
   * after it from that window, and from no other.
   *
   * Fails with a RangeError where a request draws more than a window ever has, or from a window that there is not.
   */
  readonly take: (costs: RateCosts, how?: RateTaking) => Observable<void>;
  /** What the venue says is used of a window, all of it: where that is more than is known here, others use it too. */
  readonly heard: (window: string, used: number) => void;
  /**
   * Nothing goes for so long, as the venue has asked (429, 418, Retry-After); where windows are named, nothing that draws from them.
   * A longer pause that was asked for stays.
   */
  readonly pause: (forMs: number, windows?: readonly string[]) => void;
  /** Hot; a late subscriber gets the last state at once. */
  readonly state$: Observable<RateState>;
}

interface Waiting {
  readonly costs: RateCosts;
  readonly first: boolean;
  readonly go: () => void;
}

/**
 * A budget over several windows, by sliding windows: whatever grid the venue counts by, no stretch of time has more than the
 * limit. A request draws from all the windows that it names, or waits.
 *
 * @param windows the limits; an empty list lets everything go.
 * @param now our clock, in milliseconds; RxJS's own unless given, which is virtual where its timers are.
 * @throws {RangeError} where a window has no limit or no length above zero, or keeps all of it back, or two have one name.
 */
export function rateBudget(
  windows: readonly RateWindow[],
  now: () => number = () => asyncScheduler.now(),
): RateBudget {
  const byName = new Map<string, DrawnWindow>();
  for (const window of windows) {
    const { name, limit, perMs, reserved = 0 } = window;
    if (!(limit > 0) || !(perMs > 0)) throw new RangeError(`${name}: no limit: ${limit} in ${perMs} ms`);
    if (!(reserved >= 0 && reserved < limit))
      throw new RangeError(`${name}: no part of ${limit}: ${reserved}`);
    if (byName.has(name)) throw new RangeError(`two windows are called ${name}`);
    byName.set(name, new DrawnWindow(window));
  }
  const queue: Waiting[] = [];
  let pausedUntil: number | undefined;
  let wake: Subscription | undefined;

  const stateNow = (): RateState => ({
    windows: [...byName.values()].map(({ is, used, pausedUntil: until }) => ({
      ...is,
      used,
      ...(until !== undefined && { pausedUntil: until }),
    })),
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

  /** Behind those that go as it does. */
  function enqueue(waiting: Waiting): void {
    const behind = waiting.first ? queue.findIndex(({ first }) => !first) : -1;
    queue.splice(behind === -1 ? queue.length : behind, 0, waiting);
  }

  /** The windows that it draws from, by name. */
  const drawnBy = ({ costs }: Waiting): readonly string[] =>
    Object.keys(costs).filter((name) => (costs[name] ?? 0) > 0);

  /** When a window has room for its part of a request: at once where that has passed. */
  const roomIn = (name: string, { costs, first }: Waiting): number =>
    byName.get(name)?.roomAt(costs[name] ?? 0, first) ?? -Infinity;

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
      const names = drawnBy(waiting);
      const full = names.filter((name) => roomIn(name, waiting) > at);
      const from = Math.max(pausedUntil ?? -Infinity, ...full.map((name) => roomIn(name, waiting)));
      for (const name of full) kept.add(name);
      if (from > at) next = Math.min(next, from);
      if (from > at || names.some((name) => kept.has(name))) continue;
      for (const name of names) byName.get(name)?.draw(waiting.costs[name] ?? 0, at);
      due.push(waiting);
    }
    for (const one of due) queue.splice(queue.indexOf(one), 1);
    if (next < Infinity) wake = timer(Math.min(next - at, LONGEST_TIMER_MS)).subscribe(serve);
    state$.next(stateNow());
    for (const { go } of due) go();
  }

  return {
    take: (costs, { first = false } = {}) =>
      new Observable((subscriber) => {
        checked(costs);
        const waiting: Waiting = {
          costs,
          first,
          go: () => {
            subscriber.next();
            subscriber.complete();
          },
        };
        enqueue(waiting);
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
      window.hear(used, now());
      serve();
    },
    pause: (forMs, names) => {
      const until = now() + forMs;
      if (names === undefined) pausedUntil = Math.max(pausedUntil ?? -Infinity, until);
      else for (const name of names) byName.get(name)?.pause(until);
      serve();
    },
    state$: state$.asObservable(),
  };
}
