import { Decimal } from 'decimal.js';

import { plainDecimal, plainNumber } from './decimalText.js';

/** Both texts of a level whose numbers the doubles do not give back letter by letter. */
export interface LevelText {
  readonly price: string;
  readonly size: string;
}

/**
 * What regenerates a level's wire text beside its two doubles: {@link PLAIN}, or the digits after the point of price
 * and size (packed by {@link fixedNotation}), or the texts themselves where the doubles would lose something.
 */
export type Notation = number | LevelText;

/** The notation of a level whose text is the shortest plain one, or was not kept. */
export const PLAIN = -1;

const SIZE_SCALES = 128;

/** Packs the digits after the point of a price and of a size into one small integer. */
export const fixedNotation = (priceDecimals: number, sizeDecimals: number): number =>
  priceDecimals * SIZE_SCALES + sizeDecimals;

/** Whether a level's exact numbers are in its texts only. */
export const isLevelText = (notation: Notation | undefined): notation is LevelText =>
  typeof notation === 'object';

/** The wire text of a level's price. */
function priceWireText(price: number, notation: Notation | undefined): string {
  if (notation === undefined || notation === PLAIN) return plainNumber(price);
  return typeof notation === 'number' ? price.toFixed(Math.floor(notation / SIZE_SCALES)) : notation.price;
}

/** The wire text of a level's size. */
function sizeWireText(size: number, notation: Notation | undefined): string {
  if (notation === undefined || notation === PLAIN) return plainNumber(size);
  return typeof notation === 'number' ? size.toFixed(notation % SIZE_SCALES) : notation.size;
}

/** The digits of a number with `decimals` after its point: the integer that it is when moved by that many places. */
function shiftedDigits(value: number, decimals: number): string {
  const shifted = value * 10 ** decimals;
  // With 15 digits at most the product is off by less than half: the nearest integer is the right one.
  return shifted < 1e15 ? String(Math.round(shifted)) : digitsOf(value.toFixed(decimals));
}

const digitsOf = (text: string): string => text.replace('.', '').replace(/^0+(?=\d)/, '');

/** One price of a book with the size that rests there. Numbers of any length are exact in `price` and `size`. */
export class PriceLevel {
  readonly #notation: Notation | undefined;

  constructor(
    /** The nearest double to the price, in quote currency; exact where the price has 15 significant digits or fewer. */
    readonly priceNumber: number,
    /** The nearest double to the size, in base currency (contracts at some venues); exact as `priceNumber` is. */
    readonly sizeNumber: number,
    notation?: Notation,
  ) {
    this.#notation = notation;
  }

  /** The exact price, in quote currency. */
  get price(): Decimal {
    return new Decimal(isLevelText(this.#notation) ? this.#notation.price : this.priceNumber);
  }

  /** The exact size, in base currency (contracts at some venues). */
  get size(): Decimal {
    return new Decimal(isLevelText(this.#notation) ? this.#notation.size : this.sizeNumber);
  }

  /** The exact price in plain notation: no exponent, no trailing zeros. */
  get priceText(): string {
    return isLevelText(this.#notation) ? plainDecimal(this.#notation.price) : plainNumber(this.priceNumber);
  }

  /** The exact size in plain notation: no exponent, no trailing zeros. */
  get sizeText(): string {
    return isLevelText(this.#notation) ? plainDecimal(this.#notation.size) : plainNumber(this.sizeNumber);
  }

  /**
   * The price as the venue wrote it, where the levels were read with their wire text kept. Else `priceText`, but for
   * numbers that no double holds, whose text is always kept.
   */
  get priceWireText(): string {
    return priceWireText(this.priceNumber, this.#notation);
  }

  /** The size as the venue wrote it, as {@link priceWireText} tells the price. */
  get sizeWireText(): string {
    return sizeWireText(this.sizeNumber, this.#notation);
  }

  /** The digits of `priceWireText`: without the point and without leading zeros, as venues sum them up. */
  get priceDigits(): string {
    const notation = this.#notation;
    if (typeof notation !== 'number' || notation === PLAIN) return digitsOf(this.priceWireText);
    return shiftedDigits(this.priceNumber, Math.floor(notation / SIZE_SCALES));
  }

  /** The digits of `sizeWireText`, as {@link priceDigits} gives those of the price. */
  get sizeDigits(): string {
    const notation = this.#notation;
    if (typeof notation !== 'number' || notation === PLAIN) return digitsOf(this.sizeWireText);
    return shiftedDigits(this.sizeNumber, notation % SIZE_SCALES);
  }

  /** `[price, size]` in plain notation: what a test or a log wants to see. */
  toJSON(): readonly [price: string, size: string] {
    return [this.priceText, this.sizeText];
  }
}
