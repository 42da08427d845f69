import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import type { Either } from 'fp-ts/lib/Either.js';

import type { OrderRequest, OrderType } from '../../src/domain/index.js';
import { checkOrder, uncheckedRules, type BrokenRule } from '../../src/money/index.js';
import { d, ruleOf } from './rules.js';

const limit = (price: string, amount: string, orderType: 'limit' | 'limitMaker' = 'limit'): OrderRequest => ({
  side: 'buy',
  orderType,
  price: d(price),
  amount: d(amount),
});
const market = (amount: string): OrderRequest => ({ side: 'sell', orderType: 'market', amount: d(amount) });

const RULE = ruleOf({
  minSize: '0.01',
  maxSize: '100',
  lotSize: '0.01',
  sizeDigits: 4,
  minPrice: '1',
  maxPrice: '1000',
  tickSize: '0.05',
  priceDigits: 5,
  minNotional: '10',
  maxNotional: '50000',
  orderTypes: ['limit', 'market'],
  timesInForce: ['gtc', 'ioc'],
});

/** The broken rules as `tag wanted > allowed`. */
const told = (result: Either<readonly BrokenRule[], OrderRequest>): readonly string[] => {
  if (result._tag === 'Right') return [];
  const text = (value: unknown) => (Decimal.isDecimal(value) ? value.toFixed() : String(value));
  return result.left.map(({ _tag, wanted, allowed }) => `${_tag} ${text(wanted)} | ${text(allowed)}`);
};

describe('checkOrder', () => {
  it('gives the order itself where it keeps all rules', () => {
    const order = limit('10.05', '1.5');
    expect(checkOrder(RULE, order)).to.deep.equal({ _tag: 'Right', right: order });
    expect(told(checkOrder(RULE, { ...order, timeInForce: 'ioc' }))).to.deep.equal([]);
    for (const edge of [limit('1000', '0.01'), limit('1', '10'), limit('500', '100')])
      expect(told(checkOrder(RULE, edge))).to.deep.equal([]);
  });

  it('tells each broken rule with both numbers', () => {
    const cases: readonly (readonly [OrderRequest, readonly string[]])[] = [
      [limit('1000', '0.001'), ['minSize 0.001 | 0.01', 'lotSize 0.001 | 0.01', 'minNotional 1 | 10']],
      [limit('100', '100.1'), ['maxSize 100.1 | 100']],
      [limit('100', '1.015'), ['lotSize 1.015 | 0.01']],
      [limit('100', '12.345'), ['lotSize 12.345 | 0.01', 'sizeDigits 5 | 4']],
      [limit('0.95', '50'), ['minPrice 0.95 | 1']],
      [limit('1000.05', '1'), ['maxPrice 1000.05 | 1000', 'priceDigits 6 | 5']],
      [limit('10.07', '1'), ['tickSize 10.07 | 0.05']],
      [limit('100', '0.09'), ['minNotional 9 | 10']],
      [limit('1000', '51'), ['maxNotional 51000 | 50000']],
      [limit('100', '1', 'limitMaker'), ['orderTypes limitMaker | limit,market']],
      [{ ...limit('100', '1'), timeInForce: 'fok' }, ['timesInForce fok | gtc,ioc']],
      [limit('100', '0'), ['positiveSize 0 | 0', 'minSize 0 | 0.01', 'minNotional 0 | 10']],
      [limit('0', '1'), ['positivePrice 0 | 0', 'minPrice 0 | 1', 'minNotional 0 | 10']],
      [limit('-5.05', '1'), ['positivePrice -5.05 | 0', 'minPrice -5.05 | 1', 'minNotional -5.05 | 10']],
    ];
    for (const [order, broken] of cases) expect(told(checkOrder(RULE, order))).to.deep.equal(broken);
  });

  it('counts to the last digit', () => {
    const rule = ruleOf({ minNotional: '0.000000000000000000000001', lotSize: '1e-30' });
    expect(told(checkOrder(rule, limit('0.000000000001', '0.000000000001')))).to.deep.equal([]);
    expect(told(checkOrder(rule, limit('0.000000000001', '0.000000000000999999999999999999')))).to.deep.equal(
      ['minNotional 0.000000000000000000000000999999999999999999 | 0.000000000000000000000001'],
    );
  });

  it('asks of market orders what holds for them, and no price', () => {
    const rule = ruleOf({
      minSize: '1',
      maxSize: '100',
      lotSize: '1',
      minNotional: '10',
      maxNotional: '100',
      tickSize: '0.1',
      market: { maxSize: '5', lotSize: '0.5', minNotional: '0', maxNotional: Number.POSITIVE_INFINITY },
    });
    expect(told(checkOrder(rule, market('4.5')))).to.deep.equal([]);
    expect(told(checkOrder(rule, market('5.5'), d('1000')))).to.deep.equal(['maxSize 5.5 | 5']);
    expect(told(checkOrder(rule, market('0.5'), d('1')))).to.deep.equal(['minSize 0.5 | 1']);
    expect(told(checkOrder(rule, limit('1', '5.5')))).to.deep.equal([
      'lotSize 5.5 | 1',
      'minNotional 5.5 | 10',
    ]);
  });

  it('takes the notional of a market order from the reference price', () => {
    const rule = ruleOf({ minNotional: '10' });
    expect(told(checkOrder(rule, market('1'), d('9')))).to.deep.equal(['minNotional 9 | 10']);
    expect(told(checkOrder(rule, market('1')))).to.deep.equal([]);
    expect(told(checkOrder(rule, limit('9', '1'), d('100')))).to.deep.equal(['minNotional 9 | 10']);
  });

  it('refuses what is no number', () => {
    expect(() => checkOrder(RULE, limit('NaN', '1'))).to.throw(RangeError, 'price is no number: NaN');
    expect(() => checkOrder(RULE, limit('1', 'Infinity'))).to.throw(
      RangeError,
      'amount is no number: Infinity',
    );
  });
});

describe('uncheckedRules', () => {
  it('names what could not be checked', () => {
    const order = { ...limit('1', '1'), timeInForce: 'gtc' } as const;
    expect(uncheckedRules(RULE, order)).to.deep.equal([]);
    expect(uncheckedRules(ruleOf({ tickSize: '1', minSize: '1' }), order).join(' ')).to.equal(
      'orderTypes timesInForce maxSize lotSize sizeDigits minPrice maxPrice priceDigits minNotional maxNotional',
    );
  });

  it('names the notional of a market order without a reference price, and no rule on prices', () => {
    expect(uncheckedRules(RULE, market('1'))).to.deep.equal(['minNotional', 'maxNotional']);
    expect(uncheckedRules(RULE, market('1'), d('1'))).to.deep.equal([]);
    const types: readonly OrderType[] = ['market'];
    expect(uncheckedRules(ruleOf({ orderTypes: types }), market('1'), d('1')).join(' ')).to.equal(
      'minSize maxSize lotSize sizeDigits minNotional maxNotional',
    );
  });
});
