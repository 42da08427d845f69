import { countText } from './countText.js';
import { paintLine, spread, type Paint, type Segment } from './paint.js';
import type { BookView, PlayView } from './playView.js';
import { renderBookStatus, renderTabs } from './renderBook.js';
import { renderLadder } from './renderLadder.js';
import type { ScreenSize } from './screen.js';

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
    renderTabs(view, width),
    book === undefined ? noBookLine(view) : renderBookStatus(book, width),
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
