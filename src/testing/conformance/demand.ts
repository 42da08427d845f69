import { asyncScheduler, firstValueFrom, timer } from 'rxjs';

import { ConformanceError } from './conformanceError.js';
import type { Awaitable } from './harness.js';

/** @throws {ConformanceError} where it does not hold. */
export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new ConformanceError(what);
}

/**
 * Two values in plain form: decimals by their number, maps by their entries.
 *
 * @throws {ConformanceError} where they are not the same.
 */
export function demandEqual(actual: unknown, expected: unknown, what: string): void {
  const [is, wanted] = [textOf(actual), textOf(expected)];
  if (is !== wanted) throw new ConformanceError(`${what}: ${is}, not ${wanted}`);
}

/**
 * Two lists of texts, in any order.
 *
 * @throws {ConformanceError} where they do not hold the same.
 */
export const demandSame = (actual: readonly string[], expected: readonly string[], what: string): void =>
  demandEqual(inOrder(actual), inOrder(expected), what);

const inOrder = (texts: readonly string[]): readonly string[] =>
  texts.toSorted((a, b) => (a < b ? -1 : Number(a > b)));

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? [...inner] : inner)) ?? 'undefined';

/** How often it is looked, in milliseconds. */
const LOOK_EVERY_MS = 5;

/**
 * Waits until a look finds no fault, and gives what it found.
 *
 * @throws {ConformanceError} the last fault, where that takes longer than the limit.
 */
export async function eventually<T>(look: () => Awaitable<T>, limitMs: number): Promise<T> {
  const until = asyncScheduler.now() + limitMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof ConformanceError)) throw error;
      if (asyncScheduler.now() >= until)
        throw new ConformanceError(`${error.message} (after ${limitMs} ms)`, { cause: error });
    }
    await firstValueFrom(timer(LOOK_EVERY_MS));
  }
}
