import type { OperatorFunction } from 'rxjs';

import type { SequenceId } from '../domain/ids.js';
import type { AnyDiff, BookInput } from '../domain/messages.js';
import { byLastId, type ContinuityRule, type Verdict } from './continuityRule.js';
import type { SequenceEvent } from './sequenceEvent.js';
import { sequenceBy, type SequenceOptions } from './sequenceBy.js';

function judge(position: SequenceId, diff: AnyDiff): Verdict {
  if (diff.lastId === undefined) return 'incomplete';
  return diff.lastId > position ? 'apply' : 'stale';
}

/**
 * Ids grow, with holes that mean nothing: what is not above the book is old, and a lost diff cannot be seen. A snapshot
 * without an id is joined by whatever comes after it.
 */
export const increasingRule: ContinuityRule = {
  name: 'increasing',
  takesDiffs: true,
  ordersSnapshots: true,
  noticesLoss: false,
  oneConnection: false,
  needs: ['lastId'],
  snapshotPosition: (snapshot) => snapshot.lastId ?? -Infinity,
  diffPosition: byLastId,
  // What came before a snapshot without an id may be in it; ids of its own are the only other way to tell.
  joinsHeld: (position, diff) =>
    position === -Infinity && diff.lastId !== undefined ? 'stale' : judge(position, diff),
  joins: judge,
  continues: judge,
};

/**
 * Sequences one instrument's messages by growing ids; see {@link increasingRule} and {@link sequenceBy}.
 *
 * Marbles: `marbles/sequence/increasing`.
 */
export const increasing = (options?: SequenceOptions): OperatorFunction<BookInput, SequenceEvent> =>
  sequenceBy(increasingRule, options);
