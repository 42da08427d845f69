import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import type { ContractSize } from '../../src/domain/index.js';
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
    expect(told(checkBudget(list, purse({ USD: '65' }), options))).to.deep.equal([
      'refused 1: otherRefused 1',
      'refused 1: insufficientBalance USD 60 5',
      'refused 1: insufficientBalance USD 10 5',
    ]);
    expect(told(checkBudget(list, purse({ USD: '15' }), options))).to.deep.equal([
      'refused 1: insufficientBalance USD 60 15',
      'refused 1: insufficientBalance USD 60 15',
      'refused 1: otherRefused 0',
    ]);
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

  it('counts the fee that the order may have to pay: of a maker the maker fee, of a limit order the dearer one', () => {
    const takes = (orderType: 'limit' | 'limitMaker', fees: FeeOverrides) => {
      const order = { side: 'buy', orderType, price: d('50'), amount: d('1') } as const;
      return told(checkBudget([{ ...candidate('buy', '50', '1', fees), order }], purse({ USD: '100' })))[0];
    };
    expect(takes('limitMaker', { makerRate: '0.01', takerRate: '0.02' })).to.equal('funded 1: 50.5 USD');
    expect(takes('limit', { makerRate: '0.01', takerRate: '0.02' })).to.equal('funded 1: 51 USD');
    expect(takes('limit', { makerRate: '0.03', takerRate: '0.02' })).to.equal('funded 1: 51.5 USD');
  });

  it('takes nothing for nothing, also of a token that there is none of', () => {
    const check = checkBudget([candidate('buy', '60', '0')], new Map());
    expect(told(check)).to.deep.equal(['funded 0: 0 USD']);
    expect(leftOf(check)).to.deep.equal({ USD: '0' });
  });

  it('scales past lots that have more digits than are allowed', () => {
    const rule = ruleOf({ lotSize: '0.25', sizeDigits: 1 });
    const scaled = (usd: string) =>
      told(checkBudget([candidate('buy', '10', '2', {}, rule)], purse({ USD: usd }), SCALE));
    expect(scaled('19')).to.deep.equal(['scaled 1: 10 USD, insufficientBalance USD 20 19']);
    expect(scaled('6')).to.deep.equal(['scaled 0.5: 5 USD, insufficientBalance USD 20 6']);
    expect(scaled('4')).to.deep.equal(['refused 2: insufficientBalance USD 20 4']);
  });

  it('needs a reference price for what a market order takes, but not for what it sells', () => {
    const all = purse({ USD: '100', BTC: '1' });
    const buy = candidate('buy', undefined, '1');
    expect(told(checkBudget([buy], all))).to.deep.equal(['refused 1: noReferencePrice']);
    expect(told(checkBudget([{ ...buy, referencePrice: d('90') }], all))).to.deep.equal(['funded 1: 90 USD']);
    expect(told(checkBudget([candidate('sell', undefined, '1')], all))).to.deep.equal(['funded 1: 1 BTC']);
    const inThird = (takerRate: string) => [candidate('sell', undefined, '1', { token: 'BNB', takerRate })];
    expect(told(checkBudget(inThird('0.01'), all))).to.deep.equal(['refused 1: noReferencePrice']);
    expect(told(checkBudget(inThird('0'), all))).to.deep.equal(['funded 1: 1 BTC']);
  });

  it('uses no more of a token than its cap', () => {
    const caps = purse({ USD: '70', EUR: '5' });
    const check = checkBudget(list, purse({ USD: '100' }), { caps });
    expect(told(check)[1]).to.equal('refused 1: insufficientBalance USD 60 10');
    expect(leftOf(check)).to.deep.equal({ USD: '0' });
    expect(leftOf(checkBudget([], purse({ USD: '1' }), { caps }))).to.deep.equal({ USD: '1' });
  });

  it('counts against a cap what is used of it already, by open orders and by fills', () => {
    const options = (used: string): BudgetOptions => ({
      caps: purse({ USD: '70' }),
      used: purse({ USD: used, EUR: '5' }),
    });
    const leftAfter = (used: string, usd = '100') =>
      leftOf(checkBudget([], purse({ USD: usd, EUR: '9' }), options(used)));
    expect(leftAfter('30')).to.deep.equal({ USD: '40', EUR: '9' });
    expect(leftAfter('-20')).to.deep.equal({ USD: '90', EUR: '9' });
    expect(leftAfter('-40')).to.deep.equal({ USD: '100', EUR: '9' });
    expect(leftAfter('80')).to.deep.equal({ USD: '0', EUR: '9' });
    expect(told(checkBudget([list[0]!], purse({ USD: '100' }), options('30')))).to.deep.equal([
      'refused 1: insufficientBalance USD 60 40',
    ]);
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

/** A market order for so much of USD. */
const forQuote = (
  side: 'buy' | 'sell',
  amount: string,
  fees: FeeOverrides = {},
  rule = ruleOf({ quoteIncrement: '0.5', minNotional: '10', lotSize: '0.1' }),
): BudgetCandidate => ({
  order: { side, orderType: 'market', sizedIn: 'quote', amount: d(amount) },
  rule,
  fees: feeSchedule({ makerRate: 0, takerRate: 0, ...fees }),
});

describe('checkBudget of amounts in quote currency', () => {
  const all = purse({ USD: '100', BTC: '1', BNB: '1' });

  it('takes that amount of a buy at any price, the fee on top unless the amount has it inside', () => {
    const list = [
      forQuote('buy', '50', { takerRate: '0.01' }),
      forQuote('buy', '20', { takerRate: '0.01', sizeInclusiveOfFees: true }),
      forQuote('buy', '20', { takerRate: '0.01', buyFrom: 'returns' }),
      forQuote('buy', '20', { takerRate: '0.01' }),
    ];
    const check = checkBudget(list, all);
    expect(told(check)).to.deep.equal([
      'funded 50: 50.5 USD',
      'funded 20: 20 USD',
      'funded 20: 20 USD',
      'refused 20: insufficientBalance USD 20.2 9.5',
    ]);
    expect(leftOf(check)).to.deep.include({ USD: '9.5' });
    expect(
      told(
        checkBudget([forQuote('buy', '50', { takerRate: '0.01', token: 'BNB' })], all, {
          rates: () => d('2'),
        }),
      ),
    ).to.deep.equal(['funded 50: 50 USD, 1 BNB']);
  });

  it('scales it to the increment, and checks what remains', () => {
    const scaled = (usd: string, fees: FeeOverrides = { takerRate: '0.01' }) =>
      told(checkBudget([forQuote('buy', '200', fees)], purse({ USD: usd }), SCALE));
    expect(scaled('100')).to.deep.equal(['scaled 99: 99.99 USD, insufficientBalance USD 202 100']);
    expect(scaled('100', { takerRate: '0.01', sizeInclusiveOfFees: true })).to.deep.equal([
      'scaled 100: 100 USD, insufficientBalance USD 200 100',
    ]);
    expect(scaled('10')).to.deep.equal(['refused 200: insufficientBalance USD 202 10, minNotional 9.5 10']);
    expect(scaled('0.5')).to.deep.equal(['refused 200: insufficientBalance USD 202 0.5']);
    const check = checkBudget([forQuote('buy', '200', { takerRate: '0.01' })], all, SCALE);
    expect(check.results[0]).to.deep.include({ wanted: d('200'), allowed: d('99') });
    expect(check.results[0]!.order).to.deep.include({ sizedIn: 'quote', amount: d('99') });
  });

  it('takes of a sell what it is expected to sell, by the reference price', () => {
    const sell = forQuote('sell', '300');
    expect(told(checkBudget([sell], all))).to.deep.equal(['refused 300: noReferencePrice']);
    expect(told(checkBudget([{ ...sell, referencePrice: d('400') }], all))).to.deep.equal([
      'funded 300: 0.75 BTC',
    ]);
    expect(told(checkBudget([{ ...sell, referencePrice: d('250') }], all, SCALE))).to.deep.equal([
      'scaled 250: 1 BTC, insufficientBalance BTC 1.2 1',
    ]);
    expect(() => checkBudget([{ ...sell, referencePrice: d('0') }], all)).to.throw(
      RangeError,
      'price is not above zero: 0',
    );
  });
});

describe('checkBudget of contracts', () => {
  const contracts = (type: ContractSize['type'], multiplier: string) =>
    ruleOf({ lotSize: 1, contract: { type, multiplier } });
  const all = purse({ USD: '100', BTC: '1' });
  const linear = (side: 'buy' | 'sell', amount: string, fees: FeeOverrides = {}): BudgetCandidate => ({
    ...candidate(side, '5000', amount, fees, contracts('linear', '0.01')),
    leverage: d('10'),
  });

  it('takes initial margin, and the fee of the whole, in the currency of settlement', () => {
    const takerRate = '0.001';
    expect(told(checkBudget([linear('buy', '8', { takerRate }), linear('sell', '8')], all))).to.deep.equal([
      'funded 8: 40.4 USD',
      'funded 8: 40 USD',
    ]);
    const inverse = {
      ...candidate('sell', '5000', '8', { takerRate }, contracts('inverse', '100')),
      leverage: d('2'),
    };
    expect(told(checkBudget([inverse], all))).to.deep.equal(['funded 8: 0.08016 BTC']);
  });

  it('scales to whole contracts', () => {
    const check = checkBudget([linear('sell', '30', { takerRate: '0.001' })], all, SCALE);
    expect(told(check)).to.deep.equal(['scaled 19: 95.95 USD, insufficientBalance USD 151.5 100']);
    expect(leftOf(check)).to.deep.equal({ USD: '4.05', BTC: '1' });
  });

  it('refuses what has no leverage, and a leverage that is none', () => {
    expect(told(checkBudget([{ ...linear('buy', '8'), leverage: undefined }], all))).to.deep.equal([
      'refused 8: noLeverage',
    ]);
    expect(() => checkBudget([{ ...linear('buy', '8'), leverage: d(0) }], all)).to.throw(
      RangeError,
      'leverage is not above zero: 0',
    );
  });

  it('takes no leverage for the currency itself', () => {
    expect(told(checkBudget([{ ...candidate('buy', '50', '2'), leverage: d(10) }], all))).to.deep.equal([
      'funded 2: 100 USD',
    ]);
  });

  it('never spends more than is there, and one contract more would not be there', () => {
    const order = fc.record({
      buy: fc.boolean(),
      price: fc.bigInt(1n, 500n),
      count: fc.bigInt(1n, 300n),
      perMille: fc.bigInt(0n, 50n),
    });
    fc.assert(
      fc.property(fc.array(order), fc.bigInt(0n, 50_000n), (orders, usd) => {
        // In whole units of 1/40000 USD: a contract is 0.1, the leverage 4.
        let usdLeft = usd * 40_000n;
        const rule = contracts('linear', '0.1');
        const candidates = orders.map(({ buy, price, count, perMille }) => ({
          ...candidate(
            buy ? 'buy' : 'sell',
            String(price),
            String(count),
            { takerRate: d(`${perMille}e-3`) },
            rule,
          ),
          leverage: d(4),
        }));
        const check = checkBudget(candidates, purse({ USD: String(usd) }), SCALE);
        for (const [at, { price, count, perMille }] of orders.entries()) {
          const need = (contractCount: bigint) => contractCount * price * (1000n + 4n * perMille);
          let most = count;
          while (need(most) > usdLeft) most -= 1n;
          const result = check.results[at]!;
          expect(result._tag).to.equal(most === count ? 'funded' : most === 0n ? 'refused' : 'scaled');
          if (most === 0n) continue;
          expect(result.order.amount.toFixed()).to.equal(String(most));
          usdLeft -= need(most);
        }
        expect(check.left.get('USD')!.times(40_000).toFixed()).to.equal(usdLeft.toString());
      }),
      { numRuns: 300 },
    );
  });
});

describe('checkBudget of an order that may rest or take', () => {
  const flat = (token: string, amount: string) => [{ token, amount: d(amount) }];

  it('counts the most of each token that either costs, and no rebate against what is flat', () => {
    const fees = { makerFlat: [...flat('USD', '5'), ...flat('BNB', '1')], takerFlat: flat('BNB', '2') };
    expect(
      told(checkBudget([candidate('buy', '60', '1', fees)], purse({ USD: '65', BNB: '2' }))),
    ).to.deep.equal(['funded 1: 65 USD, 2 BNB']);
    const rebate = { makerRate: '-0.01', takerRate: '-0.01', token: 'BNB', takerFlat: flat('BNB', '2') };
    const rates = () => d(1);
    expect(
      told(checkBudget([candidate('buy', '60', '1', rebate)], purse({ USD: '60', BNB: '2' }), { rates })),
    ).to.deep.equal(['funded 1: 60 USD, 2 BNB']);
  });
});
