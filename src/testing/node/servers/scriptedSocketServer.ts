import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

import { Inbox } from './inbox.js';
import { listen } from './listen.js';
import { requestHeadOf, type RequestHead } from './requestHead.js';

/** How a wish to connect is refused: with an answer of HTTP. */
export interface SocketRefusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a connection ended. */
export interface SocketEnd {
  /** The close code of the WebSocket protocol; 1006 where the line was cut. */
  readonly code: number;
  readonly reason: string;
}

/** The server's side of one connection. */
export interface ServedConnection extends RequestHead {
  /** Sends a frame: text, or bytes. */
  readonly say: (frame: string | Uint8Array) => void;
  /** Sends a value as JSON. */
  readonly sayJson: (value: unknown) => void;
  /** The next frame that came, as text, of those that nobody has expected yet. Rejects where none comes within the limit, or ever will. */
  readonly expect: () => Promise<string>;
  /** As `expect`, read as JSON. */
  readonly expectJson: () => Promise<unknown>;
  /** All frames that came, in order. */
  readonly received: readonly string[];
  /** Closes it as the protocol has it. */
  readonly close: (code?: number, reason?: string) => void;
  /** Cuts the line: no goodbye, code 1006. */
  readonly cut: () => void;
  /** When it has ended, whoever ended it. */
  readonly ended: Promise<SocketEnd>;
}

/** How a scripted WebSocket server behaves. */
export interface ScriptedSocketServerOptions {
  /** Looks at each wish to connect: a refusal, or undefined where it may come. All may come unless given. */
  readonly refuse?: (wish: RequestHead) => SocketRefusal | undefined;
  /** How long `connection` and `expect` wait, in milliseconds. 2,000 unless given. */
  readonly limitMs?: number;
}

/** A WebSocket server on loopback that does as the test says. */
export interface ScriptedSocketServer {
  /** Where it is: `ws://127.0.0.1:41234`. */
  readonly url: string;
  /** The next connection that came and was not given out yet. Rejects where none comes within the limit. */
  readonly connection: () => Promise<ServedConnection>;
  /** All that ever came, in order. */
  readonly connections: readonly ServedConnection[];
  /** Refuses the next wish to connect; the first told is the first used. */
  readonly refuseOnce: (refusal: SocketRefusal) => void;
  /** Cuts all connections, and frees the port. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a WebSocket server on loopback, on a port that is free, for tests of what connects: the test takes each connection that comes,
 * says frames, expects frames, closes it or cuts it.
 *
 * ```ts
 * const server = await scriptedSocketServer();
 * // ... let the code under test connect to server.url ...
 * const connection = await server.connection();
 * expect(await connection.expectJson()).to.deep.equal({ method: 'SUBSCRIBE', params: ['btcusdt@trade'], id: 1 });
 * connection.sayJson({ result: null, id: 1 });
 * connection.close(1012, 'restart');
 * ```
 */
export async function scriptedSocketServer(
  options: ScriptedSocketServerOptions = {},
): Promise<ScriptedSocketServer> {
  const { refuse = () => undefined, limitMs = 2_000 } = options;
  // Asked for at the call and not imported, so that a browser can load `orderflow/testing` for the rest of it.
  const { createServer } = process.getBuiltinModule('node:http');
  const { WebSocketServer } = await import('ws');
  const refusals: SocketRefusal[] = [];
  const connections: ServedConnection[] = [];
  const arrivals = new Inbox<ServedConnection>('no connection came', limitMs);
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((_, response) => response.writeHead(426).end('a WebSocket server'));
  server.on('upgrade', (request: IncomingMessage, line: Duplex, head: Buffer) => {
    const wish = requestHeadOf(request);
    const refusal = refusals.shift() ?? refuse(wish);
    if (refusal !== undefined) {
      line.end(refusalText(refusal));
      return;
    }
    sockets.handleUpgrade(request, line, head, (socket) => {
      const connection = servedConnection(wish, socket, limitMs);
      connections.push(connection);
      arrivals.put(connection);
    });
  });
  const port = await listen(server);
  return {
    url: `ws://127.0.0.1:${port}`,
    connection: () => arrivals.take(),
    connections,
    refuseOnce: (refusal) => refusals.push(refusal),
    close: () =>
      new Promise((resolve) => {
        arrivals.end('the server was closed');
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refusalText({ status, headers = {} }: SocketRefusal): string {
  const lines = Object.entries({ ...headers, 'content-length': '0', connection: 'close' });
  return `HTTP/1.1 ${status} Refused\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function servedConnection(wish: RequestHead, socket: WebSocket, limitMs: number): ServedConnection {
  const received: string[] = [];
  const frames = new Inbox<string>('no frame came', limitMs);
  // In one piece whatever comes: the default of ws for messages.
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    received.push(text);
    frames.put(text);
  });
  // What is wrong with a connection its end tells.
  socket.on('error', () => {});
  const ended = new Promise<SocketEnd>((resolve) => {
    socket.on('close', (code, reason) => {
      frames.end('the connection ended');
      resolve({ code, reason: reason.toString('utf8') });
    });
  });
  const expect = (): Promise<string> => frames.take();
  return {
    ...wish,
    say: (frame) => socket.send(frame),
    sayJson: (value) => socket.send(JSON.stringify(value)),
    expect,
    expectJson: async () => JSON.parse(await expect()) as unknown,
    received,
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
    ended,
  };
}
