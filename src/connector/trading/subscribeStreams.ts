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
  tap,
  timer,
  type Observable,
} from 'rxjs';

import type { ConnectionId } from '../../domain/ids.js';
import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import type { CallResult } from '../requests/venueCall.js';
import { callFailureText } from './callFailureText.js';
import type { UserStreamEnded } from './tradingVenue.js';
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

/** How the user stream is subscribed to. */
export interface SubscribeStreamsOptions {
  /** Asks the venue, over the connection of that name. */
  readonly subscribe: (connection: ConnectionId) => Observable<CallResult<unknown>>;
  /** Cuts that connection, so that another is made: over this one nobody knows whether the stream is subscribed to. */
  readonly cut: (connection: ConnectionId, reason: string) => void;
  readonly backoff: BackoffOptions;
}

/**
 * Subscribes to the user stream over each connection as it opens, and again where the venue ends it; asks again after a pause that
 * grows where it is refused. A venue refuses a second subscription over one connection, so that asking again does not help where
 * the first one may have been taken: that connection is cut, and so is one that the venue is about to end.
 *
 * ```
 *   source:  -u---------e-----d---   up, the venue ends the stream, down
 *   result:  ---U-------D--U--D---   up when the venue has taken the subscription
 * ```
 *
 * Completes and fails with the source.
 */
export const subscribeStreams =
  ({ subscribe, cut, backoff }: SubscribeStreamsOptions) =>
  (source: Observable<LinkEvent>): Observable<StreamChange> =>
    defer(() => {
      const events$ = source.pipe(share());
      return events$.pipe(
        filter((event) => event._tag === 'linkUp'),
        mergeMap(({ connection }) => {
          const own$ = events$.pipe(filter((event) => event.connection === connection));
          const down$ = own$.pipe(filter(({ _tag }) => _tag === 'linkDown'));
          const ended$ = own$.pipe(
            filter(isStreamEnd),
            tap(({ content }) => {
              if (content.withConnection === true) cut(connection, content.reason);
            }),
          );
          const over = {
            connection,
            subscribe: () => subscribe(connection),
            cut: (reason: string) => cut(connection, reason),
          };
          return streamOver(over, ended$, backoff, down$);
        }),
      );
    });

const isStreamEnd = (event: LinkEvent): event is LinkContent & { readonly content: UserStreamEnded } =>
  event._tag === 'linkContent' && event.content._tag === 'userStreamEnded';

interface OneConnection {
  readonly connection: ConnectionId;
  readonly subscribe: () => Observable<CallResult<unknown>>;
  readonly cut: (reason: string) => void;
}

/** The stream over one connection, until that is down. */
function streamOver(
  { connection, subscribe, cut }: OneConnection,
  ended$: Observable<unknown>,
  backoff: BackoffOptions,
  down$: Observable<unknown>,
): Observable<StreamChange> {
  let isUp = false;
  let attempts = 0;
  let failures = 0;
  const down = (): Observable<StreamChange> => {
    const wasUp = isUp;
    isUp = false;
    return wasUp ? of({ _tag: 'streamDown', connection }) : EMPTY;
  };
  const once$ = defer(subscribe).pipe(
    concatMap((result): Observable<StreamChange> => {
      attempts++;
      if (result._tag !== 'answered') {
        failures++;
        const isRefusedAgain = result._tag === 'refused' && attempts > 1;
        if (result._tag === 'outcomeUnknown' || isRefusedAgain)
          cut(`whether the user stream comes over it is not known: ${callFailureText(result)}`);
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
