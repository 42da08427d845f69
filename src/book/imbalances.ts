import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';
import { distinctUntilChanged, map, pipe, type OperatorFunction } from 'rxjs';

import type { ReadableSide } from './bookSide.js';
import { isKnown } from './depths.js';
import { add, divide, subtract } from '../domain/exact.js';
import type { ReadableBook } from './orderBook.js';
import type { BeyondKnownDepth } from './takeVolume.js';

/** Neither side has a level, so that there is nothing to be divided. */
export interface EmptyBook {
  readonly _tag: 'emptyBook';
}

/** Why a book has no imbalance. Of `beyondKnownDepth`, `wanted` and `available` count levels of the side that is cut. */
export type ImbalanceError = BeyondKnownDepth | EmptyBook;

const ZERO = new Decimal(0);

/**
 * How much more is bid than asked: (bid volume - ask volume) / (bid volume + ask volume) over the best `levels` levels
 * of each side. From -1, nothing is bid, to 1, nothing is asked; the volumes are exact, the quotient has 40 significant
 * digits, half up. A side that has fewer levels counts with those; one of which fewer are known gives
 * `beyondKnownDepth`, the bids' before the asks'.
 *
 * @throws {RangeError} where `levels` is no count above zero.
 */
export function imbalance({ bids, asks }: ReadableBook, levels: number): Either<ImbalanceError, Decimal> {
  checkLevels(levels);
  const bid = volumeOf(bids, levels);
  if (E.isLeft(bid)) return bid;
  const ask = volumeOf(asks, levels);
  if (E.isLeft(ask)) return ask;
  const both = add(bid.right, ask.right);
  if (both.isZero()) return E.left({ _tag: 'emptyBook' });
  return E.right(divide(subtract(bid.right, ask.right), both));
}

function checkLevels(levels: number): void {
  if (!(Number.isInteger(levels) && levels > 0))
    throw new RangeError(`levels is no count above zero: ${levels}`);
}

/** The sum of the sizes of a side's best levels. */
function volumeOf(side: ReadableSide, wanted: number): Either<BeyondKnownDepth, Decimal> {
  const levels = side.top(wanted);
  const { completeTo, sign } = side;
  if (completeTo === undefined || isKnown(side, levels, wanted)) {
    return E.right(levels.reduce((sum, { size }) => add(sum, size), ZERO));
  }
  const known = levels.filter(({ price }) => price.cmp(completeTo.price) * sign >= 0);
  return E.left({
    _tag: 'beyondKnownDepth',
    wanted: new Decimal(wanted),
    available: new Decimal(known.length),
    completeTo: completeTo.price,
  });
}

const sameError = (a: ImbalanceError, b: ImbalanceError): boolean =>
  a._tag === 'beyondKnownDepth' && b._tag === 'beyondKnownDepth'
    ? a.available.eq(b.available) && a.completeTo.eq(b.completeTo)
    : a._tag === b._tag;

const sameAnswer = E.getEq<ImbalanceError, Decimal>(
  { equals: sameError },
  { equals: (a, b) => a.eq(b) },
).equals;

/**
 * The {@link imbalance} of the best `levels` levels of each side, whenever it changes, or the reason why there is none
 * does. Completes and fails with the source.
 *
 * Marbles: `marbles/book/imbalances`.
 *
 * @throws {RangeError} where `levels` is no count above zero.
 */
export function imbalances(levels: number): OperatorFunction<ReadableBook, Either<ImbalanceError, Decimal>> {
  checkLevels(levels);
  return pipe(
    map((book: ReadableBook) => imbalance(book, levels)),
    distinctUntilChanged(sameAnswer),
  );
}
