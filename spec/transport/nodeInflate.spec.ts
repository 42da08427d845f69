import { deflateRawSync, gzipSync } from 'node:zlib';

import { expect } from 'chai';

import { nodeInflate } from '../../src/transport/index.js';

const TEXT = '{"ch":"market.trioeth.depth.step0","tick":{"bids":[[9.121E-7,92730.24]],"note":"é€𝄞"}}';

describe('nodeInflate', () => {
  it('gives the text of what was compressed', () => {
    expect(nodeInflate.gunzip(gzipSync(TEXT))).to.equal(TEXT);
    expect(nodeInflate.inflateRaw(deflateRawSync(TEXT))).to.equal(TEXT);
  });

  it('throws where the bytes are broken, cut off, or no text', () => {
    const whole = gzipSync(TEXT);
    expect(() => nodeInflate.gunzip(whole.subarray(0, 30))).to.throw('unexpected end of file');
    expect(() => nodeInflate.gunzip(Buffer.from('{}'))).to.throw('incorrect header check');
    expect(() => nodeInflate.inflateRaw(Buffer.from([0xff, 0xff]))).to.throw('invalid');
    expect(() => nodeInflate.gunzip(gzipSync(Buffer.from([0xff])))).to.throw(TypeError);
  });

  it('throws where a few bytes would fill the memory', () => {
    expect(() => nodeInflate.gunzip(gzipSync(Buffer.alloc(65 * 1024 * 1024)))).to.throw(RangeError);
  });
});
