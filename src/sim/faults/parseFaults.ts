import {
  COUNTED,
  TIMED,
  USUAL_LENGTH_MS,
  type CountedFault,
  type TimedFault,
  type VenueFault,
} from './venueFault.js';

const LONGEST_MS = 2 ** 31 - 1;

/**
 * Reads faults from a text: `lostAnswer:0.05,disconnect:60s,delay:0.1/200ms,lostRequest@1+4`. Behind a colon is how often, a
 * share of what may be hit or a mean time; behind an @ are those that are hit, by their number, or when; behind a slash is how
 * long it lasts.
 *
 * @throws {RangeError} that names the part which is none, and what is wrong with it.
 */
export function parseFaults(text: string): readonly VenueFault[] {
  return text.split(',').map((part) => {
    try {
      return parseFault(part.trim());
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`fault "${part.trim()}": ${error.message}`);
    }
  });
}

function parseFault(part: string): VenueFault {
  const [, name = '', mark, value = '', lasting] = /^(\w*)(?:([:@])([^/]*))?(?:\/(.*))?$/.exec(part) ?? [];
  const counted = COUNTED.find((known) => known === name);
  const timed = TIMED.find((known) => known === name);
  if (counted === undefined && timed === undefined && name !== 'skew')
    throw new RangeError(`there is no such fault; there are ${[...COUNTED, ...TIMED, 'skew'].join(', ')}`);
  if (mark === undefined) throw new RangeError(`how often is missing: ${name}:${counted ? '0.1' : '60s'}`);
  if (name === 'skew') {
    if (mark === '@' || lasting !== undefined) throw new RangeError('it is a time alone: skew:1500ms');
    return { name, byMs: readTime(value.replace(/^-/, '')) * (value.startsWith('-') ? -1 : 1) };
  }
  if (lasting !== undefined && !(name in USUAL_LENGTH_MS)) throw new RangeError('it does not last');
  const length = lasting === undefined ? {} : { lastsMs: readTime(lasting) };
  if (counted !== undefined) return { name: counted, ...readCounted(mark, value), ...length };
  return { name: timed ?? 'stall', ...readTimed(mark, value), ...length };
}

function readCounted(mark: string, value: string): Pick<CountedFault, 'rate' | 'at'> {
  if (mark === '@') return { at: value.split('+').map(readCount) };
  const rate = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || rate > 1) throw new RangeError(`${value} is no share from 0 to 1`);
  return { rate };
}

const readTimed = (mark: string, value: string): Pick<TimedFault, 'everyMs' | 'atMs'> =>
  mark === '@' ? { atMs: value.split('+').map(readTime) } : { everyMs: readTime(value) };

function readCount(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new RangeError(`${text} is no number from 1 on`);
  return Number(text);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `200ms`, `60s`, `5m`, `1h`. */
function readTime(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const time = Number(digits) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(time > 0)) throw new RangeError(`${text} is no time above zero, such as 200ms, 60s or 5m`);
  if (time > LONGEST_MS) throw new RangeError(`${text} is longer than timers keep`);
  return time;
}
