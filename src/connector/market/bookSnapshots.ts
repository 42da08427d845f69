import { isLeft, type Either } from 'fp-ts/lib/Either.js';
import { defer, EMPTY, ignoreElements, map, Observable, race, switchMap, take, timer } from 'rxjs';

import { excerptOf } from '../../codec/faults.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { AnySnapshot } from '../../domain/messages.js';
import { RequestFailedError } from '../requests/requestFailedError.js';
import { nameOfPlan } from '../requests/requestFrame.js';
import type { CallFailure } from '../requests/venueCall.js';
import { snapshotOf } from '../snapshotOf.js';
import type { HttpRequestPlan, MarketDataVenue, StreamRequestPlan } from '../venue.js';
import type { MarketShard } from './marketShard.js';

/** Asks for the snapshot of an instrument, as the venue has it. */
export interface SnapshotAsking {
  readonly venue: MarketDataVenue;
  /** Makes an HTTP request. */
  readonly request: (plan: HttpRequestPlan) => Observable<Either<CallFailure, Frame>>;
  /** How long an answer over the stream may take, in milliseconds. */
  readonly timeLimitMs: number;
  readonly timerNow: () => number;
}

/** Asks over HTTP, by itself. Fails with a {@link RequestFailedError}. */
export const snapshotByHttp = (
  { venue, request }: Pick<SnapshotAsking, 'venue' | 'request'>,
  plan: HttpRequestPlan,
): Observable<AnySnapshot> =>
  request(plan).pipe(
    map((answer) => {
      if (isLeft(answer)) throw new RequestFailedError(nameOfPlan(plan), answer.left);
      const snapshot = snapshotOf(venue, answer.right);
      if (isLeft(snapshot)) throw new RequestFailedError(nameOfPlan(plan), unusable(snapshot.left));
      return snapshot.right;
    }),
  );

function unusable(content: FrameContent | undefined): CallFailure {
  if (content?._tag === 'refusal') {
    const { code, message } = content;
    return { _tag: 'refused', code: code === undefined ? undefined : String(code), message };
  }
  return { _tag: 'outcomeUnknown', reason: `the answer holds no snapshot: ${excerptOf(content)}` };
}

/** Sends the request over the connection that carries the book; the snapshot comes among its messages. */
const snapshotByStream = (
  { timeLimitMs }: SnapshotAsking,
  shard: MarketShard,
  key: string,
  symbol: VenueSymbol,
  plan: StreamRequestPlan,
): Observable<never> =>
  new Observable<never>((subscriber) => {
    subscriber.add(until(shard, key, timeLimitMs).subscribe(subscriber));
    subscriber.add(shard.request(symbol, plan.frame));
  });

/** Until the stream brings a snapshot, or time is over. */
const until = (shard: MarketShard, key: string, timeLimitMs: number): Observable<never> =>
  race(shard.snapshotsOf(key), timer(timeLimitMs)).pipe(take(1), ignoreElements());

/**
 * Subscribes anew, where that gives a snapshot: at once if the one of today's subscription has come, else when it should have
 * come.
 */
const snapshotByRenewal = (
  { timeLimitMs, timerNow }: SnapshotAsking,
  shard: MarketShard,
  key: string,
): Observable<never> =>
  defer(() => {
    const stream = shard.of(key);
    const renewed$ = new Observable<never>((subscriber) => {
      subscriber.add(until(shard, key, timeLimitMs).subscribe(subscriber));
      shard.renew(key);
    });
    if (stream?.snapshot === true) return renewed$;
    const restMs = (stream?.sentAt ?? timerNow()) + timeLimitMs - timerNow();
    return race(
      shard.snapshotsOf(key).pipe(map(() => EMPTY)),
      timer(Math.max(0, restMs)).pipe(map(() => renewed$)),
    ).pipe(
      take(1),
      switchMap((next$) => next$),
    );
  });

/**
 * A snapshot for a book whose stream a shard carries: emitted where it is asked for over HTTP, else nothing is, and it comes among
 * the messages. It completes by itself.
 */
export function snapshotForStream(
  asking: SnapshotAsking,
  shard: MarketShard,
  key: string,
  symbol: VenueSymbol,
): Observable<AnySnapshot> {
  const plan = asking.venue.requestSnapshot?.(symbol);
  if (plan === undefined) return snapshotByRenewal(asking, shard, key);
  if (plan.method === 'SEND') return snapshotByStream(asking, shard, key, symbol, plan);
  // Without a connection it would make a book that looks alive and gets no news.
  return shard.joinable(key).pipe(switchMap(() => snapshotByHttp(asking, plan)));
}
