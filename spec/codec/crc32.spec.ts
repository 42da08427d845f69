import { crc32 as zlibCrc32 } from 'node:zlib';

import { expect } from 'chai';
import fc from 'fast-check';

import { crc32 } from '../../src/codec/index.js';

describe('crc32', () => {
  const vectors: readonly (readonly [string, number])[] = [
    ['', 0],
    ['a', 0xe8b7be43],
    ['abc', 0x352441c2],
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ];
  for (const [text, sum] of vectors) {
    it(`of ${JSON.stringify(text)} is 0x${sum.toString(16)}`, () => expect(crc32(text)).to.equal(sum));
  }

  it("of Kraken's documented example is 974947235", () => {
    const asks = '5005500501050050155005020500502550050305005035500504050050455005050500';
    const bids = '5000500499550049905004980500497550049705004965500496050049555004950500';
    expect(crc32(asks + bids)).to.equal(974947235);
  });

  it('is what zlib computes, of any ASCII text', () => {
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 400 });
    fc.assert(fc.property(ascii, (text) => crc32(text) === zlibCrc32(text)));
  });
});
