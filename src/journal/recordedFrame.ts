import type { Frame } from '../domain/frame.js';

/** A frame from a recording; its `receivedAt` is the recorded time `t`, in milliseconds since 1970. */
export interface RecordedFrame extends Frame {
  /** The line of the recording, 0-based. */
  readonly line: number;
}
