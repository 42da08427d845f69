import {
  asyncScheduler,
  catchError,
  concatMap,
  connect,
  defer,
  EMPTY,
  filter,
  from,
  map,
  merge,
  mergeMap,
  of,
  repeat,
  Subject,
  switchMap,
  take,
  takeUntil,
  takeWhile,
  tap,
  timeout,
  timer,
  type Observable,
  type ObservableInput,
} from 'rxjs';

import type { Frame } from '../../domain/frame.js';
import { connectionId, type ConnectionId } from '../../domain/ids.js';
import { backoffMs, checkBackoff, type BackoffOptions } from '../../sequence/backoff.js';
import { LONGEST_TIMER_MS } from '../longestTimer.js';
import type { SocketClosed, SocketEvent, SocketPort, SocketRequest } from '../ports/socket.js';
import { closeReason } from './closeReason.js';

/** How a connection is kept. Times in milliseconds. */
export interface KeepConnectedOptions extends BackoffOptions {
  /** What its connections are called, with a number each: `name 1`, `name 2`. */
  readonly name: string;
  /** A connection that tells nothing for so long is cut and made anew. Heartbeats of the protocol do not count. Never unless given. */
  readonly silenceMs?: number;
  /** After so long a new connection is made beside the old one, before the venue cuts it. Never unless given. */
  readonly lifetimeMs?: number;
  /** How long both are kept, once the new one is open. 5 seconds unless given. */
  readonly overlapMs?: number;
  /** A connection that was open for so long was no failure: the next pause is the first one again. 10 seconds unless given. */
  readonly stableMs?: number;
  /** Ends a connection from outside: what it emits is the reason. Listened to as long as the connection lasts. Never unless given. */
  readonly cut?: (connection: ConnectionId) => Observable<string>;
  /** Lets one attempt go: what the venue allows. At once unless given. */
  readonly permit?: () => Observable<unknown>;
  /** Our clock; RxJS's own unless given. */
  readonly now?: () => number;
}

/** A connection is open, under a name that no other has. */
export interface Connected {
  readonly _tag: 'connected';
  readonly connection: ConnectionId;
  readonly at: number;
}

/** What came over it. */
export interface ConnectionFrame {
  readonly _tag: 'connectionFrame';
  readonly frame: Frame;
}

/** A connection ended, or an attempt failed; the next one is made by itself. */
export interface ConnectionLost {
  readonly _tag: 'connectionLost';
  readonly connection: ConnectionId;
  readonly wasOpen: boolean;
  /** Never empty: where nothing was told it is what is known, such as the close code. */
  readonly reason: string;
  /** The pause before the next attempt; undefined where a newer connection takes over. */
  readonly retryInMs: number | undefined;
  readonly at: number;
}

/** A new connection has taken over from the one before it, which is closed: nothing was lost between. */
export interface ConnectionRotated {
  readonly _tag: 'connectionRotated';
  readonly connection: ConnectionId;
  readonly at: number;
}

/** What happens to a connection that is kept. */
export type ConnectionEvent = Connected | ConnectionFrame | ConnectionLost | ConnectionRotated;

const DEFAULTS = { overlapMs: 5_000, stableMs: 10_000, now: () => asyncScheduler.now() };

/**
 * Keeps a connection: when it ends, when connecting fails, and when it falls silent, it is made anew after a pause that grows, one
 * attempt at a time, as long as it is subscribed. Each attempt has a request of its own, which is signed and subscribes
 * anew. Where the venue cuts connections after a time, a new one is made before that, both are heard for a while, and
 * then the old one is let go: what comes twice is for the sequence of the messages to drop.
 *
 * ```
 *   socket:  --o-m-m-x         o: open, m: message, x: closed
 *   result:  --C-F-F-L---C-F-  connected, frames, lost; after the pause connected again
 * ```
 *
 * Cold: each subscription keeps one of its own; unsubscribing closes it. It never completes and never errors: what goes wrong is
 * told.
 *
 * @param open makes the request of an attempt, given the name of its connection; where it fails, the attempt has failed.
 * @throws {RangeError} where an option is no time.
 */
export function keepConnected(
  socket: SocketPort,
  open: (connection: ConnectionId) => ObservableInput<SocketRequest>,
  options: KeepConnectedOptions,
): Observable<ConnectionEvent> {
  const { name, silenceMs, lifetimeMs, cut, permit, overlapMs, stableMs, now, ...backoff } = {
    ...DEFAULTS,
    ...options,
  };
  checkBackoff(backoff);
  for (const [option, ms] of Object.entries({ silenceMs, lifetimeMs, overlapMs, stableMs })) {
    if (ms !== undefined && !(ms > 0 && ms < 2 ** 31))
      throw new RangeError(`${option} is no time of a timer: ${ms}`);
  }

  return defer(() => {
    let attempts = 0;
    let newest = 0;
    /** Numbers of rotations whose connection has taken over. */
    const settled$ = new Subject<number>();

    /** One after the other, until a later rotation takes over. */
    const keep = (rotation: number): Observable<ConnectionEvent> => {
      let failures = 0;
      let pauseMs = 0;
      const lost = (
        connection: ConnectionId,
        openedAt: number | undefined,
        closed: SocketClosed,
      ): ConnectionLost => {
        const wasStable = openedAt !== undefined && closed.closedAt - openedAt >= stableMs;
        failures = wasStable ? 1 : failures + 1;
        const askedMs = closed.retryAfterMs ?? 0;
        pauseMs = Math.min(Math.max(backoffMs(failures, backoff), askedMs), LONGEST_TIMER_MS);
        const { wasOpen, closedAt: at } = closed;
        const reason = closeReason(closed);
        const retryInMs = rotation < newest ? undefined : pauseMs;
        return { _tag: 'connectionLost', connection, wasOpen, reason, retryInMs, at };
      };
      return defer(() => attempt(rotation, lost)).pipe(
        repeat({ delay: () => (rotation < newest ? EMPTY : timer(pauseMs)) }),
        takeUntil(settled$.pipe(filter((other) => other > rotation))),
      );
    };

    const attempt = (
      rotation: number,
      lost: (connection: ConnectionId, openedAt: number | undefined, closed: SocketClosed) => ConnectionLost,
    ): Observable<ConnectionEvent> => {
      const connection = connectionId(`${name} ${++attempts}`);
      let openedAt: number | undefined;
      const cutFromOutside = (socket$: Observable<SocketEvent>): Observable<SocketEvent> =>
        cut === undefined
          ? socket$
          : merge(
              socket$,
              defer(() => cut(connection)).pipe(
                take(1),
                map((reason) => ended(reason, now(), openedAt !== undefined)),
              ),
            );
      const events$ = defer(() => permit?.() ?? of(undefined)).pipe(
        take(1),
        switchMap(() => from(open(connection)).pipe(take(1), switchMap(socket), cutFromOutside)),
        catchError((error: unknown) => of(ended(reasonOf(error), now(), false))),
        silenceMs === undefined ? tap() : cutWhenSilent(silenceMs, now),
        takeWhile(({ _tag }) => _tag !== 'socketClosed', true),
        map((event): ConnectionEvent => {
          if (event._tag === 'socketMessage')
            return { _tag: 'connectionFrame', frame: frameOf(event, connection) };
          if (event._tag === 'socketClosed') return lost(connection, openedAt, event);
          openedAt = event.openedAt;
          return { _tag: 'connected', connection, at: event.openedAt };
        }),
      );
      return rotation === 0 ? events$ : takingOver(rotation, connection, events$);
    };

    /** A connection that takes over from the one before it, once both were kept for a while. */
    const takingOver = (
      rotation: number,
      connection: ConnectionId,
      events$: Observable<ConnectionEvent>,
    ): Observable<ConnectionEvent> =>
      events$.pipe(
        connect((shared$) => {
          const lost$ = shared$.pipe(filter(({ _tag }) => _tag === 'connectionLost'));
          const takenOver$ = shared$.pipe(
            filter(({ _tag }) => _tag === 'connected'),
            concatMap(() => timer(overlapMs)),
            takeUntil(lost$),
            map((): ConnectionEvent => {
              settled$.next(rotation);
              return { _tag: 'connectionRotated', connection, at: now() };
            }),
          );
          return merge(takenOver$, shared$);
        }),
      );

    const rotations$ = lifetimeMs === undefined ? of(0) : timer(0, lifetimeMs);
    return rotations$.pipe(
      tap((rotation) => (newest = rotation)),
      mergeMap(keep),
    );
  });
}

const frameOf = (
  { text, bytes, receivedAt }: SocketEvent & { readonly _tag: 'socketMessage' },
  connection: ConnectionId,
): Frame =>
  bytes === undefined
    ? { text, via: 'stream', connection, receivedAt }
    : { text, bytes, via: 'stream', connection, receivedAt };

const ended = (reason: string, closedAt: number, wasOpen: boolean): SocketClosed => ({
  _tag: 'socketClosed',
  wasOpen,
  code: undefined,
  reason,
  refusedStatus: undefined,
  retryAfterMs: undefined,
  closedAt,
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Ends a connection that says nothing for so long once it is open. */
const cutWhenSilent =
  (silenceMs: number, now: () => number) =>
  (source: Observable<SocketEvent>): Observable<SocketEvent> => {
    let wasOpen = false;
    return source.pipe(
      tap(({ _tag }) => (wasOpen ||= _tag === 'socketOpened')),
      timeout({ each: silenceMs, with: () => of(ended(`nothing came for ${silenceMs} ms`, now(), wasOpen)) }),
    );
  };
