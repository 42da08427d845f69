import type { OperatorFunction } from 'rxjs';

import { nextSequenceId, type SequenceId } from '../domain/ids.js';
import type { AnyDiff, BookInput } from '../domain/messages.js';
import { byLastId, type ContinuityRule, type Verdict } from './continuityRule.js';
import type { SequenceEvent } from './sequenceEvent.js';
import { sequenceBy, type SequenceOptions } from './sequenceBy.js';

function judge(position: SequenceId, diff: AnyDiff): Verdict {
  const { firstId, lastId } = diff;
  if (firstId === undefined || lastId === undefined) return 'incomplete';
  if (lastId <= position) return 'stale';
  return firstId <= nextSequenceId(position) ? 'apply' : 'gap';
}

/**
 * Each diff covers the ids `firstId..lastId` and starts no later than one after the last: Binance spot, Bittrex, KuCoin,
 * HitBTC. One that overlaps the book is applied, for its sizes are those after its last id.
 */
export const contiguousRule: ContinuityRule = {
  name: 'contiguous',
  takesDiffs: true,
  ordersSnapshots: true,
  noticesLoss: true,
  oneConnection: false,
  needs: ['firstId', 'lastId'],
  snapshotPosition: (snapshot) => snapshot.lastId,
  diffPosition: byLastId,
  joinsHeld: judge,
  joins: judge,
  continues: judge,
};

/**
 * Sequences one instrument's messages by ids without holes; see {@link contiguousRule} and {@link sequenceBy}.
 *
 * Marbles: `marbles/sequence/contiguous`.
 */
export const contiguous = (options?: SequenceOptions): OperatorFunction<BookInput, SequenceEvent> =>
  sequenceBy(contiguousRule, options);
