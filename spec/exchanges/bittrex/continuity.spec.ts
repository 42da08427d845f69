import { expect } from 'chai';
import fc from 'fast-check';

import { connectionId, NO_LEVELS, venueName, venueSymbol, type BookDiff } from '../../../src/domain/index.js';
import { bittrexRule } from '../../../src/exchanges/bittrex/continuity.js';

const diff = (id: number | undefined): BookDiff => ({
  _tag: 'diff',
  venue: venueName('bittrex'),
  symbol: venueSymbol('BTC-EUR'),
  connection: connectionId('one'),
  venueTime: undefined,
  receivedAt: 0,
  firstId: id,
  lastId: id,
  previousId: undefined,
  bids: NO_LEVELS,
  asks: NO_LEVELS,
  checksum: undefined,
});

const position = fc.nat(1e9);

describe('bittrexRule', () => {
  it('drops what is in the snapshot, joins the next, and has a gap beyond it', () => {
    fc.assert(
      fc.property(position, fc.integer({ min: -5, max: 5 }), (at, by) => {
        fc.pre(at + by >= 0);
        const expected = by <= 0 ? 'stale' : by === 1 ? 'apply' : 'gap';
        expect(bittrexRule.joins(at, diff(at + by))).to.equal(expected);
        expect(bittrexRule.joinsHeld(at, diff(at + by))).to.equal(expected);
      }),
    );
  });

  it('then takes the next and nothing else: what was applied, and numbers that start anew, are gaps', () => {
    fc.assert(
      fc.property(position, fc.oneof(fc.integer({ min: -5, max: 5 }), fc.nat(1e9)), (at, by) => {
        fc.pre(at + by >= 0);
        expect(bittrexRule.continues(at, diff(at + by))).to.equal(by === 1 ? 'apply' : 'gap');
      }),
    );
    expect(bittrexRule.continues(3209305, diff(1))).to.equal('gap');
  });

  it('wants a number', () => {
    expect(bittrexRule.continues(5, diff(undefined))).to.equal('incomplete');
  });
});
