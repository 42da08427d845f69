import { expect } from 'chai';

import {
  ANY_TEXT,
  IsoTimeScanner,
  PRICE,
  RowsField,
  SecondsScanner,
  SIZE,
  type RowPart,
} from '../../src/codec/index.js';
import type { PriceLevels } from '../../src/domain/index.js';

/** Where a list ends, of which the text begins with; below zero where there is none. */
const readFrom = (field: RowsField, text: string): number =>
  field.read(new TextEncoder().encode(`:${text}\0`), 1) - 1;

const wireTexts = (levels: PriceLevels) =>
  Array.from(levels, ({ priceWireText, sizeWireText }) => `${priceWireText} x ${sizeWireText}`);

const TEXTS: readonly RowPart[] = ['["', PRICE, '","', SIZE, '","', ANY_TEXT, '"', { optional: ',"r"' }, ']'];

describe('RowsField', () => {
  it('reads levels with further elements, and passes those over', () => {
    const rows = new RowsField(TEXTS);
    const text = '[["1.50","2","a b"],["0.7","0.0","","r"]]';
    expect(readFrom(rows, `${text},"more"`)).to.equal(text.length);
    expect(rows.levels.numbers).to.deep.equal([1.5, 2, 0.7, 0]);
    expect(rows.levels.notations).to.equal(undefined);
    expect([rows.asks.length, rows.time]).to.deep.equal([0, undefined]);
  });

  it('keeps what regenerates the texts where that is asked for', () => {
    const rows = new RowsField(TEXTS, { keepText: true });
    expect(readFrom(rows, '[["1.50","2.000",""],["100","0.00000000",""]]')).to.be.greaterThan(0);
    expect(wireTexts(rows.levels)).to.deep.equal(['1.50 x 2.000', '100 x 0.00000000']);
    expect(readFrom(rows, '[["1.5e1","2",""]]'), 'an exponent').to.be.below(0);
    expect(readFrom(rows, '[["1","2E0",""]]'), 'an exponent').to.be.below(0);
  });

  it('reads numbers without quotes, with exponents and long ones', () => {
    const rows = new RowsField(['[', PRICE, ',', SIZE, ']']);
    expect(readFrom(rows, '[[9.121E-7,92730.24],[645,3307.9982700421942]]')).to.be.greaterThan(0);
    expect(rows.levels.numbers).to.deep.equal([9.121e-7, 92730.24, 645, 3307.9982700421942]);
    expect(rows.levels.notations).to.equal(undefined);
  });

  it('sorts rows by the sides that they tell, each in their order', () => {
    const rows = new RowsField(['["', { bid: 'buy', ask: 'sell' }, '","', PRICE, '","', SIZE, '"]']);
    expect(readFrom(rows, '[["buy","1","2"],["sell","3","4"],["buy","5","6"]]')).to.be.greaterThan(0);
    expect(rows.bids.numbers).to.deep.equal([1, 2, 5, 6]);
    expect(rows.asks.numbers).to.deep.equal([3, 4]);
    for (const side of ['', 'bu', 'buys', 'Buy', 'selll']) {
      expect(readFrom(rows, `[["${side}","1","2"]]`), side).to.be.below(0);
    }
  });

  it('tells the latest of the times of its rows', () => {
    const ofSeconds = new RowsField(['["', PRICE, '","', SIZE, '","', { time: new SecondsScanner() }, '"]']);
    expect(readFrom(ofSeconds, '[["1","2","5.5"],["1","2","7.25"],["1","2","6"]]')).to.be.greaterThan(0);
    expect(ofSeconds.time).to.equal(7250);
    expect(readFrom(ofSeconds, '[["1","2","0"]]')).to.be.greaterThan(0);
    expect(ofSeconds.time).to.equal(0);
    expect(readFrom(ofSeconds, '[]')).to.equal(2);
    expect(ofSeconds.time).to.equal(undefined);
    const ofTexts = new RowsField([
      '{"t":"',
      { time: new IsoTimeScanner() },
      '","p":"',
      PRICE,
      '","s":"',
      SIZE,
      '"}',
    ]);
    expect(readFrom(ofTexts, '[{"t":"2021-04-17T16:49:03.654321Z","p":"1","s":"2"}]')).to.be.greaterThan(0);
    expect(ofTexts.time).to.equal(1618678143654.321);
  });

  it('keeps nothing of a list at which a scanner of times threw', () => {
    const seconds = new SecondsScanner();
    const rows = new RowsField([
      '["',
      { bid: 'b', ask: 'a' },
      '","',
      PRICE,
      '","',
      SIZE,
      '","',
      {
        time: {
          samples: ['1'],
          get value() {
            return seconds.value;
          },
          read: (bytes, at) => {
            if (bytes[at] === 'x'.charCodeAt(0)) throw new Error('no way');
            return seconds.read(bytes, at);
          },
        },
      },
      '"]',
    ]);
    expect(() => readFrom(rows, '[["b","1","2","3"],["a","4","5","x"]]')).to.throw('no way');
    expect(readFrom(rows, '[["b","6","7","8"]]')).to.be.greaterThan(0);
    expect([rows.bids.numbers, rows.asks.numbers]).to.deep.equal([[6, 7], []]);
  });

  it('refuses a row that is no level', () => {
    const side = { bid: 'buy', ask: 'sell' };
    for (const parts of [
      [PRICE],
      [SIZE],
      [SIZE, PRICE],
      [PRICE, PRICE, SIZE],
      [PRICE, side, SIZE],
      [PRICE, SIZE, side],
    ]) {
      expect(() => new RowsField(parts)).to.throw(
        RangeError,
        'a price and then a size, and its side before them',
      );
    }
    expect(
      () =>
        new RowsField([
          '["',
          side,
          '","',
          ANY_TEXT,
          '","',
          PRICE,
          '","',
          ANY_TEXT,
          '","',
          SIZE,
          '","',
          ANY_TEXT,
          '"]',
        ]),
    ).to.not.throw();
  });

  it('keeps nothing of a list that is at fault, nor of the one before', () => {
    const rows = new RowsField(TEXTS, { keepText: true });
    for (const text of [
      '',
      '{',
      '[',
      '[["1","2",""]',
      '[["1","2",""],]',
      '[["1","2",""];["1","2",""]]',
      '[["1","2"]]',
      '[["1","2",3]]',

      '[["1","2","\\u0000"]]',
      '[["1","2","\n"]]',
      '[["1","2","","s"]]',
      '[["1","2","","r","r"]]',
      '[["-1","2",""]]',

      '[["1","x",""]]',
      '[["","2",""]]',
      '[["1" ,"2",""]]',
      '[ ["1","2",""]]',
      '[["1","2",""] ]',
      '[["1","2",""]}',
      '[}',
      '[["1000000000000000","2",""]]',
      '[["1","2","',
    ]) {
      expect(readFrom(rows, text), text).to.be.below(0);
      expect(readFrom(rows, '[["3","4.0",""]]'), text).to.be.greaterThan(0);
      expect(wireTexts(rows.levels)).to.deep.equal(['3 x 4.0']);
    }
    rows.clear();
    expect([rows.levels.length, rows.asks.length, rows.time]).to.deep.equal([0, 0, undefined]);
  });
});
