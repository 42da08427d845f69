import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { tradeId, type Trade } from '../../src/domain/index.js';
import {
  candleReducer,
  INITIAL_CANDLES,
  MixedInstrumentsError,
  type Candle,
  type CandleInput,
  type CandleOptions,
} from '../../src/trades/index.js';
import { venueSymbol } from '../../src/domain/ids.js';
import { tradeOf } from '../support/messages.js';
import { naiveSizeCandles, naiveTimeCandles, plainCandle, type PlainTrade } from '../support/naiveCandles.js';

const toTrade = ({ id, time, price, size, buy }: PlainTrade): Trade => ({
  ...tradeOf({ price: String(price), size: String(size), side: buy ? 'buy' : 'sell', receivedAt: 1e6 }),
  id: tradeId(String(id)),
  venueTime: time,
});

/** Trades in the order in which they come: mostly later than the one before, some much later, some earlier. */
const plainTrades: fc.Arbitrary<readonly PlainTrade[]> = fc
  .array(
    fc.record({
      step: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: -25, max: 60 })),
      price: fc.integer({ min: 1, max: 50 }),
      size: fc.integer({ min: 1, max: 9 }),
      buy: fc.boolean(),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((steps) => {
    let time = -40;
    return steps.map(({ step, ...trade }, id) => ({ ...trade, id, time: (time += step) }));
  });

const candlesOf = (options: CandleOptions, inputs: readonly CandleInput[]): readonly Candle[] => {
  const reduce = candleReducer(options);
  let state = INITIAL_CANDLES;
  return inputs.flatMap((input) => {
    state = reduce(state, input);
    return [...state.candles];
  });
};

describe('candleReducer', () => {
  it('makes by time what sorting all trades into windows makes', () => {
    fc.assert(
      fc.property(
        plainTrades,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (trades, everyMs, fillEmpty) => {
          const made = candlesOf({ everyMs, fillEmpty }, trades.map(toTrade));
          expect(made.map(plainCandle)).to.deep.equal(naiveTimeCandles(trades, everyMs, fillEmpty));
          expect(made.every(({ complete }) => complete)).to.equal(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('makes by count and by volume what cutting the list of trades makes', () => {
    fc.assert(
      fc.property(plainTrades, fc.integer({ min: 1, max: 20 }), (trades, every) => {
        const inputs = trades.map(toTrade);
        expect(candlesOf({ everyTrades: every }, inputs).map(plainCandle)).to.deep.equal(
          naiveSizeCandles(trades, every, () => 1),
        );
        expect(candlesOf({ everyVolume: String(every) }, inputs).map(plainCandle)).to.deep.equal(
          naiveSizeCandles(trades, every, ({ size }) => size),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('shows with forming the same complete candles, and before each the versions that lead to it', () => {
    const kinds: readonly CandleOptions[] = [
      { everyMs: 20 },
      { everyMs: 20, fillEmpty: true },
      { everyTrades: 4 },
      { everyVolume: new Decimal(12) },
    ];
    fc.assert(
      fc.property(plainTrades, fc.constantFrom(...kinds), (trades, options) => {
        const inputs = trades.map(toTrade);
        const shown = candlesOf({ ...options, forming: true }, inputs);
        const complete = shown.filter((candle) => candle.complete);
        expect(complete).to.deep.equal(candlesOf(options, inputs));
        // Each trade is either in the version that it makes, or late in it.
        const told = ({ trades: count, late }: Candle) => count + late;
        const unfinished = shown.at(-1)?.complete === false ? [shown.at(-1)!] : [];
        const all = [...complete, ...unfinished].reduce((total, candle) => total + told(candle), 0);
        expect(all).to.equal(trades.length);
      }),
    );
  });

  it('sums exactly, however long the numbers', () => {
    const trades = [
      tradeOf({ price: '0.1', size: '123456789012345678901234567890.1234567891' }),
      tradeOf({ price: '0.2', size: '0.0000000000000000000000000000000000000001', side: 'sell' }),
    ];
    const [candle] = candlesOf({ everyTrades: 2 }, trades);
    expect(candle?.volume.toFixed()).to.equal(
      '123456789012345678901234567890.1234567891000000000000000000000000000001',
    );
    expect(candle?.quoteVolume.toFixed()).to.equal(
      '12345678901234567890123456789.01234567891000000000000000000000000000002',
    );
    expect(candle?.takerBuyVolume.toFixed()).to.equal('123456789012345678901234567890.1234567891');
  });

  it('keeps a trade of the last microsecond in its window', () => {
    const everyMs = 86_400_000;
    const midnight = 1_767_571_200_000;
    const lastMoment = midnight - 2 ** -12;
    const trades = [lastMoment, midnight].map((receivedAt) => tradeOf({ receivedAt }));
    expect(
      candlesOf({ everyMs }, trades).map(({ openTime, closeTime }) => [openTime, closeTime]),
    ).to.deep.equal([[midnight - everyMs, midnight]]);
  });

  it('closes by the time that passes, and counts what comes for a window that is over', () => {
    const passed = (time: number): CandleInput => ({ _tag: 'timePassed', time });
    const inputs: readonly CandleInput[] = [
      passed(3),
      tradeOf({ receivedAt: 12 }),
      passed(19),
      passed(20),
      tradeOf({ receivedAt: 19 }),
      passed(20),
      tradeOf({ receivedAt: 20 }),
      passed(30),
    ];
    expect(candlesOf({ everyMs: 10 }, inputs).map((c) => [c.openTime, c.trades, c.late])).to.deep.equal([
      [10, 1, 0],
      [20, 1, 1],
    ]);
    expect(candlesOf({ everyTrades: 2 }, inputs).map((c) => c.trades)).to.deep.equal([2]);
  });

  it('is pure: the same state and input give the same again, and the state stays as it was', () => {
    fc.assert(
      fc.property(plainTrades, (trades) => {
        const reduce = candleReducer({ everyMs: 10, fillEmpty: true, forming: true });
        let state = INITIAL_CANDLES;
        for (const trade of trades.map(toTrade)) {
          const before = { ...state };
          const next = reduce(Object.freeze(state), trade);
          const given = [...next.candles];
          expect([...reduce(state, trade).candles]).to.deep.equal(given);
          expect([...next.candles]).to.deep.equal(given);
          expect(state).to.deep.equal(before);
          state = next;
        }
      }),
      { numRuns: 20 },
    );
  });

  it('makes the flat candles of a long silence one by one', () => {
    const reduce = candleReducer({ everyMs: 1, fillEmpty: true });
    const state = reduce(
      reduce(INITIAL_CANDLES, tradeOf({ receivedAt: 0 })),
      tradeOf({ receivedAt: 2 ** 50 }),
    );
    const [first, second, third] = state.candles;
    expect([first, second, third].map((candle) => candle?.openTime)).to.deep.equal([0, 1, 2]);
    expect(state.forming?.openTime).to.equal(2 ** 50);
  });

  it('refuses a trade of another instrument, whether or not a candle is forming', () => {
    const other: Trade = { ...tradeOf(), symbol: venueSymbol('OTHER') };
    for (const everyTrades of [1, 2]) {
      const reduce = candleReducer({ everyTrades });
      const state = reduce(INITIAL_CANDLES, tradeOf());
      expect(() => reduce(state, other))
        .to.throw(MixedInstrumentsError, 'a trade of venue OTHER among those of venue AAABBB')
        .that.deep.includes({
          _tag: 'mixedInstruments',
          expected: { venue: 'venue', symbol: 'AAABBB' },
          actual: { venue: 'venue', symbol: 'OTHER' },
        });
    }
  });

  it('takes the time that timeOf tells, and refuses what is none', () => {
    const late = tradeOf({ receivedAt: 25 });
    const shifted = candlesOf({ everyMs: 10, forming: true, timeOf: ({ receivedAt }) => receivedAt - 20 }, [
      late,
    ]);
    expect(shifted.map(({ openTime, closeTime }) => [openTime, closeTime])).to.deep.equal([[0, 10]]);
    for (const options of [{ everyMs: 10 }, { everyTrades: 1 }]) {
      const reduce = candleReducer({ ...options, timeOf: () => NaN });
      expect(() => reduce(INITIAL_CANDLES, late)).to.throw(RangeError, 'the time of a trade is none: NaN');
    }
  });

  const faults: readonly (readonly [unknown, string])[] = [
    [{}, 'candles want one of everyMs, everyTrades, everyVolume: none is given'],
    [{ everyMs: 5, everyTrades: 5 }, 'everyMs and everyTrades is given'],
    [{ everyMs: 0 }, 'everyMs is no whole number above zero: 0'],
    [{ everyMs: 0.5 }, 'everyMs is no whole number above zero: 0.5'],
    [{ everyMs: NaN }, 'everyMs is no whole number above zero: NaN'],
    [{ everyMs: 5, closeAfterMs: -1 }, 'closeAfterMs is no time: -1'],
    [{ everyMs: 5, closeAfterMs: NaN }, 'closeAfterMs is no time: NaN'],
    [{ everyMs: 2 ** 31, closeAfterMs: 0 }, 'no time of a timer: 0 after 2147483648'],
    [{ everyTrades: 1.5 }, 'everyTrades is no whole number above zero: 1.5'],
    [{ everyTrades: -1 }, 'everyTrades is no whole number above zero: -1'],
    [{ everyVolume: '0' }, 'everyVolume is no volume above zero: 0'],
    [{ everyVolume: '-1' }, 'everyVolume is no volume above zero: -1'],
    [{ everyVolume: 'much' }, 'everyVolume is no volume above zero: much'],
    [{ everyVolume: '0x10' }, 'everyVolume is no volume above zero: 0x10'],
    [{ everyVolume: new Decimal(Infinity) }, 'everyVolume is no volume above zero: Infinity'],
  ];
  for (const [options, reason] of faults) {
    it(`refuses ${reason}`, () => {
      expect(() => candleReducer(options as CandleOptions)).to.throw(RangeError, reason);
    });
  }

  it('takes windows longer than any timer where no timer is wanted', () => {
    const everyMs = 2 ** 33;
    const trades = [0, everyMs].map((receivedAt) => tradeOf({ receivedAt }));
    expect(candlesOf({ everyMs }, trades).map(({ closeTime }) => closeTime)).to.deep.equal([everyMs]);
  });
});
