import { expect } from 'chai';
import { filter, map, pipe, throwError } from 'rxjs';

import { buildBook, needsSnapshot, simulateBuy } from '../../src/book/index.js';
import type { BookInput, BookSnapshot } from '../../src/domain/index.js';
import { contiguous, periodicSnapshots, resync, stampedLocally } from '../../src/sequence/index.js';
import { brief, SYNCING } from '../support/bookStates.js';
import { diffOf, interruption, snapshotAt, type Pair } from '../support/messages.js';
import { outputsOf, timelineOf } from '../support/operatorChecklist.js';
import { bookOf } from '../support/plainBook.js';

const book = () => pipe(contiguous(), buildBook());
const states = (...messages: readonly BookInput[]) => outputsOf(book(), messages);
const level = (price: string, size: string): { readonly bids: readonly Pair[] } => ({
  bids: [[price, size]],
});

describe('defects of the Hummingbot framework that concern books', () => {
  describe('1. After a snapshot, stale saved diffs are replayed over it, and saved diffs skip the id check', () => {
    it('a saved diff that the snapshot contains is not applied again', () => {
      const saved = [diffOf(9, 9, level('99', '5')), diffOf(10, 10, level('99', '6'))];
      expect(
        states(...saved, snapshotAt(10, level('99', '7')))
          .map(brief)
          .at(-1),
      ).to.equal('live {"bids":[["99","7"]],"asks":[]}');
    });

    it('nor is one that was stamped before the snapshot, where there are no ids', () => {
      const messages = [
        diffOf(undefined, undefined, { ...level('99', '5'), receivedAt: 1 }),
        snapshotAt(undefined, { ...level('99', '7'), via: 'stream', receivedAt: 2 }),
      ];
      const seen = outputsOf(pipe(stampedLocally(), buildBook()), messages);
      expect(seen.map(brief).at(-1)).to.equal('live {"bids":[["99","7"]],"asks":[]}');
    });

    it('a hole between the snapshot and the saved diffs, or among them, is a gap', () => {
      expect(states(diffOf(12, 12), snapshotAt(10)).map(brief)).to.deep.equal(['syncing', 'gap']);
      expect(states(diffOf(11, 11), diffOf(13, 13), snapshotAt(10)).map(brief)).to.deep.equal([
        'syncing',
        'gap',
      ]);
    });
  });

  it('2. No gap detection at all: 102 -> 200 is accepted', () => {
    const [live, gap] = states(snapshotAt(102), diffOf(200, 200, level('99', '1')));
    expect(live!.status).to.equal('live');
    expect(gap!.status).to.equal('gap');
    expect(gap!.cause).to.deep.equal({ _tag: 'diffGap', last: 102, firstId: 200, previousId: undefined });
  });

  it('3. No resync on reconnect; ready stays true', () => {
    const messages: Record<string, BookInput> = { i: interruption() };
    let asked = 0;
    const lines = timelineOf(({ hot }) => {
      const request = () => [snapshotAt(10 * ++asked)];
      return hot('20s i 1s |', messages).pipe(
        resync(book(), { request, needsSnapshot }),
        filter((state) => state !== SYNCING),
        map(
          (state) =>
            `${state.status} ${state.status === 'live' ? String(state.book.lastId) : state.cause._tag}`,
        ),
      );
    });
    expect(lines).to.deep.equal(['0 live 10', '20000 gap disconnected', '20000 live 20', '21001 |']);
  });

  it('4. One failed first snapshot: never ready, no retry', () => {
    const answers = [
      () => throwError(() => 'no answer'),
      () => throwError(() => 'no answer'),
      () => [snapshotAt(10)],
    ];
    const lines = timelineOf(({ hot }) =>
      hot<BookInput>('9s |').pipe(
        resync(book(), { request: () => answers.shift()!(), needsSnapshot }),
        map(({ status, cause }) => `${status} ${'attempts' in cause ? cause.attempts : ''}`.trim()),
      ),
    );
    expect(lines).to.deep.equal(['0 syncing', '0 syncing 1', '500 syncing 2', '1500 live', '9000 |']);
  });

  it('16. Paper trading fills 10 from a depth of 3', () => {
    const answer = simulateBuy(bookOf([], [['100', '3']]), 10);
    if (answer._tag === 'Right') throw new Error('filled');
    const { _tag, wanted, available } = answer.left;
    expect([_tag, wanted.toFixed(), available.toFixed()]).to.deep.equal(['insufficientDepth', '10', '3']);
  });

  describe('17. last_diff_uid goes backwards without complaint', () => {
    it('an older diff is dropped and changes nothing', () => {
      const seen = states(snapshotAt(10), diffOf(11, 15, level('99', '1')), diffOf(12, 12, level('99', '2')));
      expect(seen.map(brief)).to.deep.equal([
        'live {"bids":[],"asks":[]}',
        'live {"bids":[["99","1"]],"asks":[]}',
      ]);
    });

    it('a periodic snapshot that is behind the book does not move it back', () => {
      const messages: Record<string, BookInput> = {
        s: snapshotAt(10),
        d: diffOf(11, 11, level('99', '1')),
        e: diffOf(12, 12, level('99', '2')),
      };
      const old: BookSnapshot = snapshotAt(11, level('99', '1'));
      const lines = timelineOf(({ hot, cold }) =>
        hot('(sd) 10ms e 10ms |', messages).pipe(
          periodicSnapshots(10, () => cold('-----(s|)', { s: old })),
          book(),
          map(
            (state) =>
              `${state.cause._tag} ${brief(state)} ${state.status === 'live' && String(state.book.lastId)}`,
          ),
        ),
      );
      expect(lines).to.deep.equal([
        '0 snapshot live {"bids":[],"asks":[]} 10',
        '0 diff live {"bids":[["99","1"]],"asks":[]} 11',
        '14 diff live {"bids":[["99","2"]],"asks":[]} 12',
        '15 healed live {"bids":[["99","2"]],"asks":[]} 12',
        '25 |',
      ]);
    });
  });
});
