import type { Observable } from 'rxjs';

import { LONGEST_TIMER_MS } from '../longestTimer.js';

/** A request that is wanted. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long the whole of it may take, in milliseconds. */
  readonly timeLimitMs: number;
}

/** The answer, whatever its status. Times by our clock, in milliseconds since 1970. */
export interface HttpAnswer {
  readonly _tag: 'httpAnswer';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/**
 * No answer. `notSent`: certainly nothing has reached the venue. `unknown`: it may have: an order may be live.
 */
export interface HttpFailure {
  readonly _tag: 'httpFailure';
  readonly outcome: 'notSent' | 'unknown';
  readonly reason: string;
  readonly sentAt: number;
  readonly failedAt: number;
}

/** What became of a request. */
export type HttpOutcome = HttpAnswer | HttpFailure;

/**
 * HTTP requests, as a platform has them. Cold: subscribing sends, unsubscribing aborts. One outcome, then it completes; it never
 * errors. Redirects are answers.
 */
export type HttpPort = (request: HttpRequest) => Observable<HttpOutcome>;

/**
 * How long an answer asks to wait, in milliseconds: Retry-After in seconds, or as a date (RFC 9110, 10.2.3); at most what a
 * timer keeps, which is 24 days. Undefined where it says nothing of that.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_TIMER_MS);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_TIMER_MS);
}
