import { tryCatch } from 'fp-ts/lib/Either.js';
import { concat, defer, from, ignoreElements, type Observable } from 'rxjs';

import { jsonLines, type ReadLine } from '../journal/jsonLines.js';
import { pullEach } from '../journal/pullEach.js';
import type { RecordingSource } from '../journal/recordingBytes.js';
import { orderInputFromJson, type OrderInput } from '../orders/index.js';

const readInput: ReadLine<OrderInput> = (json) =>
  tryCatch(
    () => orderInputFromJson(json),
    (error) => (error instanceof Error ? error.message : String(error)),
  );

/**
 * Inputs of orders, from a file of JSON lines, plain or gzip; `-` is standard input. The next ones are read when the last
 * ones have been emitted, and `ready` after that has been fulfilled: memory does not grow with their number.
 *
 * Completes at the end. Fails with a `RecordingError` that names the file, the line (1-based) and what is wrong there,
 * after the inputs before it. Unsubscribing closes the file.
 */
export const readOrderInputs = (
  source: RecordingSource,
  ready: () => Promise<void>,
): Observable<OrderInput> =>
  pullEach(
    (signal) => jsonLines(source, signal, readInput),
    (inputs) => concat(from(inputs), defer(ready).pipe(ignoreElements())),
  );
