import { countText } from './countText.js';
import { paintLine, spread, type Paint, type Segment, type Style } from './paint.js';
import type { BookView, PlayView } from './playView.js';
import { renderLadder } from './renderLadder.js';

/** How much room there is, in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** Lines around the ladder: title, clock, tabs, status, two rules, two of counters, keys. */
const OTHER_LINES = 9;

/**
 * The screen of `orderflow play`: lines for a view, none wider than the columns less one, one fewer than the rows, so
 * that no terminal wraps or scrolls. Pure.
 */
export function renderPlay(view: PlayView, { columns, rows }: ScreenSize, paint: Paint): string {
  const width = Math.max(1, columns - 1);
  const height = Math.max(1, rows - 1);
  const book = view.books[view.selected];
  const rule: readonly Segment[] = [['─'.repeat(width), 'dim']];
  const ladderRows = Math.max(1, height - OTHER_LINES);
  const lines: readonly (readonly Segment[])[] = [
    [[' orderflow ', 'chosen'], [` ${view.title}`]],
    clockLine(view, width),
    tabs(view, width),
    book === undefined ? noBookLine(view) : statusLine(book, width),
    rule,
    ...renderLadder(book?.bids ?? [], book?.asks ?? [], ladderRows, width).map((line) =>
      book?.status === 'live' ? line : line.map(([text]): Segment => [text, 'dim']),
    ),
    rule,
    ...(book === undefined ? [[], []] : [countsLine(book), feedLine(book, view)]),
    [[footer(view), 'dim']],
  ];
  return lines
    .slice(0, height)
    .map((line) => paintLine(line, width, paint))
    .join('\n');
}

function footer({ phase, keys }: PlayView): string {
  if (phase === 'ended') return ' end of the recording';
  if (phase === 'stopped') return ' stopped';
  return keys ? ' Tab → next   ← previous   q quit' : ' Ctrl-C quit';
}

const noBookLine = ({ phase, troubles }: PlayView): readonly Segment[] => [
  [phase === 'ended' ? ' there were no books' : ' no book yet', 'dim'],
  ...(troubles === 0 ? [] : ([['   '], ...count('unusable frame', troubles)] as const)),
];

function clockLine(view: PlayView, width: number): readonly Segment[] {
  const { now, elapsedMs, speed, messagesPerSecond } = view;
  const time = now > 0 ? `${new Date(now).toISOString().slice(0, 21).replace('T', ' ')} UTC` : '';
  return spread(
    [[` ${time}   ${(elapsedMs / 1000).toFixed(1)} s   ${speed === 'max' ? 'max speed' : `${speed}x`}`]],
    [[`${messagesPerSecond.toFixed(1)} messages/s `]],
    width,
  );
}

/** The books' names, the chosen one in brackets; where there is no room for all, those around it. */
function tabs({ books, selected }: PlayView, width: number): readonly Segment[] {
  const texts = books.map(({ name }, at) => (at === selected ? `[${name}]` : ` ${name} `));
  let from = 0;
  const lengthUpTo = () => texts.slice(from, selected + 1).reduce((sum, text) => sum + text.length, 0);
  while (from < selected && lengthUpTo() > width - 2) from++;
  return [
    [from > 0 ? '‹' : ' ', 'dim'],
    ...texts.slice(from).map((text, at): Segment => {
      const index = from + at;
      if (index === selected) return [text, 'strong'];
      return books[index]!.status === 'live' ? [text, 'dim'] : [text, 'bad'];
    }),
  ];
}

const STATUS_STYLES: Readonly<Record<BookView['status'], Style>> = {
  live: 'good',
  syncing: 'dim',
  stale: 'dim',
  gap: 'bad',
  badChecksum: 'bad',
  crossed: 'bad',
};

function statusLine(book: BookView, width: number): readonly Segment[] {
  const style = STATUS_STYLES[book.status];
  const [bid] = book.bids;
  const [ask] = book.asks;
  const age = book.ageMs === undefined ? '' : `  ${ageText(book.ageMs)} old`;
  const left: readonly Segment[] = [
    [` ● ${book.status}`, style, 'strong'],
    [age],
    [book.reason === '' ? '' : `  ${book.reason}`, style],
  ];
  const best: readonly Segment[] = [
    [bid?.price ?? '-', 'bid', 'strong'],
    [' / '],
    [ask?.price ?? '-', 'ask', 'strong'],
    [`  spread ${book.spread ?? '-'} `],
  ];
  return spread(left, best, width);
}

const ageText = (ms: number): string =>
  ms < 1000 ? `${ms.toFixed(0).padStart(3)} ms` : `${(ms / 1000).toFixed(1)} s`;

function countsLine({ counts }: BookView): readonly Segment[] {
  return [
    [` snapshots ${counts.snapshots}   diffs ${counts.diffs_applied} applied, ${counts.diffs_stale} stale, `],
    ...count('unsynced', counts.diffs_unsynced, 'unsynced'),
    ['   '],
    ...count('gap', counts.gaps),
    ['   '],
    ...count('crossed', counts.crossed, 'crossed'),
  ];
}

function feedLine(
  { counts, diffsPerSecond, trades, lastTrade }: BookView,
  { troubles }: PlayView,
): readonly Segment[] {
  const checksums = counts.checksums_ok + counts.checksums_bad;
  return [
    [` ${diffsPerSecond.toFixed(1)} diffs/s   `],
    ...(checksums === 0
      ? ([['no checksums', 'dim']] as const)
      : [[`checksums ${counts.checksums_ok} ok, `] as const, ...count('bad', counts.checksums_bad, 'bad')]),
    ...(troubles === 0 ? [] : ([['   '], ...count('unusable frame', troubles)] as const)),
    [`   trades ${trades}`],
    ...(lastTrade === undefined
      ? []
      : ([
          ['   last '],
          [
            `${lastTrade.side} ${lastTrade.price} × ${lastTrade.size}`,
            lastTrade.side === 'buy' ? 'bid' : 'ask',
          ],
        ] as const)),
  ];
}

/** Something that should not happen. */
function count(one: string, value: number, many?: string): readonly Segment[] {
  const text = countText(value, one, many);
  return [value === 0 ? [text] : [text, 'bad']];
}
