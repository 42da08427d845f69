import type { ConnectionId, SequenceId } from '../domain/ids.js';
import type { AnyDiff, AnySnapshot } from '../domain/messages.js';
import type { ContinuityRule, Verdict } from './continuityRule.js';

/** Where a snapshot and the held diffs that continue it lead. */
export interface Join {
  readonly position: SequenceId;
  readonly diffs: readonly AnyDiff[];
  /** As that of a `Synced` state. */
  readonly connection: ConnectionId | undefined;
  /** The first held diff that the rule does not let join, and why. */
  readonly broken: { readonly at: number; readonly verdict: Verdict } | undefined;
}

/** Leads a snapshot at `start` through the held diffs. */
export function joinHeld(
  rule: ContinuityRule,
  start: SequenceId,
  held: readonly AnyDiff[],
  startedOver: ConnectionId | undefined,
): Join {
  const diffs: AnyDiff[] = [];
  let position = start;
  let connection = startedOver;
  for (const [at, diff] of held.entries()) {
    if (isOfAnother(connection, diff)) continue;
    const verdict = diffs.length === 0 ? rule.joinsHeld(position, diff) : rule.continues(position, diff);
    if (verdict === 'gap' || verdict === 'incomplete') {
      return { position, diffs, connection, broken: { at, verdict } };
    }
    if (verdict !== 'apply') continue;
    position = rule.diffPosition(position, diff);
    connection = connectionAfter(rule, connection, diff);
    diffs.push(diff);
  }
  return { position, diffs, connection, broken: undefined };
}

/** Whether a diff came over another connection than those of the book do. */
export const isOfAnother = (connection: ConnectionId | undefined, diff: AnyDiff): boolean =>
  connection !== undefined && diff.connection !== connection;

/** The connection that binds a book, after a snapshot: an answer to a request came over none of a stream. */
export const connectionOf = (
  { oneConnection }: ContinuityRule,
  snapshot: AnySnapshot,
): ConnectionId | undefined => (oneConnection && snapshot.via === 'stream' ? snapshot.connection : undefined);

/** The connection that binds a book, after a diff that was applied. */
export const connectionAfter = (
  { oneConnection }: ContinuityRule,
  before: ConnectionId | undefined,
  diff: AnyDiff,
): ConnectionId | undefined => before ?? (oneConnection ? diff.connection : undefined);
