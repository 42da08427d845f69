import { expect } from 'chai';

import { clientOrderId, venueSymbol } from '../../../src/domain/index.js';
import type { NewOrder } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, gist, inQuote, market, reasonOf, ruleOf, withAsks } from './desk.js';

describe('what the exchange refuses', () => {
  it('is told with every rule that is broken and both numbers, and changes nothing', () => {
    const desk = new Desk({ instruments: [ruleOf({ minNotional: 5, maxSize: 50 })] });
    const events = desk.limit('ann', 'buy', '0.0005', '10.005');
    expect(reasonOf(events)).to.equal(
      '{_tag: ruleBroken, broken: [{_tag: lotSize, allowed: 0.001, wanted: 0.0005}, ' +
        '{_tag: tickSize, allowed: 0.01, wanted: 10.005}, {_tag: minNotional, allowed: 5, wanted: 0.0050025}]}',
    );
    expect(events).to.have.length(1);
    expect(reasonOf(desk.limit('ann', 'buy', 51, 10))).to.equal(
      '{_tag: ruleBroken, broken: [{_tag: maxSize, allowed: 50, wanted: 51}]}',
    );
  });

  it('is a market order whose notional is too small at the last price, before the first at the best', () => {
    const desk = withAsks({ instruments: [ruleOf({ minNotional: 5 })] });
    const tooSmall = (wanted: string) =>
      `{_tag: ruleBroken, broken: [{_tag: minNotional, allowed: 5, wanted: ${wanted}}]}`;
    expect(reasonOf(desk.place('ann', market('buy', '0.4')))).to.equal(tooSmall('4'));
    desk.limit('ann', 'buy', '1.5', 11);
    expect(reasonOf(desk.place('ann', market('buy', '0.454')))).to.equal(tooSmall('4.994'));
    expect(reasonOf(desk.place('ann', inQuote('buy', '4.99')))).to.equal(tooSmall('4.99'));
    expect(gist(desk.place('ann', market('buy', '0.455')))[0]).to.equal('accepted 5');
  });

  it('is a quote amount that buys less than the least size, or has too many digits', () => {
    const desk = withAsks({ instruments: [ruleOf({ minSize: '0.5' })], precisions: { USDT: 5 } });
    expect(reasonOf(desk.place('ann', inQuote('buy', '4.99')))).to.equal(
      '{_tag: ruleBroken, broken: [{_tag: minSize, allowed: 0.5, wanted: 0.499}]}',
    );
    expect(reasonOf(desk.place('ann', inQuote('buy', '4.999999')))).to.equal(
      '{_tag: tooPrecise, allowed: 5, token: USDT, wanted: 4.999999}',
    );
  });

  it('is no quote amount of which too little is traded only because the rest was prevented', () => {
    const desk = new Desk({ instruments: [ruleOf({ minSize: '0.1' })] });
    desk.limit('ann', 'sell', '0.9', 10);
    desk.limit('bob', 'sell', 1, '10.5');
    const mine: NewOrder = { ...inQuote('buy', '9.5'), selfTradePrevention: 'decrement' };
    expect(gist(desk.place('ann', mine)).slice(1)).to.deep.equal([
      'prevented 1 0.9, 3 0.9',
      'expired 1: selfTrade',
      'trade 0.047 at 10.5: 2 with 3',
    ]);
    expect(desk.order('ann', 3)?.status).to.equal('filled');
  });

  it('is a quote amount that buys more than the greatest size of market orders', () => {
    const desk = withAsks({ instruments: [ruleOf({ maxSize: 50, market: { maxSize: 2 } })] });
    expect(reasonOf(desk.place('ann', inQuote('buy', '21.011')))).to.equal(
      '{_tag: ruleBroken, broken: [{_tag: maxSize, allowed: 2, wanted: 2.001}]}',
    );
    expect(gist(desk.place('ann', inQuote('buy', 21)))[0]).to.equal('accepted 4');
  });

  it('is a type or a time in force that the rule does not have', () => {
    const desk = new Desk({
      instruments: [ruleOf({ orderTypes: ['limit', 'limitMaker'], timesInForce: ['gtc', 'ioc'] })],
    });
    expect(reasonOf(desk.limit('ann', 'buy', 1, 1, { timeInForce: 'fok' }))).to.equal(
      '{_tag: ruleBroken, broken: [{_tag: timesInForce, allowed: [gtc, ioc], wanted: fok}]}',
    );
    for (const order of [market('buy', 1), inQuote('buy', 1)])
      expect(reasonOf(desk.place('ann', order))).to.match(/_tag: orderTypes, allowed: .* wanted: market/);
    expect(gist(desk.limit('ann', 'buy', 1, 1, { timeInForce: 'ioc' }))[0]).to.equal('accepted 1');
  });

  it('is what the balance does not cover', () => {
    const desk = new Desk();
    desk.limit('ann', 'buy', 1, 9_000);
    expect(reasonOf(desk.limit('ann', 'buy', 1, '1000.01'))).to.equal(
      '{_tag: insufficientBalance, allowed: 1000, token: USDT, wanted: 1000.01}',
    );
    expect(reasonOf(desk.limit('ann', 'sell', '100.001', 9_500))).to.equal(
      '{_tag: insufficientBalance, allowed: 100, token: BTC, wanted: 100.001}',
    );
    const over = { account: 'ann', token: 'USDT', amount: dec('1000.01') };
    expect(reasonOf(desk.do({ _tag: 'withdraw', ...over }))).to.equal(
      '{_tag: insufficientBalance, allowed: 1000, token: USDT, wanted: 1000.01}',
    );
  });

  it('is a client id that an open order of the account and the instrument has', () => {
    const desk = new Desk();
    const order: NewOrder = { orderType: 'limit', side: 'buy', amount: dec(1), price: dec(10) };
    desk.place('ann', order, 'mine');
    expect(reasonOf(desk.place('ann', order, 'mine'))).to.equal('{_tag: duplicateClientId}');
    expect(gist(desk.place('bob', order, 'mine'))).to.deep.equal(['accepted 2']);
    desk.do({ _tag: 'cancel', account: 'ann', symbol: BTCUSDT, cancel: { clientId: clientOrderId('mine') } });
    expect(gist(desk.place('ann', order, 'mine'))).to.deep.equal(['accepted 3']);
    expect(desk.exchange.order('ann', BTCUSDT, { clientId: clientOrderId('mine') })?.orderId).to.equal(3);
  });

  it('is all that is asked of an instrument that is not listed', () => {
    const desk = new Desk();
    const symbol = venueSymbol('XXX');
    const clientId = clientOrderId('a');
    const order: NewOrder = { orderType: 'limit', side: 'buy', amount: dec(1), price: dec(10) };
    const of = { account: 'ann', symbol };
    const all = [
      desk.do({ _tag: 'place', ...of, clientId, order }),
      desk.do({ _tag: 'cancel', ...of, cancel: { clientId } }),
      desk.do({ _tag: 'cancelAll', ...of }),
      desk.do({ _tag: 'amend', ...of, order: { clientId }, amount: dec(1) }),
      desk.do({ _tag: 'halt', symbol }),
    ];
    expect(all.map(reasonOf)).to.deep.equal(Array(5).fill('{_tag: unknownInstrument}'));
    expect(all.map(([event]) => event?._tag === 'rejected' && event.request)).to.deep.equal([
      'place',
      'cancel',
      'cancelAll',
      'amend',
      'halt',
    ]);
    expect(() => desk.exchange.book(symbol)).to.throw(RangeError, 'no instrument is named XXX');
  });
});
