import type { OperatorFunction } from 'rxjs';

import { sameSequenceId, type SequenceId } from '../domain/ids.js';
import type { AnyDiff, BookInput } from '../domain/messages.js';
import { byLastId, type ContinuityRule, type Verdict } from './continuityRule.js';
import type { SequenceEvent } from './sequenceEvent.js';
import { sequenceBy, type SequenceOptions } from './sequenceBy.js';

/** The first diff after a snapshot names the snapshot as its predecessor or spans the snapshot's id. */
function join(position: SequenceId, diff: AnyDiff): Verdict {
  const { firstId, lastId, previousId } = diff;
  if (lastId === undefined || previousId === undefined) return 'incomplete';
  if (lastId < position) return 'stale';
  if (sameSequenceId(previousId, position)) return 'apply';
  if (firstId === undefined) return lastId <= position ? 'stale' : 'gap';
  return firstId <= position ? 'apply' : 'gap';
}

function follow(position: SequenceId, diff: AnyDiff): Verdict {
  const { lastId, previousId } = diff;
  if (lastId === undefined || previousId === undefined) return 'incomplete';
  if (lastId <= position) return 'stale';
  return sameSequenceId(previousId, position) ? 'apply' : 'gap';
}

/**
 * Each diff names the last id of the one before it: Binance futures, Deribit, Huobi `mbp`. Ids may jump; only the
 * link counts.
 */
export const linkedRule: ContinuityRule = {
  name: 'linked',
  takesDiffs: true,
  ordersSnapshots: true,
  noticesLoss: true,
  oneConnection: false,
  needs: ['previousId', 'lastId'],
  snapshotPosition: (snapshot) => snapshot.lastId,
  diffPosition: byLastId,
  joinsHeld: join,
  joins: join,
  continues: follow,
};

/**
 * Sequences one instrument's messages by the link of each diff to the one before it; see {@link linkedRule} and
 * {@link sequenceBy}.
 *
 * Marbles: `marbles/sequence/linked`.
 */
export const linked = (options?: SequenceOptions): OperatorFunction<BookInput, SequenceEvent> =>
  sequenceBy(linkedRule, options);
