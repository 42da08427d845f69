import { fixedPoint, fixedText, quotient40, times } from './fixedPoint.js';
import type { Pair } from './messages.js';

/** What a taker gets, computed level by level in whole numbers. Texts are plain decimals. */
export type NaiveTaken =
  | { readonly short: string }
  | {
      readonly takes: readonly Pair[];
      readonly volume: string;
      readonly quote: string;
      readonly worstPrice: string;
    };

/** Takes `wanted` base currency from levels, best first; `short` is all there is where that is less. */
export function takeBase(levels: readonly Pair[], wanted: string): NaiveTaken {
  const takes: Pair[] = [];
  let left = fixedPoint(wanted);
  let quote = 0n;
  for (const [price, size] of levels) {
    const whole = fixedPoint(size);
    const taken = whole < left ? whole : left;
    takes.push([price, fixedText(taken)]);
    quote += times(fixedPoint(price), taken);
    left -= taken;
    if (left === 0n) {
      return { takes, volume: fixedText(fixedPoint(wanted)), quote: fixedText(quote), worstPrice: price };
    }
  }
  return { short: fixedText(fixedPoint(wanted) - left) };
}

/** Takes levels worth `wanted` quote currency; the last size is rounded to 40 digits, half up. */
export function takeQuote(levels: readonly Pair[], wanted: string): NaiveTaken {
  const takes: Pair[] = [];
  let left = fixedPoint(wanted);
  let volume = 0n;
  for (const [price, size] of levels) {
    const worth = times(fixedPoint(price), fixedPoint(size));
    const last = worth > left ? quotient40(left, fixedPoint(price)) : fixedText(fixedPoint(size));
    takes.push([price, last]);
    volume += fixedPoint(last);
    if (worth >= left) {
      const quote = fixedText(fixedPoint(wanted));
      return { takes, volume: fixedText(volume), quote, worstPrice: price };
    }
    left -= worth;
  }
  return { short: fixedText(fixedPoint(wanted) - left) };
}
