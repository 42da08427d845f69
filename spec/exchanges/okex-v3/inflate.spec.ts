import { join } from 'node:path';

import { expect } from 'chai';
import fc from 'fast-check';
import { lastValueFrom, toArray } from 'rxjs';

import { decodeFrame } from '../../../src/connector/index.js';
import { okexV3Venue } from '../../../src/exchanges/okex-v3/index.js';
import { readRecording, type RecordedFrame } from '../../../src/journal/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { recordingsOrPending } from '../recordings.js';

const { readBytes, ...venue } = okexV3Venue({ inflate: nodeInflate });

describe("OKEx v3's recorded wire frames", () => {
  let compressed: readonly RecordedFrame[];

  before(async function () {
    const folder = recordingsOrPending(this);
    const all = await lastValueFrom(
      readRecording(join(folder, 'OKCOIN@2021-04-17.ndjson.gz')).pipe(toArray()),
    );
    compressed = all.filter(({ bytes }) => bytes !== undefined);
    // All but the one answer of REST.
    expect([all.length, compressed.length]).to.deep.equal([1771, 1770]);
  });

  it('each inflate to exactly the recorded text', () => {
    for (const { bytes, text, line } of compressed) expect(readBytes!(bytes!), `line ${line}`).to.equal(text);
  });

  it('never throw, whichever of their bytes is another', () => {
    const frames = fc.constantFrom(...compressed.slice(0, 200));
    fc.assert(
      fc.property(frames, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, place, change) => {
        const bytes = Uint8Array.from(frame.bytes!);
        bytes[place % bytes.length]! ^= change;
        const contents = decodeFrame({ ...venue, readBytes }, { ...frame, bytes });
        for (const content of contents) {
          if (content._tag === 'badFrame') expect(content.faults).to.not.have.lengthOf(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
