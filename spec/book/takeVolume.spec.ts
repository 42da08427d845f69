import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { match } from 'fp-ts/lib/Either.js';

import { takenSide, takeVolume, type DepthError, type Taken } from '../../src/book/takeVolume.js';
import { applyDiff } from '../../src/book/bookReducer.js';
import type { ReadableSide } from '../../src/book/bookSide.js';
import type { OrderBook } from '../../src/book/orderBook.js';
import { longText, roundPrice } from '../support/arbitraries.js';
import { diffOf, type Pair } from '../support/messages.js';
import { takeBase, takeQuote, type NaiveTaken } from '../support/naiveTaker.js';
import { bookOf, plainBook } from '../support/plainBook.js';

/** The answer in plain texts. */
const take = (side: ReadableSide, wanted: string, unit: 'base' | 'quote') =>
  match<DepthError, Taken, object>(
    ({ wanted: asked, available, ...error }) => ({
      ...error,
      ...('completeTo' in error ? { completeTo: error.completeTo.toFixed() } : {}),
      wanted: asked.toFixed(),
      available: available.toFixed(),
    }),
    ({ takes, volume, quote, worstPrice }) => ({
      takes: takes.map(({ price, size }) => [price.toFixed(), size.toFixed()]),
      volume: volume.toFixed(),
      quote: quote.toFixed(),
      worstPrice: worstPrice.toFixed(),
    }),
  )(takeVolume(side, new Decimal(wanted), unit));

const ASKS: readonly Pair[] = [
  ['100', '1.5'],
  ['101', '2'],
  ['103', '0.5'],
];

const asksOf = (levels: readonly Pair[], maintained?: boolean) =>
  bookOf([], levels, maintained === undefined ? 'full' : { levels: levels.length, maintained }).asks;

describe('takeVolume', () => {
  const amount = fc.oneof(longText, roundPrice, fc.constantFrom('0.00000001', '1'));
  const book = fc
    .array(fc.tuple(amount, amount), { maxLength: 12 })
    .map((levels): OrderBook => bookOf(levels, levels));
  const side = fc.constantFrom<'buy' | 'sell'>('buy', 'sell');
  const wanted = fc.oneof(
    amount,
    fc.tuple(fc.nat(3000), longText).map(([whole, text]) => whole + text),
  );

  /** What of both ways is to be the same. */
  const sameAs = (naive: NaiveTaken, asked: string) =>
    'short' in naive
      ? { _tag: 'insufficientDepth', wanted: new Decimal(asked).toFixed(), available: naive.short }
      : naive;

  it('takes base currency as whole-number arithmetic does, to the last digit', () => {
    fc.assert(
      fc.property(book, side, wanted, (anyBook, takerSide, asked) => {
        const levels = plainBook(anyBook)[takerSide === 'buy' ? 'asks' : 'bids'];
        const taken = take(takenSide(anyBook, takerSide), asked, 'base');
        expect(taken).to.deep.equal(sameAs(takeBase(levels, asked), asked));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes quote currency as whole-number arithmetic does, with the last size to 40 digits', () => {
    fc.assert(
      fc.property(book, side, wanted, (anyBook, takerSide, asked) => {
        const levels = plainBook(anyBook)[takerSide === 'buy' ? 'asks' : 'bids'];
        const taken = take(takenSide(anyBook, takerSide), asked, 'quote');
        expect(taken).to.deep.equal(sameAs(takeQuote(levels, asked), asked));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes levels from the best on, the last in part', () => {
    expect(take(asksOf(ASKS), '2.25', 'base')).to.deep.equal({
      takes: [
        ['100', '1.5'],
        ['101', '0.75'],
      ],
      volume: '2.25',
      quote: '225.75',
      worstPrice: '101',
    });
  });

  it('stops at the level that is just enough', () => {
    const whole = { takes: ASKS.slice(0, 2), volume: '3.5', quote: '352', worstPrice: '101' };
    expect(take(asksOf(ASKS), '3.5', 'base')).to.deep.equal(whole);
    expect(take(asksOf(ASKS), '352', 'quote')).to.deep.equal(whole);
  });

  it('goes from the best on either side', () => {
    const { bids } = bookOf(ASKS, []);
    expect(take(bids, '1', 'base')).to.include({ quote: '102', worstPrice: '101' });
    expect(take(bids, '0.5', 'base')).to.include({ quote: '51.5', worstPrice: '103' });
  });

  it('rounds the last size of an amount in quote currency to 40 digits, and takes that amount exactly', () => {
    expect(take(asksOf([['3', '1']]), '1', 'quote')).to.deep.equal({
      takes: [['3', `0.${'3'.repeat(40)}`]],
      volume: `0.${'3'.repeat(40)}`,
      quote: '1',
      worstPrice: '3',
    });
  });

  it('tells all that a whole side has where that is less, in the unit of what was asked', () => {
    const short = { _tag: 'insufficientDepth', available: '4' };
    expect(take(asksOf(ASKS), '4.00000001', 'base')).to.deep.equal({ ...short, wanted: '4.00000001' });
    expect(take(asksOf(ASKS), '403.6', 'quote')).to.deep.equal({
      ...short,
      wanted: '403.6',
      available: '403.5',
    });
    expect(take(asksOf([]), '1', 'base')).to.deep.equal({ ...short, wanted: '1', available: '0' });
    expect(take(asksOf(ASKS), '4', 'base')).to.include({ worstPrice: '103' });
  });

  for (const [kind, maintained] of [
    ['a cut snapshot', false],
    ['a depth that the venue maintains', true],
  ] as const) {
    it(`answers to the last level of ${kind} and says beyond it how far it knows`, () => {
      const asks = asksOf(ASKS, maintained);
      expect(take(asks, '4', 'base')).to.include({ worstPrice: '103', quote: '403.5' });
      const beyond = { _tag: 'beyondKnownDepth', completeTo: '103' };
      expect(take(asks, '5', 'base')).to.deep.equal({ ...beyond, wanted: '5', available: '4' });
      expect(take(asks, '500', 'quote')).to.deep.equal({ ...beyond, wanted: '500', available: '403.5' });
    });
  }

  it('does not count on levels beyond the end of a cut snapshot, nor on a best level there', () => {
    const cut = bookOf([], ASKS, { levels: 3, maintained: false });
    const beyond = applyDiff(cut, diffOf(2, 2, { asks: [['104', '9']] })).book;
    const answer = { _tag: 'beyondKnownDepth', wanted: '5', completeTo: '103' };
    expect(take(beyond.asks, '5', 'base')).to.deep.equal({ ...answer, available: '4' });
    const gone = ASKS.map(([price]): Pair => [price, '0']);
    const rest = applyDiff(beyond, diffOf(3, 3, { asks: gone })).book;
    expect(take(rest.asks, '5', 'base')).to.deep.equal({ ...answer, available: '0' });
  });

  it('throws at an amount that is none', () => {
    for (const none of ['0', '-0', '-1', 'NaN']) {
      for (const unit of ['base', 'quote'] as const) {
        const call = () => takeVolume(asksOf(ASKS), new Decimal(none), unit);
        expect(call, `${none} ${unit}`).to.throw(RangeError, 'not above zero');
      }
    }
  });

  it('has not enough for an infinite amount', () => {
    expect(take(asksOf(ASKS), 'Infinity', 'base')).to.include({ available: '4', _tag: 'insufficientDepth' });
  });
});
