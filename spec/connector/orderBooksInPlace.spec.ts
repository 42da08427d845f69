import { expect } from 'chai';
import { from, toArray } from 'rxjs';

import { copyOfBook, type BookStateInPlace, type OfInstrument } from '../../src/book/index.js';
import { orderBooksInPlace } from '../../src/connector/index.js';
import type { FeedMessage } from '../../src/domain/index.js';
import { contiguousRule } from '../../src/sequence/index.js';
import { diffOf, snapshotAt, tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist } from '../support/operatorChecklist.js';
import { plainBook } from '../support/plainBook.js';

const rules = { continuity: contiguousRule, checksum: undefined };
const messages: readonly FeedMessage[] = [
  snapshotAt(1, { bids: [['100', '1']], asks: [['101', '1']] }),
  diffOf(2, 2, { bids: [['100', '2']] }),
  tradeOf(),
  diffOf(3, 3, {
    asks: [
      ['101', '0'],
      ['102', '5'],
    ],
  }),
];

describe('orderBooksInPlace', () => {
  it('gives one book again and again, which tells what came last', () => {
    let states: readonly OfInstrument<BookStateInPlace>[] = [];
    from(messages)
      .pipe(orderBooksInPlace(rules), toArray())
      .subscribe((all) => {
        states = all;
      });
    const books = new Set(states.map(({ value }) => (value.status === 'live' ? value.book : undefined)));
    expect(states).to.have.lengthOf(4);
    expect(books.size).to.equal(1);
    expect(plainBook([...books][0]!)).to.deep.equal({ bids: [['100', '2']], asks: [['102', '5']] });
    expect([...books][0]).to.include({ lastId: 3 });
  });

  it('leaves a copy as it was', () => {
    const copies: unknown[] = [];
    const kept: (() => unknown)[] = [];
    from(messages)
      .pipe(orderBooksInPlace(rules))
      .subscribe(({ value }) => {
        if (value.status !== 'live') throw new Error(value.status);
        const copy = copyOfBook(value.book);
        kept.push(() => ({
          ...plainBook(copy),
          lastId: copy.lastId,
          trade: copy.lastTrade?.price.toFixed(),
        }));
        copies.push({
          ...plainBook(value.book),
          lastId: value.book.lastId,
          trade: value.book.lastTrade?.price.toFixed(),
        });
      });
    expect(kept.map((read) => read())).to.deep.equal(copies);
    expect(copies[1]).to.deep.equal({
      bids: [['100', '2']],
      asks: [['101', '1']],
      lastId: 2,
      trade: undefined,
    });
    expect(copies[2]).to.include({ trade: '100' });
  });

  it('throws at once where the limit is no count', () => {
    expect(() => orderBooksInPlace(rules, { holdLimit: -1 })).to.throw(RangeError, 'holdLimit');
  });

  itKeepsTheChecklist(() => orderBooksInPlace(rules), messages);
});
