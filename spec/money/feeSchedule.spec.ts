import { expect } from 'chai';

import { venueName, venueSymbol } from '../../src/domain/index.js';
import { feeSchedule, overrideFees, venueFees, type VenueFeeOverrides } from '../../src/money/index.js';
import { scheduleOf } from './fees.js';
import { d, ruleOf } from './rules.js';

describe('feeSchedule and overrideFees', () => {
  it('change where the user says so, and nowhere else', () => {
    const own = overrideFees(scheduleOf({ takerFlat: [{ token: 'GAS', amount: 1 }] }), {
      makerRate: '0',
      token: 'BNB',
    });
    expect(own).to.deep.equal({
      ...scheduleOf({ makerRate: '0', token: 'BNB' }),
      takerFlat: [{ token: 'GAS', amount: d(1) }],
    });
  });

  it('add the share to the cost of a buy and deduct it from a sell, without flat fees, unless said otherwise', () => {
    expect(feeSchedule({ makerRate: '0.001', takerRate: 0 })).to.deep.equal({
      makerRate: d('0.001'),
      takerRate: d(0),
      makerFlat: [],
      takerFlat: [],
      buyFrom: 'cost',
      sellFrom: 'returns',
      sizeInclusiveOfFees: false,
      token: undefined,
      aliases: {},
    });
  });

  it('refuse what is no rate', () => {
    expect(() => scheduleOf({ takerRate: '10' })).to.throw(RangeError, 'takerRate is no fraction: 10');
    expect(() => scheduleOf({ takerRate: '-1' })).to.throw(RangeError, 'takerRate is no fraction: -1');
    expect(() => scheduleOf({ takerRate: '1' })).to.throw(RangeError, 'takerRate is no fraction: 1');
    expect(() => scheduleOf({ makerRate: 'few' })).to.throw(RangeError, 'makerRate is no number: few');
    expect(() => scheduleOf({ makerFlat: [{ token: 'GAS', amount: 'NaN' }] })).to.throw(
      RangeError,
      'makerFlat in GAS is no number: NaN',
    );
    expect(() => scheduleOf({ takerFlat: [{ token: 'GAS', amount: 'one' }] })).to.throw(
      RangeError,
      'takerFlat in GAS is no number: one',
    );
  });
});

describe('venueFees', () => {
  const [a, b] = [venueName('a'), venueName('b')];
  const [x, y] = [venueSymbol('X'), venueSymbol('Y')];
  const defaults = new Map([
    [a, scheduleOf()],
    [b, scheduleOf({ token: 'FEE' })],
  ]);
  const fees = venueFees(
    defaults,
    new Map<typeof a, VenueFeeOverrides>([
      [
        b,
        {
          takerRate: '0.0005',
          buyFrom: 'returns',
          instruments: new Map([[x, { takerRate: 0, makerRate: 0 }]]),
        },
      ],
    ]),
  );

  it('has the defaults, over them what is said of the venue, over both what is said of the instrument', () => {
    expect(fees({ venue: a, symbol: x })).to.equal(defaults.get(a));
    expect(fees({ venue: b, symbol: y })).to.deep.equal(
      scheduleOf({ token: 'FEE', takerRate: '0.0005', buyFrom: 'returns' }),
    );
    // The rates of the instrument, the side of the venue, the token of the defaults.
    expect(fees({ venue: b, symbol: x })).to.deep.equal(
      scheduleOf({ token: 'FEE', takerRate: 0, makerRate: 0, buyFrom: 'returns' }),
    );
  });

  it('is asked with a trading rule, and needs no overrides', () => {
    const rule = { ...ruleOf({}), venue: a };
    expect(venueFees(defaults)(rule)).to.equal(defaults.get(a));
  });

  it('refuses a venue without defaults: at once where it is overridden, else where it is asked for', () => {
    const c = venueName('c');
    expect(() => venueFees(defaults, new Map([[c, {}]]))).to.throw(
      RangeError,
      'no fees are known of the venue c',
    );
    expect(() => fees({ venue: c, symbol: x })).to.throw(RangeError, 'no fees are known of the venue c');
    const wrong = new Map([[a, { instruments: new Map([[x, { takerRate: '10' }]]) }]]);
    expect(() => venueFees(defaults, wrong)).to.throw(RangeError, 'takerRate is no fraction: 10');
  });
});
