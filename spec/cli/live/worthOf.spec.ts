import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { worthOf } from '../../../src/cli/live/worthOf.js';
import { bookOf } from '../../support/plainBook.js';

const D = (text: string) => new Decimal(text);
const BOOK = bookOf(
  [
    ['100', '1'],
    ['90', '2'],
  ],
  [
    ['101', '1'],
    ['110', '2'],
  ],
);

describe('worthOf', () => {
  const worth = (request: Parameters<typeof worthOf>[1]) => worthOf(BOOK, request)?.toFixed();

  it('a limit buy is worth its limit, at most', () => {
    expect(worth({ side: 'buy', orderType: 'limit', amount: D('2'), price: D('80') })).to.equal('160');
  });

  it('a sell is worth what the best bid gives, where that is above its limit', () => {
    expect(worth({ side: 'sell', orderType: 'limit', amount: D('2'), price: D('10') })).to.equal('200');
    expect(worth({ side: 'sell', orderType: 'limit', amount: D('2'), price: D('120') })).to.equal('240');
  });

  it('a market order is worth what it takes from the book', () => {
    expect(worth({ side: 'buy', orderType: 'market', amount: D('2') })).to.equal('211');
    expect(worth({ side: 'sell', orderType: 'market', amount: D('2') })).to.equal('190');
    expect(worth({ side: 'buy', orderType: 'market', sizedIn: 'quote', amount: D('50') })).to.equal('50');
  });

  it('of a market order that the book is too thin for nobody can tell', () => {
    expect(worth({ side: 'buy', orderType: 'market', amount: D('4') })).to.equal(undefined);
  });

  it('a sell where nobody buys is worth its limit', () => {
    const empty = bookOf([], [['101', '1']]);
    const request = { side: 'sell', orderType: 'limit', amount: D('2'), price: D('120') } as const;
    expect(worthOf(empty, request)?.toFixed()).to.equal('240');
  });
});
