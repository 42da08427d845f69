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

/** So many frames in a row that all seem to be repeated, each one above the one before it, are a sequence that started anew. */
const RESTART_AFTER = 3;

/** Where a connection stands. */
interface Standing {
  last: SequenceId;
  /** The last frame that seemed to be repeated, and how many came one above the other. */
  repeated: SequenceId | undefined;
  run: number;
}

/**
 * Where each of several connections stands in its own sequence. A connection's first frame sets its start. Where the
 * numbers start anew on a connection, it takes three frames to tell that from repeated ones; they are lost, and the
 * third tells a hole.
 */
export class ConnectionSequence {
  readonly #standings = new Map<ConnectionId, Standing>();

  /** Takes the next frame: undefined where it is the one that follows, else what is wrong with its place. */
  take({ connection, sequence, receivedAt }: ConnectionPlace): FeedInterrupted | FrameRepeated | undefined {
    const standing = this.#standings.get(connection);
    if (standing === undefined) {
      this.#standings.set(connection, { last: sequence, repeated: undefined, run: 0 });
      return undefined;
    }
    const expected = nextSequenceId(standing.last);
    if (sequence <= standing.last && !restarts(standing, sequence)) {
      return { _tag: 'frameRepeated', connection, sequence };
    }
    standing.last = sequence;
    standing.repeated = undefined;
    standing.run = 0;
    if (sameSequenceId(sequence, expected)) return undefined;
    const cause = { _tag: 'connectionGap', expected, actual: sequence } as const;
    return { _tag: 'interrupted', connection, cause, receivedAt };
  }

  /** The next frame of the connection sets its start anew. */
  forget(connection: ConnectionId): void {
    this.#standings.delete(connection);
  }
}

/** Takes a frame that seems to be repeated: whether it shows that the numbers started anew. */
function restarts(standing: Standing, sequence: SequenceId): boolean {
  const { repeated } = standing;
  const follows = repeated !== undefined && sameSequenceId(sequence, nextSequenceId(repeated));
  standing.run = follows ? standing.run + 1 : 1;
  standing.repeated = sequence;
  return standing.run >= RESTART_AFTER;
}
