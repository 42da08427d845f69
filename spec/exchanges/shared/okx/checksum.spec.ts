import { crc32 } from 'node:zlib';

import { expect } from 'chai';

import { bookFromSnapshot, type OrderBook } from '../../../../src/book/index.js';
import { decodeFrame } from '../../../../src/connector/index.js';
import { okx } from '../../../../src/exchanges/okx/index.js';
import { bookChecksum } from '../../../../src/exchanges/shared/okx/index.js';
import { streamFrame } from '../../frames.js';

type Levels = readonly (readonly [price: string, size: string])[];

function bookOf(bids: Levels, asks: Levels): OrderBook {
  const [snapshot] = decodeFrame(
    okx,
    streamFrame({
      arg: { channel: 'books', instId: 'BTC-USDT' },
      action: 'snapshot',
      data: [{ bids, asks, ts: '1597026383085', checksum: 1 }],
    }),
  );
  if (snapshot?._tag !== 'snapshot') throw new Error(`no snapshot: ${JSON.stringify(snapshot)}`);
  return bookFromSnapshot(snapshot);
}

/** The sum by another program: that of zlib, made signed through an `Int32Array`. */
const signed = (text: string): number => new Int32Array([crc32(text)])[0]!;

describe("OKX's checksum", () => {
  it('takes bid and ask in turn, price and size as they were written', () => {
    const book = bookOf(
      [
        ['3366.1', '7'],
        ['3366', '6.00'],
      ],
      [
        ['3366.8', '9'],
        ['3368.0', '8'],
      ],
    );
    expect(bookChecksum(book)).to.equal(signed('3366.1:7:3366.8:9:3366:6.00:3368.0:8'));
  });

  it('goes on with one side where the other is exhausted', () => {
    const asks: Levels = [
      ['3366.8', '9'],
      ['3368', '8'],
      ['3372', '8'],
    ];
    expect(bookChecksum(bookOf([['3366.1', '7']], asks))).to.equal(signed('3366.1:7:3366.8:9:3368:8:3372:8'));
    expect(bookChecksum(bookOf(asks.slice().reverse(), []))).to.equal(signed('3372:8:3368:8:3366.8:9'));
    expect(bookChecksum(bookOf([], asks))).to.equal(signed('3366.8:9:3368:8:3372:8'));
    expect(bookChecksum(bookOf([], []))).to.equal(0);
  });

  it('is signed: sums above 2^31 are below zero, as Python has them', () => {
    // python3: zlib.crc32(b'10:1'), zlib.crc32(b'2:1') - 2**32
    expect(bookChecksum(bookOf([['10', '1']], []))).to.equal(969898763);
    expect(bookChecksum(bookOf([['2', '1']], []))).to.equal(-1395050833);
  });

  it("is that of the v3 guide's two examples", () => {
    const bids: Levels = [
      ['3366.1', '7'],
      ['3366', '6'],
    ];
    const asks: Levels = [
      ['3366.8', '9'],
      ['3368', '8'],
      ['3372', '8'],
    ];
    expect(bookChecksum(bookOf(bids, asks.slice(0, 2)))).to.equal(-1881014294);
    expect(bookChecksum(bookOf(bids.slice(0, 1), asks))).to.equal(831078360);
  });

  it('is what the venue sent for a book of one level, BTC-USD-210604-30000-P on 2021-06-03', () => {
    expect(bookChecksum(bookOf([], [['0.0015', '906']]))).to.equal(-288111842);
  });

  it('covers 25 levels a side', () => {
    const bids = Array.from({ length: 26 }, (_, at) => [`${100 - at}.0`, `${at + 1}`] as const);
    const asks = Array.from({ length: 26 }, (_, at) => [`${101 + at}.0`, `${at + 1}`] as const);
    const text = bids
      .slice(0, 25)
      .map((bid, at) => [...bid, ...asks[at]!].join(':'))
      .join(':');
    expect(bookChecksum(bookOf(bids, asks))).to.equal(signed(text));
    expect(bookChecksum(bookOf(bids.slice(0, 25), asks.slice(0, 25)))).to.equal(signed(text));
    expect(bookChecksum(bookOf(bids.slice(0, 24), asks))).to.not.equal(signed(text));
  });

  it('keeps texts that no double gives back', () => {
    const book = bookOf([], [['0.123456789012345678', '12345678901234567890.10']]);
    expect(bookChecksum(book)).to.equal(signed('0.123456789012345678:12345678901234567890.10'));
  });
});
