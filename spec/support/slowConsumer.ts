import fc from 'fast-check';
import {
  asyncScheduler,
  concat,
  concatMap,
  defer,
  delay,
  EMPTY,
  from,
  ignoreElements,
  of,
  timer,
  type Observable,
  type OperatorFunction,
} from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

/** A value of a source, and how much slower than that its consumer is. */
export interface Arrival {
  /** Its place in the source. */
  readonly id: number;
  readonly key: number;
  /** How long after the value before it comes, in milliseconds. */
  readonly gapMs: number;
  /** How long its consumption takes; 0 is one that completes at once. */
  readonly takesMs: number;
}

/** Values of a few keys that come in bursts and with pauses; some are consumed at once. */
export const arrivals: fc.Arbitrary<readonly Arrival[]> = fc
  .array(
    fc.record({
      key: fc.integer({ min: 0, max: 3 }),
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 })),
      takesMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 25 })),
    }),
    { maxLength: 50, size: 'max' },
  )
  .map((list) => list.map((arrival, id) => ({ ...arrival, id })));

/** Something that was delivered, and when its consumption started and ended. */
interface Consumption<D> {
  readonly delivered: D;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A run to its end, in virtual time. */
export interface SlowRun<D> {
  readonly consumptions: readonly Consumption<D>[];
  /** When each value came, by its id. */
  readonly cameAt: readonly number[];
  readonly end: string;
  readonly endedAt: number;
}

/** Runs values through an operator that hands them to a slow consumer. */
export function runSlowly<D extends { readonly value: Arrival }>(
  values: readonly Arrival[],
  operatorOf: (consume: (delivered: D) => Observable<never>) => OperatorFunction<Arrival, never>,
): SlowRun<D> {
  const consumptions: Consumption<D>[] = [];
  const cameAt: number[] = [];
  let end = 'none';
  let endedAt = NaN;
  const source = from(values).pipe(
    concatMap((value) => (value.gapMs === 0 ? of(value) : of(value).pipe(delay(value.gapMs)))),
    concatMap((value) => {
      cameAt[value.id] = asyncScheduler.now();
      return of(value);
    }),
  );
  const consume = (delivered: D): Observable<never> =>
    defer(() => {
      const startedAt = asyncScheduler.now();
      const { takesMs } = delivered.value;
      return concat(
        takesMs === 0 ? EMPTY : timer(takesMs).pipe(ignoreElements()),
        defer(() => {
          consumptions.push({ delivered, startedAt, endedAt: asyncScheduler.now() });
          return EMPTY;
        }),
      );
    });
  new TestScheduler(() => undefined).run(({ flush }) => {
    source.pipe(operatorOf(consume)).subscribe({
      error: (error: unknown) => {
        end = String(error);
        endedAt = asyncScheduler.now();
      },
      complete: () => {
        end = 'complete';
        endedAt = asyncScheduler.now();
      },
    });
    flush();
  });
  return { consumptions, cameAt, end, endedAt };
}
