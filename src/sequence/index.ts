export { backoffMs, type BackoffOptions } from './backoff.js';
export { contiguous, contiguousRule } from './contiguous.js';
export { ConnectionSequence, type ConnectionPlace } from './connectionSequence.js';
export { byLastId, type ContinuityRule, type Verdict } from './continuityRule.js';
export { increasing, increasingRule } from './increasing.js';
export { linked, linkedRule } from './linked.js';
export { perConnection } from './perConnection.js';
export { periodicSnapshots } from './periodicSnapshots.js';
export { resync, type ResyncOptions } from './resync.js';
export { sequenceBy } from './sequenceBy.js';
export {
  type Applied,
  type Gap,
  type Healed,
  type Held,
  type Joined,
  type SequenceEvent,
  type Stale,
  type Traded,
  type Unsynced,
} from './sequenceEvent.js';
export {
  INITIAL_SEQUENCE,
  sequenceReducer,
  type SequenceOptions,
  type SequenceState,
  type Synced,
  type Waiting,
} from './sequenceReducer.js';
export { snapshotOnly, snapshotOnlyRule } from './snapshotOnly.js';
export { stampedLocally, stampedLocallyRule } from './stampedLocally.js';
