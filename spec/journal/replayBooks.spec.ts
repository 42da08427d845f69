import { createHash } from 'node:crypto';

import { expect } from 'chai';
import * as E from 'fp-ts/lib/Either.js';
import { concat, from, lastValueFrom, NEVER, of, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

import { binance } from '../../src/exchanges/binance/index.js';
import {
  connectionId,
  priceLevels,
  venueSymbol,
  type BookDiff,
  type BookSnapshot,
  type FrameContent,
  type MarketDataVenue,
  type Trade,
} from '../../src/index.js';
import { replayBooks, type RecordedFrame, type ReplayOptions } from '../../src/journal/index.js';
import { Decimal } from 'decimal.js';

type Pairs = readonly (readonly [price: string, size: string])[];

/** A message as these specs write it; its connection and times are the frame's. */
type Message =
  | {
      readonly k: 'S';
      readonly s?: string;
      readonly id: number;
      readonly b?: Pairs;
      readonly a?: Pairs;
      readonly sum?: number;
    }
  | {
      readonly k: 'D';
      readonly s?: string;
      readonly id: number;
      readonly to?: number;
      readonly b?: Pairs;
      readonly a?: Pairs;
      readonly sum?: number;
    }
  | { readonly k: 'T'; readonly s?: string }
  | { readonly k: 'other' | 'reply' | 'unknown' | 'refusal' };

/** A venue whose frames are lists of messages, with contiguous ids, and the number of bids as checksum. */
const venue: MarketDataVenue = {
  ...binance,
  checksum: ({ bids }) => bids.length,
  decode: (json, frame) =>
    Array.isArray(json)
      ? E.right((json as readonly Message[]).map((message) => contentOf(message, frame as RecordedFrame)))
      : E.left([{ path: 'x', value: '1', expected: 'a list' }]),
};

function contentOf(message: Message, frame: RecordedFrame): FrameContent {
  const { connection, receivedAt, via } = frame;
  const base = { venue: venue.name, connection, receivedAt };
  switch (message.k) {
    case 'other':
      return { _tag: 'other', venue: venue.name, kind: 'heartbeat' };
    case 'reply':
      return { _tag: 'reply', venue: venue.name, connection, text: 'pong' };
    case 'refusal':
      return { _tag: 'refusal', venue: venue.name, code: -1, message: 'no' };
    case 'unknown':
      return { _tag: 'unknownFrame', ...base, excerpt: '{}' };
    case 'T':
      return {
        _tag: 'trade',
        ...base,
        symbol: venueSymbol(message.s ?? 'X'),
        venueTime: undefined,
        id: undefined,
        price: new Decimal(1),
        size: new Decimal(1),
        side: 'buy',
      } satisfies Trade;
    case 'S':
    case 'D': {
      const book = {
        ...base,
        symbol: venueSymbol(message.s ?? 'X'),
        venueTime: undefined,
        bids: priceLevels(message.b ?? []),
        asks: priceLevels(message.a ?? []),
        checksum: message.sum,
      };
      return message.k === 'S'
        ? ({ _tag: 'snapshot', ...book, via, lastId: message.id, coverage: 'full' } satisfies BookSnapshot)
        : ({
            _tag: 'diff',
            ...book,
            firstId: message.id,
            lastId: message.to ?? message.id,
            previousId: undefined,
          } satisfies BookDiff);
    }
  }
}

/** A recorded line: of a connection, or of a request where it is called `rest`. */
type Line = readonly [connection: string, ...messages: Message[]];

const frameOf = ([connection, ...messages]: Line, line: number): RecordedFrame => ({
  text: JSON.stringify(messages),
  via: connection === 'rest' ? 'request' : 'stream',
  connection: connectionId(connection),
  receivedAt: 1000 + line,
  line,
});

const replay = (lines: readonly Line[], options?: ReplayOptions) =>
  lastValueFrom(from(lines.map(frameOf)).pipe(replayBooks(venue, options)));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const S = (id: number, b: Pairs = [['10', '1']], a: Pairs = [['11', '1']]): Message => ({ k: 'S', id, b, a });
const D = (id: number, b: Pairs = [], a: Pairs = []): Message => ({ k: 'D', id, b, a });
const T: Message = { k: 'T' };

describe('replayBooks', () => {
  it('gives an account with these keys, in this order', async () => {
    const { books } = await replay([['c', S(1)]]);
    expect(Object.keys(books[0]!)).to.deep.equal([
      'symbol',
      'snapshots',
      'diffs_applied',
      'diffs_stale',
      'diffs_unsynced',
      'gaps',
      'checksums_ok',
      'checksums_bad',
      'crossed',
      'delete_missing',
      'trades',
      'chain_sha256',
      'first_gap',
      'first_bad',
      'end',
      'digests',
    ]);
    expect(Object.keys(books[0]!.end!)).to.deep.equal([
      'index',
      'line',
      'best_bid',
      'best_ask',
      'bids',
      'asks',
      'levels',
      'book_sha256',
    ]);
  });

  it('accounts for a snapshot and the diffs after it, in plain notation', async () => {
    const { books, frames } = await replay(
      [
        [
          'c',
          S(
            1,
            [
              ['10.50', '1.0'],
              ['1e1', '2'],
            ],
            [['11', '0.00000010']],
          ),
        ],
        [
          'c',
          D(2, [
            ['10.5', '0'],
            ['9', '0'],
          ]),
        ],
        ['c', { k: 'other' }],
        ['c', D(3, [], [['11', '0']])],
      ],
      { digestAt: new Set([0, 2, 3]) },
    );
    const end = sha256('B\n10 2\nA\n');
    expect(frames).to.equal(4);
    expect(books).to.deep.equal([
      {
        symbol: 'X',
        snapshots: 1,
        diffs_applied: 2,
        diffs_stale: 0,
        diffs_unsynced: 0,
        gaps: 0,
        checksums_ok: 0,
        checksums_bad: 0,
        crossed: 0,
        delete_missing: 1,
        trades: 0,
        chain_sha256: sha256('10.5 1 11 0.0000001\n10 2 11 0.0000001\n10 2 - -\n'),
        first_gap: null,
        first_bad: null,
        end: {
          index: 2,
          line: 3,
          best_bid: ['10', '2'],
          best_ask: null,
          bids: [['10', '2']],
          asks: [],
          levels: [1, 0],
          book_sha256: end,
        },
        digests: [
          [0, 0, sha256('B\n10.5 1\n10 2\nA\n11 0.0000001\n')],
          [3, 2, end],
        ],
      },
    ]);
  });

  it('lists the best ten of each side', async () => {
    const bids = Array.from({ length: 12 }, (_, at): readonly [string, string] => [`${50 - at}`, '1']);
    const { end } = (await replay([['c', S(1, bids, [])]])).books[0]!;
    expect(end!.bids).to.deep.equal(bids.slice(0, 10));
    expect(end!.levels).to.deep.equal([12, 0]);
  });

  it('sums the chain over any number of lines', async () => {
    const lines = Array.from({ length: 1000 }, (_, at): Line => ['c', at === 0 ? S(0) : D(at)]);
    const { chain_sha256: chain } = (await replay(lines)).books[0]!;
    expect(chain).to.equal(sha256('10 1 11 1\n'.repeat(1000)));
  });

  it('indexes by snapshots a book with no diff in the whole recording', async () => {
    const digestAt = new Set([0, 1]);
    const snapshots = (
      await replay(
        [
          ['c', S(1)],
          ['c', S(2)],
        ],
        { digestAt },
      )
    ).books[0]!;
    expect([snapshots.end!.index, ...snapshots.digests.map(([line, index]) => [line, index])]).to.deep.equal([
      2,
      [0, 1],
      [1, 2],
    ]);
    const withDiff = (
      await replay(
        [
          ['c', S(1)],
          ['c', S(2)],
          ['c', D(3)],
        ],
        { digestAt },
      )
    ).books[0]!;
    expect([withDiff.end!.index, ...withDiff.digests.map(([line, index]) => [line, index])]).to.deep.equal([
      1,
      [0, 0],
      [1, 0],
    ]);
  });

  it('counts held diffs as stale or applied when they join, and as one line of the chain', async () => {
    const { books } = await replay([
      ['c', D(1)],
      ['c', D(2, [['9', '9']])],
      ['c', D(3, [['10', '5']])],
      ['rest', S(2)],
    ]);
    const { snapshots, diffs_applied, diffs_stale, diffs_unsynced, chain_sha256, end } = books[0]!;
    expect({ snapshots, diffs_applied, diffs_stale, diffs_unsynced, line: end!.line }).to.deep.equal({
      snapshots: 1,
      diffs_applied: 1,
      diffs_stale: 2,
      diffs_unsynced: 0,
      line: 3,
    });
    expect(chain_sha256).to.equal(sha256('10 5 11 1\n'));
  });

  it('has no book from a gap to the next snapshot', async () => {
    const lines: readonly Line[] = [
      ['c', S(1)],
      ['c', D(2)],
      ['c', D(4)],
      ['c', D(5)],
      ['c', D(6)],
    ];
    const broken = (await replay(lines)).books[0]!;
    const { diffs_applied, diffs_unsynced, gaps, first_gap, end, chain_sha256 } = broken;
    expect({ diffs_applied, diffs_unsynced, gaps, first_gap, end }).to.deep.equal({
      diffs_applied: 1,
      diffs_unsynced: 2,
      gaps: 1,
      first_gap: 2,
      end: null,
    });
    expect(chain_sha256).to.equal(sha256('10 1 11 1\n'.repeat(2)));
    const healed = (await replay([...lines, ['rest', S(6, [['7', '7']])], ['c', D(7)], ['c', D(9)]]))
      .books[0]!;
    expect([healed.snapshots, healed.diffs_applied, healed.gaps, healed.first_gap]).to.deep.equal([
      2, 2, 2, 2,
    ]);
  });

  it('counts diffs that waited for a snapshot that does not fit them as unsynced', async () => {
    const { gaps, diffs_unsynced, first_gap } = (
      await replay([
        ['c', D(5)],
        ['c', D(6)],
        ['rest', S(2)],
      ])
    ).books[0]!;
    expect({ gaps, diffs_unsynced, first_gap }).to.deep.equal({ gaps: 1, diffs_unsynced: 2, first_gap: 2 });
  });

  it('counts old diffs, and leaves a requested snapshot that is older than the book', async () => {
    const { books } = await replay([
      ['c', S(5)],
      ['c', D(5)],
      ['c', D(6, [['10', '3']])],
      ['rest', S(5)],
    ]);
    const { snapshots, diffs_stale, end } = books[0]!;
    expect({ snapshots, diffs_stale, best: end!.best_bid, line: end!.line }).to.deep.equal({
      snapshots: 1,
      diffs_stale: 1,
      best: ['10', '3'],
      line: 2,
    });
  });

  it('counts checksums and goes on after a bad one', async () => {
    const { books } = await replay([
      ['c', { ...S(1), sum: 1 } as Message],
      ['c', { ...D(2, [['9', '1']]), sum: 7 } as Message],
      ['c', D(3)],
      ['c', { ...D(4), sum: 2 } as Message],
      ['c', { ...D(5), sum: 3 } as Message],
    ]);
    const { checksums_ok, checksums_bad, first_bad, diffs_applied, end } = books[0]!;
    expect({ checksums_ok, checksums_bad, first_bad, diffs_applied, index: end!.index }).to.deep.equal({
      checksums_ok: 2,
      checksums_bad: 2,
      first_bad: 1,
      diffs_applied: 4,
      index: 4,
    });
  });

  it('counts frames after which the book is crossed or locked, and goes on', async () => {
    const { books } = await replay([
      ['c', S(1)],
      ['c', D(2, [['11', '1']])],
      ['c', D(3, [['12', '1']])],
      [
        'c',
        D(4, [
          ['11', '0'],
          ['12', '0'],
        ]),
      ],
      ['c', D(5, [['13', '1']]), D(6, [['13', '0']])],
    ]);
    expect([books[0]!.crossed, books[0]!.diffs_applied]).to.deep.equal([2, 5]);
  });

  it('makes one line of the chain of a frame with several messages of a symbol', async () => {
    const { books } = await replay([
      ['c', S(1), { ...S(1), s: 'Y' } as Message],
      ['c', D(2, [['10', '2']]), D(3, [['10', '3']]), D(3)],
    ]);
    expect(
      books.map(({ symbol, diffs_applied, diffs_stale, chain_sha256 }) => [
        symbol,
        diffs_applied,
        diffs_stale,
        chain_sha256,
      ]),
    ).to.deep.equal([
      ['X', 2, 1, sha256('10 1 11 1\n10 3 11 1\n')],
      ['Y', 0, 0, sha256('10 1 11 1\n')],
    ]);
  });

  describe('where one symbol comes over several connections', () => {
    const names = async (lines: readonly Line[]) =>
      (await replay(lines)).books.map(({ symbol, snapshots, diffs_applied, trades }) => [
        symbol,
        snapshots,
        diffs_applied,
        trades,
      ]);

    it('keeps a book for each, and names them by both', async () => {
      expect(
        await names([
          ['c2', S(5)],
          ['c1', S(1)],
          ['c1', D(2)],
          ['c2', D(6)],
          ['c2', D(7)],
        ]),
      ).to.deep.equal([
        ['c1|X', 1, 1, 0],
        ['c2|X', 1, 2, 0],
      ]);
    });

    it('gives a requested snapshot to every book, and one before all to the first connection that comes', async () => {
      expect(
        await names([
          ['rest', S(1)],
          ['c1', D(2)],
          ['c2', D(2)],
          ['rest', S(2)],
        ]),
      ).to.deep.equal([
        ['c1|X', 2, 1, 0],
        ['c2|X', 1, 0, 0],
      ]);
      expect(
        await names([
          ['rest', S(1)],
          ['c1', D(2)],
        ]),
      ).to.deep.equal([['X', 1, 1, 0]]);
      expect(await names([['rest', S(1)]])).to.deep.equal([['X', 1, 0, 0]]);
    });

    it('gives trades to the book of their connection, and to all where that has none', async () => {
      expect(
        await names([
          ['c1', T],
          ['c1', S(1)],
          ['c2', S(1)],
          ['c2', T],
          ['c2', T],
          ['c3', T],
        ]),
      ).to.deep.equal([
        ['c1|X', 1, 0, 2],
        ['c2|X', 1, 0, 3],
      ]);
      expect(
        await names([
          ['c3', T],
          ['c1', S(1)],
        ]),
      ).to.deep.equal([['X', 1, 0, 1]]);
    });
  });

  it('tells of a symbol that had trades only', async () => {
    const { books } = await replay([
      ['c', T],
      ['c', T],
    ]);
    expect([books[0]!.symbol, books[0]!.trades, books[0]!.end, books[0]!.chain_sha256]).to.deep.equal([
      'X',
      2,
      null,
      sha256(''),
    ]);
  });

  it('orders the books by their names, those without a book too', async () => {
    const { books } = await replay([
      ['c', { k: 'T', s: 'B' }],
      ['c', S(1)],
      ['c', { ...S(1), s: 'A' } as Message],
    ]);
    expect(books.map(({ symbol }) => symbol)).to.deep.equal(['A', 'B', 'X']);
  });

  it('keeps to the symbols that are asked for, and says which never came', async () => {
    const lines: readonly Line[] = [
      ['c', { ...S(1), s: 'B' } as Message, S(1), { ...S(1), s: 'A' } as Message],
    ];
    expect((await replay(lines)).books.map(({ symbol }) => symbol)).to.deep.equal(['A', 'B', 'X']);
    const { books, missing } = await replay(lines, { symbols: ['X', 'Z', 'A'] });
    expect([books.map(({ symbol }) => symbol), missing]).to.deep.equal([['A', 'X'], ['Z']]);
  });

  it('counts frames that cannot be used, tells the first few, and goes on', async () => {
    const frames = [
      ...[
        ['c', { k: 'unknown' }] as const,
        ['c', { k: 'refusal' }] as const,
        ['c', { k: 'other' }, { k: 'reply' }, { k: 'reply' }] as const,
      ].map(frameOf),
      { ...frameOf(['c'], 3), text: '{}' },
      { ...frameOf(['c'], 4), text: '{' },
      frameOf(['c', S(1)], 5),
    ];
    const report = await lastValueFrom(from(frames).pipe(replayBooks(venue, { toldTroubles: 3 })));
    expect(report.contents).to.deep.equal({
      snapshot: 1,
      diff: 0,
      trade: 0,
      listings: 0,
      other: 1,
      reply: 2,
      refusal: 1,
      badFrame: 2,
      unknownFrame: 1,
      orderSnapshot: 0,
      orderDiff: 0,
      interrupted: 0,
      frameRepeated: 0,
    });
    expect(report.troubles).to.deep.equal([
      { kind: 'unknownFrame', line: 0, reason: '{}' },
      { kind: 'refusal', line: 1, reason: '-1: no' },
      { kind: 'badFrame', line: 3, reason: 'x is 1, expected a list' },
    ]);
  });

  it('says nothing before the end, and fails with the source and with the venue', () => {
    const scheduler = new TestScheduler((actual, expected) => {
      expect(actual).to.deep.equal(expected);
    });
    const failure = new Error('torn');
    const broken: MarketDataVenue = {
      ...venue,
      checksum: () => {
        throw failure;
      },
    };
    scheduler.run(({ expectObservable }) => {
      const first$ = of(frameOf(['c', { ...S(1), sum: 1 } as Message], 0));
      expectObservable(concat(first$, NEVER).pipe(replayBooks(venue))).toBe('-');
      expectObservable(
        concat(
          first$,
          throwError(() => failure),
        ).pipe(replayBooks(venue)),
      ).toBe('#', {}, failure);
      expectObservable(concat(first$, NEVER).pipe(replayBooks(broken))).toBe('#', {}, failure);
    });
  });

  it('starts anew for each subscription', async () => {
    const report$ = of(frameOf(['c', S(1)], 0)).pipe(replayBooks(venue));
    expect(await lastValueFrom(report$)).to.deep.equal(await lastValueFrom(report$));
  });
});
