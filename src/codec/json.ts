import { isInteger, isSafeNumber, LosslessNumber, parse } from 'lossless-json';
import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';

/**
 * How a venue's JSON must be read. `native`: `JSON.parse`, where every number that is used is an integer below 2^53
 * (prices come as texts). `lossless`: integers above 2^53 become `bigint`, numbers with a point or an exponent keep
 * their text as `LosslessNumber`.
 */
export type JsonReading = 'native' | 'lossless';

/** A text that is no JSON. */
export interface JsonFault {
  readonly _tag: 'jsonFault';
  /** What the parser says, with the place. */
  readonly message: string;
}

/** A number of lossless JSON. */
export type JsonNumber = number | bigint | LosslessNumber;

/** The number that lossless JSON makes of a text. */
export function jsonNumber(text: string): JsonNumber {
  if (!isInteger(text)) return new LosslessNumber(text);
  return isSafeNumber(text) ? Number(text) : BigInt(text);
}

const readLosslessly = (text: string): unknown => parse(text, undefined, jsonNumber);

/**
 * The text of a number that was read without loss; undefined of what is none, and of a `number` that may have lost digits,
 * for such were read natively.
 */
export function textOfNumber(value: unknown): string | undefined {
  if (value instanceof LosslessNumber) return value.value;
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Reads a JSON text; a failure is a value that names what is wrong and where. */
export function readJson(text: string, reading: JsonReading): Either<JsonFault, unknown> {
  try {
    return E.right(reading === 'native' ? JSON.parse(text) : readLosslessly(text));
  } catch (error) {
    return E.left({ _tag: 'jsonFault', message: error instanceof Error ? error.message : String(error) });
  }
}
