import { filter, type OperatorFunction } from 'rxjs';

import type { FrameContent } from '../domain/contents.js';
import type { FeedInterrupted, MarketMessage } from '../domain/messages.js';

/** Whether a content is about an instrument's book: a snapshot or a diff, by levels or by orders, or a trade. */
export const isMarketMessage = (content: FrameContent): content is MarketMessage =>
  MARKET_MESSAGES.has(content._tag);

const MARKET_MESSAGES: ReadonlySet<string> = new Set<MarketMessage['_tag']>([
  'snapshot',
  'diff',
  'orderSnapshot',
  'orderDiff',
  'trade',
]);

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
