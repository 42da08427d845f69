import { expect } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

import { excerptOf, faultsOf, readJson } from '../../src/codec/index.js';
import type { FrameFault } from '../../src/domain/index.js';

function faults(codec: t.Mixed, value: unknown): readonly FrameFault[] {
  const decoded = codec.decode(value);
  if (decoded._tag === 'Right') throw new Error('decodes');
  return faultsOf(decoded.left);
}

describe('faultsOf', () => {
  it('has an empty path for the frame itself', () => {
    expect(faults(t.string, 5)).to.deep.equal([{ path: '', value: '5', expected: 'string' }]);
  });

  it('walks through fields and list positions', () => {
    const codec = t.type({ data: t.type({ b: t.array(t.tuple([t.string, t.string])) }) });
    expect(
      faults(codec, {
        data: {
          b: [
            ['1', '2'],
            ['3', 4],
          ],
        },
      }),
    ).to.deep.equal([{ path: 'data.b[1][1]', value: '4', expected: 'string' }]);
    expect(faults(codec, { data: {} })).to.deep.equal([
      { path: 'data.b', value: 'undefined', expected: 'Array<[string, string]>' },
    ]);
  });

  it('starts with a position where the frame is a list', () => {
    expect(faults(t.array(t.type({ p: t.string })), [{ p: '1' }, { p: 2 }])).to.deep.equal([
      { path: '[1].p', value: '2', expected: 'string' },
    ]);
  });

  it('leaves out the members of intersections', () => {
    const codec = t.intersection([t.type({ bids: t.array(t.string) }), t.partial({ E: t.number })]);
    expect(faults(codec, { bids: ['1', 2], E: '3' })).to.deep.equal([
      { path: 'bids[1]', value: '2', expected: 'string' },
      { path: 'E', value: '"3"', expected: 'number' },
    ]);
  });

  it('leaves out the members of unions, and has a fault for each', () => {
    const codec = t.type({ id: t.union([t.number, t.array(t.string)]) });
    expect(faults(codec, { id: [true] })).to.deep.equal([
      { path: 'id', value: '[true]', expected: 'number' },
      { path: 'id[0]', value: 'true', expected: 'string' },
    ]);
  });

  it('leaves out both where they nest', () => {
    const member = t.intersection([t.type({ a: t.string }), t.type({ list: t.array(t.number) })]);
    expect(faults(t.array(t.union([member, t.null])), [null, { a: '', list: [1, 'x'] }])).to.deep.equal([
      { path: '[1].list[1]', value: '"x"', expected: 'number' },
      { path: '[1]', value: '{"a":"","list":[1,"x"]}', expected: 'null' },
    ]);
  });

  it('names all faults of a frame, and the keys of records', () => {
    const codec = t.record(t.string, t.type({ wsname: t.string }));
    expect(faults(codec, { XXBTZUSD: { wsname: 1 }, ADAXBT: {} })).to.deep.equal([
      { path: 'XXBTZUSD.wsname', value: '1', expected: 'string' },
      { path: 'ADAXBT.wsname', value: 'undefined', expected: 'string' },
    ]);
  });

  it("prefers a codec's own message", () => {
    const even = new t.Type<number, number, unknown>(
      'even',
      t.number.is,
      (value, context) => t.failure(value, context, 'an even number'),
      t.identity,
    );
    expect(faults(t.type({ n: even }), { n: 3 })).to.deep.equal([
      { path: 'n', value: '3', expected: 'an even number' },
    ]);
  });
});

describe('excerptOf', () => {
  it('is JSON', () => {
    expect([null, true, 'text', [1, { a: 2 }], undefined].map(excerptOf)).to.deep.equal([
      'null',
      'true',
      '"text"',
      '[1,{"a":2}]',
      'undefined',
    ]);
  });

  it('is cut to 80 characters, with dots to say so', () => {
    expect(excerptOf('x'.repeat(78))).to.equal(`"${'x'.repeat(78)}"`);
    expect(excerptOf('x'.repeat(79))).to.equal(`"${'x'.repeat(79)}...`);
  });

  it('writes what lossless reading made of numbers as the numbers that came', () => {
    const text = '{"id":17843232920108168701,"price":1.50}';
    const read = readJson(text, 'lossless');
    expect(isLeft(read) ? read.left : excerptOf(read.right)).to.equal(text);
  });

  it('has an excerpt of values that nest deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(excerptOf(JSON.parse(deep))).to.have.lengthOf.at.most(83);
  });
});
