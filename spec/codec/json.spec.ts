import { expect } from 'chai';
import { isLeft, type Either } from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';

import { readJson, type JsonFault, type JsonReading } from '../../src/codec/index.js';

const READINGS: readonly JsonReading[] = ['native', 'lossless'];

function valueOf(reading: Either<JsonFault, unknown>): unknown {
  if (isLeft(reading)) throw new Error(reading.left.message);
  return reading.right;
}

describe('readJson', () => {
  it('lossless keeps integers above 2^53 as bigint and those up to it as numbers', () => {
    const text = '[0, -7, 9007199254740991, 9007199254740992, 9007199254740993, -9007199254740993]';
    expect(valueOf(readJson(text, 'lossless'))).to.deep.equal([
      0,
      -7,
      9007199254740991,
      9007199254740992n,
      9007199254740993n,
      -9007199254740993n,
    ]);
    const id = '{"connectionID":17843232920108168701}';
    expect(valueOf(readJson(id, 'lossless'))).to.deep.equal({ connectionID: 17843232920108168701n });
  });

  it('lossless keeps the text of decimals and of exponents', () => {
    const texts = ['1.50', '0.10000000000000000555', '9.121E-7', '1e3', '-2.0', '1E400'];
    const numbers = valueOf(readJson(`[${texts.join(',')}]`, 'lossless')) as readonly LosslessNumber[];
    expect(numbers.every((number) => number instanceof LosslessNumber)).to.equal(true);
    expect(numbers.map(String)).to.deep.equal(texts);
  });

  it('lossless gives any integer back digit by digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (integer) => {
        const read = valueOf(readJson(`{"id":${integer}}`, 'lossless')) as { id: number | bigint };
        expect(BigInt(read.id)).to.equal(integer);
        const safe = integer >= Number.MIN_SAFE_INTEGER && integer <= Number.MAX_SAFE_INTEGER;
        expect(typeof read.id).to.equal(safe ? 'number' : 'bigint');
      }),
    );
  });

  it('native is JSON.parse, which loses digits above 2^53', () => {
    const text = '{"id":9007199254740993,"price":1.50,"times":[1e3]}';
    expect(valueOf(readJson(text, 'native'))).to.deep.equal({
      id: 9007199254740992,
      price: 1.5,
      times: [1000],
    });
  });

  it('reads JSON without numbers alike in both ways', () => {
    const json = fc.jsonValue().filter((value) => !/\d/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        expect(valueOf(readJson(text, 'lossless'))).to.deep.equal(valueOf(readJson(text, 'native')));
      }),
    );
  });

  it('takes a key __proto__ as a key, not as a prototype', () => {
    for (const reading of READINGS) {
      const read = valueOf(readJson('{"__proto__":{"e":"depthUpdate"}}', reading)) as object;
      expect(Object.getPrototypeOf(read)).to.equal(Object.prototype);
      expect(Object.keys(read)).to.deep.equal(['__proto__']);
    }
  });

  for (const text of ['', '{', '{"a":}', '[1,]', '01', 'nul', '{"a":1} x', "{'a':1}", '\u0000']) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      for (const reading of READINGS) {
        const read = readJson(text, reading);
        expect(isLeft(read) && read.left._tag).to.equal('jsonFault');
        expect(isLeft(read) && read.left.message).to.match(/\w{4}/);
      }
    });
  }

  it('names the place of a fault', () => {
    const native = readJson('{"a":1,]', 'native');
    const lossless = readJson('{"a":1,]', 'lossless');
    expect(isLeft(native) && native.left.message).to.match(/position 7/);
    expect(isLeft(lossless) && lossless.left.message).to.match(/position 7/);
  });

  it('fails as a value where nesting is deeper than the stack', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const read = readJson(deep, 'lossless');
    expect(isLeft(read) && read.left._tag).to.equal('jsonFault');
  });
});
