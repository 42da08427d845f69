import { Decimal } from 'decimal.js';
import * as t from 'io-ts';

import type { SequenceId } from '../domain/ids.js';
import { DecimalScanner } from '../domain/decimalScanner.js';
import { jsonNumber, textOfNumber, type JsonNumber } from './json.js';

const scanner = new DecimalScanner();

const isSequenceId = (value: unknown): value is SequenceId =>
  typeof value === 'number'
    ? Number.isSafeInteger(value) && value >= 0
    : typeof value === 'bigint' && value >= 0n;

/**
 * An id or count: an integer at or above zero. One above 2^53 is taken as `bigint`, from lossless JSON, and refused as
 * `number`, for it may have lost digits.
 */
export const sequenceId = new t.Type<SequenceId>(
  'integer at or above zero, without loss',
  isSequenceId,
  (value, context) => (isSequenceId(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
);

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** A wire time in milliseconds since 1970; one of 16 digits counts microseconds, which some venues send on demand. */
export const fromWireTime = (time: number): number => (time >= 1e14 ? time / 1000 : time);

/** Milliseconds since 1970, from a time in milliseconds or microseconds. */
export const timeMs = new t.Type<number, number, unknown>(
  'milliseconds since 1970',
  isTime,
  (value, context) => (isTime(value) ? t.success(fromWireTime(value)) : t.failure(value, context)),
  (ms) => (Number.isInteger(ms) ? ms : Math.round(ms * 1000)),
);

/** A decimal number at or above zero from its text, exactly. */
export const decimalFromText = new t.Type<Decimal, string, unknown>(
  'text of a decimal number at or above zero',
  (value): value is Decimal => Decimal.isDecimal(value),
  (value, context) =>
    typeof value === 'string' && scanner.scan(value) >= 0
      ? t.success(new Decimal(value))
      : t.failure(value, context),
  (value) => value.toFixed(),
);

/** A decimal number at or above zero from a number of lossless JSON, exactly. */
export const decimalFromNumber = new t.Type<Decimal, JsonNumber, unknown>(
  'decimal number at or above zero, without loss',
  (value): value is Decimal => Decimal.isDecimal(value),
  (value, context) => {
    const text = textOfNumber(value);
    return text !== undefined && scanner.scan(text) >= 0
      ? t.success(new Decimal(text))
      : t.failure(value, context);
  },
  (value) => jsonNumber(value.toFixed()),
);
