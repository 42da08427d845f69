import { expect } from 'chai';
import fc from 'fast-check';

import { connectionId, type Frame } from '../../../src/domain/index.js';
import { mulberry32 } from '../../../src/sim/mulberry32.js';
import { corruptFrame } from '../../../src/testing/index.js';
import { seeds } from '../../support/faultLaws.js';

const frameOf = (text: string): Frame => ({
  text,
  via: 'stream',
  connection: connectionId('c'),
  receivedAt: 5,
  headers: { date: 'today' },
});

/** How a text was spoilt; undefined where it was in no known way. */
function kindOf(before: string, after: string): string | undefined {
  const [old, now] = [Array.from(before), Array.from(after)];
  const common = old.findIndex((character, index) => character !== now[index]);
  const same = common < 0 ? old.length : common;
  if (now.length < old.length) return same >= now.length ? 'cut' : undefined;
  if (now.length === old.length) {
    return old.slice(same + 1).join('') === now.slice(same + 1).join('') ? 'changed' : undefined;
  }
  const more = now.length - old.length;
  const repeated = old.some((_, from) => {
    const end = from + more;
    return end <= old.length && [...old.slice(0, end), ...old.slice(from)].join('') === after;
  });
  return repeated ? 'repeated' : undefined;
}

describe('corruptFrame', () => {
  it('changes a character, cuts the end off or repeats a stretch, and nothing but the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.stringMatching(/^[a-c]+$/),
      fc.constantFrom('~', ' ', '}', '\n', '😀', '~~~', '   ', '{"e":"depthUpdate","U":1,"u":2}'),
    );
    const kinds = new Set<string>();
    fc.assert(
      fc.property(texts, seeds, (text, seed) => {
        const frame = frameOf(text);
        const { text: spoilt, ...rest } = corruptFrame(frame, mulberry32(seed));
        expect(spoilt).not.to.equal(text);
        const kind = kindOf(text, spoilt);
        expect(kind, JSON.stringify([text, spoilt])).not.to.equal(undefined);
        kinds.add(kind!);
        const { text: _, ...before } = frame;
        expect(rest).to.deep.equal(before);
        expect(frame.text).to.equal(text);
      }),
      { numRuns: 500 },
    );
    expect([...kinds].sort()).to.deep.equal(['changed', 'cut', 'repeated']);
  });

  it('spoils the bytes of a binary frame in the same ways, and leaves its text alone', () => {
    const kinds = new Set<number>();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), seeds, (bytes, seed) => {
        const before = Array.from(bytes);
        const spoilt = corruptFrame({ ...frameOf('text'), bytes }, mulberry32(seed));
        expect(Array.from(spoilt.bytes ?? [])).not.to.deep.equal(before);
        expect(Array.from(bytes)).to.deep.equal(before);
        expect(spoilt.text).to.equal('text');
        kinds.add(Math.sign(spoilt.bytes!.length - bytes.length));
      }),
      { numRuns: 500 },
    );
    expect([...kinds].sort((a, b) => a - b)).to.deep.equal([-1, 0, 1]);
  });

  it('reaches every other printable character, and never the same', () => {
    const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at));
    for (const text of [' ', 'a', '~']) {
      const seen = new Set(
        Array.from({ length: 4000 }, (_, seed) => corruptFrame(frameOf(text), mulberry32(seed)).text),
      );
      const others = [...seen].filter((spoilt) => spoilt.length === 1).sort();
      expect(others).to.deep.equal(printable.filter((character) => character !== text));
    }
  });

  it('makes something of an empty text', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(corruptFrame(frameOf(''), mulberry32(seed)).text).to.match(/^[ -}]$/);
      }),
    );
  });
});
