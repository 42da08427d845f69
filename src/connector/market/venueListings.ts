import { isRight, left, right, type Either } from 'fp-ts/lib/Either.js';
import { map, repeat, defer, tap, timer, type Observable } from 'rxjs';

import { excerptOf } from '../../codec/faults.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import type { Listings } from '../../domain/listing.js';
import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import { decodeFrame } from '../decodeFrames.js';
import type { CallFailure } from '../requests/venueCall.js';
import type { HttpRequestPlan, MarketDataVenue } from '../venue.js';

/** How a venue's list is polled. */
export interface ListingsPoll extends BackoffOptions {
  /** From one list to the next, in milliseconds. */
  readonly everyMs: number;
  readonly request: (plan: HttpRequestPlan) => Observable<Either<CallFailure, Frame>>;
}

/**
 * Asks for a venue's list at once, and again some time after each answer; after a failure sooner, with pauses that grow up to that
 * time. Each answer is the list, or why there is none. Cold; never completes.
 */
export const pollListings = (
  venue: MarketDataVenue,
  { everyMs, request, ...backoff }: ListingsPoll,
): Observable<Either<CallFailure, Listings>> =>
  defer(() => {
    let failures = 0;
    return defer(() => request(venue.requestListings())).pipe(
      map((answer) => (isRight(answer) ? listingsOf(venue, answer.right) : answer)),
      tap((answer) => {
        failures = isRight(answer) ? 0 : failures + 1;
      }),
      repeat({
        delay: () => timer(failures === 0 ? everyMs : Math.min(everyMs, backoffMs(failures, backoff))),
      }),
    );
  });

function listingsOf(venue: MarketDataVenue, answer: Frame): Either<CallFailure, Listings> {
  const contents: readonly FrameContent[] = decodeFrame(venue, answer);
  const list = contents.find((content) => content._tag === 'listings');
  if (list !== undefined) return right(list);
  const refusal = contents.find((content) => content._tag === 'refusal');
  return left(
    refusal === undefined
      ? { _tag: 'outcomeUnknown', reason: `the answer holds no list: ${excerptOf(contents[0])}` }
      : { _tag: 'refused', code: refusal.code?.toString(), message: refusal.message },
  );
}
