import { expect } from 'chai';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';

import type { MarketDataVenue } from '../../../../src/connector/index.js';
import type { Frame, FrameContent } from '../../../../src/domain/index.js';
import { binance } from '../../../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../../../src/exchanges/binance-futures/index.js';
import { answerFrame, readable, streamFrame } from '../../frames.js';
import { bytesChanged, valueChanged } from '../../mutations.js';
import { recordedFrames, recordingsOrPending } from '../../recordings.js';
import { combined, futuresDepthUpdate, spotDepthUpdate } from './payloads.js';

const { st: _integrated, ...plainFutures } = futuresDepthUpdate;
const { ps: _pair, ...futuresOf2021 } = plainFutures;

const SCANNED: readonly (readonly [MarketDataVenue, readonly unknown[]])[] = [
  [
    binance,
    [spotDepthUpdate, combined('nknusdt@depth@100ms', spotDepthUpdate), { ...spotDepthUpdate, b: [], a: [] }],
  ],
  [binanceFutures, [plainFutures, futuresOf2021, combined('sushiusdt@depth@100ms', plainFutures)]],
];

/** What the codecs make of a frame, which defines what is right. */
function decoded(venue: MarketDataVenue, frame: Frame): readonly FrameContent[] {
  const contents = venue.decode(JSON.parse(frame.text), frame);
  if (E.isLeft(contents))
    throw new Error(`the codecs refuse ${frame.text}: ${JSON.stringify(contents.left)}`);
  return contents.right;
}

const runs = process.env['LONG'] === undefined ? 4_000 : 1_000_000;

describe('a depth update read from its text', () => {
  for (const [venue, payloads] of SCANNED) {
    for (const payload of payloads) {
      it(`${venue.name}: is what the codecs make of ${JSON.stringify(payload).slice(0, 60)}`, () => {
        const frame = streamFrame(payload);
        const scanned = venue.scan?.(frame)?.contents;
        expect(scanned?.map(readable)).to.deep.equal(decoded(venue, frame).map(readable));
        expect(scanned?.[0]).to.include({ _tag: 'diff', venue: venue.name });
      });
    }

    it(`${venue.name}: is what the codecs make of it, or nothing, however the text is changed`, () => {
      const texts = fc.constantFrom(...payloads.map((payload) => JSON.stringify(payload)));
      let scannedCount = 0;
      fc.assert(
        fc.property(fc.oneof(bytesChanged(texts), valueChanged(texts)), (text) => {
          const frame = streamFrame(text);
          const scanned = venue.scan?.(frame)?.contents;
          if (scanned === undefined) return;
          scannedCount++;
          expect(scanned.map(readable)).to.deep.equal(decoded(venue, frame).map(readable));
        }),
        { numRuns: runs },
      );
      // Most changes leave no such frame; a test that never scans would prove nothing.
      expect(scannedCount).to.be.greaterThan(runs / 100);
    }).timeout(600_000);
  }

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
    expect(decoded(binance, frame)[0]).to.include({ venueTime: 163_399_851_206.8 });
  });

  for (const [venue, name, updates] of [
    [binance, 'BINANCE', 177],
    [binance, 'BINANCE@2021-08-14', 546],
    [binanceFutures, 'BINANCE_FUTURES', 764],
  ] as const) {
    it(`${name}: all ${updates} recorded ones are read from their texts, to the same diffs`, function () {
      const scanned = recordedFrames(recordingsOrPending(this), name).flatMap((frame) => {
        const contents = venue.scan?.(frame)?.contents;
        if (contents !== undefined) {
          expect(contents.map(readable)).to.deep.equal(decoded(venue, frame).map(readable));
        }
        return contents ?? [];
      });
      expect(scanned).to.have.lengthOf(updates);
    });
  }
});
