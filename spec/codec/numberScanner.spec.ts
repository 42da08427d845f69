import { expect } from 'chai';
import fc from 'fast-check';

import { NumberScanner } from '../../src/codec/numberScanner.js';
import { DecimalScanner } from '../../src/domain/decimalScanner.js';

const scanner = new NumberScanner();
const texts = new DecimalScanner();

/** The bytes of a text between two others, and a zero, as a frame has them. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(`[${text}\0`);

/** The number that begins a text and where it ends; undefined where there is none. */
function read(text: string) {
  const end = scanner.read(bytesOf(text), 1);
  if (end < 0) return undefined;
  const { value, decimals, fixed } = scanner;
  return { value, decimals, fixed, length: end - 1 };
}

describe('NumberScanner', () => {
  for (const [text, value, decimals] of [
    ['0', 0, 0],
    ['7', 7, 0],
    ['0.0', 0, 1],
    ['100.010', 100.01, 3],
    ['0.0000000000000000000001', 1e-22, 22],
    ['999999999999999', 999_999_999_999_999, 0],
    ['99999999999999.9', 99_999_999_999_999.9, 1],
  ] as const) {
    it(`reads ${text}, which its double gives back letter by letter`, () => {
      expect(read(text)).to.deep.equal({ value, decimals, fixed: true, length: text.length });
    });
  }

  for (const [text, value] of [
    ['9.121E-7', 9.121e-7],
    ['6.0E-10', 6e-10],
    ['2.2E8', 2.2e8],
    ['1e+2', 100],
    ['0.0E5', 0],
    ['1E-22', 1e-22],
    ['1E14', 1e14],
    ['12e-07', 12e-7],
    ['2.516448728473207E7', 25164487.28473207],
  ] as const) {
    it(`reads ${text} exactly, though not letter by letter`, () => {
      expect(read(text)).to.include({ value, fixed: false, length: text.length });
    });
  }

  it('reads a long number of which the shortest notation of its double is the same', () => {
    expect(read('3307.9982700421942')).to.include({ value: 3307.9982700421942, decimals: 13, fixed: true });
    expect(read('0.30000000000000004')).to.include({ value: 0.1 + 0.2 });
    expect(read('26.755973959140651643')).to.equal(undefined);
  });

  it('goes on to the first letter that is none of its own', () => {
    for (const end of ['"', ',', ']', '}', ' ', 'x'])
      expect(read(`1.50${end}9`)).to.include({ value: 1.5, length: 4 });
  });

  for (const text of [
    '',
    '.',
    '.5',
    '1.',
    '-1',
    '-0',
    '+1',
    ' 1',
    '00',
    '01',
    '01.5',
    '00.5',
    'NaN',
    '"1"',
    '1e',
    '1e+',
    '1E-',
    '1.e5',
    '1e100',
    '1E15',
    '1e23',
    '1E-23',
    '1e-400',
    '1.5e',

    '1000000000000000',
    '9007199254740993',
    '10000000000000000',
    '1.5e99',
    '1.2345678901234567e',
    `0.${'1'.repeat(1000)}`,
  ]) {
    it(`takes ${JSON.stringify(text.slice(0, 30))} for none, or for one of the codecs'`, () => {
      expect(read(text)).to.equal(undefined);
    });
  }

  it('says of every number what DecimalScanner says, or nothing', () => {
    const digits = fc.stringMatching(/^(?:0|[1-9]\d{0,19})(?:\.\d{1,25})?(?:[eE][+-]?\d{1,3})?$/);
    let numbers = 0;
    fc.assert(
      fc.property(digits, (text) => {
        const found = read(text);
        if (found === undefined) return;
        numbers++;
        const value = texts.scan(text);
        expect(texts.exact).to.equal(true);
        const { fixed, decimals } = texts;
        expect(found).to.deep.include({ value, fixed, length: text.length });
        if (fixed) expect(found.decimals).to.equal(decimals);
      }),
      { numRuns: 3000 },
    );
    expect(numbers).to.be.greaterThan(500);
  });
});
