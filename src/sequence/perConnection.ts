import { concatMap, defer, type OperatorFunction } from 'rxjs';

import type { FrameRepeated } from '../domain/contents.js';
import type { FeedInterrupted } from '../domain/messages.js';
import { ConnectionSequence, type ConnectionPlace } from './connectionSequence.js';

/**
 * Watches one sequence over all frames of a connection, whatever instruments they are about: Bitfinex.
 * To be used before the messages are routed to their books. `decodeFrames` does it by itself for a venue of which `numberOf`
 * tells the number of a frame, as Coinbase Advanced.
 *
 * `placeOf` reads a frame's place; undefined for frames without a number, which pass. A hole puts a
 * {@link FeedInterrupted} before the frame that shows it, so that every book of the connection becomes invalid before
 * anything else happens; the frame itself passes, for it may hold a snapshot. A frame that is not above the last one
 * of its connection becomes a {@link FrameRepeated}. A connection's first frame sets its start, and so does the first
 * after an interruption of it that passes through here.
 *
 * Completes and fails with the source; one state a subscription.
 *
 * ```
 *   source:  -1-2-2-5-6-      numbers of one connection
 *   result:  -1-2-r-(g5)-6-   r: FrameRepeated, g: FeedInterrupted
 * ```
 *
 * Marbles: `marbles/sequence/perConnection`.
 */
export const perConnection =
  <T>(
    placeOf: (frame: T) => ConnectionPlace | undefined,
  ): OperatorFunction<T, T | FeedInterrupted | FrameRepeated> =>
  (source) =>
    defer(() => {
      const connections = new ConnectionSequence();
      const judge = (frame: T): readonly (T | FeedInterrupted | FrameRepeated)[] => {
        if (isInterruption(frame)) connections.forget(frame.connection);
        const place = placeOf(frame);
        const trouble = place && connections.take(place);
        if (trouble === undefined) return [frame];
        return trouble._tag === 'frameRepeated' ? [trouble] : [trouble, frame];
      };
      return source.pipe(concatMap(judge));
    });

const isInterruption = (frame: unknown): frame is FeedInterrupted =>
  typeof frame === 'object' && frame !== null && '_tag' in frame && frame._tag === 'interrupted';
