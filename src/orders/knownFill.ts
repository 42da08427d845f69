import { fillKey, type Fill } from './orderTerms.js';

/** Lists of so many fills are looked through; longer ones are looked up in. */
const FEW = 8;

/** The fills of a long list by what tells them apart: made once a list, and handed on to the list with one more. */
const BY_KEY = new WeakMap<readonly Fill[], Map<string, Fill>>();

function mapOf(fills: readonly Fill[]): Map<string, Fill> {
  const known = BY_KEY.get(fills);
  if (known !== undefined) return known;
  const byKey = new Map(fills.map((fill) => [fillKey(fill), fill]));
  BY_KEY.set(fills, byKey);
  return byKey;
}

/** The fill of a list that is the same as this one, as it was told before. */
export function knownFill(fills: readonly Fill[], fill: Fill): Fill | undefined {
  if (fills.length > FEW) return mapOf(fills).get(fillKey(fill));
  for (const known of fills) if (isSameFill(known, fill)) return known;
  return undefined;
}

const isSameFill = (a: Fill, b: Fill): boolean =>
  a.tradeId === undefined || b.tradeId === undefined ? fillKey(a) === fillKey(b) : a.tradeId === b.tradeId;

/** Of just that length: `[...fills, fill]` makes room for more. */
function copyWith(fills: readonly Fill[], fill: Fill): readonly Fill[] {
  const copy = new Array<Fill>(fills.length + 1);
  for (let at = 0; at < fills.length; at++) copy[at] = fills[at]!;
  copy[fills.length] = fill;
  return copy;
}

/** A list with a fill more, which it has not yet. The one without it makes its map anew where it is asked for it again. */
export function withFill(fills: readonly Fill[], fill: Fill): readonly Fill[] {
  const next = copyWith(fills, fill);
  if (fills.length > FEW) {
    const byKey = mapOf(fills);
    BY_KEY.delete(fills);
    BY_KEY.set(next, byKey.set(fillKey(fill), fill));
  }
  return next;
}
