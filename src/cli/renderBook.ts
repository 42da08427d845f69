import type { BookState } from '../book/index.js';
import type { LadderLevel } from './ladder.js';
import { spread, type Segment, type Style } from './paint.js';

/** What a screen shows of a book. */
export interface ShownBook {
  readonly name: string;
  readonly status: BookState['status'];
  /** Why it is not live; empty where there is nothing to say. */
  readonly reason: string;
  /** How long ago the last message of the book came, in milliseconds; undefined before the first. */
  readonly ageMs: number | undefined;
  /** Best first. */
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  /** Plain decimal text; undefined where a side is empty. */
  readonly spread: string | undefined;
}

/** The books' names, the chosen one in brackets; where there is no room for all, those around it. */
export function renderTabs(
  {
    books,
    selected,
  }: { readonly books: readonly Pick<ShownBook, 'name' | 'status'>[]; readonly selected: number },
  width: number,
): readonly Segment[] {
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

const STATUS_STYLES: Readonly<Record<ShownBook['status'], Style>> = {
  live: 'good',
  syncing: 'dim',
  stale: 'dim',
  gap: 'bad',
  badChecksum: 'bad',
  crossed: 'bad',
};

/** How a book stands and its best prices. */
export function renderBookStatus(book: ShownBook, width: number): readonly Segment[] {
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
