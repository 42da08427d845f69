import { Decimal } from 'decimal.js';

import { add, subtract } from '../domain/exact.js';
import { sameSequenceId } from '../domain/ids.js';
import type { BalanceNews, VenueBalance } from './balanceInput.js';
import type { Balance, RefusedNews } from './balanceEvent.js';
import { compareNews } from './compareNews.js';

/** A change of a total, and the news that told it. */
interface Change {
  readonly amount: Decimal;
  readonly news: BalanceNews;
}

/** What is known of one token. */
export interface TokenBalance {
  /** Up to which all is in `now`; nothing older counts. Undefined before the first. */
  readonly news: BalanceNews | undefined;
  /** The total with all `changes`; undefined before the first snapshot. */
  readonly now: Decimal | undefined;
  /** What was not available though no order of ours locked it. */
  readonly lockedElsewhere: Decimal;
  /** Newer than `news`: kept, so that a snapshot that was made before some of them can still be used. */
  readonly changes: readonly Change[];
}

/** The token after news of it, or why they were not used. */
export type Told = TokenBalance | RefusedNews['why'];

const ZERO = new Decimal(0);

/** Nothing is known. */
export const UNKNOWN: TokenBalance = {
  news: undefined,
  now: undefined,
  lockedElsewhere: ZERO,
  changes: [],
};

/** A snapshot that was to list the token did not: there was none of it. */
export const noneAt = (news: BalanceNews): TokenBalance => ({
  ...UNKNOWN,
  news,
  now: ZERO,
});

/**
 * The token after a snapshot, with the changes that are newer than it. What the venue holds back beyond `locked`, which
 * our orders lock, is locked elsewhere; an order that the snapshot does not know yet is taken for one that it knows, and
 * one that has just ended here for another's, until the next.
 */
export function afterSnapshot(
  before: TokenBalance,
  { total, available }: VenueBalance,
  news: BalanceNews,
  locked: Decimal,
): Told {
  if (before.news !== undefined) {
    const order = compareNews(news, before.news);
    // A change that was told beside the snapshot is in it.
    if (order === 'same' && before.now !== undefined) return 'repeated';
    if (order === 'older' || order === 'undecided') return order;
  }
  const changes: Change[] = [];
  for (const change of before.changes) {
    const order = compareNews(news, change.news);
    if (order === 'undecided') return order;
    if (order === 'older') changes.push(change);
  }
  const heldBack = available === undefined ? ZERO : subtract(subtract(total, available), locked);
  const now = changes.reduce((sum, { amount }) => add(sum, amount), total);
  return { news, now, lockedElsewhere: Decimal.max(ZERO, heldBack), changes };
}

/**
 * The token after a change. Changes beyond `holdLimit` are no longer kept, the oldest first: no snapshot from before them is
 * used any more.
 */
export function afterChange(
  before: TokenBalance,
  amount: Decimal,
  news: BalanceNews,
  holdLimit: number,
): Told {
  const order = before.news === undefined ? 'newer' : compareNews(news, before.news);
  if (order === 'same') return 'repeated';
  if (order !== 'newer') return order;
  const repeated = before.changes.some((change) => sameSequence(change.news, news));
  if (repeated) return 'repeated';
  const now = before.now && add(before.now, amount);
  const changes = [...before.changes, { amount, news }];
  const oldest = changes[0]!;
  if (changes.length <= holdLimit) return { ...before, now, changes };
  return { ...before, news: oldest.news, now, changes: changes.slice(1) };
}

/** What there is, where our orders lock so much of it; undefined before the first snapshot. */
export function balanceOf({ now, lockedElsewhere }: TokenBalance, locked: Decimal): Balance | undefined {
  if (now === undefined) return undefined;
  const free = subtract(subtract(now, lockedElsewhere), locked);
  return { total: now, available: Decimal.max(ZERO, free) };
}

const sameSequence = (a: BalanceNews, b: BalanceNews): boolean =>
  a.sequence !== undefined && b.sequence !== undefined && sameSequenceId(a.sequence, b.sequence);
