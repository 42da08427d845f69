import type { OperatorFunction } from 'rxjs';

import type { BookInput } from '../domain/messages.js';
import type { ContinuityRule } from './continuityRule.js';
import type { SequenceEvent } from './sequenceEvent.js';
import { sequenceBy } from './sequenceBy.js';

/** Every message is a whole book; a diff is unsynced, for there is nothing that says where it belongs. */
export const snapshotOnlyRule: ContinuityRule = {
  name: 'snapshotOnly',
  takesDiffs: false,
  ordersSnapshots: true,
  noticesLoss: true,
  oneConnection: false,
  needs: [],
  snapshotPosition: (snapshot) => snapshot.lastId ?? snapshot.receivedAt,
  diffPosition: (position) => position,
  joinsHeld: () => 'stale',
  joins: () => 'stale',
  continues: () => 'stale',
};

/**
 * Sequences one instrument's snapshots, each of which replaces the book; see {@link snapshotOnlyRule} and
 * {@link sequenceBy}.
 *
 * Marbles: `marbles/sequence/snapshotOnly`.
 */
export const snapshotOnly = (): OperatorFunction<BookInput, SequenceEvent> => sequenceBy(snapshotOnlyRule);
