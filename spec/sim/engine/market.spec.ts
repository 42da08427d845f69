import { expect } from 'chai';
import fc from 'fast-check';

import { multiply } from '../../../src/domain/exact.js';
import { Market } from '../../../src/sim/engine/market.js';
import { fromUnits } from '../../../src/sim/engine/units.js';
import { dec, ruleOf } from './desk.js';

/** Digits after the point: of the tick, of the lot, and how many more than they need the tokens have. */
const markets = fc
  .record({ tick: fc.nat(6), lot: fc.nat(6), base: fc.nat(6), quote: fc.nat(6), step: fc.constantFrom(1, 5) })
  .map(({ tick, lot, base, quote, step }) => {
    const rule = ruleOf({ tickSize: `${step}e-${tick}`, lotSize: `${step}e-${lot}` });
    const places = { base: lot + base, quote: tick + lot + quote };
    return new Market(rule, { name: 'BTC', places: places.base }, { name: 'USDT', places: places.quote }, 10);
  });
const count = fc.bigInt({ min: 1n, max: 10n ** 20n });

describe('Market', () => {
  it('multiplies prices and amounts exactly, whatever digits tokens have', () => {
    fc.assert(
      fc.property(markets, count, count, (market, ticks, lots) => {
        const { rule, places } = market;
        const price = multiply(rule.tickSize!, dec(ticks.toString()));
        const amount = multiply(rule.lotSize!, dec(lots.toString()));
        const notional = market.notional(market.priceUnits(price)!, market.baseUnits(amount)!);
        expect(fromUnits(notional, places.quote).toFixed()).to.equal(multiply(price, amount).toFixed());
      }),
    );
  });

  it('knows the most lots that can be paid for', () => {
    fc.assert(
      fc.property(markets, count, count, (market, ticks, quote) => {
        const price = market.priceUnits(multiply(market.rule.tickSize!, dec(ticks.toString())))!;
        const amount = market.affordable(quote, price);
        expect(amount % market.lot).to.equal(0n);
        expect(market.notional(price, amount) <= quote).to.equal(true);
        expect(market.notional(price, amount + market.lot) > quote).to.equal(true);
      }),
    );
  });

  it('needs the digits of the lot of market orders, where that is finer', () => {
    const rule = ruleOf({ market: { lotSize: '0.00001' } });
    const make = (base: number) =>
      new Market(rule, { name: 'BTC', places: base }, { name: 'USDT', places: 8 }, 10);
    expect(() => make(4)).to.throw(RangeError, 'BTCUSDT needs 5 digits after the point of BTC, which has 4');
    expect(make(5).lot).to.equal(100n);
  });
});
