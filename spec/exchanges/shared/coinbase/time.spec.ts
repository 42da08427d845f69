import { expect } from 'chai';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';

import { timeFromText } from '../../../../src/exchanges/shared/coinbase/index.js';

describe("Coinbase's times", () => {
  it('are read to the microsecond, and written as they were read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3e15 }), (us) => {
        const text = timeFromText.encode(us / 1000);
        expect(timeFromText.decode(text)).to.deep.equal(E.right(us / 1000));
      }),
    );
    expect(timeFromText.encode(1618677817075.687)).to.equal('2021-04-17T16:43:37.075687Z');
  });

  it('may have one place to nine, or none', () => {
    const times = ['', '.2', '.27841', '.483587501'].map((places) =>
      timeFromText.decode(`2026-08-09T21:05:48${places}Z`),
    );
    expect(times).to.deep.equal(
      [1786309548000, 1786309548200, 1786309548278.41, Number('1786309548483.587501')].map(E.right),
    );
  });

  it('are none before 1970, and none that no calendar has', () => {
    for (const text of ['0001-01-01T00:00:00Z', '2026-02-29T00:00:00Z', '2026-08-09T21:05:48', 7]) {
      expect(timeFromText.decode(text)).to.include({ _tag: 'Left' });
    }
  });
});
