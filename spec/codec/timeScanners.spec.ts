import { expect } from 'chai';
import fc from 'fast-check';

import { IsoTimeScanner, SecondsScanner, timeFromIsoText, type TimeScanner } from '../../src/codec/index.js';

/** The time that begins a text, which is followed by a quote; undefined where there is none. */
function read(scanner: TimeScanner, text: string): number | undefined {
  const end = scanner.read(new TextEncoder().encode(`"${text}"\0`), 1);
  if (end < 0) return undefined;
  expect(end, text).to.equal(text.length + 1);
  return scanner.value;
}

const iso = new IsoTimeScanner();
const seconds = new SecondsScanner();

describe('IsoTimeScanner', () => {
  it('reads seconds, and up to six places of one', () => {
    expect(read(iso, '2021-04-17T16:49:03Z')).to.equal(1618678143000);
    expect(read(iso, '2021-04-17T16:49:03.6Z')).to.equal(1618678143600);
    expect(read(iso, '2021-04-17T16:49:03.654Z')).to.equal(1618678143654);
    expect(read(iso, '2021-04-17T16:49:03.654321Z')).to.equal(1618678143654.321);
    expect(read(iso, '1970-01-01T00:00:00.000000Z')).to.equal(0);
    expect(read(iso, '2024-02-29T23:59:59.999999Z')).to.equal(1709251199999.999);
    // More, as the documents allow, are for the codec.
    expect(read(iso, '2021-04-17T16:49:03.654321987Z')).to.equal(undefined);
  });

  for (const text of [
    '2021-04-17T16:49:03.654',
    '2021-04-17T16:49:03.654+00:00',
    '2021-04-17 16:49:03.654Z',
    '2021-04-17t16:49:03Z',
    '2021/04-17T16:49:03Z',
    '2021-04/17T16:49:03Z',
    '2021-04-17T16.49:03Z',
    '2021-04-17T16:49.03Z',
    '2021-02-30T16:49:03.654Z',
    '2023-02-29T16:49:03.654Z',
    '2021-13-01T16:49:03.654Z',
    '2021-00-01T16:49:03.654Z',
    '2021-01-00T16:49:03.654Z',
    '2021-04-17T24:00:00Z',
    '2021-04-17T16:60:00Z',
    '2021-04-17T16:49:60Z',
    '2021-04-17T16:49:03.Z',
    '2021-04-17T16:49:03.6543219876Z',
    '1969-12-31T23:59:59Z',
    '20x1-04-17T16:49:03Z',
    '20 1-04-17T16:49:03Z',
    'x021-04-17T16:49:03Z',
    '2021-x4-17T16:49:03Z',
    '2021-04-1xT16:49:03Z',
    '2021-04-17Tx6:49:03Z',
    '2021-04-17T16:4x:03Z',
    '2021-04-17T16:49:0xZ',
    '',
  ]) {
    it(`takes ${JSON.stringify(text)} for none`, () => {
      // Of the same day, which is known then.
      expect(read(iso, '2021-04-17T16:49:03Z')).to.equal(1618678143000);
      expect(read(iso, text)).to.equal(undefined);
    });
  }

  it('reads what the codec reads, whatever day came before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e15 }), fc.integer({ min: 0, max: 6 }), (us, places) => {
        const whole = new Date(Math.floor(us / 1000)).toISOString().slice(0, 19);
        const fraction = String(us % 1_000_000)
          .padStart(6, '0')
          .slice(0, places);
        const text = `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
        const decoded = timeFromIsoText.decode(text);
        expect(read(iso, text)).to.equal(decoded._tag === 'Right' ? decoded.right : undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe('SecondsScanner', () => {
  it('moves the point by three places, without an error of its own', () => {
    expect(read(seconds, '1618678133.365913')).to.equal(1618678133365.913);
    expect(read(seconds, '1618678133.36')).to.equal(1618678133360);
    expect(read(seconds, '1618678133')).to.equal(1618678133000);
    expect(read(seconds, '0.5')).to.equal(500);
    expect(read(seconds, '0')).to.equal(0);
    fc.assert(
      fc.property(fc.integer({ min: 1e15, max: 9e15 }), (us) => {
        const text = `${Math.floor(us / 1e6)}.${String(us % 1e6).padStart(6, '0')}`;
        expect(read(seconds, text)).to.equal(
          Number(`${text.replace('.', '').slice(0, -3)}.${text.slice(-3)}`),
        );
      }),
    );
  });

  for (const text of [
    '',
    '.5',
    '1.',
    '01',
    '00.5',
    '-1',
    '1618678133.3659131234',
    '9007199254740992',
    '1e9',
  ]) {
    it(`takes ${JSON.stringify(text)} for none, or for one of the codec's`, () => {
      const end = seconds.read(new TextEncoder().encode(`${text}"\0`), 0);
      expect(end < 0 || end < text.length).to.equal(true);
    });
  }
});
