import { left, right, type Either } from 'fp-ts/lib/Either.js';

import type { FrameContent } from '../domain/contents.js';
import type { Frame } from '../domain/frame.js';
import type { AnySnapshot } from '../domain/messages.js';
import { decodeFrame } from './decodeFrames.js';
import type { MarketDataVenue } from './venue.js';

/**
 * The snapshot that the answer to `requestSnapshot` holds; what it holds instead where there is none: a refusal, a bad or
 * an unknown frame. Undefined stands for an answer that holds nothing at all.
 */
export function snapshotOf(
  venue: MarketDataVenue,
  answer: Frame,
): Either<FrameContent | undefined, AnySnapshot> {
  const contents = decodeFrame(venue, answer);
  const snapshot = contents.find(isSnapshot);
  return snapshot === undefined ? left(contents[0]) : right(snapshot);
}

const isSnapshot = (content: FrameContent): content is AnySnapshot =>
  content._tag === 'snapshot' || content._tag === 'orderSnapshot';
