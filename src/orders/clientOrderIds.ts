import { clientOrderId, type ClientOrderId } from '../domain/ids.js';
import type { Side } from '../domain/origin.js';

/** What a venue takes for a client order id, and who gives them out. */
export interface ClientOrderIdOptions {
  /**
   * Who gives them out: another name for each program that trades on the account at the same time, and for each run of it
   * that does not know the last tick of the run before.
   */
  readonly instance: string;
  /** How many characters the venue takes. */
  readonly maxLength: number;
  /** In front of each id. Empty unless given. */
  readonly prefix?: string;
  /** The characters that the venue takes, two at least. Digits and letters of both cases unless given. */
  readonly alphabet?: string;
}

/** What an id is for. */
export interface ClientOrderIdRequest {
  readonly side: Side;
  readonly base: string;
  readonly quote: string;
}

/** An id, and what the next one has to come after. */
export interface IssuedClientOrderId {
  readonly clientId: ClientOrderId;
  /** Microseconds since 1970; greater with each id. */
  readonly tick: number;
}

/**
 * Gives out one id at `now`, in milliseconds since 1970, microseconds in the fraction. `lastTick` is that of the id before;
 * left out for the first.
 */
export type IssueClientOrderId = (
  request: ClientOrderIdRequest,
  now: number,
  lastTick?: number,
) => IssuedClientOrderId;

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALPHABET = DIGITS + LETTERS + LETTERS.toLowerCase();

/**
 * Gives out client order ids: prefix, B or S, the first and last letters of base and quote, time, instance. Pure: the time
 * and the last id's tick are handed in. No two that are given out with one prefix and one alphabet are the same: those of
 * one instance differ in their ticks, also where the clock stands or goes back, those of two in their instances. A letter
 * that the alphabet lacks is written in the other case or, lacking that too, as the alphabet's first character.
 *
 * ```ts
 * const issue = clientOrderIds({ instance: 'k3', prefix: 'of', maxLength: 32 });
 * const { clientId, tick } = issue({ side: 'buy', base: 'BTC', quote: 'USDT' }, now, lastTick);   // ofBBCUT85qiDvoxHk3
 * ```
 *
 * @throws {RangeError} at once where prefix and instance leave no room, or are not in the alphabet; with an id where `now`
 * is no time.
 */
export function clientOrderIds({
  instance,
  maxLength,
  prefix = '',
  alphabet = ALPHABET,
}: ClientOrderIdOptions): IssueClientOrderId {
  // In the order of their codes, so that texts of one length are in the order of their numbers.
  const digits = [...new Set(alphabet)].sort();
  if (digits.length < 2) throw new RangeError(`alphabet has less than two characters: '${alphabet}'`);
  for (const [name, text] of Object.entries({ prefix, instance })) {
    const foreign = [...text].find((char) => !digits.includes(char));
    if (foreign !== undefined)
      throw new RangeError(`${name} '${text}' has '${foreign}', which is not in the alphabet`);
  }
  if (instance === '') throw new RangeError('instance is empty');
  const width = textOf(Number.MAX_SAFE_INTEGER, digits).length;
  const length = prefix.length + 5 + width + instance.length;
  if (!(length <= maxLength))
    throw new RangeError(`ids have ${length} characters, more than ${maxLength}: shorten prefix or instance`);

  const fit = (char = ''): string =>
    [char, char.toUpperCase(), char.toLowerCase()].find((one) => digits.includes(one)) ?? digits[0]!;
  const initials = (token: string): string => fit(token.at(0)) + fit(token.at(-1));

  return ({ side, base, quote }, now, lastTick = -1) => {
    const tick = Math.max(Math.floor(now * 1000), lastTick + 1);
    if (!(now >= 0) || !Number.isSafeInteger(tick)) throw new RangeError(`now is no time: ${now}`);
    const what = fit(side === 'buy' ? 'B' : 'S') + initials(base) + initials(quote);
    const when = textOf(tick, digits).padStart(width, digits[0]);
    return { clientId: clientOrderId(prefix + what + when + instance), tick };
  };
}

/** A whole number in the digits of an alphabet. */
function textOf(value: number, digits: readonly string[]): string {
  const rest = Math.floor(value / digits.length);
  return (rest === 0 ? '' : textOf(rest, digits)) + digits[value % digits.length]!;
}
