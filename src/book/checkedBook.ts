import { defer, filter, map, type OperatorFunction } from 'rxjs';

import type { BookInput } from '../domain/messages.js';
import type { BookState } from './bookState.js';
import { InstrumentBook, type BookBuilding } from './instrumentBook.js';

/**
 * What `sequenceBy`, `buildBook`, `verifyChecksum` and `rejectCrossed` do one after the other, in one: faster, and with
 * the same results. One instrument's messages become the states of its book. Completes and fails with the source.
 */
export const checkedBook =
  (building: BookBuilding): OperatorFunction<BookInput, BookState> =>
  (source) =>
    defer(() => {
      const book = new InstrumentBook(building);
      return source.pipe(
        map((message) => book.take(message)),
        filter((state) => state !== undefined),
      );
    });
