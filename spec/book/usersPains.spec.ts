import { expect } from 'chai';
import { map, pipe, Subject, throwError, type ObservableInput } from 'rxjs';

import {
  buildBook,
  liveBooks,
  markStale,
  needsSnapshot,
  rejectCrossed,
  verifyChecksum,
  type BookState,
  type OrderBook,
} from '../../src/book/index.js';
import { crc32 } from '../../src/codec/index.js';
import type { BookInput, BookSnapshot } from '../../src/domain/index.js';
import { contiguous, resync, stampedLocally } from '../../src/sequence/index.js';
import { brief } from '../support/bookStates.js';
import { diffOf, interruption, snapshotAt, tradeOf, type Pair } from '../support/messages.js';
import { outputsOf, timelineOf } from '../support/operatorChecklist.js';
import { plainBook, wireSide } from '../support/plainBook.js';

const book = () => pipe(contiguous(), buildBook());
const states = (...messages: readonly BookInput[]) => outputsOf(book(), messages);
const statuses = (...messages: readonly BookInput[]) => states(...messages).map(({ status }) => status);

/** A running pipeline whose requests for a snapshot are answered by the test. */
function running(answer: (seen: readonly BookState[]) => ObservableInput<BookSnapshot>) {
  const feed$ = new Subject<BookInput>();
  const seen: BookState[] = [];
  const build = pipe(book(), rejectCrossed());
  const request = () => answer(seen);
  const subscription = feed$
    .pipe(resync(build, { request, needsSnapshot }))
    .subscribe((state) => seen.push(state));
  return { feed: (message: BookInput) => feed$.next(message), seen, stop: () => subscription.unsubscribe() };
}

const BIDS: readonly Pair[] = [
  ['99', '1'],
  ['98', '2'],
];
const ASKS: readonly Pair[] = [['101', '1']];
const FIRST = snapshotAt(10, { bids: BIDS, asks: ASKS });

describe('what users of other libraries run into with books', () => {
  it('a sequence gap needs a full restart (ccxt#15130, #17733): here it resyncs by itself, with one notice', () => {
    const messages: Record<string, BookInput> = { d: diffOf(11, 11), g: diffOf(13, 13), e: diffOf(14, 14) };
    const answers = [FIRST, snapshotAt(12)];
    const lines = timelineOf(({ cold, hot }) => {
      const request = () => cold('--(s|)', { s: answers.shift()! });
      const build = pipe(
        book(),
        map(({ status, cause }) => `${status} ${cause._tag}`),
      );
      const wantsSnapshot = (line: string) => !line.startsWith('live');
      return hot('---d---ge---- 900ms |', messages).pipe(
        resync(build, { request, needsSnapshot: wantsSnapshot }),
      );
    });
    expect(lines).to.deep.equal([
      '0 syncing noSnapshot',
      '2 live snapshot',
      '3 live diff',
      '7 gap diffGap',
      '509 live snapshot',
      '913 |',
    ]);
  });

  it('a snapshot after a reconnect merged into the old book leaves ghost levels (ccxt#29210): it replaces it', () => {
    const [before, gap, after] = states(FIRST, interruption(), snapshotAt(50, { bids: [['90', '1']] }));
    expect(brief(before!)).to.equal('live {"bids":[["99","1"],["98","2"]],"asks":[["101","1"]]}');
    expect(brief(gap!)).to.equal('gap');
    expect(brief(after!)).to.equal('live {"bids":[["90","1"]],"asks":[]}');
  });

  it('a gap leaves the book marked valid (gocryptotrader#2255): it is invalid before anything else happens', () => {
    const asked: string[] = [];
    const { feed, seen, stop } = running((before) => {
      asked.push(before.map(({ status }) => status).join());
      return [FIRST];
    });
    feed(diffOf(12, 12));
    stop();
    expect(seen.map(({ status }) => status)).to.deep.equal(['syncing', 'live', 'gap']);
    expect(seen[2]).not.to.have.property('book');
    expect(asked).to.deep.equal(['syncing']);
  });

  it('garbage before the snapshot, deltas lost while it is fetched (cryptofeed#1082): none, and none', () => {
    const diffs = [9, 10, 11, 12].map((id) => diffOf(id, id, { bids: [[String(id), '1']] }));
    const seen = states(...diffs.slice(0, 3), FIRST, diffs[3]!);
    expect(seen.map(brief)).to.deep.equal([
      'syncing',
      'live {"bids":[["99","1"],["98","2"],["11","1"]],"asks":[["101","1"]]}',
      'live {"bids":[["99","1"],["98","2"],["12","1"],["11","1"]],"asks":[["101","1"]]}',
    ]);
  });

  it('crossed books (cryptofeed#232, coinbase-pro-node#372): detected, told, resynced', () => {
    let asked = 0;
    const { feed, seen, stop } = running(() => {
      asked++;
      return asked === 1 ? [FIRST] : throwError(() => 'not yet');
    });
    feed(diffOf(11, 11, { bids: [['101', '5']] }));
    feed(diffOf(12, 12, { bids: [['101', '0']] }));
    feed(snapshotAt(20, { via: 'stream', bids: BIDS, asks: ASKS }));
    stop();
    expect(seen.map(({ status }) => status)).to.deep.equal(['syncing', 'live', 'crossed', 'live']);
    expect(seen[2]!.cause).to.deep.equal({ _tag: 'crossedBook', bestBid: '101', bestAsk: '101' });
  });

  it("a checksum fails because depth was not cut (XChange#4571): it is, and the text is the venue's own", () => {
    const textOf = ({ bids }: OrderBook) => wireSide(bids).flat().join(':');
    const coverage = { levels: 2, maintained: true };
    const after = '100.10:0.50000000:99.00:1.00000000';
    const messages: readonly BookInput[] = [
      snapshotAt(undefined, {
        via: 'stream',
        coverage,
        keepText: true,
        bids: [
          ['99.00', '1.00000000'],
          ['98.00', '2.50000000'],
        ],
      }),
      diffOf(undefined, undefined, {
        keepText: true,
        bids: [['100.10', '0.50000000']],
        checksum: crc32(after),
        receivedAt: 1,
      }),
    ];
    const checked = pipe(
      stampedLocally(),
      buildBook(),
      verifyChecksum((whole) => crc32(textOf(whole))),
    );
    expect(outputsOf(checked, messages).map(({ status }) => status)).to.deep.equal(['live', 'live']);
    expect(outputsOf(pipe(checked, liveBooks()), messages).map(textOf).at(-1)).to.equal(after);
  });

  it('only an hourly resync, wrong prices for minutes (hummingbot#3861, #3101): every diff is checked', () => {
    expect(statuses(FIRST, diffOf(11, 11), diffOf(12, 12), diffOf(14, 14))).to.deep.equal([
      'live',
      'live',
      'live',
      'gap',
    ]);
  });

  it('staleness is invisible (ccxt#26099): age, both times and status are on every emission', () => {
    const lines = timelineOf(({ hot }) => {
      const messages: Record<string, BookInput> = {
        s: snapshotAt(10, { receivedAt: 1000, venueTime: 990 }),
        d: diffOf(11, 11, { receivedAt: 1003, venueTime: 995 }),
        t: tradeOf({ receivedAt: 1005 }),
        i: interruption('c1', 1030),
      };
      return hot('s--d-t 23ms i|', messages).pipe(
        book(),
        markStale(10),
        map(({ status, venueTime, receivedAt, ageMs }) => `${status} ${venueTime} ${receivedAt} ${ageMs}`),
      );
    });
    expect(lines).to.deep.equal([
      '0 live 990 1000 0',
      '3 live 995 1003 0',
      '5 live 995 1003 2',
      '13 stale 995 1003 10',
      '29 gap 995 1003 27',
      '30 |',
    ]);
  });

  it('floats, ids above 2^53 (ccxt#16167): prices, sizes and ids are exact', () => {
    const [live] = states(
      snapshotAt(18446744073709551614n, {
        bids: [['0.1000000000000000055511151231257827', '123456789.123456789']],
      }),
      diffOf(18446744073709551615n, 18446744073709551615n, { bids: [['0.1', '1']] }),
    ).slice(1);
    if (live?.status !== 'live') throw new Error('not live');
    expect(live.book.lastId).to.equal(18446744073709551615n);
    expect(plainBook(live.book).bids).to.deep.equal([
      ['0.1000000000000000055511151231257827', '123456789.123456789'],
      ['0.1', '1'],
    ]);
  });
});
