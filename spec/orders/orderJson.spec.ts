import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import {
  orderFromJson,
  orderInputFromJson,
  OrderJsonError,
  orderInputToJson,
  orderToJson,
  type OrderInput,
} from '../../src/orders/index.js';
import { chaos } from './chaos.js';
import { arrivals } from './modelVenue.js';
import { filled, polled, report, run, submitted, trade } from './orderInputs.js';

const throughText = (json: unknown): unknown => JSON.parse(JSON.stringify(json));
const anything = fc.oneof(
  arrivals.map(({ inputs }) => inputs),
  chaos,
);

const JSON_TERMS = { side: 'buy', type: 'limit', sizedIn: 'base', price: '10' };

describe('orders and their inputs as JSON', () => {
  it('lose nothing', () => {
    fc.assert(
      fc.property(anything, (inputs) => {
        for (const input of inputs)
          expect(orderInputFromJson(throughText(orderInputToJson(input)))).to.deep.equal(input);
        const { order } = run(inputs);
        expect(orderFromJson(throughText(orderToJson(order)))).to.deep.equal(order);
      }),
      { numRuns: 100 },
    );
  });

  it('have every field under its name, decimals as plain text, and leave out what is undefined', () => {
    const input = filled(trade('t1', '1e-7', { fees: [{ token: 'BNB', amount: trade('', '1e25').amount }] }));
    expect(orderInputToJson(input)).to.deep.equal({
      _tag: 'fill',
      venue: 'test',
      symbol: 'XRP-ETH',
      clientId: 'c1',
      venueId: 'v1',
      receivedAt: 0,
      fill: {
        tradeId: 't1',
        amount: '0.0000001',
        price: '10',
        fees: [{ token: 'BNB', amount: '10000000000000000000000000' }],
        receivedAt: 0,
      },
      side: 'buy',
    });
  });

  it('keep sequence numbers above 2^53', () => {
    const input = report('open', '0', { sequence: 2n ** 60n });
    expect(throughText(orderInputToJson(input))).to.include({ sequence: '1152921504606846976' });
    expect(orderInputFromJson(throughText(orderInputToJson(input)))).to.deep.equal(input);
  });

  it('take an order without fills, and one without a price', () => {
    const { order } = run([submitted({ type: 'market', price: undefined })]);
    const { fills: _, ...json } = throughText(orderToJson(order)) as { readonly fills: unknown };
    expect(orderFromJson(json)).to.deep.equal(order);
  });

  const good = throughText(orderInputToJson(filled(trade('t1', '40')))) as Record<string, unknown>;
  const fill = good['fill'] as Record<string, unknown>;
  const refused: readonly [string, unknown, string, string][] = [
    ['no object', 5, '_tag', 'nothing instead of one of submitRequested'],
    [
      'an order of less than nothing',
      { ...(throughText(orderInputToJson(submitted())) as object), terms: { ...JSON_TERMS, amount: '-1' } },
      'terms.amount',
      '"-1" instead of the text of a decimal number at or above zero',
    ],
    [
      'an input that names no order',
      { ...good, clientId: null, venueId: undefined },
      '',
      'instead of an input with a clientId or a venueId',
    ],
    ['an unknown tag', { ...good, _tag: 'filled' }, '_tag', '"filled" instead of one of submitRequested'],
    [
      'a number for an amount',
      { ...good, fill: { ...fill, amount: 40 } },
      'fill.amount',
      '40 instead of the text',
    ],
    [
      'an infinite amount',
      { ...good, fill: { ...fill, amount: 'Infinity' } },
      'fill.amount',
      '"Infinity" instead',
    ],
    [
      'a missing time',
      { ...good, receivedAt: undefined },
      'receivedAt',
      'nothing instead of a finite number',
    ],
    ['an unknown key', { ...good, amout: '1' }, 'amout', 'no such key'],
    ['another side', { ...good, side: 'bid' }, 'side', '"bid" instead of one of buy, sell'],
    [
      'a fill that nothing identifies',
      { ...good, fill: { ...fill, tradeId: null } },
      'fill',
      'a fill with a tradeId',
    ],
    ['fees that are no list', { ...good, fill: { ...fill, fees: {} } }, 'fill.fees', '{} instead of a list'],
    [
      'a fee without a token',
      { ...good, fill: { ...fill, fees: [{ amount: '1' }] } },
      'fill.fees[0].token',
      'a text',
    ],
    [
      'a broken number',
      { ...(throughText(orderInputToJson(report('open'))) as object), sequence: 1.5 },
      'sequence',
      '1.5 instead of a whole number',
    ],
  ];
  for (const [what, json, path, message] of refused) {
    it(`refuse ${what}, and say where`, () => {
      expect(() => orderInputFromJson(json))
        .to.throw(OrderJsonError, message)
        .with.property('path', path);
    });
  }

  it('refuse what is no order', () => {
    expect(() => orderFromJson(null)).to.throw(OrderJsonError, 'the whole: null instead of an object');
  });

  it('refuses to write what JSON cannot say, and names the place', () => {
    const endless = { ...submitted(), validUntil: Infinity } as OrderInput;
    const nameless = filled(trade('t1', '1'), { clientId: undefined, venueId: undefined });
    const wrong: readonly [OrderInput, string][] = [
      [nameless, 'instead of an input with a clientId or a venueId'],
      [submitted({ amount: new Decimal(-1) }), 'terms.amount: "-1" instead of'],
      [endless, 'validUntil: Infinity instead of a finite number'],
      [submitted({ amount: new Decimal(NaN) }), 'terms.amount: "NaN" instead of a decimal number'],
      [
        polled(5, true, [trade('t1', '1'), trade('t2', '1', { receivedAt: NaN })]),
        'fills[1].receivedAt: NaN instead of a finite number',
      ],
    ];
    for (const [input, message] of wrong)
      expect(() => orderInputToJson(input)).to.throw(OrderJsonError, message);
  });
});
