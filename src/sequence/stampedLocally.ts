import type { OperatorFunction } from 'rxjs';

import type { BookInput } from '../domain/messages.js';
import type { ContinuityRule } from './continuityRule.js';
import type { SequenceEvent } from './sequenceEvent.js';
import { sequenceBy, type SequenceOptions } from './sequenceBy.js';

/**
 * No ids: snapshot and diffs are stamped on arrival (`receivedAt`) by one local clock that never runs backwards, and
 * only diffs stamped after the snapshot are applied. Of two equal stamps the order of arrival decides. The position is
 * the snapshot's stamp throughout, so that diffs are never weighed against each other.
 */
export const stampedLocallyRule: ContinuityRule = {
  name: 'stampedLocally',
  takesDiffs: true,
  ordersSnapshots: false,
  noticesLoss: false,
  oneConnection: true,
  needs: [],
  snapshotPosition: (snapshot) => snapshot.receivedAt,
  diffPosition: (position) => position,
  joinsHeld: (position, diff) => (diff.receivedAt > position ? 'apply' : 'stale'),
  joins: (position, diff) => (diff.receivedAt >= position ? 'apply' : 'stale'),
  continues: (position, diff) => (diff.receivedAt >= position ? 'apply' : 'stale'),
};

/**
 * Sequences one instrument's messages by their local stamps; see {@link stampedLocallyRule} and {@link sequenceBy}.
 * For feeds without ids, and for those whose continuity a checksum proves.
 *
 * Marbles: `marbles/sequence/stampedLocally`.
 */
export const stampedLocally = (options?: SequenceOptions): OperatorFunction<BookInput, SequenceEvent> =>
  sequenceBy(stampedLocallyRule, options);
