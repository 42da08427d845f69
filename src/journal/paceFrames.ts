import {
  asyncScheduler,
  concat,
  concatMap,
  defer,
  ignoreElements,
  map,
  of,
  timer,
  type MonoTypeOperatorFunction,
  type Observable,
} from 'rxjs';

import type { Frame } from '../domain/frame.js';

/** How fast a recording is replayed: so many times as fast as it was recorded, or as fast as it can be read. */
export type ReplaySpeed = number | 'max';

/** The longest pause that Node's timers can make, in milliseconds; a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Emits each frame when, since the first one, as much time has gone by as the recording says, divided by `speed`. The
 * pauses are counted from the first frame on, so that delays do not add up; a frame whose time went backwards comes at
 * once. In order, none dropped.
 *
 * Frames that come before their time are held: let the source be one that waits ({@link readRecording} with `speed`
 * does). Completes after the last frame; fails with the source, at once.
 *
 * @throws {RangeError} where `speed` is not above zero.
 */
export function paceFrames<T extends Frame>(speed: ReplaySpeed): MonoTypeOperatorFunction<T> {
  checkSpeed(speed);
  return (source) => (speed === 'max' ? source : defer(() => source.pipe(concatMap(pacer<T>(speed)))));
}

/** @throws {RangeError} where `speed` is not above zero. */
export function checkSpeed(speed: ReplaySpeed): void {
  if (speed !== 'max' && !(speed > 0)) throw new RangeError(`speed is not above zero: ${speed}`);
}

/** Holds frames until their time; the first one that it is given sets the start. */
export function pacer<T extends Frame>(speed: number): (frame: T) => Observable<T> {
  let start: { readonly recordedAt: number; readonly at: number } | undefined;
  return (frame) => {
    const now = asyncScheduler.now();
    start ??= { recordedAt: frame.receivedAt, at: now };
    const waitMs = (frame.receivedAt - start.recordedAt) / speed - (now - start.at);
    return waitMs > 0 ? after(waitMs, frame) : of(frame);
  };
}

const after = <T>(waitMs: number, value: T): Observable<T> =>
  waitMs > LONGEST_TIMER_MS
    ? concat(
        timer(LONGEST_TIMER_MS).pipe(ignoreElements()),
        defer(() => after(waitMs - LONGEST_TIMER_MS, value)),
      )
    : timer(waitMs).pipe(map(() => value));
