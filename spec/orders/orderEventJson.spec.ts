import { expect } from 'chai';
import fc from 'fast-check';

import {
  orderEventFromJson,
  orderEventToJson,
  OrderJsonError,
  type AnomalyKind,
} from '../../src/orders/index.js';
import { chaos } from './chaos.js';
import { arrivals } from './modelVenue.js';
import { dec, filled, polled, refused, report, run, submitted, trade } from './orderInputs.js';

const throughText = (json: unknown): unknown => JSON.parse(JSON.stringify(json));
const lastOf = (...inputs: Parameters<typeof run>[0]) => run(inputs).events.at(-1)!;

const ANOMALIES: Readonly<Record<AnomalyKind, true>> = {
  overfilled: true,
  contradiction: true,
  cameBack: true,
  fillDiffers: true,
  filledShort: true,
  submittedTwice: true,
  linkedLate: true,
  idsDisagree: true,
};

describe('events of orders as JSON', () => {
  it('lose nothing', () => {
    const anything = fc.oneof(
      arrivals.map(({ inputs }) => inputs),
      chaos,
    );
    fc.assert(
      fc.property(anything, (inputs) => {
        for (const event of run(inputs).events)
          expect(orderEventFromJson(throughText(orderEventToJson(event)))).to.deep.equal(event);
      }),
      { numRuns: 200 },
    );
  });

  it('know every kind of anomaly', () => {
    const event = lastOf(submitted(), submitted());
    for (const kind of Object.keys(ANOMALIES) as AnomalyKind[]) {
      const anomaly = { ...event, kind };
      expect(orderEventFromJson(throughText(orderEventToJson(anomaly)))).to.deep.equal(anomaly);
    }
  });

  const fees = [{ token: 'BNB', amount: dec('1e-9') }];
  const fill = trade('t1', '40', { fees, liquidity: 'maker', price: dec('9.50'), cumulative: dec('40') });
  const base = {
    venue: 'test',
    symbol: 'XRP-ETH',
    clientId: 'c1',
    venueId: 'v1',
    side: 'buy',
    type: 'limit',
    amount: '100',
    price: '10',
    executedBase: '40',
    executedQuote: '380',
    fees: [{ token: 'BNB', amount: '0.000000001' }],
    venueTime: 5.5,
    receivedAt: 7,
    late: false,
    inferred: false,
    adopted: false,
  };
  const told = lastOf(submitted(), filled(fill, { venueTime: 5.5, receivedAt: 7 }));
  const written = {
    _tag: 'filled',
    ...base,
    tradeId: 't1',
    cumulative: '40',
    fillAmount: '40',
    fillPrice: '9.5',
    fillFees: base.fees,
    liquidity: 'maker',
    netAmount: '40',
  };

  it('have every field under its name, decimals as plain text', () => {
    expect(orderEventToJson(told)).to.deep.equal(written);
  });

  it('leave out what is undefined: the ids, terms and times that are not known, an inferred price', () => {
    const inferred = run([report('partiallyFilled', '40'), polled(1, true, [])]);
    const event = inferred.events.at(-1)!;
    expect(orderEventToJson(event)).to.deep.equal({
      _tag: 'filled',
      venue: 'test',
      symbol: 'XRP-ETH',
      clientId: 'c1',
      venueId: 'v1',
      executedBase: '40',
      executedQuote: '0',
      fees: [],
      receivedAt: 1,
      late: false,
      inferred: true,
      adopted: true,
      cumulative: '40',
      fillAmount: '40',
      fillFees: [],
      netAmount: '40',
    });
    expect(orderEventToJson(lastOf(submitted(), refused()))).to.include({ reason: 'no money' });
    expect(orderEventToJson(lastOf(submitted(), report('cancelled')))).not.to.have.property('reason');
  });

  it('say what a fill replaces', () => {
    const event = lastOf(
      submitted(),
      report('partiallyFilled', '50'),
      polled(20, true, []),
      filled(trade('t1', '70')),
    );
    expect(orderEventToJson(event)).to.deep.include({
      fillAmount: '70',
      netAmount: '20',
      replaces: { cumulative: '50', amount: '50' },
    });
  });

  it('may leave out lists that are empty', () => {
    const { fees: _, ...json } = { ...written, fillFees: undefined };
    expect(orderEventFromJson(json)).to.deep.equal({ ...told, fees: [], fillFees: [] });
  });

  const refusals: readonly [string, unknown, string, string][] = [
    ['no event', 'filled', '_tag', 'nothing instead of one of created, filled, completed'],
    ['the tag of an input', { ...written, _tag: 'fill' }, '_tag', '"fill" instead of one of created'],
    ['a number for an amount', { ...written, netAmount: 40 }, 'netAmount', '40 instead of the text'],
    ['a mark that is left out', { ...written, late: undefined }, 'late', 'nothing instead of true or false'],
    [
      'half a replacement',
      { ...written, replaces: { amount: '1' } },
      'replaces.cumulative',
      'nothing instead of',
    ],
    [
      'an unknown anomaly',
      { _tag: 'anomaly', ...base, kind: 'odd', detail: '' },
      'kind',
      '"odd" instead of one of',
    ],
    ['a field of another event', { _tag: 'created', ...base, reason: 'no' }, 'reason', 'no such key'],
  ];
  for (const [what, json, path, message] of refusals) {
    it(`refuse ${what}, and say where`, () => {
      expect(() => orderEventFromJson(json))
        .to.throw(OrderJsonError, message)
        .with.property('path', path);
    });
  }
});
