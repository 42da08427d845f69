import { Observable } from 'rxjs';
import { Agent, request as send } from 'undici';

import type { HttpFailure, HttpOutcome, HttpPort, HttpRequest } from '../connector/index.js';

/** How requests are made. */
export interface HttpOptions {
  /** Connections to one venue at a time; further requests wait. 16 unless given. */
  readonly connections?: number;
  /** The longest answer that is taken, in bytes. 64 MiB unless given. */
  readonly answerBytes?: number;
  /** Our clock: milliseconds since 1970. */
  readonly now?: () => number;
}

const DEFAULTS = { connections: 16, answerBytes: 64 * 1024 * 1024, now: Date.now };

/** What fails before a connection is there: nothing of the request has left. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_INVALID_URL|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/;

/** The code of an error, or of what caused it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/**
 * {@link HttpPort} of Node, by undici. Connections are kept and used again as long as one of its requests is made in a few
 * seconds. Nothing is sent twice.
 */
export function httpRequests(options: HttpOptions = {}): HttpPort {
  const { connections, answerBytes, now } = { ...DEFAULTS, ...options };
  const dispatcher = new Agent({ connections, maxResponseSize: answerBytes });

  async function outcomeOf(
    { method, url, headers, body, timeLimitMs }: HttpRequest,
    abort: AbortController,
  ): Promise<HttpOutcome> {
    const sentAt = now();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      abort.abort();
    }, timeLimitMs);
    try {
      const answer = await send(url, {
        method,
        headers: { ...headers },
        body: body ?? null,
        signal: abort.signal,
        dispatcher,
      });
      const text = await answer.body.text();
      const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
      return {
        _tag: 'httpAnswer',
        status: answer.statusCode,
        headers: Object.fromEntries(told),
        body: text,
        sentAt,
        receivedAt: now(),
      };
    } catch (error) {
      const failure = { _tag: 'httpFailure', sentAt, failedAt: now() } as const;
      if (isLate) return { ...failure, outcome: 'unknown', reason: `no answer within ${timeLimitMs} ms` };
      return { ...failure, ...failureOf(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  return (request) =>
    new Observable((subscriber) => {
      const abort = new AbortController();
      subscriber.add(() => abort.abort());
      void outcomeOf(request, abort).then((outcome) => {
        subscriber.next(outcome);
        subscriber.complete();
      });
    });
}

function failureOf(error: unknown): Pick<HttpFailure, 'outcome' | 'reason'> {
  const reason = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return {
    outcome: NOT_SENT.test(code) ? 'notSent' : 'unknown',
    reason: code === '' || reason.includes(code) ? reason : `${reason} (${code})`,
  };
}
