import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  mergeMap,
  NEVER,
  of,
  repeat,
  share,
  takeUntil,
  timer,
  type Observable,
} from 'rxjs';

import type { ConnectionId } from '../../domain/ids.js';
import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import type { CallResult } from '../requests/venueCall.js';
import type { LinkContent, LinkEvent } from './userSocket.js';

/** The account's news come over this connection from now on. */
interface StreamUp {
  readonly _tag: 'streamUp';
  readonly connection: ConnectionId;
}

/** They do not any more. */
interface StreamDown {
  readonly _tag: 'streamDown';
  readonly connection: ConnectionId;
}

/** Where an account's news come from, and where not any more. */
export type StreamChange = StreamUp | StreamDown;

/**
 * Subscribes to the user stream over each connection as it opens, and again where the venue ends it; asks again after a pause that
 * grows where it is refused.
 *
 * ```
 *   source:  -u---------e-----d---   up, the venue ends the stream, down
 *   result:  ---U-------D--U--D---   up when the venue has taken the subscription
 * ```
 *
 * Completes and fails with the source.
 *
 * @param subscribe asks the venue, over the connection of that name.
 */
export const subscribeStreams =
  (subscribe: (connection: ConnectionId) => Observable<CallResult<unknown>>, backoff: BackoffOptions = {}) =>
  (source: Observable<LinkEvent>): Observable<StreamChange> =>
    defer(() => {
      const events$ = source.pipe(share());
      return events$.pipe(
        filter((event) => event._tag === 'linkUp'),
        mergeMap(({ connection }) => {
          const own$ = events$.pipe(filter((event) => event.connection === connection));
          const down$ = own$.pipe(filter(({ _tag }) => _tag === 'linkDown'));
          const ended$ = own$.pipe(filter(isStreamEnd));
          return streamOver(connection, () => subscribe(connection), ended$, backoff, down$);
        }),
      );
    });

const isStreamEnd = (event: LinkEvent): event is LinkContent =>
  event._tag === 'linkContent' && event.content._tag === 'userStreamEnded';

/** The stream over one connection, until that is down. */
function streamOver(
  connection: ConnectionId,
  subscribe: () => Observable<CallResult<unknown>>,
  ended$: Observable<unknown>,
  backoff: BackoffOptions,
  down$: Observable<unknown>,
): Observable<StreamChange> {
  let isUp = false;
  let failures = 0;
  const down = (): Observable<StreamChange> => {
    const wasUp = isUp;
    isUp = false;
    return wasUp ? of({ _tag: 'streamDown', connection }) : EMPTY;
  };
  const once$ = defer(subscribe).pipe(
    concatMap((result): Observable<StreamChange> => {
      if (result._tag !== 'answered') {
        failures++;
        return EMPTY;
      }
      failures = 0;
      isUp = true;
      return concat(of<StreamChange>({ _tag: 'streamUp', connection }), NEVER);
    }),
    takeUntil(ended$),
  );
  const kept$ = concat(once$, defer(down)).pipe(
    repeat({ delay: () => timer(backoffMs(Math.max(1, failures), backoff)) }),
    takeUntil(down$),
  );
  return concat(kept$, defer(down));
}
