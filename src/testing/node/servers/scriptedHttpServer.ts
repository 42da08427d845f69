import type { IncomingMessage, ServerResponse } from 'node:http';
import { Subject, type Observable } from 'rxjs';

import { listen } from './listen.js';
import { requestHeadOf, type RequestHead } from './requestHead.js';
import { routeOf, routeMatches, type Route } from './route.js';

/** What a scripted server does with a request. */
export type ServerAnswer =
  | {
      /** 200 unless given. */
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, with its content type. */
      readonly json?: unknown;
      /** Sent as it is, where there is no `json`. Empty unless given. */
      readonly body?: string;
      /** How long the answer takes, in milliseconds. It comes at once unless given. */
      readonly delayMs?: number;
    }
  /** The connection is reset: what was asked has arrived, and nobody learns what came of it. */
  | { readonly reset: true; readonly delayMs?: number }
  /** There is no answer, until the server is closed. */
  | 'nothing';

/** An answer, or what makes one of each request. */
export type ServerScript = ServerAnswer | ((request: ServedRequest) => ServerAnswer | Promise<ServerAnswer>);

/** A request that came. */
export interface ServedRequest extends RequestHead {
  readonly method: string;
  readonly body: string;
  /** Whether a route said what to answer: else it was a 404. */
  readonly expected: boolean;
}

/** A server on loopback that answers as it was told. */
export interface ScriptedHttpServer {
  /** Where it is: `http://127.0.0.1:41234`. */
  readonly url: string;
  /**
   * From now on this is the answer to a method and a path. A path with a query is for requests that have at least those
   * parameters; of routes that fit the one with the most parameters counts, of these the newest.
   */
  readonly answer: (method: string, path: string, script: ServerScript) => void;
  /** As `answer`, for the next request alone that fits, before what `answer` says; the first told is the first used. */
  readonly answerOnce: (method: string, path: string, script: ServerScript) => void;
  /** All that came, in order. */
  readonly requests: readonly ServedRequest[];
  /** Hot; a late subscriber gets what comes after. Completes when the server is closed. */
  readonly requests$: Observable<ServedRequest>;
  /** Ends all connections, and frees the port. */
  readonly close: () => Promise<void>;
}

const NOT_FOUND: ServerAnswer = { status: 404, body: 'no route of the script fits' };

/**
 * Starts an HTTP server on loopback, on a port that is free, for tests of what makes requests: routes by method, path and query,
 * answers that are fixed or made of the request, delays, status codes, resets; and a record of all that came. What no route fits
 * is answered with 404.
 *
 * ```ts
 * const server = await scriptedHttpServer();
 * server.answer('GET', '/api/v3/time', { json: { serverTime: 1767571200000 } });
 * server.answerOnce('POST', '/api/v3/order', { reset: true });
 * ```
 */
export async function scriptedHttpServer(): Promise<ScriptedHttpServer> {
  const { createServer } = process.getBuiltinModule('node:http');
  const once: Route<ServerScript>[] = [];
  const lasting: Route<ServerScript>[] = [];
  const requests: ServedRequest[] = [];
  const requests$ = new Subject<ServedRequest>();

  /** The script of a request; one that is for once is used up. */
  function scriptFor(asked: Omit<ServedRequest, 'expected'>): ServerScript | undefined {
    const at = once.findIndex((route) => routeMatches(route, asked));
    if (at !== -1) return once.splice(at, 1)[0]?.does;
    const fitting = lasting.filter((route) => routeMatches(route, asked));
    return fitting.reduce<Route<ServerScript> | undefined>(
      (best, route) => (best === undefined || route.query.size >= best.query.size ? route : best),
      undefined,
    )?.does;
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(incoming);
    const script = scriptFor(asked);
    const request: ServedRequest = { ...asked, expected: script !== undefined };
    requests.push(request);
    const made = typeof script === 'function' ? script(request) : (script ?? NOT_FOUND);
    requests$.next(request);
    reply(await made, incoming, response);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // The script threw, or the connection ended: who wrote it is to see what.
      if (response.headersSent || response.destroyed) return;
      response
        .writeHead(500)
        .end(`the script failed: ${error instanceof Error ? error.message : 'no error'}`);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (method, path, does) => lasting.push(routeOf(method, path, does)),
    answerOnce: (method, path, does) => once.push(routeOf(method, path, does)),
    requests,
    requests$: requests$.asObservable(),
    close: () =>
      new Promise((resolve) => {
        requests$.complete();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<Omit<ServedRequest, 'expected'>> {
  let body = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) body += String(chunk);
  return { ...requestHeadOf(incoming), method: incoming.method ?? '', body };
}

function reply(answer: ServerAnswer, incoming: IncomingMessage, response: ServerResponse): void {
  if (answer === 'nothing') return;
  const later = (act: () => void): void => {
    const { delayMs = 0 } = answer;
    if (delayMs === 0) return act();
    const timer = setTimeout(act, delayMs);
    response.on('close', () => clearTimeout(timer));
  };
  if ('reset' in answer) return later(() => incoming.socket.resetAndDestroy());
  const { status = 200, headers = {}, json, body = '' } = answer;
  const type = json === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  later(() =>
    response.writeHead(status, { ...type, ...headers }).end(json === undefined ? body : JSON.stringify(json)),
  );
}
