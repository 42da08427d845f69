import { expect } from 'chai';
import fc from 'fast-check';

import type { Side } from '../../src/domain/index.js';
import {
  amountStep,
  checkOrder,
  priceStep,
  quantizeAmount,
  quantizeOrder,
  quantizePrice,
} from '../../src/money/index.js';
import { d, ruleOf } from './rules.js';

const price = (tickSize: string | undefined, side: Side, value: string, priceDigits?: number): string =>
  quantizePrice(ruleOf({ tickSize, priceDigits }), side, d(value)).toFixed();

/** How many significant digits an integer has. */
const digitsOf = (value: bigint): number => value.toString().replace(/0+$/, '').length;

describe('quantizePrice', () => {
  it('moves a buy price down and a sell price up, exactly, for any tick', () => {
    expect(price('0.05', 'buy', '10.99')).to.equal('10.95');
    expect(price('0.05', 'sell', '10.99')).to.equal('11');
    expect(price('2.5', 'buy', '9.999')).to.equal('7.5');
    expect(price('2.5', 'sell', '7.501')).to.equal('10');
    expect(price('1e-12', 'buy', '0.1234567890129')).to.equal('0.123456789012');
    expect(price('1e-12', 'sell', '123456789012345678901234567890.1234567890121')).to.equal(
      '123456789012345678901234567890.123456789013',
    );
    expect(price('0.1', 'buy', '0.3')).to.equal('0.3');
    expect(price('0.1', 'sell', '0.3')).to.equal('0.3');
  });

  it('keeps to the significant digits, with the tick and without', () => {
    expect(price(undefined, 'buy', '123.456', 4)).to.equal('123.4');
    expect(price(undefined, 'sell', '123.456', 4)).to.equal('123.5');
    expect(price(undefined, 'sell', '999.97', 4)).to.equal('1000');
    expect(price('0.05', 'buy', '123.47', 4)).to.equal('123.4');
    expect(price('2.5', 'buy', '124.9', 3)).to.equal('120');
    expect(price('2.5', 'sell', '122.5', 3)).to.equal('125');
    expect(price('7', 'sell', '8', 1)).to.equal('70');
    expect(price('7', 'buy', '12', 1)).to.equal('7');
    expect(price('7', 'buy', '6', 1)).to.equal('0');
  });

  it('leaves zero as it is, whatever is allowed', () => {
    for (const side of ['buy', 'sell'] as const)
      for (const tick of [undefined, '0.05'])
        for (const digits of [undefined, 3]) expect(price(tick, side, '0', digits)).to.equal('0');
  });

  it('does not enforce what is not known', () => {
    expect(price(undefined, 'buy', '0.30000000000000004441')).to.equal('0.30000000000000004441');
    expect(price(undefined, 'sell', '0.30000000000000004441')).to.equal('0.30000000000000004441');
  });

  it('refuses what is no price, and a rule that allows none', () => {
    const rule = ruleOf({ tickSize: '13', priceDigits: 1 });
    expect(() => quantizePrice(rule, 'buy', d('-1'))).to.throw(
      RangeError,
      'price is not at or above zero: -1',
    );
    for (const value of ['NaN', 'Infinity'])
      expect(() => quantizePrice(rule, 'buy', d(value))).to.throw(
        RangeError,
        `price is not at or above zero: ${value}`,
      );
    expect(() => quantizePrice(rule, 'sell', d('1'))).to.throw(
      RangeError,
      'no multiple of 13 has 1 significant digits',
    );
    // 2.02 is 101 twice, of which each multiple has three digits.
    const odd = ruleOf({ tickSize: '2.02', priceDigits: 2 });
    expect(() => quantizePrice(odd, 'buy', d('5'))).to.throw(
      RangeError,
      'no multiple of 2.02 has 2 significant digits',
    );
    expect(price('2.02', 'buy', '5', 3)).to.equal('4.04');
  });

  it('gives the first allowed number that a search comes to, and leaves it as it is', () => {
    const grids = fc
      .record({
        step: fc.constantFrom(1n, 2n, 5n, 7n, 25n, 40n, 125n, 300n),
        digits: fc.constantFrom(undefined, 1, 2, 3, 4),
      })
      .filter(({ step, digits }) => digits === undefined || digits > 2 || step !== 125n);
    const places = fc.integer({ min: 0, max: 14 });
    fc.assert(
      fc.property(grids, fc.bigInt(0n, 20_000n), places, ({ step, digits }, value, shift) => {
        const allowed = (n: bigint) => n % step === 0n && (digits === undefined || digitsOf(n) <= digits);
        let [below, above] = [value, value];
        while (!allowed(below)) below -= 1n;
        while (!allowed(above)) above += 1n;
        const scaled = (n: bigint) => d(`${n}e-${shift}`);
        const rule = ruleOf({ tickSize: scaled(step), priceDigits: digits });
        const [down, up] = [
          quantizePrice(rule, 'buy', scaled(value)),
          quantizePrice(rule, 'sell', scaled(value)),
        ];
        expect(down.toFixed()).to.equal(scaled(below).toFixed());
        expect(up.toFixed()).to.equal(scaled(above).toFixed());
        expect(quantizePrice(rule, 'sell', down).toFixed()).to.equal(down.toFixed());
        expect(quantizePrice(rule, 'buy', up).toFixed()).to.equal(up.toFixed());
      }),
      { numRuns: 2_000 },
    );
  });

  it('is worse by less than one tick, however long the numbers are', () => {
    const integer = fc.bigInt(1n, 10n ** 40n);
    const places = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(integer, fc.bigInt(1n, 10n ** 20n), places, (value, tick, shift) => {
        const scaled = (n: bigint) => d(`${n}e-${shift}`);
        const rule = ruleOf({ tickSize: scaled(tick) });
        expect(quantizePrice(rule, 'buy', scaled(value)).eq(scaled(value - (value % tick)))).to.equal(true);
        const rest = (tick - (value % tick)) % tick;
        expect(quantizePrice(rule, 'sell', scaled(value)).eq(scaled(value + rest))).to.equal(true);
      }),
    );
  });
});

describe('quantizeAmount', () => {
  it('moves amounts down to the lot of the type of order, and to the significant digits', () => {
    const rule = ruleOf({ lotSize: '0.001', sizeDigits: 4, market: { lotSize: '0.5' } });
    expect(quantizeAmount(rule, d('1.23456')).toFixed()).to.equal('1.234');
    expect(quantizeAmount(rule, d('12.3456')).toFixed()).to.equal('12.34');
    expect(quantizeAmount(rule, d('12.3456'), 'limitMaker').toFixed()).to.equal('12.34');
    expect(quantizeAmount(rule, d('12.3456'), 'market').toFixed()).to.equal('12');
    expect(quantizeAmount(rule, d('0.0009')).toFixed()).to.equal('0');
    expect(() => quantizeAmount(rule, d('-1'))).to.throw(RangeError, 'amount is not at or above zero: -1');
  });
});

describe('priceStep and amountStep', () => {
  const rule = ruleOf({ tickSize: '0.05', priceDigits: 4, lotSize: '0.01', market: { lotSize: '0.5' } });

  it('tell how far apart numbers are', () => {
    const at = (text: string) => priceStep(rule, d(text))?.toFixed();
    expect([at('1'), at('99.9'), at('100'), at('12345')]).to.deep.equal(['0.05', '0.05', '0.1', '10']);
    expect(amountStep(rule, d('1'))?.toFixed()).to.equal('0.01');
    expect(amountStep(rule, d('1'), 'market')?.toFixed()).to.equal('0.5');
    expect(priceStep(ruleOf({}), d('1'))).to.equal(undefined);
    expect(amountStep(ruleOf({ sizeDigits: 2 }), d('0.0123'))?.toFixed()).to.equal('0.001');
  });

  it('refuse what is not above zero', () => {
    expect(() => priceStep(rule, d('0'))).to.throw(RangeError, 'price is not above zero: 0');
    expect(() => amountStep(rule, d('-1'))).to.throw(RangeError, 'amount is not at or above zero: -1');
  });
});

describe('quantizeOrder', () => {
  const rule = ruleOf({ tickSize: '0.5', lotSize: '0.1' });

  it('quantizes price and amount by side and type', () => {
    const limit = { side: 'sell', orderType: 'limit', price: d('10.1'), amount: d('0.19') } as const;
    expect(quantizeOrder(rule, limit)).to.deep.equal({ ...limit, price: d('10.5'), amount: d('0.1') });
    const market = { side: 'buy', orderType: 'market', amount: d('0.19') } as const;
    expect(quantizeOrder(rule, market)).to.deep.equal({ ...market, amount: d('0.1') });
  });

  it('moves an amount in quote currency down to the increment, and to no lot and no digits', () => {
    const order = { side: 'buy', orderType: 'market', sizedIn: 'quote', amount: d('1234.567') } as const;
    const lots = { lotSize: '100', sizeDigits: 1, market: { lotSize: '1000' } };
    expect(quantizeOrder(ruleOf({ ...lots, quoteIncrement: '0.05' }), order)).to.deep.equal({
      ...order,
      amount: d('1234.55'),
    });
    expect(quantizeOrder(ruleOf(lots), order)).to.deep.equal(order);
    expect(
      quantizeOrder(ruleOf({ quoteIncrement: '1000' }), { ...order, sizedIn: 'base' }).amount,
    ).to.deep.equal(order.amount);
    expect(() => quantizeOrder(rule, { ...order, amount: d('-1') })).to.throw(
      RangeError,
      'amount is not at or above zero: -1',
    );
  });
});

describe('a quantized order', () => {
  it('keeps the rules on ticks, lots and digits, and is never better than wanted', () => {
    const amount = fc.tuple(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 0, max: 8 }));
    const steps = fc.constantFrom('0.05', '2.5', '1e-12', '0.001', '7', '0.03');
    const digits = fc.constantFrom(undefined, 1, 3, 5);
    const text = fc.tuple(amount, amount).map((all) => all.map(([n, places]) => `${n}e-${places}`));
    fc.assert(
      fc.property(
        fc.record({ tickSize: steps, lotSize: steps, priceDigits: digits, sizeDigits: digits }),
        fc.constantFrom<Side>('buy', 'sell'),
        text,
        (limits, side, [price, size]) => {
          const wanted = { side, orderType: 'limit', price: d(price!), amount: d(size!) } as const;
          const rule = ruleOf(limits);
          const order = quantizeOrder(rule, wanted);
          const checked = checkOrder(rule, order);
          const broken = checked._tag === 'Right' ? [] : checked.left.map(({ _tag }) => _tag);
          expect(broken.filter((tag) => !tag.startsWith('positive'))).to.deep.equal([]);
          expect(order.amount.lte(wanted.amount)).to.equal(true);
          expect(order.price!.cmp(wanted.price) * (side === 'buy' ? 1 : -1)).to.be.at.most(0);
          expect(quantizeOrder(rule, order)).to.deep.equal(order);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('defect 13 of the Hummingbot framework: sell prices are floored', () => {
  it('does not sell cheaper than asked', () => {
    expect(price('0.01', 'sell', '10.999')).to.equal('11');
    expect(price('0.01', 'buy', '10.999')).to.equal('10.99');
  });
});

describe('defect 14 of the Hummingbot framework: a stored 0.0000001234 becomes 0', () => {
  it('keeps small numbers, in text too', () => {
    expect(price('1e-10', 'buy', '0.0000001234')).to.equal('0.0000001234');
    expect(quantizeAmount(ruleOf({ lotSize: '1e-10' }), d('0.00000012345')).toFixed()).to.equal(
      '0.0000001234',
    );
  });
});
