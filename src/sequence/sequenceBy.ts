import { defer, map, type OperatorFunction } from 'rxjs';

import type { BookInput } from '../domain/messages.js';
import type { ContinuityRule } from './continuityRule.js';
import type { SequenceEvent } from './sequenceEvent.js';
import {
  INITIAL_SEQUENCE,
  sequenceReducer,
  type SequenceOptions,
  type SequenceState,
} from './sequenceReducer.js';

export type { SequenceOptions } from './sequenceReducer.js';

/**
 * Sequences one instrument's messages by a continuity rule: says of each what it means for the book. Diffs that come
 * before a snapshot are held, a bounded number, and joined to it; a hole breaks the sequence until the next snapshot.
 *
 * One event a message, at once; completes and fails with the source. The rules that venues follow have operators of
 * their own; this one takes a rule that you wrote.
 *
 * ```
 *   source:  -d-S-d-d-x-d-S-      d, x: diffs (x leaves a hole)   S: snapshots
 *   events:  -h-J-A-A-G-h-J-      held, Joined, Applied, Gap
 * ```
 *
 * Marbles: `marbles/sequence/sequenceBy`.
 *
 * @throws {RangeError} where `holdLimit` is no count.
 */
export const sequenceBy = (
  rule: ContinuityRule,
  options?: SequenceOptions,
): OperatorFunction<BookInput, SequenceEvent> => {
  const reduce = sequenceReducer(rule, options);
  return (source) =>
    defer(() => {
      let state: SequenceState = INITIAL_SEQUENCE;
      return source.pipe(
        map((message) => {
          state = reduce(state, message);
          return state.event;
        }),
      );
    });
};
