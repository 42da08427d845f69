import { isLeft, left, right } from 'fp-ts/lib/Either.js';

import { faultsOf } from '../codec/index.js';
import { jsonLines, type ReadLine } from './jsonLines.js';
import type { RecordedFrame } from './recordedFrame.js';
import { frameOfLine, recordedLine } from './recordedLine.js';
import type { RecordingSource } from './recordingBytes.js';

/**
 * The frames of a recording, as many at a time as a chunk of the file held, read only when asked for. `signal` ends it.
 *
 * Throws a `RecordingError` at the first line that cannot be read, after the frames before it.
 */
export const recordingChunks = (
  source: RecordingSource,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordedFrame[]> => jsonLines(source, signal, readFrame);

const readFrame: ReadLine<RecordedFrame> = (json, at) => {
  const line = recordedLine.decode(json);
  if (!isLeft(line)) return right(frameOfLine(line.right, at));
  const faults = faultsOf(line.left).map(
    ({ path, value, expected }) =>
      `${path === '' ? 'the line' : `field "${path}"`} is ${value}, expected ${expected}`,
  );
  return left(faults.join('; '));
};
