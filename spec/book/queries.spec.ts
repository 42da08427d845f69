import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { isLeft, type Either } from 'fp-ts/lib/Either.js';

import type { OrderBook } from '../../src/book/orderBook.js';
import {
  priceForQuoteVolume,
  priceForVolume,
  quoteForVolume,
  simulateBuy,
  simulateSell,
  volumeForPrice,
  vwap,
  type DecimalLike,
} from '../../src/book/queries.js';
import type { DepthError } from '../../src/book/takeVolume.js';
import type { Side } from '../../src/domain/index.js';
import { longText, roundPrice } from '../support/arbitraries.js';
import { fixedPoint, fixedText, quotient40 } from '../support/fixedPoint.js';
import type { Pair } from '../support/messages.js';
import { takeBase, takeQuote } from '../support/naiveTaker.js';
import { bookOf, canonical, plainBook } from '../support/plainBook.js';

const BIDS: readonly Pair[] = [
  ['99', '1'],
  ['98.5', '2'],
  ['97', '4'],
];
const ASKS: readonly Pair[] = [
  ['100', '1.5'],
  ['101', '2'],
  ['103', '0.5'],
];
const BOOK = bookOf(BIDS, ASKS);
const CUT = bookOf(BIDS, ASKS, { levels: 3, maintained: false });

/** The plain text of an answer, or the tag of what stands in its way with `wanted>available`. */
function textOf(answer: Either<DepthError, Decimal>): string {
  if (!isLeft(answer)) return answer.right.toFixed();
  const { _tag, wanted, available } = answer.left;
  return `${_tag} ${wanted.toFixed()}>${available.toFixed()}`;
}

type Query = (book: OrderBook, side: Side, amount: DecimalLike) => Either<DepthError, Decimal>;

describe('queries', () => {
  const amount = fc.oneof(longText, roundPrice);
  const levels = fc.array(fc.tuple(amount, amount), { maxLength: 12 });
  const side = fc.constantFrom<Side>('buy', 'sell');

  it('answer as whole-number arithmetic does, to the last digit', () => {
    fc.assert(
      fc.property(levels, levels, side, amount, (bids, asks, taker, asked) => {
        const book = bookOf(bids, asks);
        const offered = plainBook(book)[taker === 'buy' ? 'asks' : 'bids'];
        const base = takeBase(offered, asked);
        const quote = takeQuote(offered, asked);
        const short = (available: string) => `insufficientDepth ${canonical(asked)}>${available}`;
        const expected =
          'short' in base
            ? { price: short(base.short), quote: short(base.short), vwap: short(base.short) }
            : {
                price: base.worstPrice,
                quote: base.quote,
                vwap: quotient40(fixedPoint(base.quote), fixedPoint(base.volume)),
              };
        expect({
          price: textOf(priceForVolume(book, taker, asked)),
          quote: textOf(quoteForVolume(book, taker, asked)),
          vwap: textOf(vwap(book, taker, asked)),
        }).to.deep.equal(expected);
        expect(textOf(priceForQuoteVolume(book, taker, asked))).to.equal(
          'short' in quote ? short(quote.short) : quote.worstPrice,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('sum up to a price what rests at it and better', () => {
    fc.assert(
      fc.property(levels, levels, side, amount, (bids, asks, taker, price) => {
        const book = bookOf(bids, asks);
        const limit = fixedPoint(price);
        const within = plainBook(book)[taker === 'buy' ? 'asks' : 'bids'].filter(([at]) =>
          taker === 'buy' ? fixedPoint(at) <= limit : fixedPoint(at) >= limit,
        );
        const answer = volumeForPrice(book, taker, price);
        const volume = fixedText(within.reduce((sum, [, size]) => sum + fixedPoint(size), 0n));
        expect(
          answer._tag === 'Right' && { ...answer.right, volume: answer.right.volume.toFixed() },
        ).to.deep.equal({ volume, levels: within.length });
      }),
      { numRuns: 1_000 },
    );
  });

  it('take from the asks for a buyer, from the bids for a seller', () => {
    expect(textOf(priceForVolume(BOOK, 'buy', 2))).to.equal('101');
    expect(textOf(priceForVolume(BOOK, 'sell', 2))).to.equal('98.5');
    expect(textOf(quoteForVolume(BOOK, 'buy', '2'))).to.equal('200.5');
    expect(textOf(quoteForVolume(BOOK, 'sell', '2'))).to.equal('197.5');
    expect(textOf(priceForQuoteVolume(BOOK, 'buy', 150))).to.equal('100');
    expect(textOf(priceForQuoteVolume(BOOK, 'buy', '150.00000000000000000001'))).to.equal('101');
    expect(textOf(priceForQuoteVolume(BOOK, 'sell', 99))).to.equal('99');
    expect(textOf(vwap(BOOK, 'buy', 2))).to.equal('100.25');
  });

  it('give the average price of a level taken in part to 40 digits', () => {
    expect(textOf(vwap(BOOK, 'buy', 3))).to.equal('100.5');
    expect(textOf(vwap(BOOK, 'sell', 7))).to.equal('97.71428571428571428571428571428571428571');
    expect(textOf(vwap(BOOK, 'sell', '1.07'))).to.equal('98.96728971962616822429906542056074766355');
  });

  it('simulate a taker level by level', () => {
    const buy = simulateBuy(BOOK, new Decimal('3.75'));
    const sell = simulateSell(BOOK, '1.5');
    expect(buy._tag === 'Right' && JSON.parse(JSON.stringify(buy.right))).to.deep.equal({
      takes: [
        { price: '100', size: '1.5' },
        { price: '101', size: '2' },
        { price: '103', size: '0.25' },
      ],
      volume: '3.75',
      quote: '377.75',
      worstPrice: '103',
    });
    expect(sell._tag === 'Right' && JSON.parse(JSON.stringify(sell.right))).to.deep.equal({
      takes: [
        { price: '99', size: '1' },
        { price: '98.5', size: '0.5' },
      ],
      volume: '1.5',
      quote: '148.25',
      worstPrice: '98.5',
    });
  });

  it('say of a whole book what it lacks, and of a cut one that it does not know', () => {
    const answers = (book: OrderBook) =>
      [priceForVolume, quoteForVolume, vwap].map((query: Query) => textOf(query(book, 'buy', '4.5')));
    expect(answers(BOOK)).to.deep.equal(Array(3).fill('insufficientDepth 4.5>4'));
    expect(answers(CUT)).to.deep.equal(Array(3).fill('beyondKnownDepth 4.5>4'));
    expect(textOf(priceForQuoteVolume(CUT, 'sell', 700))).to.equal('beyondKnownDepth 700>684');
    expect(simulateBuy(CUT, 5)._tag + simulateSell(CUT, 8)._tag).to.equal('LeftLeft');
  });

  describe('volumeForPrice', () => {
    const volumeOf = (book: OrderBook, taker: Side, price: DecimalLike) => {
      const answer = volumeForPrice(book, taker, price);
      if (answer._tag === 'Right') return `${answer.right.volume.toFixed()} in ${answer.right.levels}`;
      const { _tag, wanted, available, completeTo } = answer.left;
      return `${_tag} ${wanted.toFixed()}: ${available.toFixed()} to ${completeTo.toFixed()}`;
    };

    it('counts up to the price and with it', () => {
      expect(volumeOf(BOOK, 'buy', '101')).to.equal('3.5 in 2');
      expect(volumeOf(BOOK, 'buy', '100.99')).to.equal('1.5 in 1');
      expect(volumeOf(BOOK, 'buy', '99')).to.equal('0 in 0');
      expect(volumeOf(BOOK, 'sell', '98.5')).to.equal('3 in 2');
      expect(volumeOf(BOOK, 'sell', '98.50000000000000000001')).to.equal('1 in 1');
      expect(volumeOf(BOOK, 'sell', 0)).to.equal('7 in 3');
      expect(volumeOf(bookOf([], []), 'buy', 1)).to.equal('0 in 0');
    });

    it('answers to the price to which the book is complete, and says beyond it that it does not know', () => {
      expect(volumeOf(CUT, 'buy', '103')).to.equal('4 in 3');
      expect(volumeOf(CUT, 'buy', '103.00000000000000000001')).to.equal(
        'beyondKnownDepth 103.00000000000000000001: 4 to 103',
      );
      expect(volumeOf(CUT, 'sell', '97')).to.equal('7 in 3');
      expect(volumeOf(CUT, 'sell', '96')).to.equal('beyondKnownDepth 96: 7 to 97');
    });

    it('throws at a price that is none', () => {
      for (const taker of ['buy', 'sell'] as const) {
        expect(() => volumeForPrice(BOOK, taker, NaN), taker).to.throw(RangeError);
      }
    });
  });

  it('throw at an amount that is none', () => {
    for (const none of [0, '-1', NaN, new Decimal(-0.5)]) {
      for (const query of [priceForVolume, priceForQuoteVolume, quoteForVolume, vwap]) {
        expect(() => query(BOOK, 'buy', none), `${query.name} ${String(none)}`).to.throw(RangeError);
      }
      expect(() => simulateBuy(BOOK, none)).to.throw(RangeError, 'not above zero');
      expect(() => simulateSell(BOOK, none)).to.throw(RangeError, 'not above zero');
    }
  });

  it('throw at a text that is no number', () => {
    expect(() => vwap(BOOK, 'buy', 'much')).to.throw('much');
    expect(() => volumeForPrice(BOOK, 'buy', '')).to.throw();
  });
});
