import { concatMap, defer, from, type Observable } from 'rxjs';

import { checkSpeed, pacer, type ReplaySpeed } from './paceFrames.js';
import { pullEach } from './pullEach.js';
import type { RecordedFrame } from './recordedFrame.js';
import type { RecordingSource } from './recordingBytes.js';
import { recordingChunks } from './recordingChunks.js';

export interface ReadOptions {
  /** As many times as fast as it was recorded, or as fast as it can be read, the default. */
  readonly speed?: ReplaySpeed;
}

/**
 * The frames of a recording, plain or gzip (told by its first bytes, not by its name): of a file, of standard input
 * (`-`), or of bytes from elsewhere. Cold: each subscription reads from the start (standard input only once). Memory
 * does not grow with the file: the next chunk is read when the frames of the last one have been emitted.
 *
 * Completes at the end of the file. Fails with a {@link RecordingError} that names the file, the line (1-based) and the
 * reason, after the frames before it. Unsubscribing closes the file, at any moment.
 *
 * @throws {RangeError} where `speed` is not above zero.
 */
export function readRecording(
  source: RecordingSource,
  { speed = 'max' }: ReadOptions = {},
): Observable<RecordedFrame> {
  checkSpeed(speed);
  const open = (signal: AbortSignal) => recordingChunks(source, signal);
  if (speed === 'max') return pullEach(open, (frames) => frames);
  return defer(() => {
    const onTime = pacer<RecordedFrame>(speed);
    return pullEach(open, (frames) => from(frames).pipe(concatMap(onTime)));
  });
}
