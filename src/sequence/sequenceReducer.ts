import type { HoldOverflow, MissingId, SequenceError } from '../domain/errors.js';
import type { ConnectionId, SequenceId } from '../domain/ids.js';
import type { AnyDiff, BookInput, AnySnapshot } from '../domain/messages.js';
import type { ContinuityRule } from './continuityRule.js';
import { connectionAfter, connectionOf, isOfAnother, joinHeld, type Join } from './joinHeld.js';
import type { SequenceEvent } from './sequenceEvent.js';

/** How many diffs are held at most, unless said otherwise: 100 seconds of a feed that sends ten a second. */
const DEFAULT_HOLD_LIMIT = 1000;

/** What is held, and when. */
export interface SequenceOptions {
  /** How many diffs are held, at most, while a snapshot is waited for; one more is a gap. 1000 unless given. */
  readonly holdLimit?: number;
  /**
   * Whether diffs after a gap are held for the next snapshot (true, the default), or dropped as unsynced until it
   * comes: for recordings, where no snapshot is asked for.
   */
  readonly holdAfterGap?: boolean;
}

interface Common {
  /** What the last message meant. */
  readonly event: SequenceEvent;
  /** Diffs that wait for a snapshot, or that were applied since one was asked for. */
  readonly held: readonly AnyDiff[];
}

/** No valid book: a snapshot is waited for. */
export interface Waiting extends Common {
  readonly status: 'waiting';
  readonly holding: boolean;
  /** The last diff that was to be held and is lost, so that no older snapshot can be joined. */
  readonly lost: AnyDiff | undefined;
}

/** A book stands at `position`. */
export interface Synced extends Common {
  readonly status: 'synced';
  readonly position: SequenceId;
  /** Whether a diff has been applied since the snapshot. */
  readonly continued: boolean;
  /** Whether a snapshot was asked for, so that `held` is kept. */
  readonly retaining: boolean;
  /** The connection that its diffs come over, at rules of one connection, once it is known. */
  readonly connection: ConnectionId | undefined;
}

/** Where the sequence of one instrument's messages stands. */
export type SequenceState = Waiting | Synced;

/** Before the first message. */
export const INITIAL_SEQUENCE: SequenceState = {
  status: 'waiting',
  event: { _tag: 'snapshotRequested' },
  held: [],
  holding: true,
  lost: undefined,
};

/** The pure reducer of a continuity rule: `(state, message) => state`, whose `event` says what the message meant. */
export function sequenceReducer(
  rule: ContinuityRule,
  options: SequenceOptions = {},
): (state: SequenceState, message: BookInput) => SequenceState {
  const holdLimit = options.holdLimit ?? DEFAULT_HOLD_LIMIT;
  const holdAfterGap = options.holdAfterGap ?? true;
  if (!(holdLimit >= 0 && (Number.isInteger(holdLimit) || holdLimit === Infinity)))
    throw new RangeError(`holdLimit is no count: ${holdLimit}`);

  function diffWhileSynced(state: Synced, diff: AnyDiff): SequenceState {
    if (isOfAnother(state.connection, diff)) return { ...state, event: { _tag: 'unsynced', diff } };
    const verdict = state.continued ? rule.continues(state.position, diff) : rule.joins(state.position, diff);
    switch (verdict) {
      case 'apply': {
        const kept = state.retaining && state.held.length < holdLimit;
        return {
          status: 'synced',
          event: { _tag: 'applied', diff },
          held: kept ? [...state.held, diff] : NONE,
          position: rule.diffPosition(state.position, diff),
          continued: true,
          retaining: kept,
          connection: connectionAfter(rule, state.connection, diff),
        };
      }
      case 'stale':
        return { ...state, event: { _tag: 'stale', message: diff } };
      case 'gap':
        return broken({ _tag: 'diffGap', last: state.position, ...idsOf(diff) }, diff.receivedAt, diff);
      case 'incomplete':
        return broken(missingId(rule, 'diff', diff), diff.receivedAt, undefined);
    }
  }

  function diffWhileWaiting(state: Waiting, diff: AnyDiff): SequenceState {
    if (!state.holding) return { ...state, event: { _tag: 'unsynced', diff } };
    if (state.held.length >= holdLimit) {
      const cause: HoldOverflow = { _tag: 'holdOverflow', limit: holdLimit };
      return { ...broken(cause, diff.receivedAt, undefined), lost: diff };
    }
    const held = [...state.held, diff];
    return { ...state, event: { _tag: 'held', diff, waiting: held.length }, held };
  }

  function snapshotWhileWaiting(state: Waiting, snapshot: AnySnapshot): SequenceState {
    const position = rule.snapshotPosition(snapshot);
    const { held, lost, holding } = state;
    if (position === undefined) {
      return { ...broken(missingId(rule, 'snapshot'), snapshot.receivedAt, undefined), held, lost, holding };
    }
    if (lost !== undefined && !contains(rule, position, lost)) {
      return { ...tooOld(position, lost, snapshot), held, lost };
    }
    const join = joinHeld(rule, position, state.held, connectionOf(rule, snapshot));
    if (join.broken !== undefined) {
      const { at, verdict } = join.broken;
      const diff = state.held[at]!;
      const rest = holdAfterGap ? state.held.slice(verdict === 'incomplete' ? at + 1 : at) : NONE;
      return verdict === 'incomplete'
        ? { ...broken(missingId(rule, 'diff', diff), snapshot.receivedAt, undefined), held: rest }
        : { ...tooOld(position, diff, snapshot), held: rest };
    }
    return startAt(join, snapshot, state.held.length - join.diffs.length);
  }

  function snapshotWhileSynced(state: Synced, snapshot: AnySnapshot): SequenceState {
    const position = rule.snapshotPosition(snapshot);
    if (position === undefined) {
      // One that was asked for may be wrong by itself; on the stream the rule is.
      if (snapshot.via === 'request') return { ...state, event: { _tag: 'stale', message: snapshot } };
      return broken(missingId(rule, 'snapshot'), snapshot.receivedAt, undefined);
    }
    if (snapshot.via === 'stream') {
      return startAt({ position, diffs: NONE, connection: connectionOf(rule, snapshot) }, snapshot, 0);
    }
    const join = joinHeld(rule, position, state.retaining ? state.held : NONE, state.connection);
    // What was retained does not lead from this snapshot to the book: the book, unbroken, is the better of the two.
    if (join.broken !== undefined || join.position < state.position) {
      return { ...state, event: { _tag: 'stale', message: snapshot } };
    }
    const ahead = rule.ordersSnapshots && join.position > state.position;
    if (!state.retaining || ahead) return startAt(join, snapshot, 0);
    return { ...startAt(join, snapshot, 0), event: { _tag: 'healed', snapshot, diffs: join.diffs } };
  }

  const startAt = (
    { position, diffs, connection }: Pick<Join, 'position' | 'diffs' | 'connection'>,
    snapshot: AnySnapshot,
    stale: number,
  ) => ({
    status: 'synced' as const,
    event: { _tag: 'joined' as const, snapshot, diffs, stale },
    held: NONE,
    position,
    continued: diffs.length > 0,
    retaining: false,
    connection,
  });

  /** `first`: the diff after the hole, which may continue the next snapshot. */
  const broken = (cause: SequenceError, receivedAt: number, first: AnyDiff | undefined): Waiting => ({
    status: 'waiting',
    event: { _tag: 'gap', cause, receivedAt },
    held: holdAfterGap && first !== undefined && holdLimit > 0 ? [first] : NONE,
    holding: holdAfterGap,
    lost: holdAfterGap && holdLimit === 0 ? first : undefined,
  });

  const tooOld = (snapshotId: SequenceId, diff: AnyDiff, snapshot: AnySnapshot): Waiting =>
    broken(
      { _tag: 'snapshotTooOld', snapshotId, firstHeldId: diff.firstId ?? diff.lastId },
      snapshot.receivedAt,
      undefined,
    );

  return (state, message) => {
    switch (message._tag) {
      case 'diff':
      case 'orderDiff':
        if (!rule.takesDiffs) return { ...state, event: { _tag: 'unsynced', diff: message } };
        return state.status === 'synced' ? diffWhileSynced(state, message) : diffWhileWaiting(state, message);
      case 'snapshot':
      case 'orderSnapshot':
        return state.status === 'synced'
          ? snapshotWhileSynced(state, message)
          : snapshotWhileWaiting(state, message);
      case 'trade':
        return { ...state, event: { _tag: 'traded', trade: message } };
      case 'interrupted':
        return broken(message.cause, message.receivedAt, undefined);
      case 'delisted':
      case 'dropped':
        return broken({ _tag: message._tag }, message.receivedAt, undefined);
      case 'snapshotRequested':
        return state.status === 'synced'
          ? { ...state, event: message, held: state.retaining ? state.held : NONE, retaining: true }
          : { ...state, event: message };
      case 'snapshotFailed':
        return { ...state, event: message };
    }
  };
}

const NONE: readonly AnyDiff[] = [];

/** Whether a snapshot at `position` holds all of a diff that came before it. */
const contains = (rule: ContinuityRule, position: SequenceId, diff: AnyDiff): boolean =>
  rule.joinsHeld(position, diff) === 'stale' ||
  (rule.ordersSnapshots && rule.diffPosition(position, diff) <= position);

const idsOf = (diff: AnyDiff) => ({ firstId: diff.firstId ?? diff.lastId, previousId: diff.previousId });

function missingId(rule: ContinuityRule, message: 'snapshot' | 'diff', diff?: AnyDiff): MissingId {
  const id =
    diff === undefined ? 'lastId' : (rule.needs.find((name) => diff[name] === undefined) ?? 'lastId');
  return { _tag: 'missingId', message, id };
}
