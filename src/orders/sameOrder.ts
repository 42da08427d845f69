import { Decimal } from 'decimal.js';

import type { Order } from './order.js';

/** When an order was last heard of. */
const LAST_HEARD: ReadonlySet<string> = new Set<keyof Order>(['updatedAt', 'evidenceAt']);

/** Whether two versions of an order tell the same; when it was last heard of does not count. */
export const sameOrder = (a: Order, b: Order): boolean => a === b || sameFields(a, b, LAST_HEARD);

const NONE: ReadonlySet<string> = new Set();

/** Two values of one kind have the same fields. */
function sameFields<T extends object>(a: T, b: T, but: ReadonlySet<string>): boolean {
  for (const key in a) if (!sameValue(a[key], b[key]) && !but.has(key)) return false;
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!(a instanceof Object && b instanceof Object)) return false;
  if (Decimal.isDecimal(a) && Decimal.isDecimal(b)) return a.eq(b);
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  return sameFields(a, b, NONE);
}
