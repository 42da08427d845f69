import { catchError, map, of, timeout, type Observable } from 'rxjs';
import { isRight } from 'fp-ts/lib/Either.js';

import { readJson, type JsonReading } from '../../codec/json.js';
import type { HttpOutcome, HttpPort } from '../ports/http.js';
import type { HttpCall, NotSent, OutcomeUnknown, VenueAnswer } from './venueCall.js';

/** An answer that came, whatever it says. */
interface CallAnswered {
  readonly _tag: 'callAnswered';
  readonly answer: VenueAnswer;
}

/** What became of a call that was sent, before its answer is read. */
export type SentCall = CallAnswered | NotSent | OutcomeUnknown;

/** How much of an answer is quoted, in characters. */
const EXCERPT_LENGTH = 200;
/** So long after its time limit a port that does not keep it is left, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * Sends a call over HTTP. Cold; one outcome, and never an error: a port that fails, or that does not keep the time limit, leaves
 * it unknown what became of the call.
 */
export const callOverHttp = (
  http: HttpPort,
  call: HttpCall,
  { json, timeLimitMs }: { readonly json: JsonReading; readonly timeLimitMs: number },
): Observable<SentCall> =>
  http({ ...call, timeLimitMs }).pipe(
    map((outcome) => sentCall(outcome, json)),
    timeout({
      first: timeLimitMs + GRACE_MS,
      with: () => of(outcomeUnknown(`no answer within ${timeLimitMs} ms`)),
    }),
    catchError((error: unknown) => of(outcomeUnknown(reasonOf(error)))),
  );

function sentCall(outcome: HttpOutcome, reading: JsonReading): SentCall {
  if (outcome._tag === 'httpFailure')
    return { _tag: outcome.outcome === 'notSent' ? 'notSent' : 'outcomeUnknown', reason: outcome.reason };
  const { status, headers, body, sentAt, receivedAt } = outcome;
  const read = readJson(body, reading);
  const json = isRight(read) ? read.right : undefined;
  const excerpt = body.slice(0, EXCERPT_LENGTH);
  return { _tag: 'callAnswered', answer: { status, headers, json, excerpt, sentAt, receivedAt } };
}

export const notSent = (reason: string): NotSent => ({ _tag: 'notSent', reason });

export const outcomeUnknown = (reason: string): OutcomeUnknown => ({ _tag: 'outcomeUnknown', reason });

/** What an error says. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
