import { concatMap, defer, type OperatorFunction } from 'rxjs';

import { nextSequenceId, sameSequenceId, type ConnectionId, type SequenceId } from '../domain/ids.js';
import type { FeedInterrupted } from '../domain/messages.js';

/** A frame that a venue numbered within its connection was seen before; it is dropped. */
export interface FrameRepeated {
  readonly _tag: 'frameRepeated';
  readonly connection: ConnectionId;
  readonly sequence: SequenceId;
}

/** Where a numbered frame stands in its connection. */
export interface ConnectionPlace {
  readonly connection: ConnectionId;
  readonly sequence: SequenceId;
  /** When it reached us, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/**
 * Watches one sequence over all frames of a connection, whatever instruments they are about: Coinbase Advanced,
 * Bitfinex. To be used before the messages are routed to their books.
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
      const lastOf = new Map<ConnectionId, SequenceId>();
      const judge = (frame: T): readonly (T | FeedInterrupted | FrameRepeated)[] => {
        if (isInterruption(frame)) lastOf.delete(frame.connection);
        const place = placeOf(frame);
        if (place === undefined) return [frame];
        const { connection, sequence, receivedAt } = place;
        const last = lastOf.get(connection);
        if (last !== undefined && sequence <= last) return [{ _tag: 'frameRepeated', connection, sequence }];
        lastOf.set(connection, sequence);
        if (last === undefined) return [frame];
        const expected = nextSequenceId(last);
        if (sameSequenceId(sequence, expected)) return [frame];
        const cause = { _tag: 'connectionGap', expected, actual: sequence } as const;
        return [{ _tag: 'interrupted', connection, cause, receivedAt }, frame];
      };
      return source.pipe(concatMap(judge));
    });

const isInterruption = (frame: unknown): frame is FeedInterrupted =>
  typeof frame === 'object' && frame !== null && '_tag' in frame && frame._tag === 'interrupted';
