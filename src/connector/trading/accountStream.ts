import {
  concat,
  EMPTY,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  mergeMap,
  share,
  Subject,
  switchMap,
  type Observable,
} from 'rxjs';

import type { ConnectionId } from '../../domain/ids.js';
import type { BackoffOptions } from '../../sequence/backoff.js';
import type { KeepConnectedOptions } from '../connection/keepConnected.js';
import { mapEach } from '../../sequence/mapEach.js';
import type { SocketPort } from '../ports/socket.js';
import { keepListenKey } from '../requests/keepListenKey.js';
import type { Answered, VenueAnswer, VenueCall } from '../requests/venueCall.js';
import type { CallSocket, MakeCall } from '../requests/venueCalls.js';
import type { Redaction } from '../requests/redaction.js';
import { subscribeStreams, type StreamChange } from './subscribeStreams.js';
import type { HeardUse, ListenKeyUserStream, TradingVenue } from './tradingVenue.js';
import { userSocket, type LinkEvent, type UserSocket } from './userSocket.js';

/** What an account's connections are made with. */
export interface AccountStreamOptions {
  readonly venue: TradingVenue;
  readonly socket: SocketPort;
  readonly make: MakeCall;
  readonly redaction: Redaction;
  readonly onUse: (used: readonly HeardUse[]) => void;
  /** Lets a connection be opened. */
  readonly permit: () => Observable<unknown>;
  readonly backoff: BackoffOptions;
  /** Whether orders go over the venue's WebSocket API, so that it is kept open for them. */
  readonly forOrders: boolean;
  readonly now: () => number;
}

/** What an account's connections tell: of themselves, of what came over them, and of where the user stream is. */
export type AccountStreamEvent = LinkEvent | StreamChange;

/** An account's connections. */
export interface AccountStream {
  /** Keeps them, as long as it is subscribed; for one subscriber. Never completes and never errors. */
  readonly run: () => Observable<AccountStreamEvent>;
  /** What calls can be made over; undefined where there is nothing open. */
  readonly link: () => CallSocket | undefined;
}

/** How often a connection of the WebSocket API is asked whether it is alive, in milliseconds. */
const PROBE_EVERY_MS = 30_000;
/** Before a venue cuts a connection for its age, another takes over: at so much of what it allows. */
const LIFETIME_SHARE = 0.9;

/**
 * Keeps the connections of an account: to the venue's WebSocket API, for calls and, at most venues that have one, for the user stream; or
 * one for a user stream of its own, under a listen key that is kept alive.
 */
export function accountStream(options: AccountStreamOptions): AccountStream {
  const { venue, make, backoff, forOrders } = options;
  const { socketApi, userStream } = venue.trading;
  const api =
    socketApi === undefined || !(forOrders || userStream._tag === 'subscribed')
      ? undefined
      : socketOf(options, 'api', () => socketApi.url);

  const overApi = (): Observable<AccountStreamEvent> => {
    if (api === undefined) return EMPTY;
    const events$ = api.socket.events$.pipe(share());
    const probes$ = probeLinks(options, api);
    if (userStream._tag !== 'subscribed') return merge(probes$, events$);
    const subscribe = (connection: ConnectionId) =>
      make(userStream.subscribe(), { over: () => api.socket.link(connection), overItOnly: true });
    return merge(probes$, events$.pipe(subscribeStreams({ subscribe, cut: api.cut, backoff })), events$);
  };

  return {
    run: () =>
      userStream._tag === 'listenKey' ? merge(overApi(), underListenKey(options, userStream)) : overApi(),
    link: () => api?.socket.link(),
  };
}

interface KeptSocket {
  readonly socket: UserSocket;
  /** Cuts a connection, for this reason. */
  readonly cut: (connection: ConnectionId, reason: string) => void;
}

function socketOf(
  { venue, socket: port, redaction, onUse, permit, backoff, now }: AccountStreamOptions,
  what: string,
  url: () => string,
): KeptSocket {
  const cuts$ = new Subject<{ readonly connection: ConnectionId; readonly reason: string }>();
  const { connectionLifetimeMs } = venue.limits;
  const keep: KeepConnectedOptions = {
    ...backoff,
    name: `${venue.name} ${what}`,
    permit,
    now,
    cut: (connection) =>
      cuts$.pipe(
        filter((cut) => cut.connection === connection),
        map(({ reason }) => reason),
      ),
    ...(connectionLifetimeMs !== undefined && { lifetimeMs: connectionLifetimeMs * LIFETIME_SHARE }),
  };
  return {
    socket: userSocket(port, venue, { url, keep, redact: (text) => redaction.of(text), onUse, now }),
    cut: (connection, reason) => cuts$.next({ connection, reason }),
  };
}

/**
 * Asks each connection for the time, for one that is dead without having ended tells nothing of it by itself. Whatever it answers, it is
 * alive. One that the venue's limits hold back until the next is due is not sent.
 */
function probeLinks(
  { venue, make, now }: AccountStreamOptions,
  { socket, cut }: KeptSocket,
): Observable<never> {
  const time = venue.trading.serverTime();
  if (time.frame === undefined) return EMPTY;
  const probe: VenueCall<unknown> = {
    ...time,
    read: (answer) => {
      const result = time.read(answer);
      return result._tag === 'outcomeUnknown' ? answered(answer) : result;
    },
  };
  return interval(PROBE_EVERY_MS).pipe(
    mergeMap(() => socket.names()),
    mergeMap((connection) =>
      make(probe, {
        over: () => socket.link(connection),
        overItOnly: true,
        sendBefore: now() + PROBE_EVERY_MS,
      }).pipe(
        filter(({ _tag }) => _tag === 'outcomeUnknown'),
        map(() => cut(connection, 'it does not answer')),
      ),
    ),
    ignoreElements(),
  );
}

/** Somebody has answered, whatever it says. */
const answered = ({ sentAt, receivedAt }: VenueAnswer): Answered<undefined> => ({
  _tag: 'answered',
  value: undefined,
  sentAt,
  receivedAt,
});

/** A stream of its own: whoever has the key hears it, over one connection a key. */
function underListenKey(
  options: AccountStreamOptions,
  stream: ListenKeyUserStream,
): Observable<AccountStreamEvent> {
  const { make, backoff, redaction } = options;
  const expired$ = new Subject<void>();
  let keys = 0;
  let last: ConnectionId | undefined;
  const eventsOf = (event: LinkEvent): readonly AccountStreamEvent[] => {
    const { connection } = event;
    if (event._tag === 'linkUp') {
      last = connection;
      return [event, { _tag: 'streamUp', connection }];
    }
    if (event._tag === 'linkDown') return [{ _tag: 'streamDown', connection }, event];
    if (event.content._tag !== 'userStreamEnded') return [event];
    last = undefined;
    expired$.next();
    return [event, { _tag: 'streamDown', connection }];
  };
  return keepListenKey(stream, make, { ...backoff, expired$ }).pipe(
    switchMap((key) => {
      redaction.add(key);
      const left: readonly AccountStreamEvent[] =
        last === undefined ? [] : [{ _tag: 'streamDown', connection: last }];
      last = undefined;
      const { socket } = socketOf(options, `user stream ${++keys}`, () => stream.url(key));
      return concat(left, socket.events$.pipe(mapEach(eventsOf)));
    }),
  );
}
