import { expect } from 'chai';
import { of } from 'rxjs';

import type { BookState } from '../../src/book/bookState.js';
import { verifyChecksum } from '../../src/book/verifyChecksum.js';
import { liveState, quotes, staleState, SYNCING } from '../support/bookStates.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

/** The checksum of these tests: the best bid's price. */
const checksum = ({ bids }: { readonly bids: { readonly bestPriceNumber: number } }) => bids.bestPriceNumber;

const BOOK = quotes('99', '101');
const right = (generation = 1) => liveState(BOOK, { expectedChecksum: 99, generation });
const wrong = (generation = 1) => liveState(BOOK, { expectedChecksum: 98, generation });
const without = (generation = 1) => liveState(BOOK, { generation });

const INVALID: BookState = {
  status: 'badChecksum',
  cause: { _tag: 'checksumMismatch', expected: 98, computed: 99 },
  lastBook: BOOK,
  venueTime: undefined,
  receivedAt: 0,
  ageMs: 0,
};

describe('verifyChecksum', () => {
  const judge = (...states: readonly BookState[]) => outputsOf(verifyChecksum(checksum), states);

  it('passes states as they are where the checksum agrees, where none came, and where there is no live book', () => {
    const states = [SYNCING, right(), without(), staleState(BOOK), right(2)];
    const passed = judge(...states);
    for (const [at, state] of passed.entries()) expect(state, String(at)).to.equal(states[at]);
    expect(passed).to.have.length(states.length);
  });

  it('makes the book invalid where it does not, with both checksums and the book for display', () => {
    expect(judge(right(), wrong())).to.deep.equal([right(), INVALID]);
  });

  it('tells the age that the book had', () => {
    expect(judge({ ...wrong(), ageMs: 30 })).to.deep.equal([{ ...INVALID, ageMs: 30 }]);
  });

  it('says it once, and lets nothing live pass until a snapshot has started the book anew', () => {
    expect(judge(wrong(), right(), without(), wrong(), right(2))).to.deep.equal([INVALID, right(2)]);
    expect(judge(wrong(), right(), wrong(2), right(2))).to.deep.equal([INVALID, INVALID]);
  });

  it('lets a gap of an invalid book pass, and holds its silence back: it still needs a snapshot', () => {
    expect(judge(wrong(), SYNCING, staleState(BOOK))).to.deep.equal([INVALID, SYNCING]);
    expect(judge(right(), staleState(BOOK))).to.deep.equal([right(), staleState(BOOK)]);
  });

  it('reports, where that is asked for, and goes on', () => {
    const states = [wrong(), right(), without(), SYNCING, wrong()];
    const mismatch = { _tag: 'checksumMismatch', expected: 98, computed: 99 } as const;
    expect(outputsOf(verifyChecksum(checksum, { onMismatch: 'report' }), states)).to.deep.equal([
      { ...wrong(), mismatch },
      right(),
      without(),
      SYNCING,
      { ...wrong(), mismatch },
    ]);
  });

  it('computes a checksum only where one is to be compared', () => {
    const computed: string[] = [];
    const counting = (book: typeof BOOK) => {
      computed.push(book.bids.best!.priceText);
      return 99;
    };
    outputsOf(verifyChecksum(counting), [without(), right(), SYNCING, liveState(quotes('98', ''), {})]);
    expect(computed).to.deep.equal(['99']);
  });

  it('takes the checksum zero for one', () => {
    const zero = liveState(BOOK, { expectedChecksum: 0 });
    expect(judge(zero).map(({ status }) => status)).to.deep.equal(['badChecksum']);
  });

  it('fails where the checksum function throws', () => {
    for (const onMismatch of ['invalidate', 'report'] as const) {
      const broken = () => {
        throw new RangeError('no checksum');
      };
      let failure: unknown;
      of(right())
        .pipe(verifyChecksum(broken, { onMismatch }))
        .subscribe({ error: (error: unknown) => (failure = error) });
      expect(failure, onMismatch).to.be.instanceOf(RangeError);
    }
  });

  const messages = [wrong(), right(), SYNCING, right(2), wrong(2), right(3)];
  itKeepsTheChecklist(() => verifyChecksum(checksum), messages);

  describe('reporting', () => {
    itKeepsTheChecklist(() => verifyChecksum(checksum, { onMismatch: 'report' }), messages);
  });
});
