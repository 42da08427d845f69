import {
  concatMap,
  defer,
  EMPTY,
  finalize,
  merge,
  NEVER,
  of,
  repeat,
  switchMap,
  take,
  takeUntil,
  takeWhile,
  timer,
  type Observable,
  type ObservableInput,
} from 'rxjs';

import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import type { Secret } from '../secret.js';
import type { ListenKeyUserStream } from '../trading/tradingVenue.js';
import type { MakeCall } from './venueCalls.js';

/** How a listen key is kept. */
export interface KeepListenKeyOptions extends BackoffOptions {
  /** The venue says that the key has expired. Never unless given. */
  readonly expired$?: ObservableInput<unknown>;
}

/**
 * Keeps a listen key: makes one, keeps it alive, and makes another where the venue says that it has expired or will not keep it
 * alive. Emits each key that is to be used from then on, the one before it being of no use any more. Where the venue cannot be asked the
 * key stays, and it is asked again after a pause that grows.
 *
 * ```
 *   expired$:  --------x-------
 *   result:    -k------l-------   keys; both kept alive meanwhile
 * ```
 *
 * Cold. Never completes and never errors. Unsubscribing ends the key at the venue, if there is one.
 */
export const keepListenKey = (
  stream: Pick<ListenKeyUserStream, 'create' | 'keepAlive' | 'end' | 'keepAliveEveryMs'>,
  make: MakeCall,
  { expired$ = NEVER, ...backoff }: KeepListenKeyOptions = {},
): Observable<Secret> =>
  defer(() => {
    let key: Secret | undefined;
    let failures = 0;
    const pause = (): Observable<unknown> => timer(backoffMs(failures, backoff));

    /** Asks until there is one. */
    const create$ = defer(() => make(stream.create())).pipe(
      concatMap((result) => {
        if (result._tag === 'answered') {
          failures = 0;
          return of(result.value);
        }
        failures++;
        return EMPTY;
      }),
      repeat({ delay: pause }),
      take(1),
    );

    /** Completes where the key is of no use any more. */
    const aliveOf = (current: Secret): Observable<never> =>
      defer(() => timer(failures === 0 ? stream.keepAliveEveryMs : backoffMs(failures, backoff))).pipe(
        switchMap(() => make(stream.keepAlive(current))),
        repeat(),
        takeWhile(({ _tag }) => {
          failures = _tag === 'answered' ? 0 : failures + 1;
          // Whoever cannot be asked has not refused.
          return _tag !== 'refused' && _tag !== 'notFound';
        }),
        concatMap(() => EMPTY),
      );

    return create$.pipe(
      switchMap((created) => {
        key = created;
        return merge(of(created), aliveOf(created)).pipe(takeUntil(expired$));
      }),
      repeat({ delay: pause }),
      finalize(() => {
        if (key !== undefined) make(stream.end(key)).subscribe();
      }),
    );
  });
