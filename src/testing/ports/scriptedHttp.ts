import { asyncScheduler, defer, map, of, switchMap, timer } from 'rxjs';

import type { HttpOutcome, HttpPort, HttpRequest } from '../../connector/index.js';

/** What a scripted venue answers to a request. */
export type ScriptedAnswer =
  | {
      /** 200 unless given. */
      readonly status?: number;
      /** Names in lower case. None unless given. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Empty unless given. */
      readonly body?: string;
    }
  /** It fails: before anything of it had left, or after. */
  | { readonly fails: 'notSent' | 'unknown'; readonly reason?: string }
  /** It is never answered: its time runs out. */
  | 'nothing';

/** Times in milliseconds. */
export interface ScriptedHttpOptions {
  /** From a request to its answer. Nothing unless given: it is there at once. */
  readonly latencyMs?: number;
  /** The clock of the side that asks; RxJS's own unless given, which is virtual under a TestScheduler. */
  readonly now?: () => number;
}

/** A venue in memory, for pipelines that make requests. */
export interface ScriptedHttp {
  /** For whoever asks. As the ports of platforms: cold, one outcome, never errors. */
  readonly port: HttpPort;
  /** All requests that came, in order. */
  readonly requests: readonly HttpRequest[];
}

/**
 * HTTP without a network: a function says what the venue answers to each request, in real or in virtual time.
 *
 * ```ts
 * const venue = scriptedHttp(({ url }) =>
 *   url.endsWith('/time') ? { body: '{"serverTime":1767571200000}' } : { status: 429, headers: { 'retry-after': '7' } },
 * );
 * ```
 */
export function scriptedHttp(
  answer: (request: HttpRequest) => ScriptedAnswer,
  options: ScriptedHttpOptions = {},
): ScriptedHttp {
  const { latencyMs = 0, now = () => asyncScheduler.now() } = options;
  const requests: HttpRequest[] = [];
  const port: HttpPort = (request) =>
    defer(() => {
      requests.push(request);
      const sentAt = now();
      const told = answer(request);
      const { timeLimitMs } = request;
      if (told === 'nothing' || latencyMs > timeLimitMs) {
        const reason = `no answer within ${timeLimitMs} ms`;
        return timer(timeLimitMs).pipe(map(() => outcomeOf({ fails: 'unknown', reason }, sentAt, now())));
      }
      const outcome$ = defer(() => of(outcomeOf(told, sentAt, now())));
      return latencyMs === 0 ? outcome$ : timer(latencyMs).pipe(switchMap(() => outcome$));
    });
  return { port, requests };
}

function outcomeOf(told: Exclude<ScriptedAnswer, 'nothing'>, sentAt: number, at: number): HttpOutcome {
  if ('fails' in told) {
    const { fails: outcome, reason = outcome } = told;
    return { _tag: 'httpFailure', outcome, reason, sentAt, failedAt: at };
  }
  const { status = 200, headers = {}, body = '' } = told;
  return { _tag: 'httpAnswer', status, headers, body, sentAt, receivedAt: at };
}
