import type { Either } from 'fp-ts/lib/Either.js';
import {
  asyncScheduler,
  BehaviorSubject,
  defer,
  EMPTY,
  filter,
  Observable,
  retry,
  Subject,
  switchMap,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';

import type { InstrumentKey } from '../../book/index.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import type { ConnectionId, VenueSymbol } from '../../domain/ids.js';
import type { AnySnapshot, FeedMessage, Trade } from '../../domain/messages.js';
import { backoffMs, checkBackoff, type BackoffOptions } from '../../sequence/backoff.js';
import type { HttpPort } from '../ports/http.js';
import type { SocketPort } from '../ports/socket.js';
import { connectionCosts, marketWindows } from '../requests/marketWindows.js';
import { rateBudget, type RateBudget } from '../requests/rateBudget.js';
import { RequestFailedError } from '../requests/requestFailedError.js';
import { requestFrame, type FrameRequestOptions } from '../requests/requestFrame.js';
import type { CallFailure } from '../requests/venueCall.js';
import type { BookFeed } from '../trackBooks.js';
import type { ConnectorTrouble } from '../trading/connector.js';
import type { HttpRequestPlan, MarketDataVenue } from '../venue.js';
import { snapshotByHttp, snapshotForStream } from './bookSnapshots.js';
import { MarketShard, type ShardEvent, type ShardOptions } from './marketShard.js';
import { MarketShards } from './marketShards.js';
import { wireStream } from './wireStreams.js';

/** What market data needs of a platform. */
export interface MarketPorts {
  readonly socket: SocketPort;
  readonly http: HttpPort;
}

/** How the market data of a venue is kept up. Times in milliseconds. */
export interface MarketFeedOptions extends BackoffOptions, Pick<FrameRequestOptions, 'usedBy'> {
  /** What all that asks the venue draws from; one of {@link marketWindows} unless given. */
  readonly budget?: RateBudget;
  /** A connection over which no message about an instrument comes for so long is made anew. 2 minutes unless given; `Infinity`: never. */
  readonly silenceMs?: number;
  /** After so long a connection is replaced, before the venue cuts it. Nine tenths of what the venue allows unless given. */
  readonly lifetimeMs?: number;
  /** How long the old and the new connection are both kept. 5 seconds unless given. */
  readonly overlapMs?: number;
  /** A connection that was open for so long was no failure. 10 seconds unless given. */
  readonly stableMs?: number;
  /** How long an answer may take. 10 seconds unless given. */
  readonly requestLimitMs?: number;
  /** How many messages of a new connection are held before it takes over early. 20,000 unless given. */
  readonly takeoverLimit?: number;
  /** Our clock; RxJS's own unless given. */
  readonly now?: () => number;
}

/** One of the connections that the streams of a venue are shared out to. */
export interface MarketConnection {
  readonly name: string;
  readonly url: string;
  /** How many streams (channel and instrument) it carries. */
  readonly streams: number;
  /** The connection whose messages count; undefined while there is none. */
  readonly connection: ConnectionId | undefined;
}

/** The live market data of a venue: books and trades over the same connections. */
export interface MarketFeed {
  /**
   * The feed for `trackBooks`: the messages of the books that are wanted, and others that come anyway. Cold: each subscription
   * wants for itself, and unsubscribing wants no more; the connections are shared. Never completes; fails with what is wanted, and where a
   * symbol is none of the venue's spelling.
   */
  readonly books: BookFeed;
  /**
   * An instrument's trades, subscribed to as long as anybody listens. Hot: a late subscriber gets what comes after. Never completes.
   * What is traded while a connection is lost is not told later; `troubles$` tells the loss. A symbol that is none of the
   * venue's spelling is an error notification.
   */
  readonly trades: (symbol: VenueSymbol) => Observable<Trade>;
  /**
   * Asks for the snapshot of a book, for `SnapshotRequests.request`. Of a book that is wanted it is asked for when it can be
   * joined to what comes: over HTTP, or by a frame over the connection that carries the book, or by subscribing anew; in the latter
   * two cases it comes among the messages and is not emitted. Cold: each subscription asks; it completes by itself. Fails
   * with a `RequestFailedError`.
   */
  readonly snapshot: (instrument: Pick<InstrumentKey, 'symbol'>) => Observable<AnySnapshot>;
  /**
   * Makes an HTTP request that a plan of the venue asks for, as soon as the budget has room: the answer as a frame, or why there is
   * none. Cold: each subscription asks. One answer, then it completes.
   */
  readonly request: (plan: HttpRequestPlan) => Observable<Either<CallFailure, Frame>>;
  /** What goes wrong, and how it is dealt with. Hot: a late subscriber gets what comes after. Never ends. */
  readonly troubles$: Observable<ConnectorTrouble>;
  /** The connections, in the order in which they were made. Hot: a late subscriber gets the last list at once. Never ends. */
  readonly connections$: Observable<readonly MarketConnection[]>;
}

/**
 * Keeps the connections that a venue's books and trades come over. Streams are shared out to as many as the venue's limits
 * ask for; each stays where it is; what is wanted more or less is sent over the open connections at the pace that is
 * allowed. A connection that is lost interrupts what it carried, and nothing else, and is made anew with what it is to hold by
 * then. One that grows old is replaced before the venue cuts it: the new one is subscribed, both are heard for a while,
 * and no book notices.
 *
 * Nothing is open while nothing is wanted. It reads no clock but the one that is handed in.
 *
 * @throws {RangeError} where an option is no time or no count.
 */
export function marketFeed(
  venue: MarketDataVenue,
  { socket, http }: MarketPorts,
  options: MarketFeedOptions = {},
): MarketFeed {
  const { now = () => asyncScheduler.now(), requestLimitMs = 10_000, random } = options;
  const budget = options.budget ?? rateBudget(marketWindows(venue.limits), now);
  const keep = keepOptions(venue, options);
  const messages$ = new Subject<FeedMessage>();
  const trades = new Map<VenueSymbol, Subject<Trade>>();
  const troubles$ = new Subject<ConnectorTrouble>();
  const connections$ = new BehaviorSubject<readonly MarketConnection[]>([]);
  let shardsMade = 0;

  /** A refusal to connect that asks to wait is meant for all that we ask. */
  const pausing: SocketPort = (request) =>
    socket(request).pipe(
      tap((event) => {
        if (event._tag === 'socketClosed' && event.retryAfterMs !== undefined)
          budget.pause(event.retryAfterMs);
      }),
    );

  const shards = new MarketShards(
    venue,
    (url) =>
      new MarketShard(
        url,
        venue,
        pausing,
        {
          ...keep,
          name: `${venue.name} market ${++shardsMade}`,
          now,
          permit: () => budget.take(connectionCosts(venue.limits)),
          ...(keep.lifetimeMs !== undefined &&
            random !== undefined && { lifetimeMs: keep.lifetimeMs * (0.9 + random() / 10) }),
        },
        { content: takeContent, event: takeEvent, carried: tellConnections, leftOut: tellLeftOut },
      ),
  );

  const tellConnections = (): void =>
    connections$.next(
      shards.all.map(({ name, url, streams, connection }) => ({
        name,
        url,
        streams: streams.size,
        connection,
      })),
    );

  function settle(): void {
    shards.settle();
    tellConnections();
  }

  function takeContent(content: FrameContent): void {
    switch (content._tag) {
      case 'badFrame': {
        const reason = content.faults
          .map(({ path, value, expected }) => `${path}: ${value} is not ${expected}`)
          .join('; ');
        const { connection, receivedAt: at } = content;
        return troubles$.next({ _tag: 'badFrame', connection, reason, at });
      }
      case 'unknownFrame':
        return troubles$.next({
          _tag: 'badFrame',
          connection: content.connection,
          reason: `a frame of no known kind: ${content.excerpt}`,
          at: content.receivedAt,
        });
      case 'refusal': {
        const { code, message } = content;
        const reason = code === undefined ? message : `${code} ${message}`;
        return troubles$.next({ _tag: 'unusable', what: `${venue.name} market data`, reason, at: now() });
      }
      case 'trade':
        trades.get(content.symbol)?.next(content);
        return messages$.next(content);
      case 'snapshot':
      case 'diff':
      case 'orderSnapshot':
      case 'orderDiff':
      case 'interrupted':
        return messages$.next(content);
      case 'listings':
      case 'other':
      case 'reply':
      case 'frameRepeated':
    }
  }

  function takeEvent(event: ShardEvent): void {
    if (event._tag === 'connectionLost') {
      const { _tag, connection, reason, retryInMs, at } = event;
      troubles$.next({ _tag, connection, reason, retryInMs, at });
    }
  }

  const tellLeftOut = (connection: ConnectionId, count: number): void =>
    troubles$.next({
      _tag: 'unusable',
      what: connection,
      reason: `${count} answers to heartbeats were left out: more wait than can be sent`,
      at: now(),
    });

  const request: MarketFeed['request'] = (plan) =>
    requestFrame(venue, http, plan, { budget, timeLimitMs: requestLimitMs, usedBy: options.usedBy });
  const asking = { venue, request, timeLimitMs: requestLimitMs, timerNow: () => asyncScheduler.now() };

  const snapshot: MarketFeed['snapshot'] = ({ symbol }) =>
    defer(() => {
      const { key } = wireStream(venue, 'book', symbol);
      const shard = shards.shardOf(key);
      if (shard !== undefined) return snapshotForStream(asking, shard, key, symbol);
      const plan = venue.requestSnapshot?.(symbol);
      if (plan?.method === 'GET') return snapshotByHttp(asking, plan);
      return throwError(
        () => new RangeError(`${venue.name} gives snapshots of subscribed books only: ${symbol}`),
      );
    }).pipe(
      tap({
        error: (error: unknown) => {
          if (error instanceof RequestFailedError) {
            const { call, failure } = error;
            troubles$.next({ _tag: 'callFailed', call, failure, at: now() });
          }
        },
      }),
    );

  /**
   * The snapshot of a book of which nothing comes by itself, so that it is live all the same: what builds books begins with
   * a first message, and asks for what it needs from then on.
   */
  const firstSnapshot = (symbol: VenueSymbol): Observable<AnySnapshot> => {
    if (venue.requestSnapshot === undefined) return EMPTY;
    const { key } = wireStream(venue, 'book', symbol);
    const comes$ = messages$.pipe(filter((message) => isBookOf(message, symbol)));
    return defer(() => shards.shardOf(key)?.joinable(key) ?? EMPTY).pipe(
      switchMap(() => (shards.shardOf(key)?.of(key)?.heard === true ? EMPTY : snapshot({ symbol }))),
      retry({ delay: (_, count) => timer(backoffMs(count, options)) }),
      takeUntil(comes$),
    );
  };

  return {
    books: (wanted$) =>
      new Observable((subscriber) => {
        const wants = new Map<VenueSymbol, () => void>();
        const want = (symbol: VenueSymbol): (() => void) => {
          const release = shards.want('book', symbol);
          const first = firstSnapshot(symbol).subscribe((message) => messages$.next(message));
          return () => {
            first.unsubscribe();
            release();
          };
        };
        subscriber.add(messages$.subscribe(subscriber));
        subscriber.add(() => {
          for (const release of wants.values()) release();
          settle();
        });
        subscriber.add(
          wanted$.subscribe({
            next: (wanted) => {
              try {
                for (const [symbol, release] of wants) {
                  if (wanted.has(symbol)) continue;
                  wants.delete(symbol);
                  release();
                }
                for (const symbol of wanted) if (!wants.has(symbol)) wants.set(symbol, want(symbol));
              } catch (error) {
                subscriber.error(error);
                return;
              }
              settle();
            },
            error: (error: unknown) => subscriber.error(error),
          }),
        );
      }),
    trades: (symbol) =>
      new Observable((subscriber) => {
        const release = shards.want('trades', symbol);
        const trades$ = trades.get(symbol) ?? new Subject<Trade>();
        trades.set(symbol, trades$);
        subscriber.add(trades$.subscribe(subscriber));
        subscriber.add(() => {
          if (!trades$.observed) trades.delete(symbol);
          release();
          settle();
        });
        settle();
      }),
    request,
    snapshot,
    troubles$: troubles$.asObservable(),
    connections$: connections$.asObservable(),
  };
}

/** Whether a message is of an instrument's book. */
const isBookOf = (message: FeedMessage, symbol: VenueSymbol): boolean =>
  message._tag !== 'interrupted' && message._tag !== 'trade' && message.symbol === symbol;

/** @throws {RangeError} under the option's own name. */
function keepOptions(
  { limits }: MarketDataVenue,
  options: MarketFeedOptions,
): Omit<ShardOptions, 'name' | 'now' | 'permit'> {
  const {
    silenceMs = 120_000,
    takeoverLimit = 20_000,
    overlapMs,
    stableMs,
    firstDelayMs,
    maxDelayMs,
    random,
  } = options;
  const allowedMs = limits.connectionLifetimeMs;
  const lifetimeMs = options.lifetimeMs ?? (allowedMs === undefined ? undefined : allowedMs * 0.9);
  checkBackoff(options);
  for (const [option, ms] of Object.entries({ silenceMs, lifetimeMs, overlapMs, stableMs })) {
    const isNever = option === 'silenceMs' && ms === Infinity;
    if (ms !== undefined && !isNever && !(ms > 0 && ms < 2 ** 31))
      throw new RangeError(`${option} is no time of a timer: ${ms}`);
  }
  if (!(Number.isSafeInteger(takeoverLimit) && takeoverLimit > 0))
    throw new RangeError(`takeoverLimit is no whole number above zero: ${takeoverLimit}`);
  return {
    silenceMs,
    takeoverLimit,
    ...(lifetimeMs !== undefined && { lifetimeMs }),
    ...(overlapMs !== undefined && { overlapMs }),
    ...(stableMs !== undefined && { stableMs }),
    ...(firstDelayMs !== undefined && { firstDelayMs }),
    ...(maxDelayMs !== undefined && { maxDelayMs }),
    ...(random !== undefined && { random }),
  };
}
