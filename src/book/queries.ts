import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';

import { add, divide } from '../domain/exact.js';
import type { Side } from '../domain/origin.js';
import type { ReadableBook } from './orderBook.js';
import { takenSide, takeVolume, type BeyondKnownDepth, type DepthError, type Taken } from './takeVolume.js';

/** A decimal number: exact as `Decimal` or text; a `number` stands for its shortest text. */
export type DecimalLike = Decimal | string | number;

function decimalOf(value: DecimalLike): Decimal {
  try {
    return new Decimal(value);
  } catch {
    throw new RangeError(`this is no decimal number: ${String(value)}`);
  }
}

/**
 * What a buyer of `volume` (base currency) gets from the asks, level by level.
 *
 * @throws {RangeError} where `volume` is not above zero.
 */
export const simulateBuy = (book: ReadableBook, volume: DecimalLike): Either<DepthError, Taken> =>
  takeVolume(book.asks, decimalOf(volume), 'base');

/**
 * What a seller of `volume` (base currency) gets from the bids, level by level.
 *
 * @throws {RangeError} where `volume` is not above zero.
 */
export const simulateSell = (book: ReadableBook, volume: DecimalLike): Either<DepthError, Taken> =>
  takeVolume(book.bids, decimalOf(volume), 'base');

/**
 * The worst price that a taker of `volume` (base currency) reaches: a limit order at it fills at once.
 *
 * @throws {RangeError} where `volume` is not above zero.
 */
export const priceForVolume = (
  book: ReadableBook,
  side: Side,
  volume: DecimalLike,
): Either<DepthError, Decimal> =>
  E.map(({ worstPrice }: Taken) => worstPrice)(takeVolume(takenSide(book, side), decimalOf(volume), 'base'));

/**
 * The worst price that a taker who spends (buys) or receives (sells) `quote` (quote currency) reaches.
 *
 * @throws {RangeError} where `quote` is not above zero.
 */
export const priceForQuoteVolume = (
  book: ReadableBook,
  side: Side,
  quote: DecimalLike,
): Either<DepthError, Decimal> =>
  E.map(({ worstPrice }: Taken) => worstPrice)(takeVolume(takenSide(book, side), decimalOf(quote), 'quote'));

/**
 * The quote currency that a taker of `volume` (base currency) pays or receives, before fees, exactly.
 *
 * @throws {RangeError} where `volume` is not above zero.
 */
export const quoteForVolume = (
  book: ReadableBook,
  side: Side,
  volume: DecimalLike,
): Either<DepthError, Decimal> =>
  E.map(({ quote }: Taken) => quote)(takeVolume(takenSide(book, side), decimalOf(volume), 'base'));

/**
 * The volume-weighted average price of a taker of `volume` (base currency), to 40 significant digits.
 *
 * @throws {RangeError} where `volume` is not above zero.
 */
export const vwap = (book: ReadableBook, side: Side, volume: DecimalLike): Either<DepthError, Decimal> =>
  E.map((taken: Taken) => divide(taken.quote, taken.volume))(
    takeVolume(takenSide(book, side), decimalOf(volume), 'base'),
  );

/** What rests at a price and better. */
export interface VolumeAtPrice {
  /** In base currency. */
  readonly volume: Decimal;
  /** How many levels that is. */
  readonly levels: number;
}

/**
 * The volume (base currency) that a taker gets without going beyond `price`; zero where none is so good.
 *
 * @throws {RangeError} where `price` is not a number.
 */
export function volumeForPrice(
  book: ReadableBook,
  side: Side,
  price: DecimalLike,
): Either<BeyondKnownDepth, VolumeAtPrice> {
  const limit = decimalOf(price);
  if (limit.isNaN()) throw new RangeError('the price is no decimal number: NaN');
  const levels = takenSide(book, side);
  const { completeTo, sign } = levels;
  let volume = new Decimal(0);
  let count = 0;
  for (const level of levels) {
    const beyond = completeTo !== undefined && level.price.cmp(completeTo.price) * sign < 0;
    if (beyond || level.price.cmp(limit) * sign < 0) break;
    volume = add(volume, level.size);
    count++;
  }
  if (completeTo !== undefined && limit.cmp(completeTo.price) * sign < 0) {
    return E.left({
      _tag: 'beyondKnownDepth',
      wanted: limit,
      available: volume,
      completeTo: completeTo.price,
    });
  }
  return E.right({ volume, levels: count });
}
