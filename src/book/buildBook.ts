import { defer, distinctUntilChanged, map, type OperatorFunction } from 'rxjs';

import type { SequenceEvent } from '../sequence/sequenceEvent.js';
import type { BookState } from './bookState.js';
import { bookStateReducer, INITIAL_BOOK } from './bookStateReducer.js';

/**
 * Builds one instrument's book from the events of a sequencer. Emits each new state; events that change nothing (a
 * stale, held or unsynced diff) emit none, except that the very first event emits `syncing`. A join is one emission:
 * nothing half-joined is ever seen.
 *
 * Completes and fails with the source.
 *
 * Marbles: `marbles/book/buildBook`.
 */
export const buildBook = (): OperatorFunction<SequenceEvent, BookState> => (source) =>
  defer(() => {
    let progress = INITIAL_BOOK;
    return source.pipe(
      map((event) => {
        progress = bookStateReducer(progress, event);
        return progress.state;
      }),
      distinctUntilChanged(),
    );
  });
