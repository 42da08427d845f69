import type { TrackedOrder } from '../orders/index.js';
import { orderBlock } from './orderBlock.js';
import { orderFacts, type OrderFacts } from './orderFacts.js';
import { statusStyle } from './orderStyle.js';
import { fillText, timeText } from './orderWords.js';
import type { Segment, Style } from './paint.js';
import { COLUMN_GAP, columnWidths } from './textTable.js';
import { lineText, visible, type TextLook } from './textLook.js';

export interface OrdersLook extends TextLook {
  /** Whether the fills of an order stand below it. */
  readonly fills: boolean;
}

interface Column {
  readonly head: string;
  readonly cell: (facts: OrderFacts) => string;
  /** A number: its end is what is to stand below the one above. */
  readonly right?: boolean;
}

const COLUMNS: readonly Column[] = [
  { head: 'key', cell: ({ key }) => key, right: true },
  { head: 'status', cell: ({ status }) => status },
  { head: 'venue', cell: ({ venue }) => venue },
  { head: 'symbol', cell: ({ symbol }) => symbol },
  { head: 'side', cell: ({ side }) => side },
  { head: 'type', cell: ({ type }) => type },
  { head: 'amount', cell: ({ amount }) => amount, right: true },
  { head: 'price', cell: ({ price }) => price, right: true },
  { head: 'executed', cell: ({ executed }) => executed, right: true },
  { head: 'average', cell: ({ average }) => average, right: true },
  { head: 'fees', cell: ({ fees }) => fees },
  { head: 'client id', cell: ({ clientId }) => clientId },
  { head: 'venue id', cell: ({ venueId }) => venueId },
  { head: 'created', cell: ({ created }) => created },
  { head: 'ended', cell: ({ ended }) => ended },
  { head: 'notes', cell: ({ notes }) => notes.join('; ') },
];
const HEADS = COLUMNS.map(({ head }) => head);
const STATUS = HEADS.indexOf('status');

/** Orders by which the columns' widths are set: those after them are not known when the first is to be shown. */
const SAMPLE = 200;

/**
 * Orders as text for people, line by line, taken one by one: a table or, where a line of the first of them is wider than the
 * terminal, some lines for each.
 */
export function* ordersText(orders: Iterable<TrackedOrder>, look: OrdersLook): Generator<string> {
  const rest = orders[Symbol.iterator]();
  const first: TrackedOrder[] = [];
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    first.push(next.value);
    if (first.length === SAMPLE) break;
  }
  if (first.length === 0) {
    yield 'no orders';
    return;
  }
  const all = chained(first, { [Symbol.iterator]: () => rest });
  const widths = columnWidths([HEADS, ...first.map(cellsOf)]);
  const width = widths.reduce((sum, one) => sum + one, COLUMN_GAP.length * (widths.length - 1));
  yield* width > look.columns ? blocks(all, look) : table(all, widths, look);
}

function* chained<T>(...parts: readonly Iterable<T>[]): Generator<T> {
  for (const part of parts) yield* part;
}

function* blocks(orders: Iterable<TrackedOrder>, look: OrdersLook): Generator<string> {
  let isFirst = true;
  for (const tracked of orders) {
    if (!isFirst) yield '';
    isFirst = false;
    yield* orderBlock(tracked, look, look.fills);
  }
}

function* table(
  orders: Iterable<TrackedOrder>,
  widths: readonly number[],
  look: OrdersLook,
): Generator<string> {
  yield rowLine(HEADS, widths, () => 'strong', look);
  const indent = ' '.repeat(widths[0]! + COLUMN_GAP.length);
  for (const tracked of orders) {
    const style = statusStyle(tracked.order);
    yield rowLine(cellsOf(tracked), widths, (at) => (at === STATUS ? style : undefined), look);
    if (!look.fills) continue;
    for (const fill of tracked.order.fills)
      yield lineText([[`${indent}${fillText(fill)}  ${timeText(fill.receivedAt)}`]], look.paint);
  }
}

const cellsOf = (tracked: TrackedOrder): readonly string[] => {
  const facts = orderFacts(tracked);
  return COLUMNS.map(({ cell }) => visible(cell(facts)));
};

type StyleAt = (at: number) => Style | undefined;

/** Cells below those of other rows; nothing stands after the last that is not empty. */
function rowLine(
  cells: readonly string[],
  widths: readonly number[],
  styleAt: StyleAt,
  { paint }: TextLook,
): string {
  const last = cells.findLastIndex((cell) => cell !== '');
  const segments = cells.slice(0, last + 1).flatMap((cell, at): readonly Segment[] => {
    const style = styleAt(at);
    const painted: Segment = style === undefined ? [cell] : [cell, style];
    const gap = at === 0 ? '' : COLUMN_GAP;
    const padding = ' '.repeat(Math.max(0, widths[at]! - cell.length));
    if (COLUMNS[at]?.right === true) return [[gap + padding], painted];
    return [[gap], painted, [at === last ? '' : padding]];
  });
  return lineText(segments, paint);
}
