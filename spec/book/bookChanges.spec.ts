import { expect } from 'chai';

import { bookChanges } from '../../src/book/bookChanges.js';
import { applyTrade } from '../../src/book/bookReducer.js';
import { quotes } from '../support/bookStates.js';
import { tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { changeTexts } from '../support/plainBook.js';

describe('bookChanges', () => {
  it('tells what changed from each version to the next', () => {
    const first = quotes('99', '101');
    const books = [first, quotes('99', '101', '2'), quotes('98', ''), quotes('98', '')];
    expect(outputsOf(bookChanges(), books).map(changeTexts)).to.deep.equal([
      { bids: ['99: 1 > 2'], asks: ['101: 1 > 2'] },
      { bids: ['99: 2 > -', '98: - > 1'], asks: ['101: 2 > -'] },
      { bids: [], asks: [] },
    ]);
    expect(outputsOf(bookChanges(), [first, applyTrade(first, tradeOf())])).to.deep.equal([
      { bids: [], asks: [] },
    ]);
    expect(outputsOf(bookChanges(), [first])).to.deep.equal([]);
  });

  const books = [quotes('99', '101'), quotes('98', '101'), quotes('97', '101')];
  itKeepsTheChecklist(bookChanges, books, 2);
});
