import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';

import { retryAfterMs, type HttpOutcome, type HttpRequest } from '../../src/connector/index.js';
import { httpRequests } from '../../src/transport/index.js';

const NOW = 1_767_571_200_000;
const http = httpRequests({ now: () => NOW, answerBytes: 10_000 });

describe('httpRequests', () => {
  let server: Server;
  let base: string;
  let handle: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((request, response) => handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const outcomes = (request: Partial<HttpRequest> = {}): Promise<HttpOutcome[]> =>
    lastValueFrom(http({ method: 'GET', url: `${base}/x`, timeLimitMs: 2000, ...request }).pipe(toArray()));

  it('gives the answer, whatever its status, with its headers in lower case', async () => {
    handle = (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.writeHead(418, { 'X-Used': '7', 'Content-Type': 'text/plain' });
        const { method, url, headers } = request;
        response.end(`${method} ${url} ${String(headers['x-key'])} ${Buffer.concat(parts).toString()} ü`);
      });
    };
    const [answer, ...rest] = await outcomes({
      method: 'POST',
      url: `${base}/order?a=%20b`,
      headers: { 'X-Key': 'k' },
      body: 'c=1',
    });
    expect(rest).to.deep.equal([]);
    if (answer?._tag !== 'httpAnswer') throw new Error('no answer');
    const { headers, ...others } = answer;
    expect(headers).to.include({ 'x-used': '7', 'content-type': 'text/plain' });
    expect(others).to.deep.equal({
      _tag: 'httpAnswer',
      status: 418,
      body: 'POST /order?a=%20b k c=1 ü',
      sentAt: NOW,
      receivedAt: NOW,
    });
  });

  it('gives a redirect as it is', async () => {
    handle = (_, response) => response.writeHead(302, { location: `${base}/other` }).end();
    const [answer] = await outcomes();
    expect(answer).to.include({ _tag: 'httpAnswer', status: 302 });
  });

  it('says that nothing was sent where there is no connection', async () => {
    const nobody = createServer();
    nobody.listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    const failure = { _tag: 'httpFailure', outcome: 'notSent', sentAt: NOW, failedAt: NOW };
    expect(await outcomes({ url: `http://127.0.0.1:${port}/` })).to.deep.equal([
      { ...failure, reason: `connect ECONNREFUSED 127.0.0.1:${port}` },
    ]);
    const [unnamed] = await outcomes({ url: 'no url' });
    expect(unnamed).to.include({ _tag: 'httpFailure', outcome: 'notSent' });
  });

  it('says that the outcome is unknown where the request had left: no answer in time, half of one, a reset', async () => {
    handle = (request, response) => {
      if (request.url === '/half') response.writeHead(200, { 'content-length': '10' }).write('half');
      if (request.url !== '/late') setTimeout(() => request.socket.destroy(), 20);
    };
    const told = async (path: string, timeLimitMs = 2000) => {
      const [outcome] = await outcomes({ method: 'POST', url: base + path, timeLimitMs });
      return outcome?._tag === 'httpFailure' ? `${outcome.outcome}: ${outcome.reason}` : outcome;
    };
    expect(await told('/late', 100)).to.equal('unknown: no answer within 100 ms');
    expect(await told('/half')).to.match(/^unknown: .*(other side closed|terminated|aborted)/);
    expect(await told('/reset')).to.match(/^unknown: .*other side closed/);
  });

  it('takes no endless answer', async () => {
    handle = (_, response) => response.end('x'.repeat(20_000));
    const [outcome] = await outcomes();
    expect(outcome).to.include({ _tag: 'httpFailure', outcome: 'unknown' });
  });

  it('aborts when it is unsubscribed', async () => {
    let aborted = false;
    handle = (request) => request.socket.on('close', () => (aborted = true));
    const told: HttpOutcome[] = [];
    const subscription = http({ method: 'GET', url: base, timeLimitMs: 5000 }).subscribe((outcome) =>
      told.push(outcome),
    );
    await delay(100);
    subscription.unsubscribe();
    await delay(100);
    expect(aborted).to.equal(true);
    expect(told).to.deep.equal([]);
  });

  it('sends for each subscriber, and nothing before there is one', async () => {
    let requests = 0;
    handle = (_, response) => {
      requests++;
      response.end('ok');
    };
    const request$ = http({ method: 'GET', url: base, timeLimitMs: 2000 });
    await delay(20);
    expect(requests).to.equal(0);
    await Promise.all([lastValueFrom(request$), lastValueFrom(request$)]);
    expect(requests).to.equal(2);
  });
});

describe('retryAfterMs', () => {
  it('reads seconds and dates', () => {
    const at = (value: string) => retryAfterMs({ 'retry-after': value }, NOW);
    expect([at('7'), at('0'), at(' 120 ')]).to.deep.equal([7000, 0, 120_000]);
    expect(at(new Date(NOW + 3000).toUTCString())).to.equal(3000);
    expect(at(new Date(NOW - 3000).toUTCString())).to.equal(0);
    expect([at('soon'), retryAfterMs({}, NOW)]).to.deep.equal([undefined, undefined]);
  });
});
