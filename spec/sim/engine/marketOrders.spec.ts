import { expect } from 'chai';

import type { NewOrder } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, gist, inQuote, market, reasonOf, ruleOf, withAsks } from './desk.js';
import { plain } from './plainEvents.js';

describe('market orders', () => {
  it('in base currency take what there is, and expire with the rest', () => {
    const desk = withAsks();
    expect(gist(desk.place('ann', market('buy', 8))).at(-1)).to.equal('expired 4: noLiquidity');
    expect(desk.balance('ann', 'BTC')).to.equal('107, locked 0');
    expect(desk.balance('ann', 'USDT')).to.equal('9920, locked 0');
    expect(reasonOf(desk.place('ann', market('buy', 1)))).to.equal('{_tag: noLiquidity}');
  });

  it('in quote currency trade as much as comes nearest to it from below', () => {
    const desk = withAsks();
    desk.place('ann', inQuote('buy', '32.009'));
    const order = desk.order('ann', 4)!;
    expect(plain([order.filled, order.filledQuote, order.amount, order.status])).to.equal(
      '[3, 32, 3, filled]',
    );
    desk.place('ann', inQuote('buy', '12.024'));
    expect(desk.order('ann', 5)?.filled.toFixed()).to.equal('1.002');
    desk.limit('bob', 'buy', 1, 9);
    desk.limit('bob', 'buy', 5, 8);
    desk.place('ann', inQuote('sell', '17.0001'));
    expect(desk.order('ann', 8)?.filledQuote.toFixed()).to.equal('17');
    expect(desk.levels('bids')).to.equal('4 at 8');
  });

  it('in quote currency stop at the price at which less than a lot is left, whatever lies behind', () => {
    const desk = new Desk({ instruments: [ruleOf({ lotSize: '1' })] });
    desk.limit('bob', 'buy', 2, 9);
    desk.limit('bob', 'buy', 2, 1);
    desk.place('ann', inQuote('sell', 14));
    expect(desk.order('ann', 3)?.filledQuote.toFixed()).to.equal('9');
    expect(desk.order('ann', 3)?.status).to.equal('filled');
  });

  it('in quote currency are filled where what is left pays for nothing at the next price', () => {
    const desk = withAsks();
    desk.place('ann', inQuote('buy', '10.009'), 'mine');
    expect(desk.order('ann', 4)?.status).to.equal('filled');
    expect(desk.exchange.lastTrade(BTCUSDT)?.taker.status).to.equal('filled');
    expect(desk.exchange.openOrders('ann')).to.deep.equal([]);
  });

  it('in quote currency are filled too where an order of their own is met behind the last trade', () => {
    const desk = new Desk();
    desk.limit('bob', 'sell', 1, 10);
    desk.limit('ann', 'sell', 1, '10.5');
    desk.limit('bob', 'sell', 1, 20);
    const mine: NewOrder = { ...inQuote('buy', '10.015'), selfTradePrevention: 'expireMaker' };
    expect(gist(desk.place('ann', mine)).slice(1)).to.deep.equal([
      'trade 1 at 10: 1 with 4',
      'prevented 2 1, 4 nothing',
      'expired 2: selfTrade',
    ]);
    expect(desk.order('ann', 4)?.status).to.equal('filled');
    expect(desk.exchange.lastTrade(BTCUSDT)?.taker.status).to.equal('filled');
  });

  it('in quote currency expire where nothing was traded and all that counts was prevented', () => {
    const desk = new Desk();
    desk.limit('ann', 'sell', 1, 10);
    desk.limit('bob', 'sell', 1, 20);
    const mine: NewOrder = { ...inQuote('buy', '10.015'), selfTradePrevention: 'decrement' };
    expect(gist(desk.place('ann', mine)).slice(1)).to.deep.equal([
      'prevented 1 1, 3 1',
      'expired 1: selfTrade',
      'expired 3: selfTrade',
    ]);
  });

  it('in quote currency expire where the book has not so much', () => {
    const desk = withAsks();
    expect(gist(desk.place('ann', inQuote('buy', 100))).at(-1)).to.equal('expired 4: noLiquidity');
    expect(plain([desk.order('ann', 4)?.amount, desk.order('ann', 4)?.status])).to.equal('[7, expired]');
    expect(desk.exchange.lastTrade(BTCUSDT)?.taker.status).to.equal('partiallyFilled');
  });

  it('need cover for what they will pay, and no more', () => {
    const desk = withAsks();
    desk.do({ _tag: 'withdraw', account: 'ann', token: 'USDT', amount: dec('9968.001') });
    expect(reasonOf(desk.place('ann', market('buy', 3)))).to.equal(
      '{_tag: insufficientBalance, allowed: 31.999, token: USDT, wanted: 32}',
    );
    expect(reasonOf(desk.place('ann', inQuote('buy', 33)))).to.equal(
      '{_tag: insufficientBalance, allowed: 31.999, token: USDT, wanted: 33}',
    );
    desk.deposit('ann', 'USDT', '0.001');
    expect(gist(desk.place('ann', market('buy', 3))).at(-1)).to.equal('trade 2 at 11: 2 with 4');
    expect(desk.balance('ann', 'USDT')).to.equal('0, locked 0');
  });

  it('to sell need all that they say, however little there is to sell to', () => {
    const desk = new Desk();
    desk.limit('bob', 'buy', 1, 10);
    expect(reasonOf(desk.place('ann', market('sell', 101)))).to.equal(
      '{_tag: insufficientBalance, allowed: 100, token: BTC, wanted: 101}',
    );
  });
});
