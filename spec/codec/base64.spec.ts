import { expect } from 'chai';
import fc from 'fast-check';

import { bytesFromBase64 } from '../../src/codec/index.js';

describe('bytesFromBase64', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(bytesFromBase64(Buffer.from(bytes).toString('base64'))).to.deep.equal(bytes);
      }),
    );
  });

  it("takes the standard's examples", () => {
    const texts = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy', '+/+/'];
    const read = texts.map((text) => Buffer.from(bytesFromBase64(text)!).toString('latin1'));
    expect(read).to.deep.equal(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar', '\u00fb\u00ff\u00bf']);
  });

  for (const [what, text] of [
    ['without its fill', 'Zg'],
    ['with too much fill', 'Zg==='],
    ['of fill alone', '===='],
    ['with fill inside', 'Zg==Zg=='],
    ['with spaces', 'Zm9v Zm9'],
    ['with a line break', 'Zm9\n'],
    ['of the alphabet for URLs', '-_-_'],
    ['with a letter beyond ASCII', 'Zm9\u00e9'],
    ['with a letter whose low byte is one of the alphabet', 'Zm9\u0141'],
    ['with bits left over', 'Zh=='],
    ['with two bits left over', 'Zm9='],
  ] as const) {
    it(`refuses a text ${what}`, () => {
      expect(bytesFromBase64(text)).to.equal(undefined);
    });
  }

  it('takes no other text than the one that the bytes have', () => {
    const letters = fc.constantFrom(...'AZaz09+/=-_ \n'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 12 }), (text) => {
        const bytes = bytesFromBase64(text);
        if (bytes !== undefined) expect(Buffer.from(bytes).toString('base64')).to.equal(text);
      }),
      { numRuns: 2000 },
    );
  });
});
