import type { FrameRepeated } from '../domain/contents.js';
import { nextSequenceId, sameSequenceId, type ConnectionId, type SequenceId } from '../domain/ids.js';
import type { FeedInterrupted } from '../domain/messages.js';

/** Where a numbered frame stands in its connection. */
export interface ConnectionPlace {
  readonly connection: ConnectionId;
  readonly sequence: SequenceId;
  /** When it reached us, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Where each of several connections stands in its own sequence. A connection's first frame sets its start. */
export class ConnectionSequence {
  readonly #lastOf = new Map<ConnectionId, SequenceId>();

  /** Takes the next frame: undefined where it is the one that follows, else what is wrong with its place. */
  take({ connection, sequence, receivedAt }: ConnectionPlace): FeedInterrupted | FrameRepeated | undefined {
    const last = this.#lastOf.get(connection);
    if (last !== undefined && sequence <= last) return { _tag: 'frameRepeated', connection, sequence };
    this.#lastOf.set(connection, sequence);
    if (last === undefined) return undefined;
    const expected = nextSequenceId(last);
    if (sameSequenceId(sequence, expected)) return undefined;
    const cause = { _tag: 'connectionGap', expected, actual: sequence } as const;
    return { _tag: 'interrupted', connection, cause, receivedAt };
  }

  /** The next frame of the connection sets its start anew. */
  forget(connection: ConnectionId): void {
    this.#lastOf.delete(connection);
  }
}
