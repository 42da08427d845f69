import * as t from 'io-ts';

const ISO_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** `2021-04-17T16:43:37.075687Z`: UTC with up to nine places of a second; read into milliseconds since 1970. */
export const timeFromIsoText = new t.Type<number, string, unknown>(
  'text of an ISO 8601 time in UTC',
  t.number.is,
  (value, context) => {
    const ms = typeof value === 'string' ? msOf(value) : undefined;
    return ms === undefined ? t.failure(value, context) : t.success(ms);
  },
  (ms) => {
    const us = Math.round(ms * 1000);
    const toMs = new Date(Math.floor(us / 1000)).toISOString().slice(0, -1);
    return `${toMs}${String(us % 1000).padStart(3, '0')}Z`;
  },
);

/** Moves digits in the text: a sum of doubles would be off by its last bit. Undefined where there is no such time. */
function msOf(text: string): number | undefined {
  const [, toSecond, fraction = ''] = ISO_TIME.exec(text) ?? [];
  if (toSecond === undefined) return undefined;
  const ms = Date.parse(`${toSecond}Z`);
  // Date.parse takes 30 February for 2 March.
  if (!(ms >= 0) || !new Date(ms).toISOString().startsWith(toSecond)) return undefined;
  return Number(`${ms / 1000}${fraction.slice(0, 3).padEnd(3, '0')}.${fraction.slice(3)}`);
}
