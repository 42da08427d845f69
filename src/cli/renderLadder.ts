import type { LadderLevel } from './ladder.js';
import type { Segment } from './paint.js';

/** `rows` lines of levels, bids on the left, asks on the right, best first, each with a bar of the depth up to it. */
export function renderLadder(
  bids: readonly LadderLevel[],
  asks: readonly LadderLevel[],
  rows: number,
  width: number,
): readonly (readonly Segment[])[] {
  const shownBids = bids.slice(0, rows);
  const shownAsks = asks.slice(0, rows);
  const shown = [...shownBids, ...shownAsks];
  const priceDecimals = mostDecimals(shown.map(({ price }) => price));
  const sizeDecimals = mostDecimals(shown.map(({ size }) => size));
  const cells = (level: LadderLevel): Cells => ({
    price: padDecimals(level.price, priceDecimals),
    size: padDecimals(level.size, sizeDecimals),
    depthNumber: level.depthNumber,
  });
  const left = shownBids.map(cells);
  const right = shownAsks.map(cells);
  const widest = (of: (cell: Cells) => string) =>
    Math.max(0, ...[...left, ...right].map((cell) => of(cell).length));
  const priceWidth = widest(({ price }) => price);
  const sizeWidth = widest(({ size }) => size);
  const half = Math.max(0, Math.floor((width - 3) / 2));
  const barWidth = Math.max(0, half - priceWidth - sizeWidth - 3);
  const deepest = Math.max(0, ...shown.map(({ depthNumber }) => depthNumber));
  const bar = (level: Cells) => (deepest > 0 ? level.depthNumber / deepest : 0) * barWidth;
  return Array.from({ length: rows }, (_, row): readonly Segment[] => {
    const bid = left[row];
    const ask = right[row];
    return [
      ...(bid === undefined
        ? ([[' '.repeat(half)]] as const)
        : ([
            [' '],
            [barText(bar(bid), '▐').padStart(barWidth), 'bid'],
            [` ${bid.size.padStart(sizeWidth)} `],
            [bid.price.padStart(priceWidth), 'bid', ...strongAt(row)],
          ] as const)),
      [' │ ', 'dim'],
      ...(ask === undefined
        ? []
        : ([
            [ask.price.padStart(priceWidth), 'ask', ...strongAt(row)],
            [` ${ask.size.padStart(sizeWidth)} `],
            [barText(bar(ask), '▌'), 'ask'],
          ] as const)),
    ];
  });
}

interface Cells {
  readonly price: string;
  readonly size: string;
  readonly depthNumber: number;
}

const strongAt = (row: number) => (row === 0 ? (['strong'] as const) : []);

/** A bar of so many characters, in halves; the half one is at the end that is away from the price. */
function barText(length: number, half: '▐' | '▌'): string {
  const halves = Math.max(1, Math.round(length * 2));
  const whole = '█'.repeat(Math.floor(halves / 2));
  if (halves % 2 === 0) return whole;
  return half === '▐' ? half + whole : whole + half;
}

const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

const mostDecimals = (texts: readonly string[]): number => Math.max(0, ...texts.map(decimalsOf));

/** The same number with zeros at the end, so that points stand below each other. */
function padDecimals(text: string, decimals: number): string {
  const missing = decimals - decimalsOf(text);
  if (missing <= 0) return text;
  return `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(missing)}`;
}
