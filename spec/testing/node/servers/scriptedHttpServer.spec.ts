import { expect } from 'chai';
import { firstValueFrom, map, toArray } from 'rxjs';

import type { HttpOutcome, HttpRequest } from '../../../../src/connector/index.js';
import { scriptedHttpServer, type ScriptedHttpServer } from '../../../../src/testing/index.js';
import { httpRequests } from '../../../../src/transport/index.js';

const port = httpRequests();

describe('scriptedHttpServer', () => {
  let server: ScriptedHttpServer;

  beforeEach(async () => {
    server = await scriptedHttpServer();
  });
  afterEach(() => server.close());

  const ask = (
    method: HttpRequest['method'],
    path: string,
    more: Partial<HttpRequest> = {},
  ): Promise<HttpOutcome> =>
    firstValueFrom(port({ method, url: server.url + path, timeLimitMs: 2_000, ...more }));
  /** Status and body of an answer; the outcome where there was none. */
  const told = async (outcome: Promise<HttpOutcome>): Promise<readonly [number | string, string]> => {
    const known = await outcome;
    return known._tag === 'httpAnswer' ? [known.status, known.body] : [known.outcome, ''];
  };

  it('answers by method and path: JSON with its content type, or a body with a status and headers', async () => {
    server.answer('GET', '/time', { json: { now: 7 } });
    server.answer('post', '/time', { status: 429, headers: { 'Retry-After': '3' }, body: 'too much' });
    const got = await ask('GET', '/time');
    expect(got).to.include({ _tag: 'httpAnswer', status: 200, body: '{"now":7}' });
    expect(got).to.have.nested.property('headers.content-type', 'application/json;charset=UTF-8');
    const refused = await ask('POST', '/time');
    expect(refused).to.include({ _tag: 'httpAnswer', status: 429, body: 'too much' });
    expect(refused).to.have.nested.property('headers.retry-after', '3');
  });

  it('answers what no route fits with 404, and marks it as not expected', async () => {
    server.answer('GET', '/a', {});
    expect(await told(ask('GET', '/a'))).to.deep.equal([200, '']);
    expect(await told(ask('GET', '/b'))).to.deep.equal([404, 'no route of the script fits']);
    expect(await told(ask('DELETE', '/a'))).to.deep.equal([404, 'no route of the script fits']);
    expect(server.requests.map(({ method, path, expected }) => [method, path, expected])).to.deep.equal([
      ['GET', '/a', true],
      ['GET', '/b', false],
      ['DELETE', '/a', false],
    ]);
  });

  it('takes the route with the most parameters, and of these the newest', async () => {
    server.answer('GET', '/depth?symbol=BTCUSDT', { body: 'old' });
    server.answer('GET', '/depth?symbol=BTCUSDT', { body: 'bitcoin' });
    server.answer('GET', '/depth', { body: 'any' });
    server.answer('GET', '/depth?symbol=BTCUSDT&limit=5', { body: 'short' });
    const bodies = ['?symbol=ETHUSDT', '?limit=9&symbol=BTCUSDT', '?limit=5&symbol=BTCUSDT', ''].map(
      async (query) => (await told(ask('GET', `/depth${query}`)))[1],
    );
    expect(await Promise.all(bodies)).to.deep.equal(['any', 'bitcoin', 'short', 'any']);
  });

  it('uses what is for once first, in order, and once', async () => {
    server.answer('GET', '/n?a=1', { body: 'always' });
    server.answerOnce('GET', '/n', { body: 'first' });
    server.answerOnce('GET', '/n', { body: 'second' });
    const bodies: string[] = [];
    for (let n = 0; n < 4; n++) bodies.push((await told(ask('GET', '/n?a=1')))[1]);
    expect(bodies).to.deep.equal(['first', 'second', 'always', 'always']);
  });

  it('makes answers of requests, and records what came', async () => {
    server.answer('POST', '/echo', ({ query, headers, body }) => ({
      json: { query, header: headers['x-test'], body },
    }));
    const more = { headers: { 'X-Test': 'yes' }, body: 'qty=1&price=2' };
    expect(await told(ask('POST', '/echo?a=1&b=%20', more))).to.deep.equal([
      200,
      '{"query":{"a":"1","b":" "},"header":"yes","body":"qty=1&price=2"}',
    ]);
    expect(server.requests).to.have.length(1);
    expect(server.requests[0]).to.deep.include({
      method: 'POST',
      path: '/echo',
      query: { a: '1', b: ' ' },
      body: 'qty=1&price=2',
      expected: true,
    });
  });

  it('tells what a script throws as an answer of 500', async () => {
    server.answer('GET', '/bad', () => {
      throw new Error('no such fixture');
    });
    expect(await told(ask('GET', '/bad'))).to.deep.equal([500, 'the script failed: no such fixture']);
  });

  it('lets an answer be late, resets the connection, or never answers: then nobody knows', async () => {
    server.answer('GET', '/late', { body: 'there', delayMs: 60 });
    server.answer('POST', '/order', { reset: true });
    server.answer('GET', '/silent', 'nothing');
    const late = await ask('GET', '/late');
    expect(late).to.include({ _tag: 'httpAnswer', body: 'there' });
    if (late._tag === 'httpAnswer') expect(late.receivedAt - late.sentAt).to.be.at.least(55);
    expect((await told(ask('POST', '/order')))[0]).to.equal('unknown');
    expect((await told(ask('GET', '/silent', { timeLimitMs: 50 })))[0]).to.equal('unknown');
    expect(server.requests.map(({ path }) => path)).to.deep.equal(['/late', '/order', '/silent']);
  });

  it('tells requests as they come, and completes when it is closed, with what is not answered', async () => {
    server.answer('GET', '/silent', 'nothing');
    const paths = firstValueFrom(
      server.requests$.pipe(
        map(({ path }) => path),
        toArray(),
      ),
    );
    const first = firstValueFrom(server.requests$);
    const asked = told(ask('GET', '/silent', { timeLimitMs: 60_000 }));
    expect((await first).path).to.equal('/silent');
    await server.close();
    expect(await paths).to.deep.equal(['/silent']);
    expect((await asked)[0]).to.equal('unknown');
    expect((await told(ask('GET', '/silent')))[0]).to.equal('notSent');
    server = await scriptedHttpServer();
  });
});
