import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import type { Either } from 'fp-ts/lib/Either.js';

import type { ContractSize, OrderRequest, OrderType, Side } from '../../src/domain/index.js';
import { checkOrder, uncheckedRules, type BrokenRule } from '../../src/money/index.js';
import { d, ruleOf } from './rules.js';

const limit = (price: string, amount: string, orderType: 'limit' | 'limitMaker' = 'limit'): OrderRequest => ({
  side: 'buy',
  orderType,
  price: d(price),
  amount: d(amount),
});
const market = (amount: string): OrderRequest => ({ side: 'sell', orderType: 'market', amount: d(amount) });
const forQuote = (amount: string, side: Side = 'buy'): OrderRequest => ({
  side,
  orderType: 'market',
  sizedIn: 'quote',
  amount: d(amount),
});

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
  sizedIn: { buy: ['base', 'quote'], sell: ['base'] },
  quoteIncrement: '0.5',
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

  it('asks of market orders what holds for all, where nothing else is told for them', () => {
    const limits = { minSize: 2, maxSize: 8, lotSize: 1, sizeDigits: 1, minNotional: 30, maxNotional: 70 };
    const rule = ruleOf({ ...limits, market: {} });
    expect(told(checkOrder(rule, market('1.5'), d('10')))).to.deep.equal([
      'minSize 1.5 | 2',
      'lotSize 1.5 | 1',
      'sizeDigits 2 | 1',
      'minNotional 15 | 30',
    ]);
    expect(told(checkOrder(rule, market('9'), d('10')))).to.deep.equal([
      'maxSize 9 | 8',
      'maxNotional 90 | 70',
    ]);
    const other = ruleOf({ ...limits, market: { minSize: 0, maxSize: 10, sizeDigits: 2, maxNotional: 90 } });
    expect(told(checkOrder(other, market('1.5'), d('30')))).to.deep.equal(['lotSize 1.5 | 1']);
    expect(told(checkOrder(other, market('9'), d('10')))).to.deep.equal([]);
    expect(told(checkOrder(other, limit('10', '9')))).to.deep.equal(['maxSize 9 | 8', 'maxNotional 90 | 70']);
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

describe('checkOrder of an amount in quote currency', () => {
  it('takes it for the notional, and its multiples for those of the increment', () => {
    expect(told(checkOrder(RULE, forQuote('10')))).to.deep.equal([]);
    expect(told(checkOrder(RULE, forQuote('9.5')))).to.deep.equal(['minNotional 9.5 | 10']);
    expect(told(checkOrder(RULE, forQuote('50000.5')))).to.deep.equal(['maxNotional 50000.5 | 50000']);
    expect(told(checkOrder(RULE, forQuote('10.2')))).to.deep.equal(['quoteIncrement 10.2 | 0.5']);
    expect(told(checkOrder(RULE, forQuote('0')))).to.deep.equal(['positiveSize 0 | 0', 'minNotional 0 | 10']);
  });

  it('takes its size from the reference price, and asks for no lot', () => {
    expect(told(checkOrder(RULE, forQuote('20'), d('2000')))).to.deep.equal([]);
    expect(told(checkOrder(RULE, forQuote('20'), d('2500')))).to.deep.equal(['minSize 0.008 | 0.01']);
    expect(told(checkOrder(RULE, forQuote('505'), d('5')))).to.deep.equal(['maxSize 101 | 100']);
    expect(told(checkOrder(RULE, forQuote('10'), d('3')))).to.deep.equal([]);
    expect(() => checkOrder(RULE, forQuote('10'), d('0'))).to.throw(RangeError, 'price is not above zero: 0');
  });

  it('asks whether the venue takes it on that side, of market orders alone', () => {
    expect(told(checkOrder(RULE, forQuote('10', 'sell')))).to.deep.equal(['sizedIn quote | base']);
    const onlyQuote = ruleOf({ sizedIn: { buy: ['quote'], sell: ['base'] } });
    const buy: OrderRequest = { side: 'buy', orderType: 'market', amount: d('1') };
    expect(told(checkOrder(onlyQuote, buy))).to.deep.equal(['sizedIn base | quote']);
    expect(told(checkOrder(onlyQuote, forQuote('1')))).to.deep.equal([]);
    expect(told(checkOrder(onlyQuote, market('1')))).to.deep.equal([]);
    expect(told(checkOrder(onlyQuote, limit('1', '1')))).to.deep.equal([]);
  });
});

const contract = (type: ContractSize['type'], multiplier: string): ContractSize => ({
  type,
  multiplier: d(multiplier),
});

describe('checkOrder of contracts', () => {
  const limits = { minSize: 1, lotSize: 1, minNotional: 100, maxNotional: 1000 };

  it('counts the multiplier of linear ones in their notional, not in their size', () => {
    const rule = ruleOf({ ...limits, contract: contract('linear', '0.01') });
    expect(told(checkOrder(rule, limit('5000', '2')))).to.deep.equal([]);
    expect(told(checkOrder(rule, limit('4999', '2')))).to.deep.equal(['minNotional 99.98 | 100']);
    expect(told(checkOrder(rule, limit('5000', '21')))).to.deep.equal(['maxNotional 1050 | 1000']);
    expect(told(checkOrder(rule, limit('5000', '2.5')))).to.deep.equal(['lotSize 2.5 | 1']);
    expect(told(checkOrder(rule, market('1'), d('5000')))).to.deep.equal(['minNotional 50 | 100']);
  });

  it('takes the notional of inverse ones for the same at any price', () => {
    const rule = ruleOf({ ...limits, contract: contract('inverse', '90') });
    for (const price of ['1', '100000'])
      expect(told(checkOrder(rule, limit(price, '1')))).to.deep.equal(['minNotional 90 | 100']);
    expect(told(checkOrder(rule, market('12')))).to.deep.equal(['maxNotional 1080 | 1000']);
    expect(told(checkOrder(rule, market('11')))).to.deep.equal([]);
  });

  it('counts the contracts of an amount in quote currency', () => {
    const linear = ruleOf({ ...limits, contract: contract('linear', '0.01') });
    expect(told(checkOrder(linear, forQuote('100'), d('20000')))).to.deep.equal(['minSize 0.5 | 1']);
    const inverse = ruleOf({ ...limits, contract: contract('inverse', '200') });
    expect(told(checkOrder(inverse, forQuote('100')))).to.deep.equal(['minSize 0.5 | 1']);
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
      'sizedIn minSize maxSize lotSize sizeDigits minNotional maxNotional',
    );
  });

  it('names the sizes of an amount in quote currency without a reference price, and no lot', () => {
    expect(uncheckedRules(RULE, forQuote('50'))).to.deep.equal(['minSize', 'maxSize']);
    expect(uncheckedRules(RULE, forQuote('50'), d('10'))).to.deep.equal([]);
    expect(uncheckedRules(ruleOf({ orderTypes: ['market'] }), forQuote('50'), d('10')).join(' ')).to.equal(
      'sizedIn minSize maxSize quoteIncrement minNotional maxNotional',
    );
  });

  it('names the notional of contracts only where it takes a price', () => {
    const limits = { ...RULE, contract: contract('linear', '1') };
    expect(uncheckedRules(limits, market('1'))).to.deep.equal(['minNotional', 'maxNotional']);
    expect(uncheckedRules({ ...limits, contract: contract('inverse', '1') }, market('1'))).to.deep.equal([]);
  });
});
