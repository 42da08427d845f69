import { expect } from 'chai';

import { bestQuote, bestQuotes, type BestQuote } from '../../src/book/bestQuotes.js';
import { quotes } from '../support/bookStates.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { bookOf, plainLevel } from '../support/plainBook.js';

const plain = ({ bid, ask }: BestQuote) => [bid && plainLevel(bid), ask && plainLevel(ask)];

describe('bestQuote', () => {
  it('is the best level of each side, and nothing of an empty side', () => {
    const book = bookOf(
      [
        ['99', '1'],
        ['98', '2'],
      ],
      [],
    );
    expect(plain(bestQuote(book))).to.deep.equal([['99', '1'], undefined]);
  });
});

describe('bestQuotes', () => {
  it('emits when price or size of either side changes, and only then', () => {
    const books = [
      quotes('99', '101'),
      quotes('99.0', '101'),
      bookOf(
        [
          ['99', '1'],
          ['98', '2'],
        ],
        [['101', '1']],
      ),
      quotes('99', '102'),
      quotes('99', '102', '3'),
      quotes('', '102', '3'),
      quotes('', '102', '3'),
      quotes('', ''),
    ];
    expect(outputsOf(bestQuotes(), books).map(plain)).to.deep.equal([
      [
        ['99', '1'],
        ['101', '1'],
      ],
      [
        ['99', '1'],
        ['102', '1'],
      ],
      [
        ['99', '3'],
        ['102', '3'],
      ],
      [undefined, ['102', '3']],
      [undefined, undefined],
    ]);
  });

  it('sees changes that doubles do not', () => {
    const long = '0.1000000000000000055511151231257827';
    const books = [
      quotes('0.1', '1'),
      quotes(long, '1'),
      quotes(long, '1', '1.0'),
      quotes(long, '1', `1${long.slice(1)}`),
    ];
    expect(outputsOf(bestQuotes(), books).map(plain)).to.deep.equal([
      [
        ['0.1', '1'],
        ['1', '1'],
      ],
      [
        [long, '1'],
        ['1', '1'],
      ],
      [
        [long, `1${long.slice(1)}`],
        ['1', `1${long.slice(1)}`],
      ],
    ]);
  });

  itKeepsTheChecklist(bestQuotes, [quotes('99', '101'), quotes('98', '101'), quotes('97', '')]);
});
