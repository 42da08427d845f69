import { expect } from 'chai';

import { midPrices } from '../../src/book/midPrices.js';
import { quotes } from '../support/bookStates.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

describe('midPrices', () => {
  it('emits the exact middle whenever it changes, and nothing while a side is empty', () => {
    const books = [
      quotes('', '101'),
      quotes('99', '101'),
      quotes('98', '102', '7'),
      quotes('99', ''),
      quotes('99', '101.00000000000000000001'),
      quotes('99', '101'),
    ];
    expect(outputsOf(midPrices(), books).map((mid) => mid.toFixed())).to.deep.equal([
      '100',
      '100.000000000000000000005',
      '100',
    ]);
  });

  itKeepsTheChecklist(midPrices, [quotes('99', '101'), quotes('98', '101'), quotes('97', '101')]);
});
