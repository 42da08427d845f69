import { expect } from 'chai';

import { binance } from '../../../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../../../src/exchanges/binance-futures/index.js';
import { answerFrame, decoded, streamFrame } from '../../frames.js';
import { spotDepthUpdate } from './payloads.js';

describe('A depth update read from its text', () => {
  for (const [what, text] of [
    ['white space', JSON.stringify(spotDepthUpdate, undefined, 1)],
    ['another order of keys', JSON.stringify(Object.fromEntries(Object.entries(spotDepthUpdate).reverse()))],
    ['a number of 16 digits', JSON.stringify({ ...spotDepthUpdate, b: [['1.234567890123456', '1']] })],
    ['a negative price', JSON.stringify({ ...spotDepthUpdate, b: [['-1', '1']] })],
    ['an exponent', JSON.stringify({ ...spotDepthUpdate, b: [['1e5', '1']] })],
    ['a leading zero', JSON.stringify({ ...spotDepthUpdate, b: [['01', '1']] })],
    ['a third element of a level', JSON.stringify({ ...spotDepthUpdate, b: [['1', '1', []]] })],
    ['an escape in a name', JSON.stringify({ ...spotDepthUpdate, s: 'NKN"USDT' })],
    ['an id above 2^53', JSON.stringify(spotDepthUpdate).replace(/"u":\d+/, '"u":9007199254740993')],
    ['something behind it', `${JSON.stringify(spotDepthUpdate)} `],
    ['its end cut off', JSON.stringify(spotDepthUpdate).slice(0, -1)],
    ['a link to the diff before it', JSON.stringify({ ...spotDepthUpdate, pu: 1 })],
  ] as const) {
    it(`leaves a frame with ${what} to the codecs`, () => {
      expect(binance.scan?.(streamFrame(text))).to.equal(undefined);
    });
  }

  it('leaves an answer to the codecs, and a futures diff without its link', () => {
    const url = 'https://api.binance.com/api/v3/depth?symbol=NKNUSDT&limit=100';
    expect(binance.scan?.(answerFrame(url, spotDepthUpdate))).to.equal(undefined);
    expect(binanceFutures.scan?.(streamFrame(spotDepthUpdate))).to.equal(undefined);
  });

  it('reads a time of 15 digits as the codecs do', () => {
    const frame = streamFrame({ ...spotDepthUpdate, E: 163_399_851_206_800 });
    expect(binance.scan?.(frame)?.contents[0]).to.include({ venueTime: 163_399_851_206.8 });
    expect(decoded({ ...binance, scan: undefined }, frame)[0]).to.include({ venueTime: 163_399_851_206.8 });
  });
});
