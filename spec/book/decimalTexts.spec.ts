import { expect } from 'chai';
import fc from 'fast-check';

import { DecimalScanner } from '../../src/domain/decimalScanner.js';
import { priceLevels } from '../../src/domain/index.js';
import { treacherousText } from '../support/arbitraries.js';

/** A number as its digits without zeros around them and the power of ten they count: the same for the same number. */
function canonicalParts(text: string): string {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string?];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${power}`;
}

/** Whether it is a number by JSON's grammar, as the engine's own parser knows it. */
function isJsonNumber(text: string): boolean {
  try {
    return text.trim() === text && typeof JSON.parse(text) === 'number';
  } catch {
    return false;
  }
}

const exponentOf = (text: string): number => Number(/e([+-]?\d+)\s*$/i.exec(text)?.[1] ?? 0);

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^\\d{1,${maxLength}}$`));

/** Any text of JSON's number grammar: short and long, plain and with exponents. */
const jsonNumber = fc
  .record({
    sign: fc.constantFrom('', '', '', '-'),
    whole: fc.oneof(
      fc.constant('0'),
      digits(25).map((text) => text.replace(/^0+(?=\d)/, '')),
    ),
    fraction: fc.option(fc.oneof(digits(8), digits(45)), { nil: undefined }),
    exponent: fc.option(
      fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-', 'e-'), fc.integer({ min: 0, max: 340 })),
      { nil: undefined, freq: 4 },
    ),
  })
  .map(
    ({ sign, whole, fraction, exponent }) =>
      sign + whole + (fraction === undefined ? '' : `.${fraction}`) + (exponent?.join('') ?? ''),
  );

describe('the texts that levels are read from: DecimalScanner', () => {
  const scanner = new DecimalScanner();

  const check = (text: string) => {
    const value = scanner.scan(text);
    expect(value === Number(text), `${text}: ${value}`).to.equal(true);
    expect(Object.is(value, -0), `${text}: no sign on zero`).to.equal(false);
    const back = Number.isFinite(value) && canonicalParts(String(value)) === canonicalParts(text);
    expect(scanner.exact, `${text}: exact`).to.equal(back);
    const { decimals } = scanner;
    if (!/e/i.test(text)) expect(decimals, `${text}: decimals`).to.equal(text.split('.')[1]?.length ?? 0);
    const fixed = back && !/e/i.test(text) && decimals <= 100 && value.toFixed(decimals) === text;
    expect(scanner.fixed, `${text}: fixed`).to.equal(fixed);
  };

  it('reads the nearest double and says whether it gives the number, and the text, back', () => {
    fc.assert(fc.property(jsonNumber, check), { numRuns: 5_000 });
    fc.assert(fc.property(treacherousText, check), { numRuns: 2_000 });
  });

  it('reads every double of a venue that prints doubles', () => {
    const printed = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
    fc.assert(fc.property(printed, check), { numRuns: 2_000 });
  });

  it('reads texts of up to 15 digits exactly, wherever the point is', () => {
    const short = fc
      .tuple(fc.integer({ min: 0, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 22 }))
      .map(([mantissa, places]) => {
        const text = String(mantissa).padStart(places + 1, '0');
        return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
      });
    fc.assert(
      fc.property(short, (text) => {
        check(text);
        expect(scanner.exact, text).to.equal(true);
        expect(scanner.fixed, text).to.equal(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses exponents and texts that would take all the memory to write out', () => {
    for (const text of [
      '1e1001',
      '1E-1001',
      '0e99999',
      '1e-900000000',
      '1e9000000000000001',
      '1'.repeat(1001),
    ]) {
      expect(scanner.scan(text), text.slice(0, 20)).to.be.NaN;
    }
    for (const text of ['1e-1000', '2e300', `0.${'1'.repeat(900)}`]) check(text);
  });

  it('refuses everything that is no number by the grammar of JSON', () => {
    const almost = fc
      .tuple(
        jsonNumber,
        fc.nat(60),
        fc.constantFrom('', '.', '-', '+', 'e', '0', ' ', '_', 'x', '\n', 'Infinity'),
      )
      .map(([text, at, extra]) => text.slice(0, at) + extra + text.slice(at + (at % 2)));
    const anything = fc.oneof(
      almost,
      fc.string({ maxLength: 6 }),
      fc.constantFrom('', '-', '.', 'NaN', '0x1'),
    );
    fc.assert(
      fc.property(anything, (text) => {
        if (isJsonNumber(text) && Math.abs(exponentOf(text)) <= 1000) check(text);
        else expect(scanner.scan(text), JSON.stringify(text)).to.be.NaN;
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses what other readers of numbers take', () => {
    const refused = [
      '01',
      '00.5',
      '.5',
      '5.',
      '+1',
      ' 1',
      '1 ',
      '0x10',
      '1_0',
      '1e',
      '1e+',
      '--1',
      '1.2.3',
      '٣',
    ];
    for (const text of refused) expect(scanner.scan(text), text).to.be.NaN;
  });

  it('keeps a number below zero from becoming a level, though its double is zero', () => {
    expect(() => priceLevels([['-1e-400', '1']])).to.throw(RangeError, '-1e-400');
    expect(() => priceLevels([['1', '-1e-400']])).to.throw(RangeError, '-1e-400');
  });
});
