import { expect } from 'chai';
import { asyncScheduler, map, NEVER, of, Subject, timer } from 'rxjs';

import type { BookState, OfInstrument } from '../../src/book/index.js';
import {
  isMarketMessage,
  marketMessages,
  orderBooks,
  type OrderBooksOptions,
} from '../../src/connector/index.js';
import {
  connectionId,
  type BookSnapshot,
  type FeedInterrupted,
  type FrameContent,
  type MarketMessage,
} from '../../src/domain/index.js';
import { contiguousRule, stampedLocallyRule } from '../../src/sequence/index.js';
import { diffOf, snapshotAt, tradeOf, VENUE, type Pair } from '../support/messages.js';
import { itKeepsTheChecklist, timelineOf } from '../support/operatorChecklist.js';

const BIDS: readonly Pair[] = [['99', '1']];
const ASKS: readonly Pair[] = [['101', '1']];
const RULES = { continuity: contiguousRule, checksum: undefined };

/** What a state says, in a few letters. */
const told = ({ symbol, value }: OfInstrument<BookState>): string => {
  const cause = value.cause._tag;
  const best = value.status === 'live' ? ` ${value.book.bids.best?.priceText} ${value.book.lastId}` : '';
  return `${symbol} ${value.status} ${cause}${best}`;
};

/** The states that messages at given milliseconds lead to. */
const statesOf = (
  rules: Parameters<typeof orderBooks>[0],
  options: OrderBooksOptions,
  messages: readonly (readonly [ms: number, message: MarketMessage | FeedInterrupted])[],
  untilMs = 1_000,
): readonly string[] =>
  timelineOf(() => {
    const source$ = new Subject<MarketMessage | FeedInterrupted>();
    for (const [ms, message] of messages) asyncScheduler.schedule(() => source$.next(message), ms);
    return source$.pipe(orderBooks(rules, options), map(told));
  }, untilMs);

describe('orderBooks', () => {
  it('keeps one book an instrument, each by the venue’s rule', () => {
    expect(
      statesOf(RULES, {}, [
        [1, snapshotAt(10, { symbol: 'A', bids: BIDS, asks: ASKS })],
        [2, snapshotAt(20, { symbol: 'B', bids: BIDS, asks: ASKS })],
        [3, diffOf(11, 11, { symbol: 'A', bids: [['99.5', '1']] })],
        [4, diffOf(22, 22, { symbol: 'B' })],
        [5, diffOf(12, 12, { symbol: 'A', bids: [['99.6', '1']] })],
      ]),
    ).to.deep.equal([
      '1 A live snapshot 99 10',
      '2 B live snapshot 99 20',
      '3 A live diff 99.5 11',
      '4 B gap diffGap',
      '5 A live diff 99.6 12',
    ]);
  });

  it('asks for none where the first message is the snapshot', () => {
    const asked: string[] = [];
    const states = statesOf(RULES, { snapshots: { request: ({ symbol }) => (asked.push(symbol), NEVER) } }, [
      [1, snapshotAt(10, { symbol: 'A', via: 'stream', bids: BIDS, asks: ASKS })],
      [2, tradeOf()],
      [3, diffOf(12, 12, { symbol: 'A' })],
    ]);
    expect(states).to.deep.equal([
      '1 A live snapshot 99 10',
      '2 AAABBB syncing noSnapshot',
      '3 A gap diffGap',
    ]);
    expect(asked).to.deep.equal(['AAABBB', 'A']);
  });

  it('asks for the snapshot of just the book that needs one, and joins what came meanwhile', () => {
    const asked: string[] = [];
    const request = ({ venue, symbol }: { readonly venue: string; readonly symbol: string }) => {
      asked.push(`${asyncScheduler.now()} ${venue} ${symbol}`);
      const lastId = asked.length === 1 ? 10 : 15;
      return timer(5).pipe(map((): BookSnapshot => snapshotAt(lastId, { symbol, bids: BIDS, asks: ASKS })));
    };
    const states = statesOf(RULES, { snapshots: { request, firstDelayMs: 2 } }, [
      [1, diffOf(11, 11, { symbol: 'A', bids: [['99.5', '1']] })],
      [10, diffOf(13, 13, { symbol: 'A' })],
      [12, diffOf(14, 16, { symbol: 'A', bids: [['99.7', '1']] })],
    ]);
    expect(asked).to.deep.equal([`1 ${VENUE} A`, `12 ${VENUE} A`]);
    expect(states).to.deep.equal([
      '1 A syncing noSnapshot',
      '6 A live snapshot 99.5 11',
      '10 A gap diffGap',
      '17 A live snapshot 99.7 16',
    ]);
  });

  it('rejects a book whose checksum or whose sides are wrong, until a snapshot comes', () => {
    const rules = { continuity: stampedLocallyRule, checksum: () => 7 };
    expect(
      statesOf(rules, {}, [
        [1, snapshotAt(undefined, { via: 'stream', bids: BIDS, asks: ASKS, checksum: 7 })],
        [2, diffOf(undefined, undefined, { bids: [['99.5', '1']], checksum: 8 })],
        [3, diffOf(undefined, undefined, { bids: [['99.6', '1']], checksum: 7 })],
        [4, snapshotAt(undefined, { via: 'stream', bids: BIDS, asks: ASKS, checksum: 7 })],
        [5, diffOf(undefined, undefined, { bids: [['101', '1']], checksum: 7 })],
        [6, diffOf(undefined, undefined, { bids: [['101', '0']], checksum: 7 })],
      ]).map((line) => line.replace(' AAABBB', '').replace(' undefined', '')),
    ).to.deep.equal([
      '1 live snapshot 99',
      '2 badChecksum checksumMismatch',
      '4 live snapshot 99',
      '5 crossed crossedBook',
    ]);
  });

  it('tells a book that has fallen silent, and heals one as often as it is told to', () => {
    const request = () => of(snapshotAt(11, { symbol: 'A', bids: [['98', '1']], asks: ASKS }));
    expect(
      statesOf(
        RULES,
        { staleAfterMs: 30, snapshots: { request, healEveryMs: 20 } },
        [
          [1, diffOf(10, 10, { symbol: 'A' })],
          [2, diffOf(11, 11, { symbol: 'A' })],
        ],
        45,
      ),
    ).to.deep.equal([
      '1 A syncing noSnapshot',
      '1 A live snapshot 98 11',
      '21 A live healed 98 11',
      '41 A live healed 98 11',
    ]);
    expect(
      statesOf(
        RULES,
        { staleAfterMs: 30 },
        [
          [1, snapshotAt(10, { symbol: 'A', bids: BIDS, asks: ASKS })],
          [40, diffOf(11, 11, { symbol: 'A' })],
        ],
        50,
      ),
    ).to.deep.equal(['1 A live snapshot 99 10', '31 A stale silent', '40 A live diff 99 11']);
  });

  it('holds as many diffs as it is told to', () => {
    expect(
      statesOf(RULES, { holdLimit: 1 }, [
        [1, diffOf(11, 11, { symbol: 'A' })],
        [2, diffOf(12, 12, { symbol: 'A' })],
      ]),
    ).to.deep.equal(['1 A syncing noSnapshot', '2 A gap holdOverflow']);
  });

  it('throws at once at an option that is none, naming it', () => {
    const request = () => of(snapshotAt(10));
    for (const [name, options] of [
      ['staleAfterMs', { staleAfterMs: -1 }],
      ['holdLimit', { holdLimit: 2.5 }],
      ['holdLimit', { holdLimit: -1 }],
      ['healEveryMs', { snapshots: { request, healEveryMs: 0 } }],
      ['firstDelayMs', { snapshots: { request, firstDelayMs: -5 } }],
      ['maxDelayMs', { snapshots: { request, maxDelayMs: NaN } }],
    ] as const) {
      expect(() => orderBooks(RULES, options), name).to.throw(RangeError, name);
    }
  });

  itKeepsTheChecklist(
    () => orderBooks(RULES),
    [snapshotAt(10, { bids: BIDS, asks: ASKS }), diffOf(11, 11, { bids: [['99.5', '1']] })],
  );
});

describe('marketMessages', () => {
  const contents: readonly FrameContent[] = [
    snapshotAt(10),
    { _tag: 'other', venue: VENUE, kind: 'ticker' },
    diffOf(11, 11),
    { _tag: 'refusal', venue: VENUE, code: 1, message: 'no' },
    tradeOf(),
    { _tag: 'reply', venue: VENUE, connection: connectionId('c'), text: 'pong' },
    {
      _tag: 'interrupted',
      connection: connectionId('c'),
      cause: { _tag: 'disconnected', reason: 'closed' },
      receivedAt: 1,
    },
  ];

  it('lets snapshots, diffs, trades and interruptions pass, and nothing else', () => {
    const passed: FrameContent[] = [];
    of(...contents)
      .pipe(marketMessages())
      .subscribe((message) => passed.push(message));
    expect(passed).to.deep.equal([contents[0], contents[2], contents[4], contents[6]]);
    expect(contents.map(isMarketMessage)).to.deep.equal([true, false, true, false, true, false, false]);
  });

  itKeepsTheChecklist(() => marketMessages(), contents);
});
