import { expect } from 'chai';

import { accountFees, type NewOrder } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, gist, reasonOf, withAsks } from './desk.js';
import { plain } from './plainEvents.js';

describe('limit orders', () => {
  it('tell all that comes of them, in order, with numbers and the time of the command', () => {
    const desk = new Desk({ fees: accountFees({ makerRate: 0, takerRate: '0.001' }) });
    desk.limit('bob', 'sell', 1, 10);
    desk.now = 2_000;
    const events = desk.limit('ann', 'buy', 3, 11);
    const party = { account: 'bob', orderId: 1, clientId: 'bob-1', side: 'sell', status: 'filled' };
    expect(events.map(plain)).to.deep.equal(
      [
        {
          _tag: 'accepted',
          sequence: 12,
          time: 2000,
          account: 'ann',
          symbol: 'BTCUSDT',
          orderId: 2,
          clientId: 'ann-2',
          order: { orderType: 'limit', side: 'buy', amount: 3, price: 11 },
        },
        {
          _tag: 'trade',
          sequence: 13,
          time: 2000,
          symbol: 'BTCUSDT',
          tradeId: 1,
          price: 10,
          amount: 1,
          quoteAmount: 10,
          maker: {
            ...party,
            liquidity: 'maker',
            fee: { token: 'USDT', amount: 0 },
            filled: 1,
            filledQuote: 10,
          },
          taker: {
            account: 'ann',
            orderId: 2,
            clientId: 'ann-2',
            side: 'buy',
            liquidity: 'taker',
            fee: { token: 'BTC', amount: 0.001 },
            filled: 1,
            filledQuote: 10,
            status: 'partiallyFilled',
          },
        },
        {
          _tag: 'level',
          symbol: 'BTCUSDT',
          sequence: 14,
          time: 2000,
          side: 'sell',
          price: 10,
          size: 0,
          updateId: 2,
        },
        {
          _tag: 'level',
          symbol: 'BTCUSDT',
          sequence: 15,
          time: 2000,
          side: 'buy',
          price: 11,
          size: 2,
          updateId: 3,
        },
        {
          _tag: 'balance',
          sequence: 16,
          time: 2000,
          account: 'ann',
          token: 'USDT',
          total: 9990,
          locked: 22,
        },
        { _tag: 'balance', sequence: 17, time: 2000, account: 'bob', token: 'BTC', total: 99, locked: 0 },
        {
          _tag: 'balance',
          sequence: 18,
          time: 2000,
          account: 'bob',
          token: 'USDT',
          total: 10010,
          locked: 0,
        },
        {
          _tag: 'balance',
          sequence: 19,
          time: 2000,
          account: 'ann',
          token: 'BTC',
          total: 100.999,
          locked: 0,
        },
        {
          _tag: 'balance',
          sequence: 20,
          time: 2000,
          account: 'exchange',
          token: 'BTC',
          total: 0.001,
          locked: 0,
        },
      ].map(plain),
    );
    expect(plain(desk.order('ann', 2))).to.equal(
      plain({
        orderId: 2,
        clientId: 'ann-2',
        account: 'ann',
        symbol: 'BTCUSDT',
        side: 'buy',
        orderType: 'limit',
        timeInForce: 'gtc',
        selfTradePrevention: 'none',
        price: 11,
        amount: 3,
        filled: 1,
        filledQuote: 10,
        prevented: 0,
        status: 'partiallyFilled',
        placedAt: 2000,
        updatedAt: 2000,
      }),
    );
  });

  it('trade at the best price first, at one price in their order, and no worse than their limit', () => {
    const desk = withAsks();
    desk.limit('bob', 'sell', 3, 10);
    const events = desk.limit('ann', 'buy', 10, 11);
    expect(gist(events)).to.deep.equal([
      'accepted 5',
      'trade 1 at 10: 1 with 5',
      'trade 3 at 10: 4 with 5',
      'trade 2 at 11: 2 with 5',
    ]);
    expect(desk.levels('asks')).to.equal('4 at 12');
    expect(desk.levels('bids')).to.equal('4 at 11');
    expect(desk.balance('ann', 'USDT')).to.equal('9938, locked 44');
  });

  it('tell a level as it is left, once, however many orders were met there', () => {
    const desk = new Desk();
    for (const amount of [1, 2, 3]) desk.limit('bob', 'sell', amount, 10);
    const levels = desk.limit('ann', 'buy', 4, 10).filter(({ _tag }) => _tag === 'level');
    expect(levels.map((event) => event._tag === 'level' && event.size.toFixed())).to.deep.equal(['2']);
  });

  it('lock what they need at their limit, and release what they did not need', () => {
    const desk = new Desk();
    desk.limit('bob', 'sell', 1, 10);
    desk.limit('ann', 'buy', 2, 15);
    expect(desk.balance('ann', 'USDT')).to.equal('9990, locked 15');
    desk.do({ _tag: 'cancelAll', account: 'ann', symbol: BTCUSDT });
    expect(desk.balance('ann', 'USDT')).to.equal('9990, locked 0');
  });

  it('that are immediate or cancelled take what there is', () => {
    const desk = withAsks();
    const events = desk.limit('ann', 'buy', 5, 11, { timeInForce: 'ioc' });
    expect(gist(events).slice(1)).to.deep.equal([
      'trade 1 at 10: 1 with 4',
      'trade 2 at 11: 2 with 4',
      'expired 4: immediateOrCancel',
    ]);
    expect(desk.levels('bids')).to.equal('');
    expect(desk.balance('ann', 'USDT')).to.equal('9968, locked 0');
  });

  it('that are to be filled or killed are filled whole or not at all', () => {
    const desk = withAsks();
    expect(gist(desk.limit('ann', 'buy', '3.001', 11, { timeInForce: 'fok' }))).to.deep.equal([
      'accepted 4',
      'expired 4: fillOrKill',
    ]);
    expect(gist(desk.limit('ann', 'buy', 3, 11, { timeInForce: 'fok' }))).to.deep.equal([
      'accepted 5',
      'trade 1 at 10: 1 with 5',
      'trade 2 at 11: 2 with 5',
    ]);
  });

  it('that would take are refused where they are to make', () => {
    const desk = withAsks();
    const make = (price: number): NewOrder => ({
      orderType: 'limitMaker',
      side: 'buy',
      amount: dec(1),
      price: dec(price),
    });
    expect(reasonOf(desk.place('ann', make(10)))).to.equal('{_tag: wouldMatch, best: 10}');
    expect(gist(desk.place('ann', make(9)))).to.deep.equal(['accepted 4']);
  });

  it('that are good till a time expire with the first command at it, before that is done', () => {
    const desk = new Desk();
    const order: NewOrder = {
      orderType: 'limit',
      side: 'sell',
      amount: dec(1),
      price: dec(10),
      timeInForce: 'gtd',
      expireAt: 2_000,
    };
    desk.place('bob', order);
    desk.now = 1_999;
    expect(desk.do({ _tag: 'advance' })).to.deep.equal([]);
    desk.now = 2_000;
    expect(gist(desk.limit('ann', 'buy', 1, 10))).to.deep.equal(['expired 1: goodTillTime', 'accepted 2']);
    expect(desk.balance('bob', 'BTC')).to.equal('100, locked 0');
    expect(reasonOf(desk.place('bob', order))).to.equal('{_tag: expiryPassed, expireAt: 2000}');
  });
});
