const POINT = 46;
const DASH = 45;
const COLON = 58;
const ZERO = 48;
const LETTER_T = 84;
const LETTER_Z = 90;

const POWERS_OF_TEN = Float64Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);

/** Integers up to here are doubles, each of its own. */
const MOST_EXACT = Number.MAX_SAFE_INTEGER;

/** What two letters are that are no digits: above any hour, minute, second, month or year, whatever it is added to. */
const NONE = 1e9;

/** Milliseconds, from an integer of so many places of a second: one division, which rounds correctly. */
const msOf = (units: number, places: number): number =>
  places >= 3 ? units / POWERS_OF_TEN[places - 3]! : units * POWERS_OF_TEN[3 - places]!;

const SECONDS = ['1618678133.365913'] as const;
const ISO_TIMES = ['2021-04-17T16:43:37.075687Z'] as const;

/** Reads a time from bytes into milliseconds since 1970, as the codec of its notation reads it from a text. */
export interface TimeScanner {
  /** Times in its notation, one for each form, by which shapes are checked. */
  readonly samples: readonly string[];
  /** The time read last. */
  readonly value: number;
  /** Where the time ends that begins at `at`; below zero where there is none, or one for the codec. */
  readonly read: (bytes: Uint8Array, at: number) => number;
}

/** `1618678133.365913`: seconds since 1970. */
export class SecondsScanner implements TimeScanner {
  readonly samples = SECONDS;
  value = 0.5;

  read(bytes: Uint8Array, at: number): number {
    let end = at;
    let units = 0;
    let places = 0;
    // As `NumberScanner` reads its digits, which adds them up as a price: a function of both would hand out boxed doubles.
    let digit = bytes[end]! - ZERO;
    while (digit >>> 0 <= 9) {
      units = units * 10 + digit;
      digit = bytes[++end]! - ZERO;
    }
    if (end === at || (end > at + 1 && bytes[at] === ZERO)) return -1;
    if (digit === POINT - ZERO) {
      const point = end;
      digit = bytes[++end]! - ZERO;
      while (digit >>> 0 <= 9) {
        units = units * 10 + digit;
        digit = bytes[++end]! - ZERO;
      }
      places = end - point - 1;
      if (places === 0) return -1;
    }
    if (units > MOST_EXACT || places > 9) return -1;
    const ms = msOf(units, places);
    if (ms > MOST_EXACT) return -1;
    this.value = ms;
    return end;
  }
}

/** `2021-04-17T16:43:37.075687Z`: ISO 8601 in UTC, as `timeFromIsoText` reads it: microseconds are fractions. */
export class IsoTimeScanner implements TimeScanner {
  readonly samples = ISO_TIMES;
  value = 0.5;

  /** The day read last, as `20210417`, and the seconds from 1970 to its start. */
  private day = 19700101;
  private dayStart = 0;

  read(bytes: Uint8Array, at: number): number {
    const day =
      twoDigits(bytes, at) * 1_000_000 +
      twoDigits(bytes, at + 2) * 10_000 +
      twoDigits(bytes, at + 5) * 100 +
      twoDigits(bytes, at + 8);
    if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH || bytes[at + 10] !== LETTER_T) return -1;
    if (day !== this.day && !this.takeDay(day)) return -1;
    const hours = twoDigits(bytes, at + 11);
    const minutes = twoDigits(bytes, at + 14);
    const seconds = twoDigits(bytes, at + 17);
    if (hours > 23 || minutes > 59 || seconds > 59) return -1;
    if (bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return -1;
    let units = this.dayStart + hours * 3600 + minutes * 60 + seconds;
    let end = at + 19;
    let places = 0;
    if (bytes[end] === POINT) {
      const point = end;
      let digit = bytes[++end]! - ZERO;
      while (digit >>> 0 <= 9) {
        units = units * 10 + digit;
        digit = bytes[++end]! - ZERO;
      }
      places = end - point - 1;
      if (places === 0 || places > 9) return -1;
    }
    if (bytes[end] !== LETTER_Z || units > MOST_EXACT) return -1;
    this.value = msOf(units, places);
    return end + 1;
  }

  /** Whether there is such a day, since 1970. */
  private takeDay(day: number): boolean {
    const month = Math.floor(day / 100) % 100;
    const year = Math.floor(day / 10_000);
    const start = new Date(Date.UTC(year, month - 1, day % 100));
    // A day that the month has not is one of the month beside it.
    if (year < 1970 || year > 9999 || start.getUTCMonth() !== month - 1) return false;
    this.day = day;
    this.dayStart = start.getTime() / 1000;
    return true;
  }
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >>> 0 <= 9 && ones >>> 0 <= 9 ? tens * 10 + ones : NONE;
}
