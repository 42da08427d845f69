import fc from 'fast-check';

import { joinsAnywhere, neverLies, NUMBERINGS } from '../support/pipelineLaws.js';

describe('a book from a stream of diffs and a snapshot', () => {
  for (const numbering of NUMBERINGS) {
    it(`${numbering}: is the venue's, wherever the snapshot falls and whenever it is delivered`, () => {
      fc.assert(joinsAnywhere(numbering), { numRuns: 1_000 });
    });

    it(`${numbering}: never lies, whatever is lost, repeated, late or interrupted`, () => {
      fc.assert(neverLies(numbering), { numRuns: 1_000 });
    });
  }
});
