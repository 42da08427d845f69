import { expect } from 'chai';

import { binance } from '../../../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../../../src/exchanges/binance-futures/index.js';
import { answerFrame, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../../frames.js';
import { combined, spotDepth } from './payloads.js';

const other = (kind: string) => [{ _tag: 'other', venue: 'binance', kind }];
const refusal = (code: number, message: string) => [{ _tag: 'refusal', venue: 'binance', code, message }];
const unknown = (excerpt: string, connection: string = CONNECTION) => [
  { _tag: 'unknownFrame', venue: 'binance', connection, receivedAt: RECEIVED_AT, excerpt },
];

describe("Binance's frames that are no market data", () => {
  it('are known: the answers to SUBSCRIBE, UNSUBSCRIBE and LIST_SUBSCRIPTIONS', () => {
    for (const reply of [
      { result: null, id: 1 },
      { result: null, id: 'abc' },
      { result: null, id: null },
      { result: ['nknusdt@aggTrade'], id: 3 },
    ]) {
      expect(decoded(binance, streamFrame(reply))).to.deep.equal(other('reply'));
    }
  });

  it('are refusals: errors bare and nested, with id and without', () => {
    const error = { code: 2, msg: 'Invalid request: unknown variant' };
    for (const reply of [error, { ...error, id: 7 }, { error }, { error, id: 'abc' }, { error, id: null }]) {
      expect(decoded(binance, streamFrame(reply))).to.deep.equal(refusal(2, error.msg));
    }
  });

  it('are refusals: errors of REST, whatever was asked', () => {
    for (const endpoint of ['depth?symbol=X&limit=1000', 'exchangeInfo', 'trades']) {
      const frame = answerFrame(`https://api.binance.com/api/v3/${endpoint}`, {
        code: -1121,
        msg: 'Invalid symbol.',
      });
      expect(decoded(binance, frame)).to.deep.equal(refusal(-1121, 'Invalid symbol.'));
    }
  });

  it('are known: serverShutdown, raw and combined', () => {
    const event = { e: 'serverShutdown', E: 1770123456789 };
    expect(decoded(binance, streamFrame(event))).to.deep.equal(other('serverShutdown'));
    expect(decoded(binance, streamFrame(combined('!serverShutdown', event)))).to.deep.equal(
      other('serverShutdown'),
    );
  });

  for (const kind of [
    'kline',
    'bookTicker',
    '24hrTicker',
    'markPriceUpdate',
    'forceOrder',
    'trade',
    'blockTrade',
  ]) {
    it(`are known: ${kind}`, () => {
      const event = { e: kind, E: 1633998523963, s: 'NKNUSDT' };
      expect(decoded(binance, streamFrame(event))).to.deep.equal(other(kind));
      expect(decoded(binance, streamFrame(combined('nknusdt@x', event)))).to.deep.equal(other(kind));
    });
  }

  it("are known by their stream's name where they have no e", () => {
    const ticker = { u: 499869768, s: 'NKNUSDT', b: '0.35', B: '672', a: '0.36', A: '3199' };
    expect(decoded(binance, streamFrame(combined('nknusdt@bookTicker', ticker)))).to.deep.equal(
      other('bookTicker'),
    );
    expect(decoded(binance, streamFrame(combined('nknusdt@depth20@100ms', spotDepth)))).to.deep.equal(
      other('depth20@100ms'),
    );
  });

  it('are known: lists of tickers of all symbols', () => {
    const tickers = [{ e: '24hrMiniTicker', s: 'NKNUSDT' }];
    const [content] = decoded(binanceFutures, streamFrame(combined('!miniTicker@arr', tickers)));
    expect(content).to.include({ _tag: 'other', venue: 'binance-futures' });
  });

  it('are unknown: other events, other values, other answers', () => {
    for (const payload of [
      { e: 'orderTradeUpdate', s: 'NKNUSDT' },
      { e: 7 },
      { result: null },
      { id: 1 },
      {},
      [],
      null,
      5,
    ]) {
      const frame = streamFrame(payload);
      expect(decoded(binance, frame)).to.deep.equal(unknown(frame.text));
    }
    const event = streamFrame(combined('nknusdt@new', { e: 'newKind' }));
    expect(decoded(binance, event)).to.deep.equal(unknown(event.text));
    const url = 'https://api.binance.com/api/v3/time';
    expect(decoded(binance, answerFrame(url, { serverTime: 1 }))).to.deep.equal(
      unknown('{"serverTime":1}', url),
    );
  });

  it('keep the first 200 characters of what is unknown', () => {
    const frame = streamFrame({ e: 'x'.repeat(300) });
    expect(decoded(binance, frame)).to.deep.equal(unknown(frame.text.slice(0, 200)));
  });
});
