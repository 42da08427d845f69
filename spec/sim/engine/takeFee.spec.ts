import { expect } from 'chai';

import { clientOrderId, venueSymbol } from '../../../src/domain/index.js';
import { accountFees, type AccountFees, type TradeExecuted } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, ruleOf } from './desk.js';

const usual = accountFees({ makerRate: '0.001', takerRate: '0.002' });

const inBnb = (rates: Record<string, string> = { USDT: '0.004', BTC: '100' }): AccountFees =>
  accountFees({ makerRate: '0.001', takerRate: '0.002', discount: { token: 'BNB', share: '0.25', rates } });

const feesOf = ({ maker, taker }: TradeExecuted) =>
  [maker, taker].map(({ fee }) => `${fee.amount.toFixed()} ${fee.token}`);

/** Ann rests with a buy, bob sells to her; gives the fees of the trade, ann's first. */
function traded(desk: Desk, amount: string | number = 1, price: string | number = 100): readonly string[] {
  desk.limit('ann', 'buy', amount, price);
  desk.limit('bob', 'sell', amount, price);
  return feesOf(desk.exchange.lastTrade(BTCUSDT)!);
}

describe('fees', () => {
  it('are a share of what each receives, by maker and taker', () => {
    const desk = new Desk({ fees: usual });
    expect(traded(desk)).to.deep.equal(['0.001 BTC', '0.2 USDT']);
    expect(desk.balance('ann', 'BTC')).to.equal('100.999, locked 0');
    expect(desk.balance('ann', 'USDT')).to.equal('9900, locked 0');
    expect(desk.balance('bob', 'BTC')).to.equal('99, locked 0');
    expect(desk.balance('bob', 'USDT')).to.equal('10099.8, locked 0');
    expect(desk.balance('exchange', 'BTC')).to.equal('0.001, locked 0');
    expect(desk.balance('exchange', 'USDT')).to.equal('0.2, locked 0');
  });

  it('are rounded down to the digits of the token: the rest stays with the payer', () => {
    const desk = new Desk({ fees: usual, precisions: { USDT: 5, BTC: 3 } });
    expect(traded(desk, '0.999', '1.23')).to.deep.equal(['0 BTC', '0.00245 USDT']);
    expect(desk.balance('ann', 'BTC')).to.equal('100.999, locked 0');
    expect(desk.balance('bob', 'USDT')).to.equal('10001.22632, locked 0');
    expect(desk.balance('exchange', 'USDT')).to.equal('0.00245, locked 0');
  });

  it('are paid in the discount token, cheaper, where there is enough of it', () => {
    const desk = new Desk({ fees: inBnb() });
    desk.deposit('ann', 'BNB', '0.1');
    desk.deposit('bob', 'BNB', '0.0006');
    // 1 BTC x 0.001 x 0.75 x 100, and 100 USDT x 0.002 x 0.75 x 0.004: just what bob has.
    expect(traded(desk)).to.deep.equal(['0.075 BNB', '0.0006 BNB']);
    expect(desk.balance('ann', 'BTC')).to.equal('101, locked 0');
    expect(desk.balance('ann', 'BNB')).to.equal('0.025, locked 0');
    expect(desk.balance('bob', 'BNB')).to.equal('0, locked 0');
    expect(desk.balance('exchange', 'BNB')).to.equal('0.0756, locked 0');
  });

  it('are paid in full from what is received where there is too little of the discount token', () => {
    const desk = new Desk({ fees: inBnb() });
    desk.deposit('bob', 'BNB', '0.00059999');
    expect(traded(desk)).to.deep.equal(['0.001 BTC', '0.2 USDT']);
  });

  it('leave alone what open orders hold of the discount token', () => {
    const symbol = venueSymbol('BNBUSDT');
    const bnb = ruleOf({ symbol, base: 'BNB' });
    const desk = new Desk({ fees: inBnb(), instruments: [ruleOf(), bnb] });
    desk.deposit('bob', 'BNB', 1);
    const order = { orderType: 'limit', side: 'sell', amount: dec(1), price: dec(500) } as const;
    desk.do({ _tag: 'place', account: 'bob', symbol, clientId: clientOrderId('all'), order });
    expect(traded(desk)[1]).to.equal('0.2 USDT');
    expect(desk.balance('bob', 'BNB')).to.equal('1, locked 1');
  });

  it('are paid from what is received where nobody says what that is worth', () => {
    const desk = new Desk({ fees: inBnb({ USDT: '0.004' }) });
    desk.deposit('ann', 'BNB', 1);
    expect(traded(desk)[0]).to.equal('0.001 BTC');
  });

  it('take the discount off a token that is received and is the discount token itself', () => {
    const fees = accountFees({
      makerRate: '0.001',
      takerRate: '0.002',
      discount: { token: 'USDT', share: '0.25', rates: {} },
    });
    expect(traded(new Desk({ fees }))).to.deep.equal(['0.001 BTC', '0.15 USDT']);
  });

  it('are those of the account, from when they are said on', () => {
    const desk = new Desk({ fees: usual });
    desk.do({ _tag: 'setFees', account: 'bob', fees: accountFees({ makerRate: 0, takerRate: 0 }) });
    expect(traded(desk)).to.deep.equal(['0.001 BTC', '0 USDT']);
    expect(desk.exchange.fees('bob').takerRate.toFixed()).to.equal('0');
    expect(desk.exchange.fees('ann')).to.equal(usual);
  });

  it('go to the account that is named', () => {
    const desk = new Desk({ fees: usual, feeAccount: 'house' });
    traded(desk);
    expect(desk.balance('house', 'USDT')).to.equal('0.2, locked 0');
    expect(desk.exchange.accounts).to.deep.equal(['ann', 'bob', 'house']);
  });
});

describe('accountFees', () => {
  for (const [name, fields, says] of [
    ['a rate below zero', { makerRate: '-0.001', takerRate: 0 }, 'makerRate is out of range: -0.001'],
    ['a rate of all', { makerRate: 0, takerRate: 1 }, 'takerRate is out of range: 1'],
    ['what is no number', { makerRate: 'x', takerRate: 0 }, 'makerRate is out of range: x'],
    [
      'a share above one',
      { makerRate: 0, takerRate: 0, discount: { token: 'BNB', share: 2, rates: {} } },
      'share is out of range: 2',
    ],
    [
      'what is worth nothing',
      { makerRate: 0, takerRate: 0, discount: { token: 'BNB', share: 0, rates: { BTC: 0 } } },
      'rate of BTC is out of range: 0',
    ],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(() => accountFees(fields)).to.throw(RangeError, says);
    });
  }
});
