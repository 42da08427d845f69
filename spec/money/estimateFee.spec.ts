import { expect } from 'chai';
import fc from 'fast-check';

import { multiply, subtract } from '../../src/domain/exact.js';
import type { ContractSize } from '../../src/domain/index.js';
import { estimateFee, type ExpectedTrade, type FeeOverrides } from '../../src/money/index.js';
import { amountTexts, scheduleOf } from './fees.js';
import { d } from './rules.js';

const trade = (side: 'buy' | 'sell', liquidity: 'maker' | 'taker' = 'taker'): ExpectedTrade => ({
  side,
  base: 'BTC',
  quote: 'USD',
  price: d('100'),
  amount: d('2'),
  liquidity,
});

/** A market order for 300 USD. */
const forQuote = (side: 'buy' | 'sell', price?: string): ExpectedTrade => ({
  ...trade(side),
  sizedIn: 'quote',
  amount: d('300'),
  price: price === undefined ? undefined : d(price),
});

const LINEAR: ContractSize = { type: 'linear', multiplier: d('0.01') };
const INVERSE: ContractSize = { type: 'inverse', multiplier: d('100') };

const estimated = (fields: FeeOverrides, of: ExpectedTrade, rate?: string) => {
  const result = estimateFee(scheduleOf(fields), of, (from, to) =>
    rate !== undefined && from === 'USD' && to === 'BNB' ? d(rate) : undefined,
  );
  return result._tag === 'Right' ? amountTexts(result.right) : result.left;
};

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

describe('estimateFee of an amount in quote currency', () => {
  it('needs no price for a fee in quote currency', () => {
    expect(estimated({}, forQuote('buy'))).to.deep.equal(['0.6 USD cost']);
    expect(estimated({}, forQuote('sell'))).to.deep.equal(['0.6 USD returns']);
    expect(estimated({ token: 'BNB' }, forQuote('buy'), '0.01')).to.deep.equal(['0.006 BNB thirdToken']);
  });

  it('needs the price for a fee in base currency, and says so', () => {
    const fields = { buyFrom: 'returns', sellFrom: 'cost' } as const;
    expect(estimated(fields, forQuote('buy', '100'))).to.deep.equal(['0.006 BTC returns']);
    expect(estimated(fields, forQuote('sell', '100'))).to.deep.equal(['0.006 BTC cost']);
    expect(estimated(fields, forQuote('buy', '70'))).to.deep.equal([
      '0.008571428571428571428571428571428571428572 BTC returns',
    ]);
    expect(estimated(fields, forQuote('buy'))).to.deep.equal({ _tag: 'noReferencePrice' });
    expect(estimated({}, { ...trade('buy'), price: undefined })).to.deep.equal({ _tag: 'noReferencePrice' });
    expect(estimated({ ...fields, takerRate: 0 }, forQuote('buy'))).to.deep.equal([]);
    expect(() => estimated(fields, forQuote('buy', '0'))).to.throw(RangeError, 'price is not above zero: 0');
  });

  it('finds the fee that is in the amount of a buy', () => {
    const fields = { sizeInclusiveOfFees: true, takerRate: '0.25' } as const;
    expect(estimated(fields, forQuote('buy'))).to.deep.equal(['60 USD cost']);
    expect(estimated({ ...fields, takerFlat: [{ token: 'USD', amount: 5 }] }, forQuote('buy'))).to.deep.equal(
      ['64 USD cost'],
    );
    const elsewhere = [{ token: 'GAS', amount: 5 }];
    expect(estimated({ ...fields, takerFlat: elsewhere }, forQuote('buy'))).to.deep.equal([
      '60 USD cost',
      '5 GAS thirdToken',
    ]);
    // Of nothing else: a sell, an amount in base currency, a fee that is not added to the cost, contracts.
    expect(estimated(fields, forQuote('sell'))).to.deep.equal(['75 USD returns']);
    expect(estimated(fields, trade('buy'))).to.deep.equal(['50 USD cost']);
    expect(estimated({ ...fields, token: 'BNB' }, forQuote('buy'), '1')).to.deep.equal(['75 BNB thirdToken']);
    expect(estimated(fields, { ...forQuote('buy'), contract: LINEAR })).to.deep.equal(['75 USD cost']);
  });

  it('adds up, with what is traded, to the amount that has it inside', () => {
    const cents = fc.bigInt(1n, 10n ** 12n);
    fc.assert(
      fc.property(cents, fc.bigInt(1n, 999n), (amount, perMille) => {
        const result = estimateFee(
          scheduleOf({ sizeInclusiveOfFees: true, takerRate: d(`${perMille}e-3`) }),
          { ...forQuote('buy'), amount: d(`${amount}e-2`) },
        );
        if (result._tag === 'Left') return expect.fail(result.left._tag);
        // In whole numbers: fee * (1000 + share) = amount * share.
        const [fee] = result.right;
        const wanted = d(`${amount * perMille}e-2`);
        const found = multiply(fee!.amount, d(1000n + perMille));
        expect(
          subtract(found, wanted)
            .abs()
            .lte(multiply(wanted, d('1e-39'))),
        ).to.equal(true);
      }),
    );
  });
});

describe('estimateFee of contracts', () => {
  const of = (contract: ContractSize, side: 'buy' | 'sell' = 'buy'): ExpectedTrade => ({
    ...trade(side),
    contract,
  });

  it('counts the multiplier, and adds the share to the cost on both sides', () => {
    for (const side of ['buy', 'sell'] as const) {
      expect(estimated({ buyFrom: 'returns' }, of(LINEAR, side))).to.deep.equal(['0.004 USD cost']);
      expect(estimated({ buyFrom: 'returns' }, of(INVERSE, side))).to.deep.equal(['0.004 BTC cost']);
    }
    expect(estimated({}, { ...of(INVERSE), price: d('300') })).to.deep.equal([
      '0.0013333333333333333333333333333333333333334 BTC cost',
    ]);
  });

  it('takes neither of the two tokens for received', () => {
    const takerFlat = [
      { token: 'BTC', amount: 1 },
      { token: 'USD', amount: 1 },
    ];
    expect(estimated({ takerFlat }, of(LINEAR))).to.deep.equal(['1.004 USD cost', '1 BTC thirdToken']);
    expect(estimated({ takerFlat }, of(INVERSE))).to.deep.equal(['1.004 BTC cost', '1 USD thirdToken']);
    expect(estimated({ token: 'BTC' }, of(LINEAR))).to.deep.equal(['0.00004 BTC thirdToken']);
    expect(estimated({ token: 'USD' }, of(INVERSE))).to.deep.equal(['0.4 USD thirdToken']);
    expect(estimated({ token: 'BNB' }, of(INVERSE), '0.5')).to.deep.equal(['0.2 BNB thirdToken']);
  });

  it('knows what inverse contracts are worth in quote currency at any price', () => {
    const unpriced = { ...of(INVERSE), price: undefined };
    expect(estimated({ token: 'BNB' }, unpriced, '0.5')).to.deep.equal(['0.2 BNB thirdToken']);
    expect(estimated({}, unpriced)).to.deep.equal({ _tag: 'noReferencePrice' });
  });
});
