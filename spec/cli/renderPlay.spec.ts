import { expect } from 'chai';

import { plainPaint, type Paint } from '../../src/cli/paint.js';
import type { LadderLevel } from '../../src/cli/ladder.js';
import type { BookView, PlayView } from '../../src/cli/playView.js';
import { renderPlay } from '../../src/cli/renderPlay.js';

const ladder = (...levels: readonly (readonly [price: string, size: string])[]): readonly LadderLevel[] => {
  let depthNumber = 0;
  return levels.map(([price, size]) => ({ price, size, depthNumber: (depthNumber += Number(size)) }));
};

const BOOK: BookView = {
  name: 'BTCUSDT',
  status: 'live',
  reason: '',
  ageMs: 12,
  bids: ladder(['100.5', '1'], ['100.25', '2'], ['99', '1']),
  asks: ladder(['101', '0.5'], ['102', '1.5']),
  spread: '0.5',
  lastTrade: { side: 'sell', price: '100.5', size: '0.25' },
  counts: {
    snapshots: 1,
    diffs_applied: 20,
    diffs_stale: 2,
    diffs_unsynced: 0,
    gaps: 0,
    checksums_ok: 0,
    checksums_bad: 0,
    crossed: 0,
    delete_missing: 0,
  },
  trades: 3,
  diffsPerSecond: 9.84,
};

const VIEW: PlayView = {
  title: 'Binance spot, BINANCE.ndjson.gz',
  speed: 2,
  now: Date.UTC(2026, 0, 5, 12, 30, 15, 250),
  elapsedMs: 15_250,
  messagesPerSecond: 30.04,
  books: [BOOK, { ...BOOK, name: 'ETHUSDT' }],
  selected: 0,
  troubles: 0,
  phase: 'playing',
  keys: true,
};

const marked: Paint = (style, text) => `<${style}>${text}</>`;
const unmarked = (text: string) => text.replaceAll(/<[^>]*>/g, '');

const withBook = (book: Partial<BookView>): PlayView => ({ ...VIEW, books: [{ ...BOOK, ...book }] });

describe('renderPlay', () => {
  it('shows the ladder with bars of the depth, best prices in the middle', () => {
    const screen = renderPlay(VIEW, { columns: 62, rows: 14 }, plainPaint).split('\n');
    expect(screen.map((line) => line.trimEnd())).to.deep.equal([
      ' orderflow  Binance spot, BINANCE.ndjson.gz',
      ' 2026-01-05 12:30:15.2 UTC   15.3 s   2x     30.0 messages/s',
      ' [BTCUSDT] ETHUSDT',
      ' ● live   12 ms old                  100.5 / 101  spread 0.5',
      '─'.repeat(61),
      '             ▐████ 1.0 100.50 │ 101.00 0.5 ██',
      '     █████████████ 2.0 100.25 │ 102.00 1.5 ████████▌',
      ' █████████████████ 1.0  99.00 │',
      '                              │',
      '─'.repeat(61),
      ' snapshots 1   diffs 20 applied, 2 stale, 0 unsynced   0 gaps',
      ' 9.8 diffs/s   no checksums   trades 3   last sell 100.5 × 0.',
      ' Tab → next   ← previous   q quit',
    ]);
  });

  it('leaves the last column and the last line free, whatever the size, with and without colours', () => {
    const many = Array.from({ length: 200 }, (_, at): readonly [string, string] => [
      `${1000 + at}.123456`,
      `${at}.12345678`,
    ]);
    const views: readonly PlayView[] = [
      VIEW,
      { ...VIEW, books: [] },
      { ...VIEW, title: 'x'.repeat(300) },
      {
        ...VIEW,
        books: Array.from({ length: 40 }, (_, at) => ({
          ...BOOK,
          name: `SYMBOL${at}`,
          bids: ladder(...many),
          asks: ladder(...many),
        })),
        selected: 39,
      },
      withBook({ status: 'gap', reason: 'messages are missing: waits for a snapshot', ageMs: 5000 }),
    ];
    for (const view of views) {
      for (const [columns, rows] of [
        [80, 24],
        [120, 40],
        [40, 12],
        [20, 5],
        [1, 1],
        [300, 100],
      ] as const) {
        for (const paint of [plainPaint, marked]) {
          const lines = unmarked(renderPlay(view, { columns, rows }, paint)).split('\n');
          expect(lines.length).to.be.at.most(Math.max(1, rows - 1));
          for (const line of lines) expect(line.length).to.be.at.most(Math.max(1, columns - 1));
        }
      }
    }
  });

  it('uses the lines that there are for levels', () => {
    const many = ladder(
      ...Array.from({ length: 200 }, (_, at): readonly [string, string] => [`${1000 + at}`, '1']),
    );
    const levelsShown = (rows: number) =>
      renderPlay(withBook({ bids: many, asks: many }), { columns: 80, rows }, plainPaint)
        .split('\n')
        .filter((line) => line.includes(' │ ')).length;
    expect([levelsShown(24), levelsShown(40)]).to.deep.equal([14, 30]);
  });

  it('keeps the chosen book in sight where there are more than fit', () => {
    const books = Array.from({ length: 30 }, (_, at) => ({ ...BOOK, name: `SYMBOL${at}` }));
    for (const selected of [0, 9, 29]) {
      const tabs = renderPlay({ ...VIEW, books, selected }, { columns: 60, rows: 20 }, plainPaint).split(
        '\n',
      )[2]!;
      expect(tabs).to.include(`[SYMBOL${selected}]`);
      expect(tabs.startsWith('‹')).to.equal(!/SYMBOL0\b/.test(tabs));
    }
  });

  it('says why a book is not live, and shows the last one without its colours', () => {
    const gap = withBook({ status: 'gap', reason: 'messages are missing', ageMs: 5120 });
    const lines = renderPlay(gap, { columns: 100, rows: 16 }, marked).split('\n');
    expect(lines[3]).to.match(/<strong><bad> ● gap<\/><\/> {2}5\.1 s old<bad> {2}messages are missing<\/>/);
    expect(lines.filter((line) => line.includes('│')).every((line) => !/<(bid|ask)>/.test(line))).to.equal(
      true,
    );
    const live = renderPlay(VIEW, { columns: 100, rows: 16 }, marked).split('\n');
    expect(live[5]).to.match(
      /<bid> *▐?█+<\/> 1\.0 <strong><bid>100\.50<\/><\/><dim> │ <\/><strong><ask>101\.00<\/><\/>/,
    );
  });

  it('points out what should not happen', () => {
    const counts = {
      ...BOOK.counts,
      gaps: 2,
      diffs_unsynced: 7,
      crossed: 1,
      checksums_ok: 9,
      checksums_bad: 4,
    };
    const screen = renderPlay({ ...withBook({ counts }), troubles: 5 }, { columns: 120, rows: 16 }, marked);
    expect(screen).to.include('2 stale, <bad>7 unsynced</>   <bad>2 gaps</>   <bad>1 crossed</>');
    expect(screen).to.include('checksums 9 ok, <bad>4 bad</>   <bad>5 unusable frames</>   trades 3');
  });

  it('uses the singular where there is one', () => {
    const counts = { ...BOOK.counts, gaps: 1, diffs_unsynced: 1, checksums_bad: 1 };
    const screen = renderPlay(
      { ...withBook({ counts }), troubles: 1 },
      { columns: 120, rows: 16 },
      plainPaint,
    );
    expect(screen)
      .to.include('1 unsynced   1 gap   0 crossed')
      .and.include('1 bad   1 unusable frame   trades');
  });

  it('says that there is no book yet, that the recording has ended, or was stopped', () => {
    const last = (view: PlayView) =>
      renderPlay(view, { columns: 80, rows: 14 }, plainPaint).split('\n').pop();
    expect(renderPlay({ ...VIEW, books: [] }, { columns: 80, rows: 14 }, plainPaint)).to.include(
      ' no book yet',
    );
    expect(last({ ...VIEW, phase: 'ended' })).to.equal(' end of the recording');
    expect(last({ ...VIEW, phase: 'stopped' })).to.equal(' stopped');
    expect(last({ ...VIEW, keys: false })).to.equal(' Ctrl-C quit');
    const without = (phase: PlayView['phase'], troubles: number) =>
      renderPlay({ ...VIEW, books: [], phase, troubles }, { columns: 80, rows: 14 }, plainPaint).split(
        '\n',
      )[3];
    expect(without('playing', 2)).to.equal(' no book yet   2 unusable frames');
    expect(without('ended', 0)).to.equal(' there were no books');
  });

  it('shows empty sides', () => {
    const screen = renderPlay(
      withBook({ bids: [], asks: [], spread: undefined, lastTrade: undefined }),
      { columns: 80, rows: 14 },
      plainPaint,
    );
    expect(screen).to.include('- / -  spread -');
  });
});
