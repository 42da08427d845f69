import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';

import type { MarketDataLimits } from '../../src/connector/index.js';
import { BinanceServer, binanceAt, type Client } from './binanceServer.js';

/** What the server does otherwise than a well-behaved one, for now. */
interface Manners {
  /** Takes the place of the handshake. */
  upgrade: ((socket: Duplex) => void) | undefined;
  /** Takes the place of the answer to a request. */
  request: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Takes the place of what a new connection gets. */
  connected: ((socket: WebSocket) => void) | undefined;
}

/** {@link BinanceServer} on a port of this machine. */
export async function binanceLoopback(limits: Partial<MarketDataLimits> = {}) {
  const binance = new BinanceServer();
  const manners: Manners = { upgrade: undefined, request: undefined, connected: undefined };
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Set<Socket>();
  let attempts = 0;
  const http = createServer((request, response) => {
    if (manners.request !== undefined) return manners.request(request, response);
    const { status, body } = binance.answer(`http://venue${request.url}`);
    response.writeHead(status, { connection: 'close' }).end(body);
  });
  http.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  http.on('upgrade', (request, socket, head) => {
    attempts++;
    if (manners.upgrade !== undefined) return manners.upgrade(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket));
  });

  function serve(webSocket: WebSocket): void {
    const client: Client = { send: (text) => webSocket.send(text) };
    webSocket.on('message', (data: Buffer) => binance.receive(client, data.toString()));
    webSocket.on('close', () => binance.left(client));
    webSocket.on('error', () => undefined);
    manners.connected?.(webSocket);
  }

  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    binance,
    manners,
    venue: binanceAt({ stream: `ws://127.0.0.1:${port}`, rest: `http://127.0.0.1:${port}/api/v3` }, limits),
    /** The connections that are open. */
    clients: () => sockets.clients,
    /** How often somebody tried to connect. */
    attempts: () => attempts,
    close: async () => {
      for (const socket of open) socket.destroy();
      http.close();
      await once(http, 'close');
    },
  };
}

export type BinanceLoopback = Awaited<ReturnType<typeof binanceLoopback>>;
