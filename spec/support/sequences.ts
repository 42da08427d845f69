import type { BookInput, SequenceId } from '../../src/domain/index.js';
import {
  INITIAL_SEQUENCE,
  sequenceReducer,
  type ContinuityRule,
  type SequenceEvent,
  type SequenceOptions,
  type SequenceState,
} from '../../src/sequence/index.js';

/** Where a sequence stands after messages. */
export const afterMessages = (
  rule: ContinuityRule,
  messages: readonly BookInput[],
  options?: SequenceOptions,
): SequenceState => messages.reduce(sequenceReducer(rule, options), INITIAL_SEQUENCE);

/** What each of the messages meant. */
export function eventsOf(
  rule: ContinuityRule,
  messages: readonly BookInput[],
  options?: SequenceOptions,
): readonly SequenceEvent[] {
  const reduce = sequenceReducer(rule, options);
  let state = INITIAL_SEQUENCE;
  return messages.map((message) => (state = reduce(state, message)).event);
}

interface Ids {
  readonly firstId?: SequenceId | undefined;
  readonly lastId: SequenceId | undefined;
}

const idsOf = ({ firstId, lastId }: Ids) => `${firstId ?? ''}..${lastId}`;

/** An event in a few words, with the ids that it is about. */
export function briefEvent(event: SequenceEvent): string {
  switch (event._tag) {
    case 'joined':
      return `joined ${event.snapshot.lastId} + [${event.diffs.map(idsOf).join(', ')}], ${event.stale} stale`;
    case 'healed':
      return `healed ${event.snapshot.lastId} + [${event.diffs.map(idsOf).join(', ')}]`;
    case 'applied':
    case 'unsynced':
      return `${event._tag} ${idsOf(event.diff)}`;
    case 'held':
      return `held ${idsOf(event.diff)}, ${event.waiting} wait`;
    case 'stale':
      return `stale ${event.message._tag} ${idsOf(event.message)}`;
    case 'gap':
      return `gap ${event.cause._tag}`;
    case 'traded':
    case 'snapshotRequested':
    case 'snapshotFailed':
      return event._tag;
  }
}

/** What each of the messages meant, in a few words. */
export const briefEvents = (
  rule: ContinuityRule,
  messages: readonly BookInput[],
  options?: SequenceOptions,
): readonly string[] => eventsOf(rule, messages, options).map(briefEvent);
