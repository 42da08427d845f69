import type { PriceLevel } from '../domain/priceLevel.js';

/** Whether two levels have exactly the same price and size, or are both missing. */
export const sameLevel = (a: PriceLevel | undefined, b: PriceLevel | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.priceNumber === b.priceNumber &&
    a.sizeNumber === b.sizeNumber &&
    a.priceText === b.priceText &&
    a.sizeText === b.sizeText);
