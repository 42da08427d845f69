import { beside, paintLine, spread, type Paint, type Segment } from '../paint.js';
import { renderBookStatus, renderTabs } from '../renderBook.js';
import { renderLadder } from '../renderLadder.js';
import type { ScreenSize } from '../screen.js';
import type { LiveView, NoteView, TradeView } from './liveView.js';

type Line = readonly Segment[];

/** Lines around the ladder and the notes: title, parts, tabs, book, three rules, balances, keys. */
const OTHER_LINES = 9;
/** The trades stand beside the ladder where there is room for both. */
const TRADES_WIDTH = 34;
const LADDER_WIDTH = 44;
/** Open orders that are shown at most: there must be room for what happens. */
const ORDER_LINES = 3;

/** The screen of a connector that runs. Pure. */
export function renderLive(view: LiveView, { columns, rows }: ScreenSize, paint: Paint): string {
  const width = Math.max(1, columns - 1);
  const height = Math.max(1, rows - 1);
  const rule: Line = [['─'.repeat(width), 'dim']];
  const room = Math.max(2, height - OTHER_LINES);
  const ladderRows = Math.ceil(room / 2);
  const book = view.books[view.selected];
  const lines: readonly Line[] = [
    titleLine(view, width),
    partsLine(view, width),
    renderTabs(view, width),
    book === undefined ? [[' no instrument', 'dim']] : renderBookStatus(book, width),
    rule,
    ...marketLines(view, ladderRows, width),
    rule,
    balancesLine(view),
    rule,
    ...happenings(view, room - ladderRows),
    [[footer(view), 'dim']],
  ];
  return lines
    .slice(0, height)
    .map((line) => paintLine(line, width, paint))
    .join('\n');
}

const clockText = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

function titleLine({ title, now, elapsedMs }: LiveView, width: number): Line {
  return spread(
    [[' orderflow ', 'chosen'], [` ${title}`]],
    [[`${clockText(now)} UTC   ${(elapsedMs / 1000).toFixed(1)} s `]],
    width,
  );
}

/** Whether the connector is ready, and which of its parts are not. */
function partsLine(view: LiveView, width: number): Line {
  const { network, ...parts } = view.status;
  const lacking = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [] : [part]));
  const left: Line = view.isReady
    ? [[' ● ready', 'good', 'strong']]
    : [[` ○ ${network}`, 'bad', 'strong'], [lacking.length === 0 ? '' : `  waits for ${lacking.join(', ')}`]];
  const offset = view.clockOffsetMs;
  const facts = [
    `${view.versionsPerSecond.toFixed(0)} books/s`,
    offset === undefined ? '' : `clock ${offset < 0 ? '' : '+'}${offset.toFixed(0)} ms`,
    `limits ${(view.rateUse * 100).toFixed(0)}%`,
  ];
  return spread(left, [[`${facts.filter((fact) => fact !== '').join('   ')} `]], width);
}

function marketLines(view: LiveView, rows: number, width: number): readonly Line[] {
  const book = view.books[view.selected];
  if (book === undefined) return Array.from({ length: rows }, () => []);
  const isWide = width >= LADDER_WIDTH + TRADES_WIDTH;
  const ladderWidth = isWide ? width - TRADES_WIDTH : width;
  const ladder = renderLadder(book.bids, book.asks, rows, ladderWidth).map((line): Line =>
    book.status === 'live' ? line : line.map(([text]): Segment => [text, 'dim']),
  );
  if (!isWide) return ladder;
  return ladder.map((line, row) => beside(line, ladderWidth, tradeLine(book.trades[row])));
}

const tradeLine = (trade: TradeView | undefined): Line =>
  trade === undefined
    ? [[' │', 'dim']]
    : [
        [' │ ', 'dim'],
        [`${clockText(trade.at)} `, 'dim'],
        [`${trade.side.padEnd(4)} ${trade.price} `, trade.side === 'buy' ? 'bid' : 'ask'],
        [trade.size],
      ];

function balancesLine({ balances }: LiveView): Line {
  if (balances.length === 0) return [[' no balances', 'dim']];
  return balances.flatMap(({ token, total, available }): Line => [
    [` ${token} `, 'strong'],
    [total],
    [available === total ? ' ' : ` (${available} free) `, 'dim'],
  ]);
}

/** Open orders above what happened, as many lines as there is room for. */
function happenings({ orders, notes }: LiveView, rows: number): readonly Line[] {
  const shown = orders.slice(-Math.min(ORDER_LINES, Math.max(0, rows - 1)));
  const hidden = orders.length - shown.length;
  const open = shown.map((order, at): Line => {
    const more = at === 0 && hidden > 0 ? `   and ${hidden} more` : '';
    return [
      [' open  ', 'dim'],
      [order.text, order.style],
      [more, 'dim'],
    ];
  });
  const told = notes.slice(-Math.max(1, rows - open.length)).map(noteLine);
  const lines = [...open, ...told];
  return [...lines, ...Array.from({ length: Math.max(0, rows - lines.length) }, (): Line => [])];
}

const noteLine = ({ at, text, style }: NoteView): Line => [
  [` ${clockText(at)} `, 'dim'],
  [text, style],
];

function footer({ phase, keys, books }: LiveView): string {
  if (phase === 'ended') return ' ended';
  if (phase === 'stopping') return ' stopping: open orders are taken back';
  if (!keys) return ' Ctrl-C quit';
  return books.length > 1 ? ' Tab → next   ← previous   q quit' : ' q quit';
}
