import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';

import type { Side } from '../domain/origin.js';
import type { ReadableSide } from './bookSide.js';
import { add, divide, multiply, subtract } from '../domain/exact.js';
import type { ReadableBook } from './orderBook.js';

/** The side has less than was asked for; `available` is all there is, in the unit of what was asked. */
export interface InsufficientDepth {
  readonly _tag: 'insufficientDepth';
  readonly wanted: Decimal;
  readonly available: Decimal;
}

/**
 * The answer lies beyond the price to which the side is known, where levels may be missing; `available` is what is
 * known for certain, in the unit of what was asked.
 */
export interface BeyondKnownDepth {
  readonly _tag: 'beyondKnownDepth';
  readonly wanted: Decimal;
  readonly available: Decimal;
  /** The worst price to which the side is complete. */
  readonly completeTo: Decimal;
}

/** Why a book cannot answer. */
export type DepthError = InsufficientDepth | BeyondKnownDepth;

/** What a taker gets at one price. */
export interface Take {
  readonly price: Decimal;
  /** In base currency. */
  readonly size: Decimal;
}

/** What a taker gets from one side of a book, best price first. */
export interface Taken {
  readonly takes: readonly Take[];
  /** In base currency. */
  readonly volume: Decimal;
  /** The sum of price times size, in quote currency. */
  readonly quote: Decimal;
  /** The price of the last level that was reached. */
  readonly worstPrice: Decimal;
}

/** The side that a taker of `side` takes from. */
export const takenSide = (book: ReadableBook, side: Side): ReadableSide =>
  side === 'buy' ? book.asks : book.bids;

const ZERO = new Decimal(0);

/** In which unit an amount is counted: `base` currency, or `quote` currency. */
export type VolumeUnit = 'base' | 'quote';

/**
 * Takes levels from the best on until `wanted` is reached, exactly; the last one in part. Of an amount in quote
 * currency the last size is rounded to 40 significant digits.
 *
 * @throws {RangeError} where `wanted` is not above zero.
 */
export function takeVolume(side: ReadableSide, wanted: Decimal, unit: VolumeUnit): Either<DepthError, Taken> {
  if (!wanted.gt(0)) throw new RangeError(`the amount is not above zero: ${wanted.toFixed()}`);
  const { completeTo } = side;
  const takes: Take[] = [];
  let volume = ZERO;
  let quote = ZERO;
  for (const { price, size } of side) {
    if (completeTo !== undefined && price.cmp(completeTo.price) * side.sign < 0) break;
    const worth = multiply(price, size);
    const left = subtract(wanted, unit === 'base' ? volume : quote);
    const offered = unit === 'base' ? size : worth;
    if (offered.gte(left)) {
      const part = unit === 'base' ? left : divide(left, price);
      const lastSize = offered.eq(left) ? size : part;
      takes.push({ price, size: lastSize });
      return E.right({
        takes,
        volume: add(volume, lastSize),
        quote: unit === 'base' ? add(quote, multiply(price, lastSize)) : wanted,
        worstPrice: price,
      });
    }
    takes.push({ price, size });
    volume = add(volume, size);
    quote = add(quote, worth);
  }
  const available = unit === 'base' ? volume : quote;
  return E.left(
    completeTo === undefined
      ? { _tag: 'insufficientDepth', wanted, available }
      : { _tag: 'beyondKnownDepth', wanted, available, completeTo: completeTo.price },
  );
}
