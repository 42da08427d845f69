import { expect } from 'chai';
import fc from 'fast-check';
import { Subject } from 'rxjs';

import { notLive, type BookState } from '../../src/book/bookState.js';
import { statusChangeReducer, statusChanges, type StatusChange } from '../../src/book/statusChanges.js';
import { liveState, quotes, staleState, SYNCING } from '../support/bookStates.js';
import { snapshotAt } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { bookFromSnapshot } from '../../src/book/bookReducer.js';

const BOOK = bookFromSnapshot(snapshotAt(1, { receivedAt: 1_000, venueTime: 900 }));
const gapAt = (now: number, book = BOOK): BookState => ({
  status: 'gap',
  cause: { _tag: 'diffGap', last: 1, firstId: 3, previousId: undefined },
  snapshotFailure: undefined,
  ...notLive(book, now),
});

const text = ({ from, to, cause, changedAt, lastedMs }: StatusChange): string =>
  `${from} > ${to} (${cause._tag}) at ${changedAt} after ${lastedMs}`;

describe('statusChanges', () => {
  it('tells from what to what, why, when, and how long it lasted', () => {
    const states = [
      SYNCING,
      liveState(BOOK),
      liveState(BOOK, { ageMs: 20 }),
      gapAt(1_300.5),
      staleState(BOOK),
    ];
    expect(outputsOf(statusChanges(), states)).to.deep.equal([
      {
        from: undefined,
        to: 'syncing',
        cause: { _tag: 'noSnapshot' },
        changedAt: undefined,
        lastedMs: undefined,
        venueTime: undefined,
        receivedAt: undefined,
        ageMs: undefined,
      },
      {
        from: 'syncing',
        to: 'live',
        cause: { _tag: 'diff' },
        changedAt: 1_000,
        lastedMs: undefined,
        venueTime: 900,
        receivedAt: 1_000,
        ageMs: 0,
      },
      {
        from: 'live',
        to: 'gap',
        cause: { _tag: 'diffGap', last: 1, firstId: 3, previousId: undefined },
        changedAt: 1_300.5,
        lastedMs: 300.5,
        venueTime: 900,
        receivedAt: 1_000,
        ageMs: 300.5,
      },
      {
        from: 'gap',
        to: 'stale',
        cause: { _tag: 'silent', silentMs: 1_000 },
        changedAt: 2_000,
        lastedMs: 699.5,
        venueTime: 900,
        receivedAt: 1_000,
        ageMs: 1_000,
      },
    ]);
  });

  it('measures from the first state of a status, and never less than no time', () => {
    const states = [
      liveState(BOOK, { ageMs: 500 }),
      liveState(BOOK, { ageMs: 900 }),
      gapAt(1_400),
      gapAt(9_000),
    ];
    expect(outputsOf(statusChanges(), states).map(text)).to.deep.equal([
      'undefined > live (diff) at 1500 after undefined',
      'live > gap (diffGap) at 1400 after 0',
    ]);
  });

  it('knows no time of states that tell none', () => {
    const failed: BookState = { ...(gapAt(0) as BookState & { status: 'gap' }), ageMs: undefined };
    expect(outputsOf(statusChanges(), [failed, liveState(BOOK)]).map(text)).to.deep.equal([
      'undefined > gap (diffGap) at undefined after undefined',
      'gap > live (diff) at 1000 after undefined',
    ]);
  });

  it('takes a book that starts anew and stays live for no change', () => {
    const states = [1, 2, 3].map((generation) =>
      liveState(BOOK, { cause: { _tag: 'snapshot' }, generation }),
    );
    expect(outputsOf(statusChanges(), states)).to.have.lengthOf(1);
  });

  it('is the runs of one status, each linked to the one before', () => {
    const state = fc.constantFrom(SYNCING, liveState(BOOK), gapAt(1_200), staleState(BOOK));
    fc.assert(
      fc.property(fc.array(state), (states) => {
        const runs = states.filter(({ status }, at) => status !== states[at - 1]?.status);
        const changes = outputsOf(statusChanges(), states);
        expect(changes.map(({ to }) => to)).to.deep.equal(runs.map(({ status }) => status));
        expect(changes.map(({ from }) => from)).to.deep.equal(
          [undefined, ...changes.map(({ to }) => to)].slice(0, changes.length),
        );
        expect(changes.map(({ cause }) => cause)).to.deep.equal(runs.map(({ cause }) => cause));
      }),
    );
  });

  it('reduces to the same change while the status stays', () => {
    const change = statusChangeReducer(undefined, liveState(BOOK));
    expect(statusChangeReducer(change, liveState(BOOK, { generation: 2 }))).to.equal(change);
  });

  it('keeps order where a change brings the next state at once', () => {
    const source$ = new Subject<BookState>();
    const seen: string[] = [];
    source$.pipe(statusChanges()).subscribe(({ from, to }) => {
      seen.push(`${from} > ${to}`);
      if (to === 'live') source$.next(gapAt(1_500));
    });
    source$.next(liveState(BOOK));
    source$.next(gapAt(1_600));
    source$.next(SYNCING);
    expect(seen).to.deep.equal(['undefined > live', 'live > gap', 'gap > syncing']);
  });

  itKeepsTheChecklist(statusChanges, [liveState(quotes('99', '101')), SYNCING, gapAt(1_000)]);
});
