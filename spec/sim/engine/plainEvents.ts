import { Decimal } from 'decimal.js';

/** Anything that is told, as a text to be compared: decimals plain, names in order, what is undefined left out. */
export function plain(value: unknown): string {
  if (value instanceof Decimal) return value.toFixed();
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${name}: ${plain(field)}`).join(', ')}}`;
}

/**
 * What was told of one command, a line an event; balances sorted and without their numbers, for in which order of accounts
 * they are told is no promise.
 */
export function plainEvents(events: readonly object[]): string {
  const isBalance = (event: object) => '_tag' in event && event._tag === 'balance';
  const others = events.filter((event) => !isBalance(event)).map(plain);
  const balances = events.filter(isBalance).map((event) => plain({ ...event, sequence: undefined }));
  return [...others, ...balances.sort()].join('\n');
}
