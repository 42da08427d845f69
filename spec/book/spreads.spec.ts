import { expect } from 'chai';

import { applyDiff } from '../../src/book/bookReducer.js';
import { spreads } from '../../src/book/spreads.js';
import { quotes } from '../support/bookStates.js';
import { diffOf } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { bookOf } from '../support/plainBook.js';

describe('spreads', () => {
  it('emits the exact spread whenever it changes, and nothing while a side is empty', () => {
    const books = [
      quotes('', '101'),
      quotes('99', '101'),
      quotes('98', '100', '7'),
      quotes('99', ''),
      quotes('99', '101.00000000000000000001'),
      quotes('99', '101'),
    ];
    expect(outputsOf(spreads(), books).map((width) => width.toFixed())).to.deep.equal([
      '2',
      '2.00000000000000000001',
      '2',
    ]);
  });

  it('emits nothing while all levels of a cut snapshot are gone', () => {
    const cut = bookOf([['100', '1']], [['101', '1']], { levels: 1, maintained: false });
    const gone = applyDiff(
      cut,
      diffOf(2, 2, {
        asks: [
          ['101', '0'],
          ['150', '1'],
        ],
      }),
    ).book;
    const back = applyDiff(gone, diffOf(3, 3, { asks: [['100.5', '1']] })).book;
    expect(outputsOf(spreads(), [cut, gone, back]).map(String)).to.deep.equal(['1', '0.5']);
  });

  itKeepsTheChecklist(spreads, [quotes('99', '101'), quotes('98', '101'), quotes('97', '101')]);
});
