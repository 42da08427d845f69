import { expect } from 'chai';

import { ruleOf } from '../money/rules.js';

describe('tradingRule', () => {
  it('knows what it is given, exactly, and nothing else', () => {
    const rule = ruleOf({ tickSize: '0.050', minSize: 0.1, market: { maxSize: '1e3' } });
    expect(rule.tickSize?.toFixed()).to.equal('0.05');
    expect(rule.minSize?.toFixed()).to.equal('0.1');
    expect(rule.market?.maxSize?.toFixed()).to.equal('1000');
    expect({ ...rule, tickSize: 0, minSize: 0, market: 0 }).to.deep.equal({
      venue: 'v',
      symbol: 'BTCUSD',
      base: 'BTC',
      quote: 'USD',
      contract: undefined,
      minSize: 0,
      maxSize: undefined,
      lotSize: undefined,
      sizeDigits: undefined,
      minPrice: undefined,
      maxPrice: undefined,
      tickSize: 0,
      priceDigits: undefined,
      minNotional: undefined,
      maxNotional: undefined,
      orderTypes: undefined,
      timesInForce: undefined,
      sizedIn: undefined,
      quoteIncrement: undefined,
      market: 0,
    });
  });

  it('knows contracts, what market orders are sized in, and the steps of quote currency', () => {
    const sizedIn = { buy: ['quote'], sell: ['base'] } as const;
    const rule = ruleOf({ contract: { type: 'inverse', multiplier: '100' }, sizedIn, quoteIncrement: 0.01 });
    expect(rule.contract?.type).to.equal('inverse');
    expect(rule.contract?.multiplier.toFixed()).to.equal('100');
    expect(rule.sizedIn).to.equal(sizedIn);
    expect(rule.quoteIncrement?.toFixed()).to.equal('0.01');
  });

  it('refuses what is no rule, naming it', () => {
    expect(() => ruleOf({ tickSize: '0' })).to.throw(RangeError, 'tickSize is not above zero: 0');
    expect(() => ruleOf({ market: { lotSize: 'Infinity' } })).to.throw(RangeError, 'lotSize is infinite');
    expect(() => ruleOf({ quoteIncrement: 0 })).to.throw(RangeError, 'quoteIncrement is not above zero: 0');
    expect(() => ruleOf({ contract: { type: 'linear', multiplier: 0 } })).to.throw(
      RangeError,
      'multiplier is not above zero: 0',
    );
    expect(() => ruleOf({ contract: { type: 'inverse', multiplier: '-100' } })).to.throw(
      RangeError,
      'multiplier is not at or above zero: -100',
    );
    expect(() => ruleOf({ minSize: '-1' })).to.throw(RangeError, 'minSize is not at or above zero: -1');
    expect(() => ruleOf({ maxNotional: 'NaN' })).to.throw(
      RangeError,
      'maxNotional is not at or above zero: NaN',
    );
    expect(() => ruleOf({ maxSize: 'many' })).to.throw(RangeError, 'maxSize is not at or above zero: many');
    expect(() => ruleOf({ priceDigits: 0 })).to.throw(RangeError, 'priceDigits is no count of digits: 0');
    expect(() => ruleOf({ sizeDigits: 1.5 })).to.throw(RangeError, 'sizeDigits is no count of digits: 1.5');
    expect(() => ruleOf({ minPrice: '2', maxPrice: '1' })).to.throw(
      RangeError,
      'minPrice is above maxPrice: 2 > 1',
    );
  });
});
