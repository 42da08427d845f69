import { nextSequenceId, sameSequenceId, type SequenceId } from '../../domain/ids.js';
import type { AnyDiff } from '../../domain/messages.js';
import { contiguousRule, type ContinuityRule, type Verdict } from '../../sequence/index.js';

function follows(position: SequenceId, { lastId }: AnyDiff): Verdict {
  if (lastId === undefined) return 'incomplete';
  return sameSequenceId(lastId, nextSequenceId(position)) ? 'apply' : 'gap';
}

/**
 * The rule of `high_freq`: the `version` of each update is one above that of the message before it, be it the snapshot.
 *
 * It differs from {@link contiguousRule} in that a version counts within its subscription only, and may be lower in the
 * next one: so anything but the next one is a gap, lower ones too, and what was held for a snapshot is in it, for
 * snapshots come on the stream.
 *
 * Source: HTX API reference, USDT-margined contracts, "Subscribe Incremental Market Depth Data", and its questions
 * ("How to maintain local MBP data"): "incremented"; that it is by one is what users rely on.
 */
export const highFreqRule: ContinuityRule = {
  ...contiguousRule,
  name: 'huobi-high-freq',
  ordersSnapshots: false,
  oneConnection: true,
  needs: ['lastId'],
  joinsHeld: () => 'stale',
  joins: follows,
  continues: follows,
};
