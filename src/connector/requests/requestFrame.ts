import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { defaultIfEmpty, map, switchMap, type Observable } from 'rxjs';

import type { Frame } from '../../domain/frame.js';
import { connectionId } from '../../domain/ids.js';
import { retryAfterMs, type HttpAnswer, type HttpOutcome, type HttpPort } from '../ports/http.js';
import type { HeardUse } from '../trading/tradingVenue.js';
import type { HttpRequestPlan, MarketDataVenue } from '../venue.js';
import { requestCosts } from './marketWindows.js';
import type { RateBudget } from './rateBudget.js';
import type { CallFailure } from './venueCall.js';

/** How requests for market data are made. */
export interface FrameRequestOptions {
  /** What they draw from: `requestWeight`, where the venue limits it. */
  readonly budget: RateBudget;
  /** How long the whole of one may take once it has gone, in milliseconds. 10 seconds unless given. */
  readonly timeLimitMs?: number;
  /** What an answer says is used of the windows. Nothing unless given. */
  readonly usedBy?: ((headers: Readonly<Record<string, string>>) => readonly HeardUse[]) | undefined;
}

/** For how long nothing goes after a refusal for too many requests that does not say, in milliseconds. */
const PAUSE_MS = 5_000;

/** Too much was asked; at Binance 418 after 429 was not heeded ("Limits", rest-api.md as of 2026-01-15). */
const isRateLimited = (status: number): boolean => status === 429 || status === 418;

/**
 * Makes a request that a venue's plan asks for, as soon as the budget has room, and gives the answer as the frame that the
 * venue's decoder takes; left, why there is none. What the answer says of the budget, the budget hears: what is used, and for how
 * long nothing is to go (429, 418, and Retry-After on any refusal).
 *
 * Cold: each subscription asks; unsubscribing gives up its place, or aborts. One result, then it completes. Fails only where
 * the budget never has room for the plan.
 */
export function requestFrame(
  venue: Pick<MarketDataVenue, 'limits'>,
  http: HttpPort,
  plan: HttpRequestPlan,
  { budget, timeLimitMs = 10_000, usedBy }: FrameRequestOptions,
): Observable<Either<CallFailure, Frame>> {
  const { method, url } = plan;
  return budget.take(requestCosts(venue.limits, plan.weight)).pipe(
    switchMap(() => http({ method, url, timeLimitMs }).pipe(defaultIfEmpty(undefined))),
    map((outcome) => {
      if (outcome?._tag === 'httpAnswer') {
        for (const { window, used } of usedBy?.(outcome.headers) ?? []) budget.heard(window, used);
        const pauseMs = pauseOf(outcome);
        if (pauseMs !== undefined) budget.pause(pauseMs);
      }
      return frameOf(url, outcome);
    }),
  );
}

/** How long an answer asks to wait; undefined where it is none that does. */
function pauseOf({ status, headers, receivedAt }: HttpAnswer): number | undefined {
  if (status < 400) return undefined;
  return retryAfterMs(headers, receivedAt) ?? (isRateLimited(status) ? PAUSE_MS : undefined);
}

function frameOf(url: string, outcome: HttpOutcome | undefined): Either<CallFailure, Frame> {
  if (outcome === undefined) return left({ _tag: 'outcomeUnknown', reason: 'no outcome was told' });
  if (outcome._tag === 'httpFailure') {
    const { reason } = outcome;
    return left(
      outcome.outcome === 'notSent' ? { _tag: 'notSent', reason } : { _tag: 'outcomeUnknown', reason },
    );
  }
  const { status, headers, body, receivedAt } = outcome;
  if (status >= 200 && status < 300)
    return right({ text: body, via: 'request', connection: connectionId(url), receivedAt, headers });
  const message = `${status} ${body.slice(0, 200)}`.trim();
  if (isRateLimited(status)) {
    const waitMs = retryAfterMs(headers, receivedAt);
    return left({ _tag: 'rateLimited', code: undefined, message, retryAfterMs: waitMs });
  }
  return left(
    status >= 400 && status < 500
      ? { _tag: 'refused', code: undefined, message }
      : { _tag: 'outcomeUnknown', reason: message },
  );
}

/** What a request is called in what is told of it: `GET /api/v3/depth`, without its parameters. */
export const nameOfPlan = ({ method, url }: HttpRequestPlan): string =>
  `${method} ${URL.canParse(url) ? new URL(url).pathname : url}`;
