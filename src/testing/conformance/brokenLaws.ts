import { Decimal } from 'decimal.js';

import { add } from '../../domain/exact.js';
import type { OrderEvent } from '../../orders/index.js';

const FINAL: ReadonlySet<OrderEvent['_tag']> = new Set(['completed', 'cancelled', 'expired', 'failed']);

/** An order by a name that all its events have. */
const nameOf = ({ symbol, clientId, venueId }: OrderEvent): string =>
  `${symbol} ${clientId ?? venueId ?? '?'}`;

/**
 * What in a run of events breaks the laws of order events, in words; empty where nothing does. All events of an order are to be
 * there, from its first on, over restarts too:
 *
 * 1. `created` comes once, before every other event of the order; `failed` only where it never came;
 * 2. one `filled` a trade; what is filled is the sum of the fills; a fill after the end is marked late;
 * 3. `completed` comes after fills that reach the order's amount;
 * 4. at most one of `completed`, `cancelled`, `expired`, `failed`.
 *
 * @param sizedInQuote client ids of orders that are sized in quote currency: of these the fills of a `completed` are not measured.
 */
export function brokenLaws(
  events: readonly OrderEvent[],
  sizedInQuote: ReadonlySet<string> = new Set(),
): readonly string[] {
  const stories = new Map<string, OrderEvent[]>();
  for (const event of events) {
    const name = nameOf(event);
    const story = stories.get(name);
    if (story === undefined) stories.set(name, [event]);
    else story.push(event);
  }
  return Array.from(stories).flatMap(([name, story]) =>
    brokenBy(story, sizedInQuote.has(story[0]?.clientId ?? '')).map(
      (fault) => `${fault} (order ${name}: ${story.map(({ _tag }) => _tag).join(', ')})`,
    ),
  );
}

function brokenBy(story: readonly OrderEvent[], sizedInQuote: boolean): readonly string[] {
  const faults: string[] = [];
  const trades = new Set<string>();
  let filled = new Decimal(0);
  let created = false;
  let end: string | undefined;
  for (const event of story) {
    const { _tag, executedBase } = event;
    if (_tag === 'anomaly') continue;
    if (_tag === 'created') {
      if (created) faults.push('law 1: created comes twice');
      created = true;
    } else if (_tag === 'failed') {
      if (created) faults.push('law 1: failed comes after created');
    } else if (!created) faults.push(`law 1: ${_tag} comes before created`);
    if (_tag === 'filled') {
      filled = add(filled, event.netAmount);
      const { tradeId } = event;
      if (tradeId !== undefined && trades.has(tradeId)) faults.push(`law 2: trade ${tradeId} comes twice`);
      if (tradeId !== undefined) trades.add(tradeId);
      if (event.late !== (end !== undefined))
        faults.push(
          `law 2: a fill ${end === undefined ? 'before' : 'after'} the end is${event.late ? '' : ' not'} marked late`,
        );
    }
    if (!executedBase.eq(filled))
      faults.push(
        `law 2: ${_tag} says ${executedBase.toFixed()} is filled, fills add up to ${filled.toFixed()}`,
      );
    const isShort = sizedInQuote
      ? filled.isZero()
      : !(event.amount !== undefined && filled.gte(event.amount));
    if (_tag === 'completed' && isShort)
      faults.push(`law 3: completed with ${filled.toFixed()} of ${event.amount?.toFixed() ?? '?'} filled`);
    if (FINAL.has(_tag)) {
      if (end !== undefined) faults.push(`law 4: ${_tag} comes after ${end}`);
      end = _tag;
    }
  }
  return faults;
}
