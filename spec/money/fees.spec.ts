import { expect } from 'chai';
import type { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { venueName, type Fee, type FeeSchedule, type TokenAmount } from '../../src/domain/index.js';
import {
  addAmounts,
  estimateFee,
  feesIn,
  feeSchedule,
  feeTotals,
  orderLocks,
  overrideFees,
  settledChanges,
  venueFees,
  type ExpectedTrade,
  type FeeOverrides,
} from '../../src/money/index.js';
import { d } from './rules.js';

const trade = (side: 'buy' | 'sell', liquidity: 'maker' | 'taker' = 'taker'): ExpectedTrade => ({
  side,
  base: 'BTC',
  quote: 'USD',
  price: d('100'),
  amount: d('2'),
  liquidity,
});

const schedule = (fields: FeeOverrides = {}): FeeSchedule =>
  feeSchedule({ makerRate: '0.001', takerRate: '0.002', ...fields });

const told = (amounts: Iterable<TokenAmount | Fee>): readonly string[] =>
  Array.from(amounts, (each) =>
    [each.amount.toFixed(), each.token, ...('paidFrom' in each ? [each.paidFrom] : [])].join(' '),
  );

const estimated = (fields: FeeOverrides, of: ExpectedTrade, rate?: string) => {
  const result = estimateFee(schedule(fields), of, (from, to) =>
    rate !== undefined && from === 'USD' && to === 'BNB' ? d(rate) : undefined,
  );
  return result._tag === 'Right' ? told(result.right) : result.left;
};

const texts = (totals: ReadonlyMap<string, Decimal>) =>
  Object.fromEntries(Array.from(totals, ([token, amount]) => [token, amount.toFixed()]));

describe('estimateFee', () => {
  it('adds the share to the cost of a buy and deducts it from the returns of a sell', () => {
    expect(estimated({}, trade('buy'))).to.deep.equal(['0.4 USD cost']);
    expect(estimated({}, trade('buy', 'maker'))).to.deep.equal(['0.2 USD cost']);
    expect(estimated({}, trade('sell'))).to.deep.equal(['0.4 USD returns']);
  });

  it('does it the other way round where the schedule says so', () => {
    expect(estimated({ buyFrom: 'returns' }, trade('buy'))).to.deep.equal(['0.004 BTC returns']);
    expect(estimated({ sellFrom: 'cost' }, trade('sell'))).to.deep.equal(['0.004 BTC cost']);
  });

  it('takes the share in a third token at its rate, and says where there is none', () => {
    expect(estimated({ token: 'BNB' }, trade('buy'), '0.002')).to.deep.equal(['0.0008 BNB thirdToken']);
    expect(estimated({ token: 'BNB' }, trade('sell'), '0.002')).to.deep.equal(['0.0008 BNB thirdToken']);
    expect(estimated({ token: 'BNB' }, trade('buy'))).to.deep.equal({
      _tag: 'noTokenRate',
      from: 'USD',
      to: 'BNB',
    });
    expect(estimated({ token: 'BNB', takerRate: 0 }, trade('buy'))).to.deep.equal([]);
  });

  it('knows a token of the trade by any of its names', () => {
    const aliases = { WUSD: 'USD', XBT: 'BTC' };
    expect(estimated({ token: 'WUSD', aliases }, trade('buy'))).to.deep.equal(['0.4 USD cost']);
    expect(estimated({ token: 'WUSD', aliases }, trade('sell'))).to.deep.equal(['0.4 USD returns']);
    expect(estimated({ token: 'XBT', aliases }, trade('buy'))).to.deep.equal(['0.004 BTC returns']);
    const wrapped = { ...trade('buy'), base: 'DAI', quote: 'WETH' };
    expect(estimated({ token: 'ETH', aliases: { WETH: 'ETH' } }, wrapped)).to.deep.equal(['0.4 WETH cost']);
  });

  it('adds flat fees, those of one token to one fee, and leaves out what is zero', () => {
    const takerFlat = [
      { token: 'USD', amount: '0.1' },
      { token: 'GAS', amount: '3' },
      { token: 'BTC', amount: '0.5' },
    ];
    expect(estimated({ takerFlat }, trade('buy'))).to.deep.equal([
      '0.5 USD cost',
      '3 GAS thirdToken',
      '0.5 BTC returns',
    ]);
    expect(estimated({ takerFlat }, trade('buy', 'maker'))).to.deep.equal(['0.2 USD cost']);
    expect(estimated({ takerRate: 0 }, trade('buy'))).to.deep.equal([]);
    expect(estimated({ makerRate: '-0.0001' }, trade('sell', 'maker'))).to.deep.equal(['-0.02 USD returns']);
  });
});

describe('fee schedules', () => {
  it('change where the user says so, and nowhere else', () => {
    const own = overrideFees(schedule({ takerFlat: [{ token: 'GAS', amount: 1 }] }), {
      makerRate: '0',
      token: 'BNB',
    });
    expect(own).to.deep.equal({
      ...schedule({ makerRate: '0', token: 'BNB' }),
      takerFlat: [{ token: 'GAS', amount: d(1) }],
    });
    const [a, b] = [venueName('a'), venueName('b')];
    const defaults = new Map([
      [a, schedule()],
      [b, schedule()],
    ]);
    const fees = venueFees(defaults, new Map([[b, { takerRate: '0.0005' }]]));
    expect(fees.get(a)).to.equal(defaults.get(a));
    expect(fees.get(b)?.takerRate.toFixed()).to.equal('0.0005');
    expect(fees.get(b)?.makerRate.toFixed()).to.equal('0.001');
    expect(() => venueFees(defaults, new Map([[venueName('c'), {}]]))).to.throw(
      RangeError,
      'no fees are known of the venue c',
    );
  });

  it('refuse what is no rate', () => {
    expect(() => schedule({ takerRate: '10' })).to.throw(RangeError, 'takerRate is no fraction: 10');
    expect(() => schedule({ takerRate: '-1' })).to.throw(RangeError, 'takerRate is no fraction: -1');
    expect(() => schedule({ takerRate: '1' })).to.throw(RangeError, 'takerRate is no fraction: 1');
    expect(() => schedule({ makerRate: 'few' })).to.throw(RangeError, 'makerRate is no number: few');
    expect(() => schedule({ makerFlat: [{ token: 'GAS', amount: 'NaN' }] })).to.throw(
      RangeError,
      'makerFlat in GAS is no number: NaN',
    );
  });
});

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

  it('change the balances with what was traded', () => {
    const fill = { side: 'buy', base: 'BTC', quote: 'USD', price: d('100'), amount: d('2') } as const;
    const fees = [
      { token: 'XBT', amount: d('0.01') },
      { token: 'USD', amount: d('0.3') },
      { token: 'BNB', amount: d('1') },
    ];
    expect(told(settledChanges({ ...fill, fees }, { XBT: 'BTC' }))).to.deep.equal([
      '1.99 BTC',
      '-200.3 USD',
      '-1 BNB',
    ]);
    expect(told(settledChanges({ ...fill, side: 'sell', fees: [] }))).to.deep.equal(['-2 BTC', '200 USD']);
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

describe('orderLocks', () => {
  const order = {
    side: 'buy',
    orderType: 'limit',
    base: 'BTC',
    quote: 'USD',
    price: d(100),
    left: d(2),
  } as const;

  it('lock price times what is left of a buy, and what is left of a sell', () => {
    expect(told(orderLocks(order, schedule({ buyFrom: 'returns' })))).to.deep.equal(['200 USD']);
    expect(told(orderLocks({ ...order, side: 'sell' }, schedule()))).to.deep.equal(['2 BTC']);
    expect(told(orderLocks({ ...order, left: d(0) }, schedule()))).to.deep.equal([]);
    expect(told(orderLocks({ ...order, left: d('-1') }, schedule()))).to.deep.equal([]);
  });

  it('lock the fee where it is added to the cost, the one that the order may have to pay', () => {
    expect(told(orderLocks(order, schedule()))).to.deep.equal(['200.4 USD']);
    expect(told(orderLocks({ ...order, orderType: 'limitMaker' }, schedule()))).to.deep.equal(['200.2 USD']);
    expect(told(orderLocks({ ...order, side: 'sell' }, schedule({ sellFrom: 'cost' })))).to.deep.equal([
      '2.004 BTC',
    ]);
  });

  it('lock the dearer fee of an order that may rest or take', () => {
    const dearMaker = schedule({ makerRate: '0.005' });
    expect(told(orderLocks(order, dearMaker))).to.deep.equal(['201 USD']);
    expect(told(orderLocks({ ...order, orderType: 'market' }, dearMaker))).to.deep.equal(['200.4 USD']);
  });

  it('lock no fee of a third token, and expect no rebate', () => {
    const takerFlat = [{ token: 'USD', amount: 1 }];
    expect(told(orderLocks(order, schedule({ token: 'BNB' })))).to.deep.equal(['200 USD']);
    expect(told(orderLocks(order, schedule({ token: 'BNB', takerFlat })))).to.deep.equal(['201 USD']);
    expect(told(orderLocks(order, schedule({ makerRate: '-0.002', takerRate: '-0.001' })))).to.deep.equal([
      '200 USD',
    ]);
  });
});
