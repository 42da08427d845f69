import { Decimal } from 'decimal.js';

/** A number as Binance writes it: with eight digits after the point, more only where there are more. */
export const numberText = (value: Decimal): string => value.toFixed(Math.max(8, value.decimalPlaces()));

/** Nothing, as Binance writes it. */
export const NONE = '0.00000000';

/** A time in whole milliseconds, as all of Binance's. */
export const wireTime = (time: number): number => Math.floor(time);

export const ZERO = new Decimal(0);
