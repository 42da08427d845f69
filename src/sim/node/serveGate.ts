import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { Subject, Subscription } from 'rxjs';
import { WebSocket, WebSocketServer, type RawData } from 'ws';

import type { DialectAnswer, DialectRequest } from '../dialects/binance/binanceDialect.js';
import type { GateEvent, VenueGate } from '../venue/venueGate.js';

/** Where to serve. */
export interface ServeOptions {
  /** 0, any that is free, where left out. */
  readonly port?: number | undefined;
  /** How often connections are pinged, in milliseconds. 20 seconds where left out, as Binance does. */
  readonly pingMs?: number | undefined;
}

/** A venue that is served. */
export interface ServedGate {
  /** `http://127.0.0.1:8080`, without a slash behind it. */
  readonly url: string;
  readonly port: number;
  /** Ends all connections and requests, and frees the port; resolves when that is done. Asked twice, it is done once. */
  readonly stop: () => Promise<void>;
}

const HOST = '127.0.0.1';
const PING_MS = 20_000;
/** So many pings may be without a pong: a minute, as Binance has it. */
const MOST_UNANSWERED = 3;
const LONGEST_BODY = 1024 * 1024;
/** Who reads so much less than is sent, in bytes, is left. */
const MOST_UNREAD = 64 * 1024 * 1024;

/**
 * Serves a venue over HTTP and WebSocket on the loopback interface.
 *
 * @throws {Error} where the port is taken.
 */
export async function serveGate(gate: VenueGate, options: ServeOptions = {}): Promise<ServedGate> {
  const { port = 0, pingMs = PING_MS } = options;
  const sessions = new Set<Subscription>();
  const server = createServer((request, response) => void answerRequest(gate, request, response));
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LONGEST_BODY });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const session = openSession(
      gate,
      request,
      (accept) => {
        sockets.handleUpgrade(request, socket, head, accept);
      },
      socket,
      pingMs,
    );
    sessions.add(session);
    session.add(() => sessions.delete(session));
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${HOST}:${address.port}`,
    port: address.port,
    stop: () => (stopped ??= stop(server, sessions)),
  };
}

async function stop(server: Server, sessions: Set<Subscription>): Promise<void> {
  for (const session of sessions) session.unsubscribe();
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function answerRequest(
  gate: VenueGate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) return;
  const asked = gate.request(requestOf(request, body)).subscribe((answer) => {
    if (answer._tag === 'lost') request.socket.destroy();
    else response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  // Who leaves before the answer is there is not waited for; what was asked is done.
  response.on('close', () => asked.unsubscribe());
}

/** Undefined where it does not come whole. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > LONGEST_BODY) {
        request.destroy();
        return undefined;
      }
      pieces.push(piece);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function requestOf(
  { method = 'GET', url = '/', headers, socket }: IncomingMessage,
  body: string,
): DialectRequest {
  const at = url.indexOf('?');
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method,
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    headers: Object.fromEntries(texts),
    body,
    address: socket.remoteAddress ?? HOST,
  };
}

/** One connection, from the wish to its end. */
function openSession(
  gate: VenueGate,
  request: IncomingMessage,
  upgrade: (accept: (client: WebSocket) => void) => void,
  socket: Socket,
  pingMs: number,
): Subscription {
  const session = new Subscription();
  const received$ = new Subject<string>();
  let client: WebSocket | undefined;
  const waiting: GateEvent[] = [];
  const tell = (event: GateEvent): void => {
    if (event._tag === 'refused') refuse(socket, event.answer);
    else if (event._tag === 'opened')
      upgrade((opened) => {
        client = opened;
        attend(opened, received$, session, pingMs);
        for (const held of waiting.splice(0)) send(opened, held);
      });
    else if (client === undefined) waiting.push(event);
    else send(client, event);
  };
  socket.on('error', () => session.unsubscribe());
  socket.on('close', () => session.unsubscribe());
  session.add(gate.connect(requestOf(request, ''), received$).subscribe(tell));
  session.add(() => (client === undefined ? socket.destroy() : client.terminate()));
  return session;
}

function send(client: WebSocket, event: GateEvent): void {
  if (event._tag === 'frame') {
    if (client.bufferedAmount > MOST_UNREAD) client.terminate();
    else client.send(event.text);
  }
  // The code of a line that broke cannot be sent: it is broken.
  if (event._tag === 'closed') {
    if (event.code === 1006) client.terminate();
    else client.close(event.code, event.reason);
  }
}

/** Hears what a client sends, and pings it. */
function attend(client: WebSocket, received$: Subject<string>, session: Subscription, pingMs: number): void {
  let unanswered = 0;
  const pinging = setInterval(() => {
    if (++unanswered > MOST_UNANSWERED) client.terminate();
    else if (client.readyState === WebSocket.OPEN) client.ping();
  }, pingMs);
  client.on('pong', () => (unanswered = 0));
  client.on('message', (data, isBinary) => {
    if (!isBinary) received$.next(textOf(data));
  });
  client.on('error', () => client.terminate());
  client.on('close', () => {
    clearInterval(pinging);
    session.unsubscribe();
  });
  session.add(() => clearInterval(pinging));
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');

function refuse(socket: Socket, { status, headers, body }: DialectAnswer): void {
  const lines = Object.entries({
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  socket.end(
    [`HTTP/1.1 ${status} Refused`, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join(
      '\r\n',
    ),
  );
}
