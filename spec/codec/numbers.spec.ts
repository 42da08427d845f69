import { inspect } from 'node:util';

import { Decimal } from 'decimal.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { LosslessNumber } from 'lossless-json';

import {
  decimalFromNumber,
  decimalFromText,
  faultsOf,
  readJson,
  sequenceId,
  timeMs,
} from '../../src/codec/index.js';

function decode<A>(codec: t.Type<A, unknown, unknown>, value: unknown): A | 'refused' {
  const decoded = codec.decode(value);
  if (decoded._tag === 'Right') return decoded.right;
  expect(faultsOf(decoded.left).map(({ path, expected }) => [path, expected])).to.deep.equal([
    ['', codec.name],
  ]);
  return 'refused';
}

describe('sequenceId', () => {
  it('takes integers at or above zero, above 2^53 as bigint', () => {
    for (const id of [0, 499869750, Number.MAX_SAFE_INTEGER, 0n, 17843232920108168701n]) {
      expect(decode(sequenceId, id)).to.equal(id);
      expect(sequenceId.is(id)).to.equal(true);
      expect(sequenceId.encode(id)).to.equal(id);
    }
  });

  it('refuses numbers above 2^53, which may have lost digits', () => {
    expect(decode(sequenceId, 2 ** 53)).to.equal('refused');
  });

  for (const value of [-1, 1.5, NaN, Infinity, -1n, '7', null, undefined, [7], {}, true]) {
    it(`refuses ${inspect(value)}`, () => {
      expect(decode(sequenceId, value)).to.equal('refused');
      expect(sequenceId.is(value)).to.equal(false);
    });
  }
});

describe('timeMs', () => {
  it('takes milliseconds as they are', () => {
    expect(decode(timeMs, 1633998512068)).to.equal(1633998512068);
    expect(decode(timeMs, 0)).to.equal(0);
  });

  it('takes 16 digits for microseconds and keeps them in the fraction', () => {
    expect(decode(timeMs, 1633998512068123)).to.equal(1633998512068.123);
  });

  it('tells the two apart for every time from 1974 to 5138', () => {
    fc.assert(
      fc.property(fc.integer({ min: 126_230_400_000_000, max: 4e15 }), (us) => {
        expect(Math.round((decode(timeMs, us) as number) * 1000)).to.equal(us);
        expect(decode(timeMs, Math.floor(us / 1000))).to.equal(Math.floor(us / 1000));
      }),
    );
  });

  it('encodes to what it decodes to the same time again, with microseconds too', () => {
    for (const ms of [1633998512068, 1633998512068.123]) {
      expect(decode(timeMs, timeMs.encode(ms))).to.equal(ms);
    }
  });

  for (const value of [-1, 1633998512068.5, NaN, '1633998512068', 1633998512068n, null, undefined]) {
    it(`refuses ${inspect(value)}`, () => expect(decode(timeMs, value)).to.equal('refused'));
  }
});

describe('decimalFromText', () => {
  it('is exact for texts of any length', () => {
    for (const text of ['0', '0.35280000', '9.121E-7', '1e3', '12345678901234567890.123456789012345678']) {
      const value = decode(decimalFromText, text);
      expect(value).to.be.instanceOf(Decimal);
      expect((value as Decimal).eq(new Decimal(text))).to.equal(true);
      expect(decimalFromText.is(value)).to.equal(true);
    }
  });

  it('encodes to plain notation, which it decodes to the same number', () => {
    expect(decimalFromText.encode(new Decimal('9.121E-7'))).to.equal('0.0000009121');
    expect(decimalFromText.encode(new Decimal('1e30'))).to.equal(`1${'0'.repeat(30)}`);
  });

  for (const value of [
    '',
    '1.',
    '.5',
    '01',
    '+1',
    '-1',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    ' 1',
    1,
    1n,
    null,
  ]) {
    it(`refuses ${inspect(value)}`, () => expect(decode(decimalFromText, value)).to.equal('refused'));
  }
});

describe('decimalFromNumber', () => {
  it('reads numbers of lossless JSON exactly', () => {
    const cases: readonly (readonly [json: string, text: string])[] = [
      ['40990.3', '40990.3'],
      ['9.2E-7', '0.00000092'],
      ['3.24127967841632E12', '3241279678416.32'],
      ['26.755973959140651643', '26.755973959140651643'],
      ['0.0', '0'],
      ['130', '130'],
      ['9007199254740993', '9007199254740993'],
    ];
    for (const [json, text] of cases) {
      const read = readJson(json, 'lossless');
      const value = decode(decimalFromNumber, isRight(read) ? read.right : undefined);
      expect(value).to.be.instanceOf(Decimal);
      expect((value as Decimal).toFixed()).to.equal(text);
      expect(decimalFromNumber.is(value)).to.equal(true);
    }
  });

  it('encodes to numbers without loss', () => {
    expect(decimalFromNumber.encode(new Decimal('9.2E-7'))).to.deep.equal(new LosslessNumber('0.00000092'));
    expect(decimalFromNumber.encode(new Decimal(130))).to.equal(130);
    expect(decimalFromNumber.encode(new Decimal('9007199254740993'))).to.equal(9007199254740993n);
  });

  for (const value of [-1, -1n, new LosslessNumber('-0.5'), 0.5, 2 ** 53, NaN, '1', null, undefined]) {
    it(`refuses ${inspect(value)}`, () => expect(decode(decimalFromNumber, value)).to.equal('refused'));
  }
});
