import { concatMap, defer, EMPTY, map, of, repeat, timer, type Observable } from 'rxjs';

import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import type { CallResult } from '../requests/venueCall.js';

/**
 * Asks at once and then again and again: `everyMs` after an answer, after a pause that grows where there was none. Emits what is
 * answered. Cold; never completes and never errors.
 */
export const keepAsking = <A>(
  ask: () => Observable<CallResult<A>>,
  everyMs: number,
  backoff: BackoffOptions,
): Observable<A> =>
  defer(() => {
    let failures = 0;
    return defer(ask).pipe(
      concatMap((result) => {
        failures = result._tag === 'answered' ? 0 : failures + 1;
        return result._tag === 'answered' ? of(result) : EMPTY;
      }),
      map(({ value }) => value),
      repeat({ delay: () => timer(failures === 0 ? everyMs : backoffMs(failures, backoff)) }),
    );
  });
