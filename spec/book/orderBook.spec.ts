import { expect } from 'chai';

import { isCrossed } from '../../src/book/orderBook.js';
import { bookOf } from '../support/plainBook.js';

describe('isCrossed', () => {
  const crossed = (bid: string, ask: string) => isCrossed(bookOf([[bid, '1']], [[ask, '1']]));

  it('says whether the best bid is at or above the best ask', () => {
    expect(crossed('99', '100')).to.equal(false);
    expect(crossed('100', '100.0')).to.equal(true);
    expect(crossed('101', '100')).to.equal(true);
  });

  it('compares what doubles cannot tell apart', () => {
    const long = '0.1000000000000000055511151231257827';
    expect(crossed('0.1', long)).to.equal(false);
    expect(crossed(long, '0.1')).to.equal(true);
    expect(crossed(long, long)).to.equal(true);
  });

  it('says no of a book with an empty side', () => {
    expect(isCrossed(bookOf([['99', '1']], []))).to.equal(false);
    expect(isCrossed(bookOf([], [['99', '1']]))).to.equal(false);
    expect(isCrossed(bookOf([], []))).to.equal(false);
  });
});
