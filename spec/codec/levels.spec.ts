import { expect } from 'chai';
import fc from 'fast-check';
import * as t from 'io-ts';

import { faultsOf, priceLevelsFromTexts } from '../../src/codec/index.js';
import { PriceLevels, type FrameFault } from '../../src/domain/index.js';

const plain = priceLevelsFromTexts({ keepText: false });
const kept = priceLevelsFromTexts({ keepText: true });

function levelsOf(codec: typeof plain, value: unknown): PriceLevels {
  const decoded = codec.decode(value);
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(faultsOf(decoded.left)));
  return decoded.right;
}

function faultsIn(value: unknown): readonly FrameFault[] {
  const decoded = t.type({ b: plain }).decode({ b: value });
  if (decoded._tag === 'Right') throw new Error('decodes');
  return faultsOf(decoded.left);
}

describe('priceLevelsFromTexts', () => {
  const wire = [
    ['0.35130000', '6195.00000000'],
    ['0.34750000', '0.00000000'],
  ];

  it('reads levels in the order of the frame, zero sizes too', () => {
    const levels = levelsOf(plain, wire);
    expect(levels).to.be.instanceOf(PriceLevels);
    expect(JSON.stringify(levels)).to.equal('[["0.3513","6195"],["0.3475","0"]]');
  });

  it('encodes to plain texts, or to the texts that came where they are kept', () => {
    expect(plain.encode(levelsOf(plain, wire))).to.deep.equal([
      ['0.3513', '6195'],
      ['0.3475', '0'],
    ]);
    expect(kept.encode(levelsOf(kept, wire))).to.deep.equal(wire);
  });

  it('passes over what follows price and size', () => {
    const levels = levelsOf(plain, [['1', '2', '1618678145.920470', 'r', { more: true }]]);
    expect(JSON.stringify(levels)).to.equal('[["1","2"]]');
  });

  it('knows its own values', () => {
    expect(plain.is(levelsOf(plain, []))).to.equal(true);
    expect(plain.is(wire)).to.equal(false);
  });

  it('leaves the list that it reads as it was', () => {
    const frozen = Object.freeze([Object.freeze(['1', '2'])]);
    expect(levelsOf(plain, frozen).length).to.equal(1);
  });

  it('owes nothing to what it read before: neither to faults nor to good lists', () => {
    for (const codec of [plain, kept]) {
      const first = levelsOf(codec, [
        ['1', '10'],
        ['0.12345678901234567890', '20'],
      ]);
      const before = JSON.stringify(first);
      expect(
        codec.decode([
          ['2', '20'],
          ['3', 'x'],
        ])._tag,
      ).to.equal('Left');
      expect(JSON.stringify(levelsOf(codec, [['4', '40']]))).to.equal('[["4","40"]]');
      expect(JSON.stringify(first))
        .to.equal(before)
        .and.to.equal('[["1","10"],["0.1234567890123456789","20"]]');
    }
  });

  const price = 'text of a price at or above zero';
  const size = 'text of a size at or above zero';
  const cases: readonly (readonly [title: string, value: unknown, fault: FrameFault])[] = [
    [
      'no list',
      { '0': ['1', '2'] },
      { path: 'b', value: '{"0":["1","2"]}', expected: 'list of [price, size]' },
    ],
    ['nothing', undefined, { path: 'b', value: 'undefined', expected: 'list of [price, size]' }],
    ['a level that is no list', [['1', '2'], '3'], { path: 'b[1]', value: '"3"', expected: '[price, size]' }],
    ['a level that is null', [null], { path: 'b[0]', value: 'null', expected: '[price, size]' }],
    ['an empty level', [[]], { path: 'b[0][0]', value: 'undefined', expected: price }],
    ['a level without size', [['1']], { path: 'b[0][1]', value: 'undefined', expected: size }],
    ['a price that is a number', [[1.5, '2']], { path: 'b[0][0]', value: '1.5', expected: price }],
    ['a size that is a number', [['1', 2]], { path: 'b[0][1]', value: '2', expected: size }],
    [
      'a negative price',
      [
        ['1', '1'],
        ['-1', '2'],
      ],
      { path: 'b[1][0]', value: '"-1"', expected: price },
    ],
    ['a negative size', [['1', '-0.1']], { path: 'b[0][1]', value: '"-0.1"', expected: size }],
    ['a price that is no decimal', [['1,5', '2']], { path: 'b[0][0]', value: '"1,5"', expected: price }],
    ['a size that is no decimal', [['1', '']], { path: 'b[0][1]', value: '""', expected: size }],
    ['both wrong: the price first', [['x', 'y']], { path: 'b[0][0]', value: '"x"', expected: price }],
  ];
  for (const [title, value, fault] of cases) {
    it(`names path, value and what was expected: ${title}`, () =>
      expect(faultsIn(value)).to.deep.equal([fault]));
  }

  it('stops at the first fault, whatever follows', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(fc.jsonValue(), { maxLength: 5 }), (before, after) => {
        const good = Array.from({ length: before }, (_, at) => [String(at), '1']);
        expect(faultsIn([...good, ['1', 'bad'], ...after])).to.deep.equal([
          { path: `b[${before}][1]`, value: '"bad"', expected: size },
        ]);
      }),
    );
  });
});
