import { sameSequenceId, type SequenceId } from '../../domain/ids.js';
import type { AnyDiff } from '../../domain/messages.js';
import {
  byLastId,
  linkedRule,
  stampedLocallyRule,
  type ContinuityRule,
  type Verdict,
} from '../../sequence/index.js';

/** Stamps stand below zero, where no id is: neither is ever taken for the other. The same function leads back. */
const mirrored = (position: number): number => -1 - position;

const isStamp = (position: SequenceId): position is number => position < 0;

/** By the link where the message has ids, by the stamp where it has none; never one against the other. */
const judgedBy =
  (unlinked: Verdict, stamped: ContinuityRule['continues']) =>
  (position: SequenceId, diff: AnyDiff): Verdict => {
    const { lastId, previousId } = diff;
    if (isStamp(position)) {
      const hasIds = lastId !== undefined || previousId !== undefined;
      return hasIds ? 'incomplete' : stamped(mirrored(position), diff);
    }
    if (lastId === undefined || previousId === undefined) return 'incomplete';
    return sameSequenceId(previousId, position) ? 'apply' : unlinked;
  };

const follows = judgedBy('gap', stampedLocallyRule.continues);

/**
 * OKX's rule: each update names the id of the message before it (`prevSeqId`), be it the snapshot. Messages without ids,
 * as sent until 2022, are stamped on arrival, and their checksum proves them.
 *
 * Only the link counts, not the order of the ids. It differs from {@link linkedRule} in three cases:
 *
 * - after maintenance the ids start anew: one update has `seqId < prevSeqId`, links, and is applied;
 * - what does not link after that is a gap, even with a lower id: it may be of the new ids, their first update lost;
 * - what was held for a snapshot is in it, for snapshots come on the stream. Were one not, the next would not link.
 *
 * Source: OKX API guide, "WS / Order book channel", "Sequence ID"; "API Changelog" of 2026-02-12.
 */
export const okxRule: ContinuityRule = {
  name: 'okx',
  takesDiffs: true,
  ordersSnapshots: false,
  // Of messages with ids it does.
  noticesLoss: false,
  oneConnection: true,
  needs: linkedRule.needs,
  snapshotPosition: ({ lastId, receivedAt }) => lastId ?? mirrored(receivedAt),
  diffPosition: (position, diff) => (isStamp(position) ? position : byLastId(position, diff)),
  joinsHeld: judgedBy('stale', stampedLocallyRule.joinsHeld),
  joins: follows,
  continues: follows,
};
