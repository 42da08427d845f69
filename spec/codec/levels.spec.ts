import { expect } from 'chai';
import fc from 'fast-check';
import * as t from 'io-ts';

import { LosslessNumber } from 'lossless-json';

import {
  faultsOf,
  priceLevelsFromNumbers,
  priceLevelsFromTexts,
  readJson,
  type PriceLevelsCodec,
} from '../../src/codec/index.js';
import { PriceLevels, type FrameFault } from '../../src/domain/index.js';

const plain = priceLevelsFromTexts({ keepText: false });
const kept = priceLevelsFromTexts({ keepText: true });

function levelsOf<N>(codec: PriceLevelsCodec<N>, value: unknown): PriceLevels {
  const decoded = codec.decode(value);
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(faultsOf(decoded.left)));
  return decoded.right;
}

function faultsIn(value: unknown, codec: t.Mixed = plain): readonly FrameFault[] {
  const decoded = t.type({ b: codec }).decode({ b: value });
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

describe('priceLevelsFromNumbers', () => {
  const plain = priceLevelsFromNumbers({ keepText: false });
  const kept = priceLevelsFromNumbers({ keepText: true });

  /** What lossless JSON makes of a text. */
  function losslessly(text: string): unknown {
    const json = readJson(text, 'lossless');
    if (json._tag === 'Left') throw new Error(json.left.message);
    return json.right;
  }

  it('reads numbers as they stand in the frame, exponents and zero sizes too', () => {
    const levels = levelsOf(
      plain,
      losslessly('[[9.121E-7,92730.24],[6.0E-10,3.358149508E7],[40990,0.0],[1e2,7]]'),
    );
    expect(levels).to.be.instanceOf(PriceLevels);
    expect(JSON.stringify(levels)).to.equal(
      '[["0.0000009121","92730.24"],["0.0000000006","33581495.08"],["40990","0"],["100","7"]]',
    );
  });

  it('is exact where no double is', () => {
    const wire =
      '[[645.140000000000000001,26.755973959140651643],[9007199254740993,123456789012345678901234567890]]';
    expect(JSON.stringify(levelsOf(plain, losslessly(wire)))).to.equal(
      '[["645.140000000000000001","26.755973959140651643"],["9007199254740993","123456789012345678901234567890"]]',
    );
  });

  it('says of any decimal what its text says', () => {
    const texts = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.nat(30), fc.integer({ min: -30, max: 30 }))
      .map(([digits, decimals, exponent]) => {
        const shifted = String(digits).padStart(decimals + 1, '0');
        const whole = shifted.slice(0, shifted.length - decimals);
        const plainText = decimals === 0 ? whole : `${whole}.${shifted.slice(-decimals)}`;
        return exponent === 0 ? plainText : `${plainText}E${exponent}`;
      });
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { maxLength: 5 }), (pairs) => {
        const fromNumbers = levelsOf(
          plain,
          losslessly(`[${pairs.map((pair) => `[${pair.join(',')}]`).join(',')}]`),
        );
        expect(JSON.stringify(fromNumbers)).to.equal(
          JSON.stringify(levelsOf(priceLevelsFromTexts({ keepText: false }), pairs)),
        );
      }),
    );
  });

  it('keeps the text where it is asked to', () => {
    const [level] = levelsOf(kept, losslessly('[[1.50,2.0E3]]'));
    expect([level?.priceWireText, level?.sizeWireText]).to.deep.equal(['1.50', '2.0E3']);
  });

  it('encodes to numbers without loss, which it decodes to the same levels', () => {
    const levels = levelsOf(plain, losslessly('[[9.121E-7,7],[9007199254740993,0.5]]'));
    const encoded = plain.encode(levels);
    expect(encoded).to.deep.equal([
      [new LosslessNumber('0.0000009121'), 7],
      [9007199254740993n, new LosslessNumber('0.5')],
    ]);
    expect(JSON.stringify(levelsOf(plain, encoded))).to.equal(JSON.stringify(levels));
  });

  it('passes over what follows price and size', () => {
    expect(JSON.stringify(levelsOf(plain, [[1, 2, 'x', null]]))).to.equal('[["1","2"]]');
  });

  const price = 'price at or above zero, a number without loss';
  const size = 'size at or above zero, a number without loss';
  const cases: readonly (readonly [title: string, json: unknown, fault: FrameFault])[] = [
    ['no list', {}, { path: 'b', value: '{}', expected: 'list of [price, size]' }],
    ['a level that is no list', [[1, 2], 3], { path: 'b[1]', value: '3', expected: '[price, size]' }],
    ['a price in text', [['1', 2]], { path: 'b[0][0]', value: '"1"', expected: price }],
    ['a size in text', [[1, '2']], { path: 'b[0][1]', value: '"2"', expected: size }],
    ['no size', [[1]], { path: 'b[0][1]', value: 'undefined', expected: size }],
    ['a negative price', [[-1, 2]], { path: 'b[0][0]', value: '-1', expected: price }],
    ['a negative size', losslessly('[[1,-0.5]]'), { path: 'b[0][1]', value: '-0.5', expected: size }],
    ['a fraction read natively', [[1.5, 2]], { path: 'b[0][0]', value: '1.5', expected: price }],
    ['digits lost natively', [[1, 2 ** 53]], { path: 'b[0][1]', value: '9007199254740992', expected: size }],
    [
      'an exponent beyond reason',
      losslessly('[[1e1001,1]]'),
      { path: 'b[0][0]', value: '1e1001', expected: price },
    ],
  ];
  for (const [title, json, fault] of cases) {
    it(`names path, value and what was expected: ${title}`, () =>
      expect(faultsIn(json, plain)).to.deep.equal([fault]));
  }
});
