import { expect } from 'chai';
import * as E from 'fp-ts/lib/Either.js';

import type { MarketDataVenue } from '../../../../src/connector/index.js';
import { binance } from '../../../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../../../src/exchanges/binance-futures/index.js';
import { mulberry32 } from '../../../../src/sim/mulberry32.js';
import { readable, streamFrame } from '../../frames.js';
import { combined, futuresDepthUpdate, spotDepthUpdate } from './payloads.js';

const FRAMES = 5_000_000;

const PIECES = [
  ...'0123456789".,:[]{}-+eE \\/u\u0000é'.split(''),
  '","',
  '["',
  '"],["',
  'null',
  '""',
  '[]',
  '1e5',
  '1e999',
  '0.10',
  '00',
  '123456789012345',
  '1234567890123456',
  '9007199254740993',
  '0.00000000000000000000001',
  ',"ps":"X"',
];

const { st: _integrated, ...plainFutures } = futuresDepthUpdate;

describe('a depth update read from its text, for long', () => {
  for (const [venue, payloads] of [
    [binance, [spotDepthUpdate, combined('nknusdt@depth', spotDepthUpdate)]],
    [binanceFutures, [plainFutures, combined('sushiusdt@depth', plainFutures)]],
  ] as const satisfies readonly (readonly [MarketDataVenue, readonly unknown[]])[]) {
    it(`${venue.name}: is what the codecs make of it, or nothing, in ${FRAMES} changed frames`, () => {
      const random = mulberry32(7);
      const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
      const texts = payloads.map((payload) => JSON.stringify(payload));
      let scannedCount = 0;
      for (let left = FRAMES; left > 0; left--) {
        let text = pick(texts);
        for (let edits = random() < 0.7 ? 1 : 2; edits > 0; edits--) {
          const at = Math.floor(random() * (text.length + 1));
          text =
            text.slice(0, at) +
            (random() < 0.2 ? '' : pick(PIECES)) +
            text.slice(at + Math.floor(random() * 3));
        }
        const frame = streamFrame(text);
        const scanned = venue.scan?.(frame);
        if (scanned === undefined) continue;
        scannedCount++;
        // What is no JSON throws here, and fails the test.
        const decoded = venue.decode(JSON.parse(text), frame);
        if (E.isLeft(decoded)) throw new Error(`the codecs refuse ${text}`);
        expect(scanned.map(readable), text).to.deep.equal(decoded.right.map(readable));
      }
      expect(scannedCount).to.be.greaterThan(FRAMES / 20);
    });
  }
});
