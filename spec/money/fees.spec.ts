import { expect } from 'chai';
import type { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { addAmounts, estimateFee, feesIn, feeTotals, settledChanges } from '../../src/money/index.js';
import { amountTexts, scheduleOf } from './fees.js';
import { d, ruleOf } from './rules.js';

const texts = (totals: ReadonlyMap<string, Decimal>) =>
  Object.fromEntries(Array.from(totals, ([token, amount]) => [token, amount.toFixed()]));

describe('fees of fills', () => {
  it('add up by token, other names included, exactly', () => {
    const fills = [
      { fees: [{ token: 'ETH', amount: d('0.1') }] },
      { fees: [] },
      {
        fees: [
          { token: 'WETH', amount: d('0.000000000000000000000000000001') },
          { token: 'BNB', amount: d('2') },
        ],
      },
      { fees: [{ token: 'BNB', amount: d('-0.5') }] },
    ];
    expect(texts(feeTotals(fills, { WETH: 'ETH' }))).to.deep.equal({
      ETH: '0.100000000000000000000000000001',
      BNB: '1.5',
    });
    expect(texts(feeTotals(fills))).to.deep.include({ ETH: '0.1' });
  });

  it('are worth so much in one token, or tell whose rate is not known', () => {
    const fees = [
      { token: 'USD', amount: d('1') },
      { token: 'WUSD', amount: d('2') },
      { token: 'BNB', amount: d('0.5') },
    ];
    const rates = (from: string, to: string) => (from === 'BNB' && to === 'USD' ? d('600') : undefined);
    expect(feesIn('USD', fees, rates, { WUSD: 'USD' })).to.deep.equal({ _tag: 'Right', right: d('303') });
    expect(feesIn('USD', fees, rates)).to.deep.equal({
      _tag: 'Left',
      left: { _tag: 'noTokenRate', from: 'WUSD', to: 'USD' },
    });
    expect(feesIn('USD', [], rates)).to.deep.equal({ _tag: 'Right', right: d('0') });
  });

  it('are worth so much by the price of the trade where what is flat is in its base currency', () => {
    const trade = { side: 'buy', base: 'BTC', quote: 'USD', price: d(100), amount: d(2) } as const;
    const schedule = scheduleOf({ takerFlat: [{ token: 'BTC', amount: '0.01' }] });
    const fees = estimateFee(schedule, { ...trade, liquidity: 'taker' });
    if (fees._tag === 'Left') return expect.fail(fees.left._tag);
    const byPrice = (from: string, to: string) => (from === 'BTC' && to === 'USD' ? trade.price : undefined);
    expect(feesIn('USD', fees.right, byPrice)).to.deep.equal({ _tag: 'Right', right: d('1.4') });
  });

  it('change the balances with what was traded', () => {
    const fill = { side: 'buy', base: 'BTC', quote: 'USD', price: d('100'), amount: d('2') } as const;
    const fees = [
      { token: 'XBT', amount: d('0.01') },
      { token: 'USD', amount: d('0.3') },
      { token: 'BNB', amount: d('1') },
    ];
    expect(amountTexts(settledChanges({ ...fill, fees }, { XBT: 'BTC' }))).to.deep.equal([
      '1.99 BTC',
      '-200.3 USD',
      '-1 BNB',
    ]);
    expect(amountTexts(settledChanges({ ...fill, side: 'sell', fees: [] }))).to.deep.equal([
      '-2 BTC',
      '200 USD',
    ]);
  });

  it('change the balances by a position where contracts were traded, which is not known', () => {
    const rule = ruleOf({ contract: { type: 'linear', multiplier: 1 } });
    const fill = { ...rule, side: 'buy', price: d(100), amount: d(2), fees: [] } as const;
    // @ts-expect-error what a caller without types may give
    expect(() => settledChanges(fill)).to.throw(TypeError, 'contracts');
  });

  it('add up to what integers add up to', () => {
    const amount = fc.bigInt(-(10n ** 30n), 10n ** 30n);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('A', 'B', 'b'), amount)), (list) => {
        const sum = (...tokens: readonly string[]) =>
          list.reduce((all, [token, each]) => (tokens.includes(token) ? all + each : all), 0n);
        const totals = addAmounts(
          new Map(),
          list.map(([token, each]) => ({ token, amount: d(`${each}e-20`) })),
          { b: 'B' },
        );
        expect((totals.get('A') ?? d(0)).toFixed()).to.equal(d(`${sum('A')}e-20`).toFixed());
        expect((totals.get('B') ?? d(0)).toFixed()).to.equal(d(`${sum('B', 'b')}e-20`).toFixed());
      }),
    );
  });
});
