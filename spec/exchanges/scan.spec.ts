import { expect } from 'chai';
import fc from 'fast-check';

import { decodeFrame, type MarketDataVenue } from '../../src/connector/index.js';
import type { Frame, FrameContent } from '../../src/domain/index.js';
import { mulberry32 } from '../../src/sim/mulberry32.js';
import { changedText } from './changedTexts.js';
import * as ofCoinbaseAdvanced from './coinbase-advanced/payloads.js';
import { answerFrame, changed } from './frames.js';
import * as ofHuobi from './huobi/payloads.js';
import * as ofHuobiSwaps from './huobi-linear-swap/payloads.js';
import * as ofKraken from './kraken/payloads.js';
import { bytesChanged, valueChanged } from './mutations.js';
import * as ofOkexV3 from './okex-v3/payloads.js';
import * as ofOkx from './okx/payloads.js';
import { inflated, recordedFrames, recordingsOrPending } from './recordings.js';
import { SCANNED_VENUES, scansTruly, textScansTruly } from './scannedVenues.js';

const RUNS = 3000;

/** Changes some texts by chance, and tells how many of them are still read, each truly. */
function scannedOf(venue: MarketDataVenue, texts: readonly string[], numRuns: number): number {
  const text = fc.constantFrom(...texts);
  const edited = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(text, fc.nat()).map(([of, seed]) => changedText(of, mulberry32(seed))) },
    { weight: 1, arbitrary: bytesChanged(text) },
    { weight: 1, arbitrary: valueChanged(text) },
  );
  let scanned = 0;
  fc.assert(
    fc.property(edited, (frame) => {
      if (textScansTruly(venue, frame)) scanned++;
    }),
    { numRuns },
  );
  return scanned;
}

/** Frames by the recording that they are in, and how many contents of each kind are read from their texts. */
const RECORDED: readonly (readonly [
  title: string,
  recording: string,
  counts: Readonly<Record<string, number>>,
])[] = [
  ['binance', 'BINANCE', { diff: 177, trade: 2 }],
  ['binance', 'BINANCE@2021-08-14', { diff: 546, trade: 28 }],
  ['binance-futures', 'BINANCE_FUTURES', { diff: 764, trade: 91 }],
  ['coinbase', 'COINBASE.prefix', { diff: 4878, trade: 31 }],
  ['coinbase-advanced', 'COINBASE@2026-08-09.prefix', { snapshot: 2, diff: 368, trade: 53 }],
  ['kraken', 'KRAKEN', { diff: 4269, trade: 10 }],
  ['okx', 'OKX', { diff: 287, trade: 74 }],
  ['okx', 'OKEX@2021-07-22', { diff: 4342, trade: 108 }],
  ['okex-v3', 'OKCOIN@2021-04-17', { diff: 1590 }],
  ['huobi, depth.step0', 'HUOBI.prefix', { snapshot: 127, trade: 51 }],
  ['huobi-linear-swap, depth.step0', 'HUOBI_LINEAR_SWAP@2022-02-17', { snapshot: 81, trade: 3 }],
];

/** How much of what is described of a venue has to be read so: a description that never fits is to be noticed. */
const LEAST_SHARE = 0.99;

function count(counts: Map<string, number>, contents: readonly FrameContent[]): void {
  for (const { _tag } of contents) counts.set(_tag, (counts.get(_tag) ?? 0) + 1);
}

const venueOf = (title: string): MarketDataVenue => {
  const found = SCANNED_VENUES.find((each) => each.title === title);
  if (found === undefined) throw new Error(`no venue ${title}`);
  return found.venue;
};

/** Frames that are nearly as described, by the venue, and what is not so. */
const LEFT: readonly (readonly [title: string, what: string, payload: unknown])[] = [
  ['coinbase-advanced', 'no trades', changed(ofCoinbaseAdvanced.trades, ['events', 0, 'trades'], [])],
  ['coinbase-advanced', 'several events', ofCoinbaseAdvanced.twoBooks],
  ['coinbase-advanced', 'trades from before', ofCoinbaseAdvanced.backFill],
  ['kraken', 'a checksum of more than 32 bits', changed(ofKraken.askUpdate, [1, 'c'], '4294967296')],
  ['kraken', 'a flag that is not known', changed(ofKraken.bidUpdate, [1, 'b', 1, 3], 's')],
  ['okx', 'the channel of another book', changed(ofOkx.update, ['arg', 'channel'], 'books5')],
  ['okx', 'a book that nothing proves', changed(ofOkx.update2022, ['data', 0, 'checksum'], undefined)],
  ['okx', 'a snapshot', ofOkx.snapshot],
  ['okex-v3', 'another table', changed(ofOkexV3.update, ['table'], 'spot/depth5')],
  ['okex-v3', 'a snapshot', ofOkexV3.partial],
  ['huobi, depth.step0', 'the topic of another feed', ofHuobi.mbp],
  ['huobi, mbp.150', 'the topic of another feed', changed(ofHuobi.mbp, ['ch'], 'market.btcusdt.mbp.20')],
  ['huobi, mbp.150', 'no symbol', changed(ofHuobi.mbp, ['ch'], 'market..mbp.150')],
  ['huobi-linear-swap, high_freq', 'a snapshot', ofHuobiSwaps.highFreqSnapshot],
];

const framesOf = (venue: MarketDataVenue, folder: string, recording: string): readonly Frame[] =>
  recordedFrames(folder, recording).map((frame) => inflated(venue, frame));

describe('Frames that are read straight from their texts', () => {
  for (const { title, venue, texts } of SCANNED_VENUES) {
    for (const text of texts) {
      it(`${title}: ${text.slice(0, 90)}`, () => {
        expect(textScansTruly(venue, text)).to.equal(true);
        expect(venue.scan?.(answerFrame('https://venue.test/book?symbol=X', text))).to.equal(undefined);
      });
    }

    it(`${title}: is what the codecs say, or nothing, however the text is changed`, () => {
      // Most changes leave no such frame; a test that never scans would prove nothing.
      expect(scannedOf(venue, texts, RUNS)).to.be.greaterThan(RUNS / 20);
    }).timeout(60_000);

    it(`${title}: is nothing of what is cut off, goes on or has white space`, () => {
      for (const text of texts) {
        for (let length = 0; length < text.length; length++) {
          expect(venue.scan?.({ ...answerFrame('', text.slice(0, length)), via: 'stream' })).to.equal(
            undefined,
          );
        }
        for (const other of [
          `${text} `,
          ` ${text}`,
          `${text}}`,
          text.replace(':', ': '),
          text.replace(',', ', '),
        ]) {
          // Not every frame has a colon.
          expect(textScansTruly(venue, other), other).to.equal(other === text);
        }
      }
    });
  }

  for (const [title, what, payload] of LEFT) {
    it(`${title}: leaves a frame with ${what} to the codecs`, () => {
      expect(textScansTruly(venueOf(title), JSON.stringify(payload))).to.equal(false);
    });
  }

  for (const [title, recording, counts] of RECORDED) {
    it(`${title}: all of ${recording}, ${JSON.stringify(counts)}`, function () {
      const venue = venueOf(title);
      const scanned = new Map<string, number>();
      const all = new Map<string, number>();
      for (const frame of framesOf(venue, recordingsOrPending(this), recording)) {
        if (frame.via !== 'stream') continue;
        if (scansTruly(venue, frame)) count(scanned, venue.scan?.(frame)?.contents ?? []);
        count(all, decodeFrame({ ...venue, scan: undefined }, frame));
      }
      expect(Object.fromEntries(scanned)).to.deep.equal(counts);
      for (const [kind, found] of scanned) expect(found, kind).to.be.at.least(LEAST_SHARE * all.get(kind)!);
    }).timeout(60_000);

    it(`${title}: is what the codecs say, or nothing, of changed frames of ${recording}`, function () {
      const venue = venueOf(title);
      const texts = framesOf(venue, recordingsOrPending(this), recording)
        .filter((frame) => frame.text.length < 5000 && venue.scan?.(frame) !== undefined)
        .map(({ text }) => text);
      expect(scannedOf(venue, texts, 1000)).to.be.greaterThan(1000 / 20);
    }).timeout(60_000);
  }
});
