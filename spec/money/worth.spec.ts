import { expect } from 'chai';

import type { ContractSize } from '../../src/domain/index.js';
import { sizeOf, worthIn, type Sized } from '../../src/money/worth.js';
import { d } from './rules.js';

const contract = (type: ContractSize['type'], multiplier: string): ContractSize => ({
  type,
  multiplier: d(multiplier),
});

/** In base currency, in quote currency, and as rules of size count. */
const told = (sized: Omit<Sized, 'amount' | 'price'> & { amount: string; price?: string }) => {
  const price = sized.price === undefined ? undefined : d(sized.price);
  const of = { ...sized, amount: d(sized.amount), price };
  return [worthIn('base', of), worthIn('quote', of), sizeOf(of)]
    .map((each) => each?.toFixed() ?? '-')
    .join(' ');
};

describe('worthIn and sizeOf', () => {
  it('take an amount in base currency by the price', () => {
    expect(told({ amount: '3', price: '50' })).to.equal('3 150 3');
    expect(told({ amount: '3', sizedIn: 'base' })).to.equal('3 - 3');
    expect(told({ amount: '3', price: '0' })).to.equal('3 0 3');
  });

  it('divide an amount in quote currency by the price', () => {
    expect(told({ amount: '150', sizedIn: 'quote', price: '50' })).to.equal('3 150 3');
    expect(told({ amount: '150', sizedIn: 'quote' })).to.equal('- 150 -');
  });

  it('count contracts by what one is', () => {
    const linear = contract('linear', '0.01');
    expect(told({ amount: '3', contract: linear, price: '50' })).to.equal('0.03 1.5 3');
    expect(told({ amount: '3', contract: linear })).to.equal('0.03 - 3');
    const inverse = contract('inverse', '100');
    expect(told({ amount: '3', contract: inverse, price: '50' })).to.equal('6 300 3');
    expect(told({ amount: '3', contract: inverse })).to.equal('- 300 3');
  });

  it('keep each digit of an amount that needs no division', () => {
    const amount = `0.${'1'.repeat(60)}`;
    for (const type of ['linear', 'inverse'] as const)
      expect(sizeOf({ amount: d(amount), contract: contract(type, '7') })?.toFixed()).to.equal(amount);
  });

  it('count how many contracts an amount in quote currency is', () => {
    const sizedIn = 'quote';
    const linear = contract('linear', '0.01');
    expect(told({ amount: '150', sizedIn, contract: linear, price: '50' })).to.equal('3 150 300');
    expect(told({ amount: '150', sizedIn, contract: linear })).to.equal('- 150 -');
    const inverse = contract('inverse', '100');
    expect(told({ amount: '150', sizedIn, contract: inverse, price: '50' })).to.equal('3 150 1.5');
    expect(told({ amount: '150', sizedIn, contract: inverse })).to.equal('- 150 1.5');
  });

  it('refuse to divide by what is no price', () => {
    for (const price of ['0', '-1', 'NaN'])
      expect(() => worthIn('base', { amount: d(1), sizedIn: 'quote', price: d(price) })).to.throw(
        RangeError,
        `price is not above zero: ${price}`,
      );
  });
});
