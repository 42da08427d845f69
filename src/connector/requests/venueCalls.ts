import {
  asyncScheduler,
  catchError,
  concat,
  concatMap,
  defaultIfEmpty,
  defer,
  EMPTY,
  ignoreElements,
  map,
  merge,
  NEVER,
  type Observable,
  of,
  switchMap,
  take,
  timeout,
} from 'rxjs';

import type { JsonReading } from '../../codec/json.js';
import { backoffMs } from '../../sequence/backoff.js';
import { retryAfterMs, type HttpPort } from '../ports/http.js';
import type { HeardUse } from '../trading/tradingVenue.js';
import { callOverHttp, notSent, outcomeUnknown, reasonOf, type SentCall } from './callOverHttp.js';
import type { RateBudget } from './rateBudget.js';
import type { Redaction } from './redaction.js';
import type {
  CallFailure,
  CallResult,
  Credentials,
  NotSent,
  Signing,
  VenueAnswer,
  VenueCall,
} from './venueCall.js';

/** A connection over which calls can be made. */
export interface CallSocket {
  /** Sends a frame whose answer bears this id. Cold; one outcome, then it completes; never an error. */
  readonly call: (id: string, frame: string, timeLimitMs: number) => Observable<SentCall>;
}

/** A call that was made, and what became of it. Times in milliseconds, by our clock. */
export interface CallMade {
  readonly _tag: 'callMade';
  readonly call: string;
  readonly via: 'http' | 'socket';
  readonly outcome: CallResult<unknown>['_tag'];
  /** How long it waited for the venue's limits. */
  readonly waitedMs: number;
  /** From when it went out until its answer came, or was given up. */
  readonly tookMs: number;
  readonly at: number;
}

/** How one call is made. */
export interface CallManner {
  /** Gives the connection to make it over, where the call knows how; over HTTP where there is none, or none is given. */
  readonly over?: (() => CallSocket | undefined) | undefined;
  /** Whether it is over that connection or not at all. */
  readonly overItOnly?: boolean;
  /** Whether it goes before what does not, and may draw what is reserved: for what changes something. Not unless given. */
  readonly first?: boolean;
  /** From when on, by our clock, it is sent no more. Never unless given. */
  readonly sendBefore?: number | undefined;
  /** How long its answer may take, in milliseconds; that of all calls unless given. */
  readonly timeLimitMs?: number;
}

/**
 * Makes one call. Cold: each subscription makes it; one result, then it completes; never an error. Whoever unsubscribes leaves
 * it open what became of it.
 */
export type MakeCall = <A>(call: VenueCall<A>, manner?: CallManner) => Observable<CallResult<A>>;

/** What calls are made with. Times in milliseconds. */
export interface VenueCallsOptions {
  readonly http: HttpPort;
  readonly budget: RateBudget;
  /** How the venue's JSON must be read. */
  readonly json: JsonReading;
  /** What the headers of an answer say is used of the venue's limits. */
  readonly usedBy: (headers: VenueAnswer['headers']) => readonly HeardUse[];
  readonly redaction: Redaction;
  readonly credentials?: Credentials | undefined;
  /** What is to be added to our time for the venue's, as far as it is known. */
  readonly clockOffsetMs: () => number;
  /** Measures that anew; completes when it has, or could not. */
  readonly measureClock: () => Observable<unknown>;
  /** Ends all calls that are under way, and those that come after it has emitted; each has its result then. Never unless given. */
  readonly ended$?: Observable<unknown>;
  /** How long an answer may take. 10 seconds unless given. */
  readonly timeLimitMs?: number;
  /** Hears of each call that was made. */
  readonly onCall?: (made: CallMade, failure: CallFailure | undefined) => void;
  readonly random?: () => number;
  readonly now?: () => number;
}

const DEFAULTS = {
  timeLimitMs: 10_000,
  ended$: NEVER,
  onCall: (): void => {},
  now: () => asyncScheduler.now(),
};

/** The first pause after a refusal for too many requests that does not say how long; a minute has passed after the fifth. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 120_000;

/**
 * What makes a venue's calls: each waits for its share of the limits, is signed at the moment at which it goes out, by the venue's
 * clock, and is sent once. What its answer says of the limits is heard; where too much was asked, all calls wait.
 *
 * Only where the venue says that the time of a call is not its own, and so has done nothing, the call is made once more,
 * after the clock was measured anew. Nothing else is ever sent twice. No answer within the time limit is `outcomeUnknown`.
 */
export function venueCalls(options: VenueCallsOptions): MakeCall {
  const { http, budget, json, usedBy, redaction, credentials, random, ...given } = {
    ...DEFAULTS,
    ...options,
  };
  const { clockOffsetMs, measureClock, ended$, timeLimitMs: usualLimitMs, onCall, now } = given;
  if (credentials !== undefined) redaction.add(credentials.apiKey);
  let made = 0;
  let limitedInARow = 0;

  const signing = (): Signing | undefined =>
    credentials && { credentials, venueTime: Math.floor(now() + clockOffsetMs()) };

  /** Sends it now; what cannot be said, or not be signed, is not sent. */
  function send(call: VenueCall<unknown>, over: CallSocket | undefined, timeLimitMs: number) {
    const proof = call.signed ? signing() : undefined;
    if (call.signed && proof === undefined) return of(notSent('there are no credentials'));
    try {
      if (over === undefined || call.frame === undefined)
        return callOverHttp(http, call.http(proof), { json, timeLimitMs });
      const id = String(++made);
      return over.call(id, call.frame(id, proof), timeLimitMs);
    } catch (error) {
      return of(notSent(reasonOf(error)));
    }
  }

  function read<A>(call: VenueCall<A>, sent: SentCall): CallResult<A> {
    if (sent._tag !== 'callAnswered') return shown(sent);
    const { answer } = sent;
    for (const { window, used } of usedBy(answer.headers)) budget.heard(window, used);
    try {
      const result = call.read({ ...answer, excerpt: redaction.of(answer.excerpt) });
      return result._tag === 'answered' ? result : shown(result);
    } catch (error) {
      return outcomeUnknown(`its answer cannot be read: ${redaction.of(reasonOf(error))}`);
    }
  }

  /** What a venue says may quote what was sent to it. */
  function shown<F extends CallFailure>(failure: F): F {
    return 'reason' in failure
      ? { ...failure, reason: redaction.of(failure.reason) }
      : { ...failure, message: redaction.of(failure.message) };
  }

  /** All wait where too much was asked, or what draws from the windows that the venue names: as long as the venue says, else longer each time. */
  function hearOfLimits(result: CallResult<unknown>, sent: SentCall): void {
    if (sent._tag !== 'callAnswered') return;
    const { status, headers } = sent.answer;
    if (status !== 429 && status !== 418 && result._tag !== 'rateLimited') {
      limitedInARow = 0;
      return;
    }
    limitedInARow++;
    const asked = result._tag === 'rateLimited' ? result.retryAfterMs : undefined;
    const usual = { firstDelayMs: FIRST_PAUSE_MS, maxDelayMs: LONGEST_PAUSE_MS, ...(random && { random }) };
    const windows = result._tag === 'rateLimited' ? result.windows : undefined;
    budget.pause(asked ?? retryAfterMs(headers, now()) ?? backoffMs(limitedInARow, usual), windows);
  }

  /** One attempt, from its place in the queue to its result. */
  const attempt = <A>(call: VenueCall<A>, manner: CallManner): Observable<CallResult<A>> =>
    defer(() => {
      const askedAt = now();
      let sentAt: number | undefined;
      let over: CallSocket | undefined;
      const { sendBefore = Infinity } = manner;
      const sent$ = turnOf(call, sendBefore - askedAt, manner.first).pipe(
        switchMap((late): Observable<SentCall> => {
          if (late !== undefined) return of(late);
          sentAt = now();
          over = call.frame && manner.over?.();
          if (manner.overItOnly === true && over === undefined) return of(notSent('there is no connection'));
          return send(call, over, manner.timeLimitMs ?? usualLimitMs);
        }),
        // A port that says nothing at all, against its own contract.
        defaultIfEmpty<SentCall, SentCall>(outcomeUnknown('no answer')),
      );
      const given$ = ended$.pipe(map(() => (sentAt === undefined ? notSent(ENDED) : outcomeUnknown(ENDED))));
      return merge(given$, sent$).pipe(
        take(1),
        map((sent) => {
          const result = read(call, sent);
          hearOfLimits(result, sent);
          const at = now();
          const wentOutAt = sentAt ?? at;
          onCall(
            {
              _tag: 'callMade',
              call: call.name,
              via: over === undefined ? 'http' : 'socket',
              outcome: result._tag,
              waitedMs: wentOutAt - askedAt,
              tookMs: at - wentOutAt,
              at,
            },
            result._tag === 'answered' ? undefined : result,
          );
          return result;
        }),
      );
    });

  /** Emits when it may go; a refusal where that is too late, or never. */
  const turnOf = (
    call: VenueCall<unknown>,
    withinMs: number,
    first = false,
  ): Observable<NotSent | undefined> => {
    if (withinMs <= 0) return of(notSent('it is too late for it'));
    const turn$ = budget.take(call.costs, { first }).pipe(map((): NotSent | undefined => undefined));
    const late$ = defer(() => of(notSent(`the venue's limits left no room for it within ${withinMs} ms`)));
    return (withinMs === Infinity ? turn$ : turn$.pipe(timeout({ first: withinMs, with: () => late$ }))).pipe(
      catchError((error: unknown) => of(notSent(reasonOf(error)))),
    );
  };

  return (call, manner = {}) =>
    attempt(call, manner).pipe(
      concatMap((result) =>
        result._tag === 'clockOff' && call.signed
          ? concat(
              measureClock().pipe(
                ignoreElements(),
                catchError(() => EMPTY),
              ),
              attempt(call, manner),
            )
          : of(result),
      ),
    );
}

/** Why a call has no answer that was under way, or waited, at the end. */
export const ENDED = 'the connector was stopped';
