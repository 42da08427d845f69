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

  it('throws where bytes follow the data, but takes gzip data of several members', () => {
    const more = (whole: Buffer, text: string) => Buffer.concat([whole, Buffer.from(text)]);
    expect(() => nodeInflate.inflateRaw(more(deflateRawSync(TEXT), 'junk'))).to.throw(
      RangeError,
      '4 bytes after the end',
    );
    expect(() => nodeInflate.gunzip(more(gzipSync(TEXT), '\0\0'))).to.throw(
      RangeError,
      '2 bytes after the end',
    );
    expect(() => nodeInflate.gunzip(more(gzipSync(TEXT), 'junk'))).to.throw('incorrect header check');
    expect(nodeInflate.gunzip(Buffer.concat([gzipSync('a'), gzipSync(TEXT)]))).to.equal(`a${TEXT}`);
  });

  it('throws where a few bytes would fill the memory', () => {
    expect(() => nodeInflate.gunzip(gzipSync(Buffer.alloc(65 * 1024 * 1024)))).to.throw(RangeError);
  });
});
