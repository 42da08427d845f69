import { expect } from 'chai';

import type { ExchangeOrder, SelfTradePrevention } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, gist } from './desk.js';

const summary = (order: ExchangeOrder | undefined) =>
  order && {
    status: order.status,
    expiredBy: order.expiredBy,
    filled: order.filled.toFixed(),
    prevented: order.prevented.toFixed(),
  };

/** Three buy orders of one account, as in Binance's scenarios B and C. */
function withThreeBids(): Desk {
  const desk = new Desk();
  desk.limit('ann', 'buy', '1.2', '1.2');
  desk.limit('ann', 'buy', '1.3', '1.1');
  desk.limit('ann', 'buy', '8.1', '1');
  return desk;
}

/** The scenarios of binance-spot-api-docs, `faqs/stp_faq.md`, as of 2025-12-18, with their numbers. */
describe('self-trade prevention', () => {
  it('A: lets them trade where the mode is none', () => {
    const desk = new Desk();
    desk.limit('ann', 'buy', 1, 1);
    expect(gist(desk.limit('ann', 'sell', 1, 1, { selfTradePrevention: 'none' }))).to.deep.equal([
      'accepted 2',
      'trade 1 at 1: 1 with 2',
    ]);
    expect(summary(desk.order('ann', 1))?.status).to.equal('filled');
    expect(summary(desk.order('ann', 2))?.status).to.equal('filled');
    expect(desk.balance('ann', 'BTC')).to.equal('100, locked 0');
    expect(desk.balance('ann', 'USDT')).to.equal('10000, locked 0');
    expect(desk.exchange.accountTrades('ann', BTCUSDT)).to.have.length(1);
  });

  it('B: expires the makers and puts the taker on the book', () => {
    const desk = withThreeBids();
    const events = desk.limit('ann', 'sell', 3, 1, { selfTradePrevention: 'expireMaker' });
    expect(gist(events)).to.deep.equal([
      'accepted 4',
      'prevented 1 1.2, 4 nothing',
      'expired 1: selfTrade',
      'prevented 2 1.3, 4 nothing',
      'expired 2: selfTrade',
      'prevented 3 8.1, 4 nothing',
      'expired 3: selfTrade',
    ]);
    expect(desk.levels('bids')).to.equal('');
    expect(desk.levels('asks')).to.equal('3 at 1');
    expect(summary(desk.order('ann', 3))).to.deep.equal({
      status: 'expired',
      expiredBy: 'selfTrade',
      filled: '0',
      prevented: '8.1',
    });
    expect(summary(desk.order('ann', 4))?.status).to.equal('new');
    expect(desk.balance('ann', 'USDT')).to.equal('10000, locked 0');
    expect(desk.balance('ann', 'BTC')).to.equal('100, locked 3');
  });

  it('C: expires the taker and leaves the makers', () => {
    const desk = withThreeBids();
    const events = desk.limit('ann', 'sell', 3, 1, { selfTradePrevention: 'expireTaker' });
    expect(gist(events)).to.deep.equal(['accepted 4', 'prevented 1 nothing, 4 3', 'expired 4: selfTrade']);
    expect(events.some(({ _tag }) => _tag === 'level')).to.equal(false);
    expect(desk.levels('bids')).to.equal('1.2 at 1.2, 1.3 at 1.1, 8.1 at 1');
    expect(summary(desk.order('ann', 4))).to.deep.equal({
      status: 'expired',
      expiredBy: 'selfTrade',
      filled: '0',
      prevented: '3',
    });
    expect(desk.balance('ann', 'BTC')).to.equal('100, locked 0');
  });

  it('D: expires both', () => {
    const desk = new Desk();
    desk.limit('ann', 'buy', 1, 1);
    desk.limit('ann', 'buy', 2, '0.5');
    const events = desk.limit('ann', 'sell', 3, 1, { selfTradePrevention: 'expireBoth' });
    expect(gist(events)).to.deep.equal([
      'accepted 3',
      'prevented 1 1, 3 3',
      'expired 1: selfTrade',
      'expired 3: selfTrade',
    ]);
    expect(desk.levels('bids')).to.equal('2 at 0.5');
  });

  it('E: goes by the mode of the taker', () => {
    const desk = new Desk();
    desk.limit('ann', 'buy', 1, 1, { selfTradePrevention: 'expireMaker' });
    const events = desk.limit('ann', 'sell', 1, 1, { selfTradePrevention: 'expireTaker' });
    expect(gist(events)).to.deep.equal(['accepted 2', 'prevented 1 nothing, 2 1', 'expired 2: selfTrade']);
  });

  it('F: expires a market order for which nothing is left', () => {
    const desk = new Desk();
    desk.limit('ann', 'buy', 1, 1);
    const events = desk.place('ann', {
      orderType: 'market',
      side: 'sell',
      amount: dec(1),
      selfTradePrevention: 'expireMaker',
    });
    expect(gist(events)).to.deep.equal([
      'accepted 2',
      'prevented 1 1, 2 nothing',
      'expired 1: selfTrade',
      'expired 2: noLiquidity',
    ]);
  });

  it('G: takes the smaller of the two off both', () => {
    const desk = new Desk();
    desk.limit('ann', 'buy', 6, 2);
    const events = desk.limit('ann', 'sell', 2, 2, { selfTradePrevention: 'decrement' });
    expect(gist(events)).to.deep.equal(['accepted 2', 'prevented 1 2, 2 2', 'expired 2: selfTrade']);
    expect(summary(desk.order('ann', 1))).to.deep.equal({
      status: 'new',
      expiredBy: undefined,
      filled: '0',
      prevented: '2',
    });
    expect(desk.levels('bids')).to.equal('4 at 2');
    expect(desk.balance('ann', 'USDT')).to.equal('10000, locked 8');
  });

  it('decrements a larger taker, which goes on', () => {
    const desk = new Desk();
    desk.limit('ann', 'sell', 1, 2);
    desk.limit('bob', 'sell', 1, 2);
    const events = desk.limit('ann', 'buy', 3, 2, { selfTradePrevention: 'decrement' });
    expect(gist(events)).to.deep.equal([
      'accepted 3',
      'prevented 1 1, 3 1',
      'expired 1: selfTrade',
      'trade 1 at 2: 2 with 3',
    ]);
    expect(desk.levels('bids')).to.equal('1 at 2');
    expect(desk.balance('ann', 'USDT')).to.equal('9998, locked 2');
  });

  it('decrements both to nothing where they are equal', () => {
    const desk = new Desk();
    desk.limit('ann', 'sell', 1, 2);
    const events = desk.limit('ann', 'buy', 1, 2, { selfTradePrevention: 'decrement' });
    expect(gist(events).slice(1)).to.deep.equal([
      'prevented 1 1, 2 1',
      'expired 1: selfTrade',
      'expired 2: selfTrade',
    ]);
  });

  for (const [mode, expired] of [
    ['expireTaker', 'fillOrKill'],
    ['decrement', 'fillOrKill'],
  ] as const) {
    it(`counts what ${mode} would take off a fill-or-kill order as not filled: nothing happens`, () => {
      const desk = new Desk();
      desk.limit('bob', 'sell', 1, 2);
      desk.limit('ann', 'sell', 1, 2);
      const more = { selfTradePrevention: mode, timeInForce: 'fok' } as const;
      expect(gist(desk.limit('ann', 'buy', 2, 2, more))).to.deep.equal([
        'accepted 3',
        `expired 3: ${expired}`,
      ]);
      expect(desk.levels('asks')).to.equal('2 at 2');
    });
  }

  it('has no business with orders of others', () => {
    for (const mode of [
      'expireTaker',
      'expireMaker',
      'expireBoth',
      'decrement',
    ] satisfies SelfTradePrevention[]) {
      const desk = new Desk({ selfTradePrevention: mode });
      desk.limit('ann', 'sell', 1, 2);
      expect(gist(desk.limit('bob', 'buy', 1, 2))).to.deep.equal(['accepted 2', 'trade 1 at 2: 1 with 2']);
    }
  });
});
