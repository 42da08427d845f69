import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

import { expect } from 'chai';

import { signatureCheck } from '../../../../src/sim/node/index.js';
import { Counter, START } from './counter.js';

const ORDERS = '/api/v3/openOrders';

describe("Binance's dialect: keys, signatures and time", () => {
  const SECRET = 'a secret of this spec';
  const KEY = { apiKey: 'k', account: 'ann', algorithm: 'HMAC-SHA256' as const };
  const check = signatureCheck(new Map([['k', SECRET]]));
  const hmac = (text: string): string => createHmac('sha256', SECRET).update(text, 'utf8').digest('hex');

  it('takes signatures of the text as it was sent, in either case', () => {
    // The texts are those of rest-api.md, "SIGNED Endpoint Examples for POST /api/v3/order", as of 2026-01-15.
    const rest =
      'side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559';
    const plain = `symbol=LTCBTC&${rest}`;
    const right = hmac(plain);
    expect(check(KEY, plain, right)).to.equal(true);
    expect(check(KEY, plain, right.toUpperCase())).to.equal(true);
    expect(
      check(
        KEY,
        plain,
        right.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).to.equal(false);
    expect(check(KEY, `${plain}0`, right)).to.equal(false);
    const encoded = `symbol=${encodeURIComponent('１２３４５６')}&${rest}`;
    expect(check(KEY, encoded, hmac(encoded))).to.equal(true);
    expect(check(KEY, encoded, hmac(decodeURIComponent(encoded)))).to.equal(false);
  });

  it('signs query and body as one text, with nothing between them', () => {
    const counter = new Counter();
    // rest-api.md, "Example 3: Mixed query string and request body", as of 2023-06-07.
    const mixed =
      'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559';
    expect(check(KEY, mixed, hmac(mixed))).to.equal(true);
    const signed = counter.sign('ann', 'DELETE', ORDERS, { symbol: 'BTCUSDT' });
    expect(signed.json).to.deep.equal({ code: -2011, msg: 'Unknown order sent.' });
  });

  for (const type of ['ed25519', 'rsa'] as const)
    it(`takes ${type} keys, and no signature of another text`, () => {
      const { privateKey, publicKey } =
        type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const algorithm = type === 'rsa' ? 'RSA-SHA256' : 'Ed25519';
      const counter = new Counter({
        keys: [{ apiKey: 'k', account: 'ann', algorithm }],
        secrets: { k: pem },
      });
      const ask = (text: string, signedText: string) => {
        const signature = sign(
          type === 'rsa' ? 'sha256' : null,
          Buffer.from(signedText),
          privateKey,
        ).toString('base64');
        return counter.raw('GET', ORDERS, `${text}&signature=${encodeURIComponent(signature)}`, '', {
          'x-mbx-apikey': 'k',
        });
      };
      const text = `timestamp=${START}`;
      expect(ask(text, text).json).to.deep.equal([]);
      expect(ask(text, `${text}&more=1`).json).to.deep.equal({
        code: -1022,
        msg: 'Signature for this request is not valid.',
      });
    });

  it('wants a key of the right form that it knows', () => {
    const counter = new Counter();
    expect(counter.ask('GET', ORDERS)).to.deep.include({
      status: 401,
      json: { code: -2014, msg: 'API-key format invalid.' },
    });
    const unknown = counter.ask('GET', ORDERS, {}, { 'x-mbx-apikey': 'somebody' });
    expect(unknown).to.deep.include({
      status: 401,
      json: { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' },
    });
  });

  it('wants a time and a signature, by name', () => {
    const counter = new Counter();
    const headers = { 'x-mbx-apikey': 'ann-key' };
    const missing = (name: string) => ({
      code: -1102,
      msg: `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
    });
    expect(counter.ask('GET', ORDERS, {}, headers).json).to.deep.equal(missing('timestamp'));
    expect(counter.ask('GET', ORDERS, { timestamp: START }, headers).json).to.deep.equal(
      missing('signature'),
    );
    const signature = 'ab'.repeat(32);
    expect(counter.ask('GET', ORDERS, { timestamp: START, signature }, headers).json).to.deep.equal({
      code: -1022,
      msg: 'Signature for this request is not valid.',
    });
  });

  it('takes a request from 1,000 ms ahead of it, exclusive, to recvWindow behind, inclusive', () => {
    const counter = new Counter();
    const codeOf = (timestamp: number, form = {}) => {
      const { json } = counter.sign('ann', 'GET', ORDERS, { timestamp, ...form });
      return Array.isArray(json) ? 'taken' : (json as { msg: string }).msg;
    };
    const ahead = "Timestamp for this request was 1000ms ahead of the server's time.";
    const behind = 'Timestamp for this request is outside of the recvWindow.';
    expect([codeOf(START + 999), codeOf(START + 1_000)]).to.deep.equal(['taken', ahead]);
    expect([codeOf(START - 5_000), codeOf(START - 5_001)]).to.deep.equal(['taken', behind]);
    const wide = { recvWindow: 60_000 };
    expect([codeOf(START - 60_000, wide), codeOf(START - 60_001, wide)]).to.deep.equal(['taken', behind]);
    expect(codeOf(START, { recvWindow: 60_001 })).to.equal('recvWindow must be less than 60000.');
    // In microseconds.
    expect(codeOf(START * 1000)).to.equal('taken');
  });

  it('tells weights and orders in headers', () => {
    const counter = new Counter();
    const { headers } = counter.ask('GET', '/api/v3/depth', { symbol: 'BTCUSDT', limit: 500 });
    expect(headers).to.include({ 'x-mbx-used-weight': '25', 'x-mbx-used-weight-1m': '25' });
    const placed = counter.limit('ann', 'BUY', '0.1', '90000');
    expect(placed.headers).to.include({
      'x-mbx-used-weight-1m': '26',
      'x-mbx-order-count-10s': '1',
      'x-mbx-order-count-1d': '1',
    });
    counter.now += 60_000;
    expect(counter.ask('GET', '/api/v3/ping').headers).to.include({ 'x-mbx-used-weight-1m': '1' });
  });

  it('gives 429 until the minute ends, and 418 to who goes on, longer each time', () => {
    const limits = [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 5 },
    ] as const;
    const counter = new Counter({ limits, patience: 2 });
    counter.now += 15_000;
    const ping = () => counter.ask('GET', '/api/v3/ping');
    for (let at = 0; at < 5; at++) expect(ping().status).to.equal(200);
    const over = ping();
    expect(over.status).to.equal(429);
    expect(over.headers).to.include({ 'retry-after': '45' });
    expect(over.json).to.deep.equal({
      code: -1003,
      msg:
        'Too much request weight used; current limit is 5 request weight per 1 MINUTE. Please use WebSocket Streams for ' +
        'live updates to avoid polling the API.',
      data: { serverTime: START + 15_000, retryAfter: START + 60_000 },
    });
    expect(ping().status).to.equal(429);
    const banned = ping();
    expect(banned.status).to.equal(418);
    expect(banned.headers).to.include({ 'retry-after': '120' });
    counter.now += 119_999;
    expect(ping().status).to.equal(418);
    counter.now += 1;
    expect(ping().status).to.equal(200);
    for (let at = 0; at < 6; at++) ping();
    expect(ping().headers).to.include({ 'retry-after': '240' });
  });

  it('gives 429 and -1015 to an account that places too many orders', () => {
    const limits = [{ rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 1 }] as const;
    const counter = new Counter({ limits });
    counter.limit('ann', 'BUY', '0.1', '90000');
    const over = counter.limit('ann', 'BUY', '0.1', '90000');
    expect(over).to.deep.include({
      status: 429,
      json: { code: -1015, msg: 'Too many new orders; current limit is 1 orders per 10 SECOND.' },
    });
    expect(over.headers).to.include({ 'retry-after': '10' });
    expect(counter.limit('bob', 'BUY', '0.1', '90000').status).to.equal(200);
  });
});
