import type { SequenceId } from '../domain/ids.js';
import type { AnyDiff, AnySnapshot } from '../domain/messages.js';
import type { MissingId } from '../domain/errors.js';

/**
 * What a rule says of a diff, given where the book stands: it continues the book; the book already contains it; at
 * least one diff before it is missing; it lacks the id that the rule goes by.
 */
export type Verdict = 'apply' | 'stale' | 'gap' | 'incomplete';

/**
 * How a venue's diffs continue a snapshot and each other. Pure; made of functions over a position, which is an update
 * id or a time stamp, so that a new rule is a few lines.
 */
export interface ContinuityRule {
  readonly name: string;
  /** Whether diffs have a place at all; where not, each is unsynced. */
  readonly takesDiffs: boolean;
  /** Whether positions of snapshots and diffs are of one kind, so that they tell a snapshot ahead of the book. */
  readonly ordersSnapshots: boolean;
  /** Whether a diff that was lost shows in the next one, whatever levels it was about. */
  readonly noticesLoss: boolean;
  /**
   * Whether a book belongs to the connection that its snapshot came over, so that diffs of another connection have no
   * place in it: where ids do not order the diffs of two connections.
   */
  readonly oneConnection: boolean;
  /** The ids that the rule goes by, for the message where one is missing. */
  readonly needs: readonly MissingId['id'][];
  /** Where the book stands after a snapshot; undefined where the snapshot lacks the id. */
  readonly snapshotPosition: (snapshot: AnySnapshot) => SequenceId | undefined;
  /** Where the book stands after a diff that was applied at `position`. */
  readonly diffPosition: (position: SequenceId, diff: AnyDiff) => SequenceId;
  /** Judges a diff that arrived before the snapshot and was held for it, until one has been applied. */
  readonly joinsHeld: (position: SequenceId, diff: AnyDiff) => Verdict;
  /** Judges a diff that arrived after the snapshot, until one has been applied. */
  readonly joins: (position: SequenceId, diff: AnyDiff) => Verdict;
  /** Judges a diff after another was applied. */
  readonly continues: (position: SequenceId, diff: AnyDiff) => Verdict;
}

/** Where the book stands after a diff, for rules that count by the diff's last id. */
export const byLastId = (position: SequenceId, diff: AnyDiff): SequenceId => diff.lastId ?? position;
