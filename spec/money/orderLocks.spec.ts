import { expect } from 'chai';

import type { ContractSize, FeeSchedule } from '../../src/domain/index.js';
import { orderLocks, type RestingAmount } from '../../src/money/index.js';
import { amountTexts, scheduleOf } from './fees.js';
import { d } from './rules.js';

const order = {
  side: 'buy',
  orderType: 'limit',
  base: 'BTC',
  quote: 'USD',
  price: d(100),
  left: d(2),
} as const;

const told = (locked: RestingAmount, schedule: FeeSchedule) => {
  const result = orderLocks(locked, schedule);
  return result._tag === 'Right' ? amountTexts(result.right) : result.left._tag;
};

describe('orderLocks', () => {
  it('lock price times what is left of a buy, and what is left of a sell', () => {
    expect(told(order, scheduleOf({ buyFrom: 'returns' }))).to.deep.equal(['200 USD']);
    expect(told({ ...order, side: 'sell' }, scheduleOf())).to.deep.equal(['2 BTC']);
    expect(told({ ...order, left: d('0.5') }, scheduleOf({ buyFrom: 'returns' }))).to.deep.equal(['50 USD']);
    expect(told({ ...order, left: d(0) }, scheduleOf())).to.deep.equal([]);
    expect(told({ ...order, left: d('-1') }, scheduleOf())).to.deep.equal([]);
  });

  it('lock the fee where it is added to the cost, the one that the order may have to pay', () => {
    expect(told(order, scheduleOf())).to.deep.equal(['200.4 USD']);
    expect(told({ ...order, orderType: 'limitMaker' }, scheduleOf())).to.deep.equal(['200.2 USD']);
    expect(told({ ...order, side: 'sell' }, scheduleOf({ sellFrom: 'cost' }))).to.deep.equal(['2.004 BTC']);
  });

  it('lock the dearer fee of an order that may rest or take', () => {
    const dearMaker = scheduleOf({ makerRate: '0.005' });
    expect(told(order, dearMaker)).to.deep.equal(['201 USD']);
    expect(told({ ...order, orderType: 'market' }, dearMaker)).to.deep.equal(['200.4 USD']);
    const flatMaker = scheduleOf({ makerRate: '0.002', makerFlat: [{ token: 'USD', amount: 5 }] });
    expect(told(order, flatMaker)).to.deep.equal(['205.4 USD']);
    expect(told({ ...order, orderType: 'limitMaker' }, flatMaker)).to.deep.equal(['205.4 USD']);
    expect(told({ ...order, orderType: 'market' }, flatMaker)).to.deep.equal(['200.4 USD']);
  });

  it('lock no fee of a third token, and expect no rebate', () => {
    const takerFlat = [{ token: 'USD', amount: 1 }];
    expect(told(order, scheduleOf({ token: 'BNB' }))).to.deep.equal(['200 USD']);
    expect(told(order, scheduleOf({ token: 'BNB', takerFlat }))).to.deep.equal(['201 USD']);
    expect(told(order, scheduleOf({ makerRate: '-0.002', takerRate: '-0.001' }))).to.deep.equal(['200 USD']);
    const rebate = scheduleOf({ makerRate: '-0.01', takerRate: '-0.01', takerFlat });
    expect(told({ ...order, orderType: 'market' }, rebate)).to.deep.equal(['201 USD']);
  });
});

describe('orderLocks of an amount in quote currency', () => {
  const forQuote = {
    ...order,
    orderType: 'market',
    sizedIn: 'quote',
    price: undefined,
    left: d(300),
  } as const;

  it('lock what is left of a buy at any price, the fee on top unless the amount has it inside', () => {
    expect(told(forQuote, scheduleOf())).to.deep.equal(['300.6 USD']);
    expect(told(forQuote, scheduleOf({ sizeInclusiveOfFees: true }))).to.deep.equal(['300 USD']);
    expect(told(forQuote, scheduleOf({ buyFrom: 'returns' }))).to.deep.equal(['300 USD']);
  });

  it('lock of a sell what it is expected to sell, and want a price for that', () => {
    const sell = { ...forQuote, side: 'sell' } as const;
    expect(told({ ...sell, price: d(100) }, scheduleOf())).to.deep.equal(['3 BTC']);
    expect(told({ ...sell, price: d(100) }, scheduleOf({ sellFrom: 'cost' }))).to.deep.equal(['3.006 BTC']);
    expect(told(sell, scheduleOf())).to.equal('noReferencePrice');
    expect(told({ ...order, price: undefined }, scheduleOf())).to.equal('noReferencePrice');
  });
});

describe('orderLocks of contracts', () => {
  const contract = (type: ContractSize['type'], multiplier: string) => ({
    ...order,
    contract: { type, multiplier: d(multiplier) },
    leverage: d(5),
  });

  it('lock the initial margin and the fee of the whole, in the currency of settlement, on both sides', () => {
    for (const side of ['buy', 'sell'] as const) {
      const linear = { ...contract('linear', '0.5'), side };
      const inverse = { ...contract('inverse', '1000'), side };
      expect(told(linear, scheduleOf())).to.deep.equal(['20.2 USD']);
      expect(told(inverse, scheduleOf())).to.deep.equal(['4.04 BTC']);
    }
    expect(told(contract('linear', '0.5'), scheduleOf({ token: 'BNB' }))).to.deep.equal(['20 USD']);
    const whole = { ...contract('linear', '0.5'), leverage: d(1) };
    expect(told(whole, scheduleOf({ token: 'BNB' }))).to.deep.equal(['100 USD']);
  });

  it('want the leverage, above zero, and the price', () => {
    const linear = contract('linear', '0.5');
    expect(told({ ...linear, leverage: undefined }, scheduleOf())).to.equal('noLeverage');
    expect(told({ ...linear, price: undefined }, scheduleOf())).to.equal('noReferencePrice');
    expect(() => told({ ...linear, leverage: d(0) }, scheduleOf())).to.throw(
      RangeError,
      'leverage is not above zero: 0',
    );
    expect(() => told({ ...contract('inverse', '1'), price: d(0) }, scheduleOf())).to.throw(
      RangeError,
      'price is not above zero: 0',
    );
  });
});
