import { expect } from 'chai';
import fc from 'fast-check';

import {
  connectionId,
  instrument,
  nextSequenceId,
  sameSequenceId,
  tradeId,
  venueName,
  venueSymbol,
  type SequenceId,
} from '../../src/domain/index.js';

const LAST_SAFE = Number.MAX_SAFE_INTEGER;

/** An id in the form that codecs give it: a `number` up to the last safe integer, a `bigint` above. */
const held = (id: bigint): SequenceId => (id <= LAST_SAFE ? Number(id) : id);

const ids = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 70n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
);

describe('nextSequenceId', () => {
  it('adds one below the border, as a number', () => {
    expect(nextSequenceId(0)).to.equal(1);
    expect(nextSequenceId(LAST_SAFE - 1)).to.equal(LAST_SAFE);
  });

  it('goes on as a bigint at the border, where a number would stand still', () => {
    expect(nextSequenceId(LAST_SAFE)).to.equal(9007199254740992n);
    expect(nextSequenceId(9007199254740992n)).to.equal(9007199254740993n);
    expect(nextSequenceId(17843232920108168701n)).to.equal(17843232920108168702n);
  });

  it('is the successor on both sides of 2^53: above its id, the same id as the sum, with none between', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const next = nextSequenceId(held(id));
        expect(BigInt(next)).to.equal(id + 1n);
        expect(next > held(id)).to.equal(true);
        expect(next <= held(id)).to.equal(false);
        expect(typeof next).to.equal(typeof held(id + 1n));
      }),
    );
  });
});

describe('sameSequenceId', () => {
  it('compares numbers with numbers and bigints with bigints', () => {
    expect(sameSequenceId(7, 7)).to.equal(true);
    expect(sameSequenceId(7, 8)).to.equal(false);
    expect(sameSequenceId(2n ** 64n, 2n ** 64n)).to.equal(true);
    expect(sameSequenceId(2n ** 64n, 2n ** 64n + 1n)).to.equal(false);
  });

  it('compares a number with a bigint by what they are worth', () => {
    expect(sameSequenceId(7, 7n)).to.equal(true);
    expect(sameSequenceId(7n, 7)).to.equal(true);
    expect(sameSequenceId(LAST_SAFE, 9007199254740991n)).to.equal(true);
    expect(sameSequenceId(LAST_SAFE, 9007199254740992n)).to.equal(false);
  });

  it('tells ids apart exactly where doubles would not', () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        expect(sameSequenceId(held(a), held(b))).to.equal(a === b);
        expect(sameSequenceId(held(a), a)).to.equal(true);
        expect(sameSequenceId(a, nextSequenceId(a))).to.equal(false);
      }),
    );
  });
});

describe('names', () => {
  it('are the texts themselves, to the letter', () => {
    expect(venueName('binance-futures')).to.equal('binance-futures');
    expect(instrument('BTC-USDT-PERP')).to.equal('BTC-USDT-PERP');
    expect(venueSymbol('XBT/USD')).to.equal('XBT/USD');
    expect(connectionId('KRAKEN.ws.50')).to.equal('KRAKEN.ws.50');
    expect(tradeId('17843232920108168701')).to.equal('17843232920108168701');
  });
});
