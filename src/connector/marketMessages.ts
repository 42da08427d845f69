import { filter, type OperatorFunction } from 'rxjs';

import type { FrameContent } from '../domain/contents.js';
import type { FeedInterrupted, MarketMessage } from '../domain/messages.js';

/** Whether a content is about an instrument's book: a snapshot or a diff, by levels or by orders, or a trade. */
export const isMarketMessage = (content: FrameContent): content is MarketMessage =>
  // The most frequent first.
  content._tag === 'diff' ||
  content._tag === 'trade' ||
  content._tag === 'snapshot' ||
  content._tag === 'orderDiff' ||
  content._tag === 'orderSnapshot';

/**
 * The contents that books are made of, and the interruptions that invalidate them. The others (listings, replies, refusals,
 * bad and unknown frames, ...) are passed over: share the stream before this, and hear them there.
 *
 * ```
 *   source:  -s-d-o-t-b-i-   s: snapshot  d: diff  o: other  t: trade  b: badFrame  i: interrupted
 *   result:  -s-d---t---i-
 * ```
 *
 * Marbles: `marbles/connector/marketMessages`.
 */
export const marketMessages = (): OperatorFunction<FrameContent, MarketMessage | FeedInterrupted> =>
  filter(
    (content): content is MarketMessage | FeedInterrupted =>
      isMarketMessage(content) || content._tag === 'interrupted',
  );
