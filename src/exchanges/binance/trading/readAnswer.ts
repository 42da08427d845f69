import type { Either } from 'fp-ts/lib/Either.js';

import {
  retryAfterMs,
  type Answered,
  type CallFailure,
  type NotSent,
  type VenueAnswer,
} from '../../../connector/index.js';
import type { FrameFault } from '../../../domain/errors.js';
import { errorWait, wireError } from '../wire/events.js';
import { windowsOfTooManyOrders } from './rateWindows.js';

/** What an answer means: a value, or faults where it is not as documented. */
export type Reading<A> = Either<readonly FrameFault[], A>;

/** How a call reads what the venue answers to it. */
export interface AnswerReading<A> {
  readonly read: (json: unknown, answer: VenueAnswer) => Reading<A>;
  /** What an error's code means where it is an answer; undefined of all others. */
  readonly readError?: ((code: number, message: string) => A | undefined) | undefined;
  /** Whether the answer is secret, and so is not to be quoted. */
  readonly secret?: boolean | undefined;
}

type Result<A> = Answered<A> | Exclude<CallFailure, NotSent>;

/** "Execution status unknown", by its codes: of an unknown error, a broken connection inside, a strange answer, no answer in time. */
const UNKNOWN_OUTCOME: ReadonlySet<number> = new Set([-1000, -1001, -1006, -1007]);
/** An order of that client id is open, and may be the one that was sent: "Duplicate order sent.", a kind of -2010. */
const isDuplicate = ({ code, msg }: { readonly code: number; readonly msg: string }): boolean =>
  code === -2010 && /duplicate order/i.test(msg);
/** Of an account's unfilled orders, which bars no other call; it comes without Retry-After ("Limits", rest-api.md, 2026). */
const TOO_MANY_ORDERS = -1015;
const TOO_MANY: ReadonlySet<number> = new Set([-1003, -1008, TOO_MANY_ORDERS]);
const CLOCK_OFF = -1021;
/** "Order does not exist". Not -2011, "Unknown order sent": that one is not open, which says nothing of whether it ever was. */
const NO_SUCH_ORDER = -2013;

/**
 * What an answer means ("Error codes", 2026-01-15; "HTTP Return Codes", 2026). Never throws.
 *
 * 2xx is the answer; where it is not as documented, the venue may have done what was asked: unknown. 5xx is unknown by the
 * documents, as is any code that says so. 429, 418, -1003 and their like: nothing was done, too much was asked; so it is where the
 * firewall stands in the way (403 without an error of the venue's). -1015 names the windows of orders. Any other 4xx is a refusal.
 */
export function readAnswer<A>(name: string, reading: AnswerReading<A>, answer: VenueAnswer): Result<A> {
  try {
    return readStatus(name, reading, answer);
  } catch (error) {
    return unknown(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readStatus<A>(name: string, reading: AnswerReading<A>, answer: VenueAnswer): Result<A> {
  const { status, json } = answer;
  const error = wireError.is(json) && json.code < 0 ? json : undefined;
  const quoted = reading.secret === true ? '' : `: ${answer.excerpt}`;
  if (status >= 200 && status < 300 && error === undefined) return readValue(name, reading, answer);
  const said = error === undefined ? undefined : reading.readError?.(error.code, error.msg);
  if (said !== undefined && status < 500) return answered(said, answer);
  const no = { code: error && String(error.code), message: error?.msg ?? `${name}: HTTP ${status}${quoted}` };
  if (isRateLimit(status, error?.code)) {
    // An IP that is banned may ask nothing, whatever it was banned for.
    const windows =
      error?.code === TOO_MANY_ORDERS && status !== 418 ? windowsOfTooManyOrders(error.msg) : undefined;
    return { _tag: 'rateLimited', ...no, retryAfterMs: waitOf(answer), ...(windows && { windows }) };
  }
  const isUnknown = error !== undefined && (UNKNOWN_OUTCOME.has(error.code) || isDuplicate(error));
  if (isUnknown || !isRefusal(status, error !== undefined))
    return unknown(`${name}: HTTP ${status}${quoted}`);
  if (error?.code === CLOCK_OFF) return { _tag: 'clockOff', ...no };
  const { sentAt, receivedAt } = answer;
  if (error?.code === NO_SUCH_ORDER) return { _tag: 'notFound', ...no, sentAt, receivedAt };
  return { _tag: 'refused', ...no };
}

function readValue<A>(name: string, reading: AnswerReading<A>, answer: VenueAnswer): Result<A> {
  const value = reading.read(answer.json, answer);
  if (value._tag === 'Right') return answered(value.right, answer);
  const [{ path, expected, value: found } = WHOLLY_WRONG] = value.left;
  const where = path === '' ? '' : ` at ${path}`;
  const instead = reading.secret === true ? '' : `, found ${found}`;
  return unknown(`${name}: expected ${expected}${where}${instead}`);
}

const WHOLLY_WRONG: FrameFault = { path: '', value: 'something else', expected: 'an answer' };

const answered = <A>(value: A, { sentAt, receivedAt }: VenueAnswer): Answered<A> => ({
  _tag: 'answered',
  value,
  sentAt,
  receivedAt,
});

const unknown = (reason: string): Extract<CallFailure, { _tag: 'outcomeUnknown' }> => ({
  _tag: 'outcomeUnknown',
  reason,
});

const isRateLimit = (status: number, code: number | undefined): boolean =>
  status === 429 ||
  status === 418 ||
  (status === 403 && code === undefined) ||
  (status < 500 && code !== undefined && TOO_MANY.has(code));

/** 408: no answer in time; 409: done in part. An error of the venue's in an answer of 2xx counts as one of 4xx. */
const isRefusal = (status: number, isError: boolean): boolean =>
  (status >= 400 && status < 500 && status !== 408 && status !== 409) ||
  (isError && status >= 200 && status < 300);

/** By the header over HTTP, by the error itself over a WebSocket connection: there it is a time of the venue's clock. */
function waitOf({ headers, json, receivedAt }: VenueAnswer): number | undefined {
  const byHeader = retryAfterMs(headers, receivedAt);
  if (byHeader !== undefined) return byHeader;
  const wait = errorWait.decode(json);
  if (wait._tag === 'Left') return undefined;
  const { retryAfter, serverTime } = wait.right.data;
  return Math.max(0, retryAfter - serverTime);
}
