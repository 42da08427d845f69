import { Decimal } from 'decimal.js';
import * as t from 'io-ts';

const isInteger = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || Number.isSafeInteger(value);

/**
 * An id of 64 bits, as text. One above 2^53 is a `bigint`, from lossless JSON; as a `number` it is refused, for it may have lost
 * digits. Below zero where there is none.
 */
export const integerText = new t.Type<string, number | bigint, unknown>(
  'integer, without loss',
  t.string.is,
  (value, context) => (isInteger(value) ? t.success(String(value)) : t.failure(value, context)),
  (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
);

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** A decimal number from its text, exactly; below zero where an amount is not known, or is taken away. */
export const signedDecimal = new t.Type<Decimal, string, unknown>(
  'text of a decimal number',
  (value): value is Decimal => Decimal.isDecimal(value),
  (value, context) =>
    typeof value === 'string' && DECIMAL.test(value)
      ? t.success(new Decimal(value))
      : t.failure(value, context),
  (value) => value.toFixed(),
);

/** The side of an order. */
export const wireSide = t.keyof({ BUY: null, SELL: null });

/** An order's status ("ENUM definitions", 2026-05-27). */
export const wireStatus = t.keyof({
  NEW: null,
  PENDING_NEW: null,
  PARTIALLY_FILLED: null,
  FILLED: null,
  CANCELED: null,
  PENDING_CANCEL: null,
  REJECTED: null,
  EXPIRED: null,
  EXPIRED_IN_MATCH: null,
});

export type WireSide = t.TypeOf<typeof wireSide>;
export type WireStatus = t.TypeOf<typeof wireStatus>;
