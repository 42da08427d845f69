import { expect } from 'chai';

import { mulberry32 } from '../../src/sim/mulberry32.js';
import { changedText } from './changedTexts.js';
import { SCANNED_VENUES, textScansTruly } from './scannedVenues.js';

/** Changed frames of all venues together: `SCAN_FRAMES`, or eleven million. */
const FRAMES = Number(process.env['SCAN_FRAMES'] ?? 11_000_000);

describe('Frames that are read straight from their texts, for long', () => {
  const ofEach = Math.ceil(FRAMES / SCANNED_VENUES.length);
  for (const [at, { title, venue, texts }] of SCANNED_VENUES.entries()) {
    it(`${title}: is what the codecs say, or nothing, in ${ofEach} changed frames`, () => {
      const random = mulberry32(7 + at);
      let scanned = 0;
      for (let left = ofEach; left > 0; left--) {
        const text = texts[Math.floor(random() * texts.length)]!;
        if (textScansTruly(venue, changedText(text, random))) scanned++;
      }
      expect(scanned).to.be.greaterThan(ofEach / 20);
    }).timeout(3_600_000);
  }
});
