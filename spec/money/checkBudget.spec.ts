import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { feeSchedule, checkBudget } from '../../src/money/index.js';
import type {
  BudgetCandidate,
  BudgetCheck,
  BudgetFault,
  BudgetOptions,
  FeeOverrides,
} from '../../src/money/index.js';
import { d, ruleOf } from './rules.js';

const RULE = ruleOf({ lotSize: '0.1', minSize: '0.2' });

const candidate = (
  side: 'buy' | 'sell',
  price: string | undefined,
  amount: string,
  fees: FeeOverrides = {},
  rule = RULE,
): BudgetCandidate => ({
  order:
    price === undefined
      ? { side, orderType: 'market', amount: d(amount) }
      : { side, orderType: 'limit', price: d(price), amount: d(amount) },
  rule,
  fees: feeSchedule({ makerRate: 0, takerRate: 0, ...fees }),
});

const reasonText = (reason: BudgetFault): string => {
  const text = (value: unknown) => (Decimal.isDecimal(value) ? value.toFixed() : String(value));
  const { _tag, ...fields } = reason;
  return [_tag, ...Object.values(fields).map(text)].join(' ');
};

/** Each result as `tag amount: takes; reasons`. */
const told = ({ results }: BudgetCheck): readonly string[] =>
  results.map((result) => {
    const takes =
      result._tag === 'refused'
        ? []
        : result.takes.map(({ token, amount }) => `${amount.toFixed()} ${token}`);
    const reasons = result._tag === 'funded' ? [] : result.reasons.map(reasonText);
    return `${result._tag} ${result.order.amount.toFixed()}: ${[...takes, ...reasons].join(', ')}`;
  });

const purse = (amounts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(amounts).map(([token, amount]) => [token, d(amount)]));

const leftOf = ({ left }: BudgetCheck) =>
  Object.fromEntries(Array.from(left, ([token, amount]) => [token, amount.toFixed()]));

const SCALE: BudgetOptions = { whenShort: 'scale' };

describe('checkBudget', () => {
  const list = [candidate('buy', '60', '1'), candidate('buy', '60', '1'), candidate('buy', '10', '1')];

  it('takes from what is available in sequence and refuses what cannot be paid for', () => {
    const check = checkBudget(list, purse({ USD: '100' }));
    expect(told(check)).to.deep.equal([
      'funded 1: 60 USD',
      'refused 1: insufficientBalance USD 60 40',
      'funded 1: 10 USD',
    ]);
    expect(leftOf(check)).to.deep.equal({ USD: '30' });
  });

  it('scales to the greatest amount of the grid', () => {
    const check = checkBudget(list, purse({ USD: '100' }), SCALE);
    expect(told(check)).to.deep.equal([
      'funded 1: 60 USD',
      'scaled 0.6: 36 USD, insufficientBalance USD 60 40',
      'scaled 0.4: 4 USD, insufficientBalance USD 10 4',
    ]);
    expect(check.results[1]).to.deep.include({ wanted: d('1'), allowed: d('0.6') });
    expect(leftOf(check)).to.deep.equal({ USD: '0' });
  });

  it('refuses what would be too small once scaled, and what would be nothing', () => {
    expect(told(checkBudget([list[0]!], purse({ USD: '7' }), SCALE))).to.deep.equal([
      'refused 1: insufficientBalance USD 60 7, minSize 0.1 0.2',
    ]);
    expect(told(checkBudget([list[0]!], purse({ USD: '5' }), SCALE))).to.deep.equal([
      'refused 1: insufficientBalance USD 60 5',
    ]);
    expect(told(checkBudget([list[0]!], new Map(), SCALE))).to.deep.equal([
      'refused 1: insufficientBalance USD 60 0',
    ]);
  });

  it('takes all or none where that is wanted', () => {
    const options: BudgetOptions = { whenShort: 'allOrNone' };
    const check = checkBudget(list, purse({ USD: '100' }), options);
    expect(told(check)).to.deep.equal([
      'refused 1: otherRefused 1',
      'refused 1: insufficientBalance USD 60 40',
      'refused 1: otherRefused 1',
    ]);
    expect(leftOf(check)).to.deep.equal({ USD: '100' });
    expect(leftOf(checkBudget(list, purse({ USD: '130' }), options))).to.deep.equal({ USD: '0' });
  });

  it('counts fees where they are added to the cost or paid in a third token, and no rebate', () => {
    const all = purse({ USD: '100', BTC: '5', BNB: '1' });
    const rates = (_: string, to: string) => (to === 'BNB' ? d('0.01') : undefined);
    const cases: readonly (readonly [BudgetCandidate, string])[] = [
      [candidate('buy', '50', '1', { takerRate: '0.01' }), 'funded 1: 50.5 USD'],
      [candidate('buy', '50', '1', { takerRate: '0.01', buyFrom: 'returns' }), 'funded 1: 50 USD'],
      [candidate('buy', '50', '1', { takerRate: '-0.01' }), 'funded 1: 50 USD'],
      [candidate('sell', '50', '1', { takerRate: '0.01' }), 'funded 1: 1 BTC'],
      [candidate('sell', '50', '1', { takerRate: '0.01', sellFrom: 'cost' }), 'funded 1: 1.01 BTC'],
      [candidate('sell', '50', '1', { takerRate: '0.01', token: 'BNB' }), 'funded 1: 1 BTC, 0.005 BNB'],
      [candidate('buy', '50', '1', { takerFlat: [{ token: 'USD', amount: 2 }] }), 'funded 1: 52 USD'],
      [
        candidate('buy', '100', '1', { takerFlat: [{ token: 'USD', amount: 2 }] }),
        'scaled 0.9: 92 USD, insufficientBalance USD 102 100',
      ],
      [
        candidate('sell', '5000', '4', { takerRate: '0.01', token: 'BNB' }),
        'scaled 2: 2 BTC, 1 BNB, insufficientBalance BNB 2 1',
      ],
    ];
    for (const [each, text] of cases)
      expect(told(checkBudget([each], all, { ...SCALE, rates }))).to.deep.equal([text]);
    expect(
      told(checkBudget([candidate('buy', '50', '1', { takerRate: '0.01', token: 'BNB' })], all)),
    ).to.deep.equal(['refused 1: noTokenRate USD BNB']);
  });

  it('needs a reference price for what a market order takes, but not for what it sells', () => {
    const all = purse({ USD: '100', BTC: '1' });
    const buy = candidate('buy', undefined, '1');
    expect(told(checkBudget([buy], all))).to.deep.equal(['refused 1: noReferencePrice']);
    expect(told(checkBudget([{ ...buy, referencePrice: d('90') }], all))).to.deep.equal(['funded 1: 90 USD']);
    expect(told(checkBudget([candidate('sell', undefined, '1')], all))).to.deep.equal(['funded 1: 1 BTC']);
    expect(told(checkBudget([candidate('sell', undefined, '1', { token: 'BNB' })], all))).to.deep.equal([
      'refused 1: noReferencePrice',
    ]);
  });

  it('uses no more of a token than its cap', () => {
    const caps = purse({ USD: '70', EUR: '5' });
    const check = checkBudget(list, purse({ USD: '100' }), { caps });
    expect(told(check)[1]).to.equal('refused 1: insufficientBalance USD 60 10');
    expect(leftOf(check)).to.deep.equal({ USD: '0' });
    expect(leftOf(checkBudget([], purse({ USD: '1' }), { caps }))).to.deep.equal({ USD: '1' });
  });

  it('scales exactly where no lot is known', () => {
    const check = checkBudget([candidate('buy', '3', '1', {}, ruleOf({}))], purse({ USD: '1' }), SCALE);
    expect(told(check)[0]).to.equal(
      `scaled 0.${'3'.repeat(39)}: 0.${'9'.repeat(39)} USD, insufficientBalance USD 3 1`,
    );
  });

  it('refuses what is no amount or price', () => {
    expect(() => checkBudget([candidate('buy', '1', '-1')], new Map())).to.throw(RangeError, 'amount');
    expect(() => checkBudget([candidate('buy', 'NaN', '1')], new Map())).to.throw(RangeError, 'price');
  });

  it('never spends more than is there, and one lot more would not be there', () => {
    const order = fc.record({
      buy: fc.boolean(),
      price: fc.bigInt(1n, 500n),
      lots: fc.bigInt(1n, 300n),
      perMille: fc.bigInt(-5n, 50n),
      fromCost: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(order), fc.bigInt(0n, 50_000n), fc.bigInt(0n, 500n), (orders, usd, btc) => {
        // In whole units of 1e-5: lots are 0.01 BTC, fees are so many of a thousand.
        let [usdLeft, btcLeft] = [usd * 100_000n, btc * 100_000n];
        const rule = ruleOf({ lotSize: '0.01' });
        const candidates = orders.map(({ buy, price, lots, perMille, fromCost }) =>
          candidate(
            buy ? 'buy' : 'sell',
            String(price),
            d(`${lots}e-2`).toFixed(),
            {
              takerRate: d(`${perMille}e-3`),
              ...(buy
                ? { buyFrom: fromCost ? 'cost' : 'returns' }
                : { sellFrom: fromCost ? 'cost' : 'returns' }),
            },
            rule,
          ),
        );
        const check = checkBudget(candidates, purse({ USD: String(usd), BTC: String(btc) }), SCALE);
        for (const [at, { buy, price, lots, perMille, fromCost }] of orders.entries()) {
          const charged = fromCost && perMille > 0n ? perMille : 0n;
          const need = (count: bigint) => count * (1000n + charged) * (buy ? price : 1n);
          const purseOf = buy ? usdLeft : btcLeft;
          let most = lots;
          while (need(most) > purseOf) most -= 1n;
          const result = check.results[at]!;
          const tag = most === lots ? 'funded' : most === 0n ? 'refused' : 'scaled';
          expect(result._tag).to.equal(tag);
          if (tag === 'refused') continue;
          expect(result.order.amount.toFixed()).to.equal(d(`${most}e-2`).toFixed());
          if (buy) usdLeft -= need(most);
          else btcLeft -= need(most);
        }
        expect(leftOf(check)).to.deep.equal({
          USD: d(`${usdLeft}e-5`).toFixed(),
          BTC: d(`${btcLeft}e-5`).toFixed(),
        });
      }),
      { numRuns: 500 },
    );
  });
});
