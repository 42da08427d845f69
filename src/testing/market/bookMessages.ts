import type { AnyDiff, AnySnapshot } from '../../domain/messages.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { readOrThrow } from './marbleJsonError.js';
import { diffFields, diffJson, snapshotFields, snapshotJson, toDiff, toSnapshot } from './messages.js';
import {
  orderDiffFields,
  orderDiffJson,
  orderSnapshotFields,
  orderSnapshotJson,
  toOrderDiff,
  toOrderSnapshot,
} from './orderMessages.js';
import { readByFirstKey, type Reader } from './readByFirstKey.js';

type Via = AnySnapshot['via'];

/** Snapshots by levels and by orders, by their first key; `via` is how they come unless they say. */
const snapshotReaders = (via: Via) =>
  ({
    snapshot: (json, moment) => toSnapshot(readOrThrow(snapshotFields, json), moment, via),
    orderSnapshot: (json, moment) => toOrderSnapshot(readOrThrow(orderSnapshotFields, json), moment, via),
  }) satisfies Record<AnySnapshot['_tag'], Reader<AnySnapshot>>;

/** Whole books, by how they come unless they say. */
export const SNAPSHOT_READERS = { stream: snapshotReaders('stream'), request: snapshotReaders('request') };

/** Diffs by levels and by orders, by their first key. */
export const DIFF_READERS = {
  diff: (json, moment) => toDiff(readOrThrow(diffFields, json), moment),
  orderDiff: (json, moment) => toOrderDiff(readOrThrow(orderDiffFields, json), moment),
} satisfies Record<AnyDiff['_tag'], Reader<AnyDiff>>;

/** Reads a whole book of either kind. */
export const readSnapshot = (json: unknown, moment: MarbleMoment, via: Via): AnySnapshot =>
  readByFirstKey<AnySnapshot>(SNAPSHOT_READERS[via], json, moment);

/** Reads a diff of either kind. */
export const readDiff = (json: unknown, moment: MarbleMoment): AnyDiff =>
  readByFirstKey<AnyDiff>(DIFF_READERS, json, moment);

/** The JSON of a whole book; `via` is left out. */
export const anySnapshotJson = (snapshot: AnySnapshot, moment: MarbleMoment, via: Via): Json =>
  snapshot._tag === 'snapshot'
    ? snapshotJson(snapshot, moment, via)
    : orderSnapshotJson(snapshot, moment, via);

/** The JSON of a diff. */
export const anyDiffJson = (diff: AnyDiff, moment: MarbleMoment): Json =>
  diff._tag === 'diff' ? diffJson(diff, moment) : orderDiffJson(diff, moment);
