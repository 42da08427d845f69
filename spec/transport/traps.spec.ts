import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { expect } from 'chai';
import {
  concat,
  defer,
  ignoreElements,
  lastValueFrom,
  NEVER,
  of,
  Subject,
  Subscription,
  throwError,
  timer,
  toArray,
} from 'rxjs';
import sinon from 'sinon';
import { WebSocket, WebSocketServer } from 'ws';

import { boundedBuffer } from '../../src/backpressure/index.js';
import type { HttpOutcome, SocketEvent } from '../../src/connector/index.js';
import { httpRequests, webSockets } from '../../src/transport/index.js';

/** What a server does with a connection over TCP, once its request has come. */
type Serve = (socket: Socket, request: string) => void;

/** The answer that opens a WebSocket connection. */
const handshake = (request: string): string => {
  const key = /sec-websocket-key: (.*)\r\n/i.exec(request)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
};

const ended = (events: readonly SocketEvent[]) => {
  const last = events.at(-1);
  if (last?._tag !== 'socketClosed') throw new Error('it has not ended');
  return last;
};

describe('traps of rxjs-websockets and ws', () => {
  let sockets: WebSocketServer;
  let url: string;
  /** What would have ended the process. */
  let uncaught: unknown[];
  let listeners: NodeJS.UncaughtExceptionListener[];
  const catchIt = (error: unknown) => uncaught.push(error);

  beforeEach(async () => {
    sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(sockets, 'listening');
    url = `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
    uncaught = [];
    listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', catchIt);
  });
  afterEach(async () => {
    sinon.restore();
    for (const client of sockets.clients) client.terminate();
    sockets.close();
    await once(sockets, 'close');
    process.removeAllListeners('uncaughtException');
    for (const listener of listeners) process.on('uncaughtException', listener);
    expect(uncaught).to.deep.equal([]);
  });

  const all = (request: Parameters<ReturnType<typeof webSockets>>[0], options = {}) =>
    lastValueFrom(webSockets(options)(request).pipe(toArray()));

  it('no WebSocket of the platform is used: headers go with the request, bytes come as bytes', async () => {
    sockets.on('connection', (socket, { headers }) => {
      socket.send(Buffer.from(String(headers['x-key'])));
      socket.close(1000);
    });
    const events = await all({ url, headers: { 'x-key': 'ab' }, send$: NEVER });
    expect(events[1]).to.have.deep.property('bytes', new Uint8Array([97, 98]));
  });

  it('the close code is told: of a normal end, of another, of one without', async () => {
    for (const [code, reason] of [
      [1000, 'bye'],
      [1012, 'service restart'],
      [4321, ''],
    ] as const) {
      sockets.once('connection', (socket) => socket.close(code, reason));
      expect(ended(await all({ url, send$: NEVER }))).to.include({ code, reason, wasOpen: true });
    }
    sockets.once('connection', (socket) => socket.terminate());
    expect(ended(await all({ url, send$: NEVER }))).to.include({ code: 1006, wasOpen: true });
  });

  it('an error in what is to be sent ends the connection, and not the process', async () => {
    const failing$ = throwError(() => new Error('no key'));
    const send$ = concat(of('a'), timer(10).pipe(ignoreElements()), failing$);
    expect(ended(await all({ url, send$ })).reason).to.equal('what was to be sent failed: no key');
    await delay(20);
  });

  it('a `send` that throws ends the connection, and not the process', async () => {
    sinon.stub(WebSocket.prototype, 'send').throws(new Error('cannot send'));
    expect(ended(await all({ url, send$: of('a', 'b') })).reason).to.equal('sending failed: cannot send');
    await delay(20);
  });

  it('what is to be sent over a connection that has ended is passed over', async () => {
    sockets.on('connection', (socket) => socket.close(1000, 'bye'));
    const send$ = new Subject<string>();
    const ending = all({ url, send$ });
    const sending = setInterval(() => send$.next('more'), 1);
    expect(ended(await ending).reason).to.equal('bye');
    await delay(20);
    clearInterval(sending);
    expect(send$.observed).to.equal(false);
  });

  it('what is to be sent is subscribed to once a connection; each subscriber has a connection of its own', async () => {
    let subscribed = 0;
    let connected = 0;
    sockets.on('connection', (socket) => {
      connected++;
      setTimeout(() => socket.close(1000), 20);
    });
    const send$ = defer(() => {
      subscribed++;
      return NEVER;
    });
    const port = webSockets()({ url, send$ });
    await Promise.all([lastValueFrom(port), lastValueFrom(port)]);
    expect({ connected, subscribed }).to.deep.equal({ connected: 2, subscribed: 2 });
  });

  it('messages that come with the handshake are not lost', async () => {
    for (let n = 0; n < 20; n++) {
      sockets.once('connection', (socket) => {
        socket.send('1');
        socket.send('2');
        socket.close(1000);
      });
      const events = await all({ url, send$: NEVER });
      expect(events.map((event) => (event._tag === 'socketMessage' ? event.text : event._tag))).to.deep.equal(
        ['socketOpened', '1', '2', 'socketClosed'],
      );
    }
  });

  it('unsubscribing ends it, though `messages` does not complete: nothing comes after, and the other side hears of it', async () => {
    const closed = new Promise<number>((resolve) => {
      sockets.once('connection', (socket) => {
        const flood = setInterval(() => socket.send('x'), 1);
        socket.on('close', (code) => {
          clearInterval(flood);
          resolve(code);
        });
      });
    });
    const events: SocketEvent[] = [];
    const subscription = webSockets()({ url, send$: NEVER }).subscribe((event) => {
      events.push(event);
      if (events.length === 5) subscription.unsubscribe();
    });
    expect(await closed).to.be.oneOf([1005, 1006]);
    await delay(20);
    expect(events).to.have.length(5);
  });

  it('a side that begins to close and does not end is given its time, and no more', async () => {
    const open: Socket[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      open.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', (data) => {
        socket.write(handshake(data.toString()));
        // A close frame, code 1001, and then nothing: not even the end of the connection.
        setTimeout(() => socket.write(Buffer.from([0x88, 2, 0x03, 0xe9])), 10);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const startedAt = performance.now();
    const stuck = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const events = await all({ url: stuck, send$: NEVER }, { closeLimitMs: 100 });
    expect(ended(events).code).to.equal(1001);
    expect(performance.now() - startedAt).to.be.within(90, 2000);
    for (const socket of open) socket.destroy();
    server.close();
  });

  it('a consumer that is slower than its connection holds no more than its buffer, and hears what was dropped', async () => {
    const text = 'x'.repeat(100_000);
    const sent = 300;
    sockets.once('connection', (socket) => {
      for (let n = 0; n < sent; n++) socket.send(`${n} ${text}`);
      socket.close(1000);
    });
    let took = 0;
    let dropped = 0;
    await lastValueFrom(
      webSockets()({ url, send$: NEVER }).pipe(
        boundedBuffer(
          (next) => {
            took++;
            dropped += next.dropped;
            return timer(10);
          },
          { limit: 10, overflow: 'dropOldest' },
        ),
      ),
    );
    // Opened and closed beside the messages.
    expect(took + dropped).to.equal(sent + 2);
    expect(dropped).to.be.above(200);
    expect(took).to.be.above(10);
  });

  it('a message that is longer than any ends the connection before it is in memory', async () => {
    sockets.once('connection', (socket) => socket.send('x'.repeat(200_000)));
    const events = await all({ url, send$: NEVER }, { messageBytes: 100_000 });
    expect(events).to.have.length(2);
    expect(ended(events)).to.include({ wasOpen: true, code: 1006, reason: 'Max payload size exceeded' });
  });

  it('frames that break the protocol end the connection, and say so', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (data) => {
        socket.write(handshake(data.toString()));
        setTimeout(() => socket.write(Buffer.from([0xff, 0xff, 0xff])), 10);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const broken = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(ended(await all({ url: broken, send$: NEVER })).reason).to.match(/^Invalid WebSocket frame/);
    server.close();
  });
});

describe('traps of undici', () => {
  let server: Server;
  let base: string;
  let serve: Serve;
  let open: Subscription;

  beforeEach(async () => {
    open = new Subscription();
    server = createServer((socket) => {
      open.add(() => socket.destroy());
      socket.on('error', () => undefined);
      socket.on('data', (data) => serve(socket, data.toString()));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    open.unsubscribe();
    server.close();
    await once(server, 'close');
  });

  const http = httpRequests({ now: () => 7 });
  async function told(timeLimitMs = 2000, url = base): Promise<string> {
    const outcomes: HttpOutcome[] = await lastValueFrom(
      http({ method: 'POST', url, timeLimitMs }).pipe(toArray()),
    );
    expect(outcomes).to.have.length(1);
    const [outcome] = outcomes;
    if (outcome?._tag !== 'httpFailure') return `${outcome?.status} ${outcome?.body}`;
    return `${outcome.outcome}: ${outcome.reason}`;
  }
  const OK = 'HTTP/1.1 200 OK\r\n';

  it('the time limit is of the whole: also of a body that trickles, and of headers that never end', async () => {
    serve = (socket) => {
      socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n`);
      const trickle = setInterval(() => socket.write('1\r\nx\r\n'), 10);
      open.add(() => clearInterval(trickle));
    };
    expect(await told(100)).to.equal('unknown: no answer within 100 ms');
    serve = (socket) => socket.write(OK);
    expect(await told(100)).to.equal('unknown: no answer within 100 ms');
  });

  it('an abort in the middle of a body closes the connection, and nothing is told', async () => {
    let closed = false;
    serve = (socket) => {
      socket.on('close', () => (closed = true));
      socket.write(`${OK}Content-Length: 100\r\n\r\nhalf`);
    };
    const outcomes: HttpOutcome[] = [];
    const asking = http({ method: 'GET', url: base, timeLimitMs: 2000 }).subscribe((outcome) =>
      outcomes.push(outcome),
    );
    await delay(50);
    asking.unsubscribe();
    await delay(50);
    expect({ closed, outcomes }).to.deep.equal({ closed: true, outcomes: [] });
  });

  it('an answer that is no HTTP, headers without an end, a body cut off: the outcome is unknown', async () => {
    serve = (socket) => socket.end('hello\r\n\r\n');
    expect(await told()).to.match(/^unknown: Response does not match the HTTP\/1\.1 protocol/);
    serve = (socket) => socket.end(`${OK}X-Long: ${'x'.repeat(100_000)}\r\n\r\n`);
    expect(await told()).to.match(/^unknown: .*UND_ERR_HEADERS_OVERFLOW/);
    serve = (socket) => socket.end(`${OK}Content-Length: 100\r\n\r\nhalf`);
    expect(await told()).to.match(/^unknown: /);
  });

  it('a request is sent once, also where a kept connection has ended meanwhile', async () => {
    let requests = 0;
    serve = (socket) => {
      requests++;
      if (requests === 1) socket.write(`${OK}Content-Length: 1\r\n\r\na`);
      else socket.destroy();
    };
    expect(await told()).to.equal('200 a');
    expect(await told()).to.match(/^unknown: .*other side closed/);
    expect(requests).to.equal(2);
  });

  it('what is no request is not sent, and nothing is thrown', async () => {
    expect(await told(100, 'http://127.0.0.1:99999/')).to.match(/^notSent: /);
    expect(await told(100, 'ftp://127.0.0.1/')).to.match(/^notSent: /);
    const headers = { 'x-key': 'a\nb' };
    const outcome = await lastValueFrom(http({ method: 'GET', url: base, headers, timeLimitMs: 100 }));
    expect(outcome).to.include({ _tag: 'httpFailure', outcome: 'notSent' });
  });
});
