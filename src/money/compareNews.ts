import { sameSequenceId } from '../domain/ids.js';
import type { BalanceNews } from './balanceInput.js';

/** What one piece of news is against one that came before it; `same`: both tell one change; else nothing says. */
export type NewsOrder = 'newer' | 'older' | 'same' | 'undecided';

/**
 * Whether news that have just come are newer than earlier ones: by the venue's count where both have it, else by the
 * venue's times (equal ones of two feeds say nothing), else by arrival. What was pushed was true when it came, and what one feed pushes comes in order. What was
 * asked for was true at some moment between question and answer: against what came in between, nothing says.
 */
export function compareNews(now: BalanceNews, earlier: BalanceNews): NewsOrder {
  if (now.sequence !== undefined && earlier.sequence !== undefined) {
    if (sameSequenceId(now.sequence, earlier.sequence)) return 'same';
    return now.sequence > earlier.sequence ? 'newer' : 'older';
  }
  const [time, timeBefore] = [now.venueTime, earlier.venueTime];
  if (time !== undefined && timeBefore !== undefined) {
    if (time !== timeBefore) return time > timeBefore ? 'newer' : 'older';
    if (now.feed !== earlier.feed) return 'undecided';
  }
  const { requestedAt } = now;
  if (requestedAt === undefined) return 'newer';
  if (requestedAt >= earlier.receivedAt) return 'newer';
  // Two answers of one poll: asked for earlier is older, though it came later.
  if (earlier.requestedAt === undefined || earlier.feed !== now.feed) return 'undecided';
  return requestedAt >= earlier.requestedAt ? 'newer' : 'older';
}
