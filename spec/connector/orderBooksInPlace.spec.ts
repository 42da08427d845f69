import { expect } from 'chai';
import { from, map, of, toArray } from 'rxjs';

import {
  bookChanges,
  copyOfBook,
  liveBooks,
  midPrice,
  needsSnapshot,
  statusChanges,
  type BookStateInPlace,
  type OfInstrument,
  type OrderBook,
  type OrderBookInPlace,
} from '../../src/book/index.js';
import { orderBooks, orderBooksInPlace } from '../../src/connector/index.js';
import type { FeedMessage } from '../../src/domain/index.js';
import { contiguousRule } from '../../src/sequence/index.js';
import { diffOf, interruption, snapshotAt, tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist } from '../support/operatorChecklist.js';
import { changeTexts, plainBook } from '../support/plainBook.js';

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

  /** What a state tells when it comes. */
  const told = ({ symbol, value }: OfInstrument<BookStateInPlace>) => {
    const { cause, status } = value;
    const book = value.status === 'live' ? value.book : value.lastBook;
    return {
      symbol,
      status,
      cause: cause._tag,
      needs: needsSnapshot(value),
      mid: book && midPrice(book)?.toFixed(),
      levels: book && plainBook(book),
      lastId: book?.lastId,
      trade: book?.lastTrade?.price.toFixed(),
    };
  };

  it('tells of each message what orderBooks tells, whatever breaks and starts anew', () => {
    const start = (lastId: number, symbol: string) =>
      snapshotAt(lastId, { symbol, bids: [['100', '1']], asks: [['101', '1']], via: 'stream' });
    const feed: readonly FeedMessage[] = [
      ...messages,
      start(20, 'CCCDDD'),
      diffOf(21, 22, { symbol: 'CCCDDD', bids: [['99', '4']] }),
      diffOf(4, 4, { bids: [['99', '3']] }),
      diffOf(3, 4, { bids: [['99', '7']] }),
      diffOf(6, 6),
      start(6, 'AAABBB'),
      diffOf(7, 7, { bids: [['100.00000000000000000001', '2']] }),
      diffOf(8, 8, { asks: [['101', '0.5']] }),
      diffOf(9, 9, { bids: [['101', '1']] }),
      start(9, 'AAABBB'),
      diffOf(10, 10, { bids: [['100.5', '1']] }),
      interruption('c1', 5),
      diffOf(23, 23, { symbol: 'CCCDDD' }),
      start(30, 'CCCDDD'),
      diffOf(31, 31, { symbol: 'CCCDDD', asks: [['100.5', '1']] }),
    ];
    const all: ReturnType<typeof told>[][] = [];
    for (const build of [orderBooks(rules), orderBooksInPlace(rules)]) {
      from(feed)
        .pipe(build, map(told), toArray())
        .subscribe((states) => all.push(states));
    }
    const [immutable, inPlace] = all;
    expect(inPlace).to.deep.equal(immutable);
    expect(new Set(inPlace?.map(({ status, cause }) => `${status} ${cause}`))).to.deep.equal(
      new Set([
        'live snapshot',
        'live diff',
        'live trade',
        'gap diffGap',
        'crossed crossedBook',
        'gap disconnected',
      ]),
    );
  });

  it('gives books that the compiler takes for no others', () => {
    const inPlace$ = from(messages).pipe(
      orderBooksInPlace(rules),
      map(({ value }) => value),
    );
    const bookOf = (state: BookStateInPlace): OrderBookInPlace => {
      if (state.status !== 'live') throw new Error(state.status);
      return state.book;
    };
    // Each of these would keep what changes; with a copy all is well.
    // @ts-expect-error what changes in place is no book
    inPlace$.pipe(map((state): OrderBook => bookOf(state)));
    // @ts-expect-error nor are its sides those of one
    inPlace$.pipe(map((state): OrderBook['bids'] => bookOf(state).bids));
    // @ts-expect-error two versions of it are one
    inPlace$.pipe(map(bookOf), bookChanges());
    // @ts-expect-error what comes of this are books
    inPlace$.pipe(liveBooks());
    const seen: unknown[] = [];
    inPlace$
      .pipe(
        map((state) => copyOfBook(bookOf(state))),
        bookChanges(),
      )
      .subscribe((changes) => seen.push(changeTexts(changes)));
    expect(seen).to.deep.equal([
      { bids: ['100: 1 > 2'], asks: [] },
      { bids: [], asks: [] },
      { bids: [], asks: ['101: 1 > -', '102: - > 5'] },
    ]);
  });

  it('gives states whose changes of status are told as those of any book', () => {
    const seen: unknown[] = [];
    of(...messages, diffOf(9, 9))
      .pipe(
        orderBooksInPlace(rules),
        map(({ value }) => value),
        statusChanges(),
      )
      .subscribe(({ to }) => seen.push(to));
    expect(seen).to.deep.equal(['live', 'gap']);
  });

  it('throws at once where the limit is no count', () => {
    expect(() => orderBooksInPlace(rules, { holdLimit: -1 })).to.throw(RangeError, 'holdLimit');
  });

  itKeepsTheChecklist(() => orderBooksInPlace(rules), messages);
});
