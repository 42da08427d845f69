import { expect } from 'chai';

import { FAULTY_RECORDINGS, figuresOf } from './faultySessions.js';
import { recordingsOrPending } from './recordings.js';

const PIECES = 400;

describe('A recording in many pieces, with frames dropped, repeated, reordered and cut off:', () => {
  for (const recording of FAULTY_RECORDINGS) {
    it(`${recording.name} never makes a live book that is wrong`, async function () {
      this.timeout(600_000);
      const figures = await figuresOf(recording, recordingsOrPending(this), PIECES);
      console.log(`      ${JSON.stringify(figures)}`);
      expect(figures).to.include({ pieces: PIECES, wrong: 0, notRecovered: 0 });
    });
  }
});
