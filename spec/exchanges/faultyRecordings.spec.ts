import { expect } from 'chai';

import { FAULTY_RECORDINGS, figuresOf } from './faultySessions.js';
import { recordingsOrPending } from './recordings.js';

const PIECES = 25;

describe('A recording in pieces, with frames dropped, repeated, reordered and cut off:', () => {
  for (const recording of FAULTY_RECORDINGS) {
    it(`${recording.name} never makes a live book that is wrong, and each is back after the next snapshot`, async function () {
      this.timeout(60_000);
      const figures = await figuresOf(recording, recordingsOrPending(this), PIECES);
      expect(figures).to.include({ pieces: PIECES, wrong: 0, notRecovered: 0 });
      // Something was done, noticed, and mended.
      expect(figures.live).to.be.above(0);
      expect(figures.dropped + figures.duplicated + figures.reordered).to.be.above(0);
      expect(figures.recovered).to.be.above(0);
    });
  }
});
