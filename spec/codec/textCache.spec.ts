import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect } from 'chai';

import { ANY_TEXT, FrameReader, TextField } from '../../src/codec/index.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const FRAME_LETTERS = 1_000_000;
const FRAMES = 60;

describe('TextCache', () => {
  it('keeps a text that was cut out of a frame, and not the frame', () => {
    const symbol = new TextField();
    const reader = new FrameReader([['{"symbol":"', symbol, '","pad":"', ANY_TEXT, '"}']]);
    const symbols: string[] = [];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let at = 0; at < FRAMES; at++) {
      // One piece, as it comes of a socket. From 13 letters on V8 cuts a text out without a copy.
      const pad = ' '.repeat(FRAME_LETTERS);
      const frame = Buffer.from(`{"symbol":"BTC-USD-SWAP-${at}","pad":"${pad}"}`).toString('latin1');
      expect(reader.read(frame)).to.equal(true);
      symbols.push(symbol.value);
    }
    collectGarbage();
    expect(new Set(symbols).size).to.equal(FRAMES);
    expect((process.memoryUsage().heapUsed - before) / FRAME_LETTERS).to.be.lessThan(10);
  });
});
