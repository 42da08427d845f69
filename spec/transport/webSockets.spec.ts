import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

import { expect } from 'chai';
import {
  concat,
  lastValueFrom,
  NEVER,
  of,
  Subject,
  throwError,
  timer,
  map,
  toArray,
  type Observable,
} from 'rxjs';
import { WebSocketServer, type WebSocket } from 'ws';

import type { SocketEvent } from '../../src/connector/index.js';
import { webSockets } from '../../src/transport/index.js';

const NOW = 1_767_571_200_000;
const sockets = webSockets({ now: () => NOW, connectLimitMs: 500, closeLimitMs: 100, sendBufferBytes: 1000 });

const CLOSED = {
  _tag: 'socketClosed',
  wasOpen: true,
  code: 1006,
  reason: '',
  refusedStatus: undefined,
  retryAfterMs: undefined,
  closedAt: NOW,
} as const;
const OPENED = { _tag: 'socketOpened', openedAt: NOW } as const;
const message = (text: string) =>
  ({ _tag: 'socketMessage', text, bytes: undefined, receivedAt: NOW }) as const;

const all = (events$: Observable<SocketEvent>): Promise<SocketEvent[]> =>
  lastValueFrom(events$.pipe(toArray()));

describe('webSockets', () => {
  let server: Server;
  let webSocketServer: WebSocketServer;
  let url: string;

  beforeEach(async () => {
    server = createServer();
    webSocketServer = new WebSocketServer({ server });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const client of webSocketServer.clients) client.terminate();
    webSocketServer.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const onConnection = (act: (socket: WebSocket, headers: NodeJS.Dict<string | string[]>) => void): void => {
    webSocketServer.on('connection', (socket, request) => act(socket, request.headers));
  };

  it('tells that it is open, each message, texts and bytes, and the end with its code and reason', async () => {
    onConnection((socket) => {
      socket.send('at once');
      socket.send('für 5 € 🎉');
      socket.send(Buffer.from([1, 2, 255]));
      socket.close(4001, 'maintenance');
    });
    expect(await all(sockets({ url, send$: NEVER }))).to.deep.equal([
      OPENED,
      message('at once'),
      message('für 5 € 🎉'),
      { _tag: 'socketMessage', text: '', bytes: new Uint8Array([1, 2, 255]), receivedAt: NOW },
      { ...CLOSED, code: 4001, reason: 'maintenance' },
    ]);
  });

  it('sends from when it is open, with its headers, and stays open when there is no more to send', async () => {
    onConnection((socket, { 'x-test': header }) => {
      const got: string[] = [String(header)];
      socket.on('message', (data: Buffer) => {
        got.push(data.toString());
        if (got.length === 3) void delay(50).then(() => socket.close(1000, got.join()));
      });
    });
    const events = await all(sockets({ url, headers: { 'x-test': 'yes' }, send$: of('a', 'b') }));
    expect(events).to.deep.equal([OPENED, { ...CLOSED, code: 1000, reason: 'yes,a,b' }]);
  });

  it('answers pings', async () => {
    onConnection((socket) => {
      socket.ping('are you there?');
      socket.on('pong', (data) => socket.close(4000, data.toString()));
    });
    const events = await all(sockets({ url, send$: NEVER }));
    expect(events.at(-1)).to.deep.equal({ ...CLOSED, code: 4000, reason: 'are you there?' });
  });

  it('tells the status of a refusal, and how long to wait', async () => {
    server.removeAllListeners('upgrade');
    server.on('upgrade', (_, socket) => {
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await all(sockets({ url, send$: NEVER }))).to.deep.equal([
      {
        ...CLOSED,
        wasOpen: false,
        code: undefined,
        reason: '429 Too Many Requests',
        refusedStatus: 429,
        retryAfterMs: 7000,
      },
    ]);
  });

  it('tells that nobody listens, that a URL is none, and that connecting takes too long', async () => {
    const nobody = createServer();
    nobody.listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    server.removeAllListeners('upgrade');
    const unanswered: Duplex[] = [];
    server.on('upgrade', (_, socket) => unanswered.push(socket));
    const reasons = await Promise.all(
      [`ws://127.0.0.1:${port}`, 'no url', url].map(async (wrong) => {
        const events = await all(sockets({ url: wrong, send$: NEVER }));
        expect(events).to.have.length(1);
        const [event] = events;
        return event?._tag === 'socketClosed' && !event.wasOpen ? event.reason : event;
      }),
    );
    for (const socket of unanswered) socket.destroy();
    expect(reasons[0]).to.equal(`connect ECONNREFUSED 127.0.0.1:${port}`);
    expect(reasons[1]).to.equal('Invalid URL: no url');
    expect(reasons[2]).to.equal('Opening handshake has timed out');
  });

  it('ends where what is to be sent fails, and says so', async () => {
    const send$ = concat(
      of('a'),
      timer(20).pipe(
        map(() => {
          throw new Error('no key');
        }),
      ),
    );
    const closed = { ...CLOSED, reason: 'what was to be sent failed: no key' };
    expect(await all(sockets({ url, send$ }))).to.deep.equal([OPENED, closed]);
    const atOnce = sockets({ url, send$: throwError(() => new Error('no key')) });
    expect(await all(atOnce)).to.deep.equal([OPENED, closed]);
  });

  it('ends where the other side takes nothing, before the memory is full', async () => {
    onConnection((socket) => socket.pause());
    const send$ = new Subject<string>();
    const events = all(sockets({ url, send$ }));
    await delay(100);
    for (let n = 0; n < 2000 && send$.observed; n++) send$.next('x'.repeat(10_000));
    const [, closed] = await events;
    expect(closed).to.include({ _tag: 'socketClosed', wasOpen: true });
    expect((closed as { readonly reason: string }).reason).to.match(
      /^the other side takes nothing: \d+ bytes wait to be sent$/,
    );
  });

  it('closes when it is unsubscribed, also while it connects, and tells nothing more', async () => {
    let closed = 0;
    onConnection((socket) => socket.on('close', () => closed++));
    const events: SocketEvent[] = [];
    // A connection takes several turns of the event loop to be made.
    for (const wait of [() => nextTurn(), () => delay(100)]) {
      const subscription = sockets({ url, send$: NEVER }).subscribe((event) => events.push(event));
      await wait();
      subscription.unsubscribe();
    }
    await delay(100);
    expect(events).to.deep.equal([OPENED]);
    expect(closed).to.be.at.least(1);
    expect(webSocketServer.clients.size).to.equal(0);
  });

  it('connects anew for each subscriber', async () => {
    let connected = 0;
    onConnection((socket) => {
      connected++;
      socket.close(1000);
    });
    const socket$ = sockets({ url, send$: NEVER });
    await Promise.all([all(socket$), all(socket$)]);
    expect(connected).to.equal(2);
  });
});
