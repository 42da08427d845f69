import { fillKey, type Fill } from './orderTerms.js';

/** The fills of an order by what tells them apart: made once a list, and handed on to the list with one more. */
const BY_KEY = new WeakMap<readonly Fill[], Map<string, Fill>>();

function mapOf(fills: readonly Fill[]): Map<string, Fill> {
  const known = BY_KEY.get(fills);
  if (known !== undefined) return known;
  const byKey = new Map(fills.map((fill) => [fillKey(fill), fill]));
  BY_KEY.set(fills, byKey);
  return byKey;
}

export const fillsByKey = (fills: readonly Fill[]): ReadonlyMap<string, Fill> => mapOf(fills);

/** A list with a fill more, which it has not yet. The one without it makes its map anew where it is asked for it again. */
export function withFill(fills: readonly Fill[], fill: Fill): readonly Fill[] {
  const byKey = mapOf(fills);
  const next = [...fills, fill];
  BY_KEY.delete(fills);
  BY_KEY.set(next, byKey.set(fillKey(fill), fill));
  return next;
}
