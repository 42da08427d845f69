import { concatMap, defer, delayWhen, map, ReplaySubject, timer, type MonoTypeOperatorFunction } from 'rxjs';

import { mulberry32 } from '../mulberry32.js';
import type { GateAnswer, VenueGate } from './venueGate.js';

/** How long the line to a venue is, in milliseconds, each way. */
export interface Latency {
  /** The shortest way to the venue. */
  readonly toVenueMs: number;
  /** The shortest way back. */
  readonly fromVenueMs: number;
  /** Up to so much comes on top, in whole milliseconds, each time anew, each as likely. 0 where left out. */
  readonly jitterMs?: number;
}

/** No way at all; what is told is told after what was being done is done, all the same. */
export const NO_LATENCY: Latency = { toVenueMs: 0, fromVenueMs: 0 };

/** What drives a line: its draws, and our clock. */
export interface LineOptions {
  readonly seed: number;
  readonly now: () => number;
}

/**
 * Puts a line before a venue: everything takes its time, each way, and keeps its order on a connection. A request that is
 * given up while it is on its way arrives all the same, as on a real line.
 *
 * The jitter is drawn by the seed: the same requests at the same times take the same ways.
 *
 * @throws {RangeError} at once where a time is below zero, or none.
 */
export function withLatency(gate: VenueGate, latency: Latency, { seed, now }: LineOptions): VenueGate {
  const { toVenueMs, fromVenueMs, jitterMs = 0 } = latency;
  for (const [name, value] of Object.entries({ toVenueMs, fromVenueMs, jitterMs }))
    if (!(value >= 0 && value < 2 ** 31)) throw new RangeError(`${name} is no time: ${value}`);
  const random = mulberry32(seed);
  const draw = (shortestMs: number) => () => shortestMs + Math.floor(random() * (jitterMs + 1));
  const [up, down] = [draw(toVenueMs), draw(fromVenueMs)];
  return {
    request: (request) =>
      defer(() => {
        const answer$ = new ReplaySubject<GateAnswer>(1);
        timer(up())
          .pipe(concatMap(() => gate.request(request)))
          .subscribe(answer$);
        return answer$.pipe(delayWhen(() => timer(down())));
      }),
    connect: (request, received$) =>
      defer(() => timer(up())).pipe(
        concatMap(() => gate.connect(request, received$.pipe(lateInOrder(up, now)))),
        lateInOrder(down, now),
      ),
  };
}

/** Each value is late by so much, and later where the one before it is. */
function lateInOrder<T>(delayMs: () => number, now: () => number): MonoTypeOperatorFunction<T> {
  return (source) =>
    source.pipe(
      map((value) => ({ value, dueAt: now() + delayMs() })),
      concatMap(({ value, dueAt }) => timer(Math.max(0, dueAt - now())).pipe(map(() => value))),
    );
}
