import { inspect } from 'node:util';

import { expect } from 'chai';
import fc from 'fast-check';

import { faultsOf, timeFromIsoText } from '../../src/codec/index.js';

/** The time; of a text that is refused, what was expected. */
function read(value: unknown): number | string | undefined {
  const decoded = timeFromIsoText.decode(value);
  return decoded._tag === 'Right' ? decoded.right : faultsOf(decoded.left)[0]?.expected;
}

describe('timeFromIsoText', () => {
  it('reads seconds, and up to nine places of one', () => {
    expect(read('2021-04-17T16:49:03Z')).to.equal(1618678143000);
    expect(read('2021-04-17T16:49:03.6Z')).to.equal(1618678143600);
    expect(read('2021-04-17T16:49:03.654Z')).to.equal(1618678143654);
    expect(read('2021-04-17T16:49:03.654321Z')).to.equal(1618678143654.321);
    expect(read('2021-04-17T16:49:03.654321987Z')).to.equal(Number('1618678143654.321987'));
    expect(read('1970-01-01T00:00:00.000Z')).to.equal(0);
  });

  it('reads every microsecond to the nearest double, and encodes to what it reads as the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e15 }), (us) => {
        const toMs = new Date(Math.floor(us / 1000)).toISOString().slice(0, -1);
        const text = `${toMs}${String(us % 1000).padStart(3, '0')}Z`;
        expect(read(text)).to.equal(us / 1000);
        expect(timeFromIsoText.encode(us / 1000)).to.equal(text);
      }),
    );
  });

  for (const value of [
    '2021-04-17T16:49:03.654',
    '2021-04-17T16:49:03.654+00:00',
    '2021-04-17 16:49:03.654Z',
    '2021-02-30T16:49:03.654Z',
    '2021-04-17T25:49:03.654Z',
    '2021-04-17T16:49:03.Z',
    '2021-04-17T16:49:03.6543219876Z',
    '1969-12-31T23:59:59Z',
    '',
    1618678143654,
    null,
    undefined,
  ]) {
    it(`refuses ${inspect(value)}`, () => {
      expect(read(value)).to.equal('text of an ISO 8601 time in UTC');
    });
  }
});
