import { isLeft } from 'fp-ts/lib/Either.js';

import { faultsOf } from '../codec/index.js';
import type { RecordedFrame } from './recordedFrame.js';
import { frameOfLine, recordedLine } from './recordedLine.js';
import { nameOfSource, recordingBytes, type RecordingSource } from './recordingBytes.js';
import { RecordingError, type RecordingFault } from './recordingError.js';
import { EndlessLine, MAX_LINE_BYTES, recordingText } from './recordingText.js';

/**
 * The frames of a recording, as many at a time as a chunk of the file held, read only when asked for. `signal` ends it.
 *
 * Throws a {@link RecordingError} at the first line that cannot be read, after the frames before it.
 */
export async function* recordingChunks(
  source: RecordingSource,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordedFrame[]> {
  const file = nameOfSource(source);
  const reader = new LineReader(file);
  try {
    for await (const text of recordingText(recordingBytes(source, signal))) {
      const frames = reader.read(text);
      if (frames.length > 0) yield frames;
      if (reader.error !== undefined) break;
    }
  } catch (error) {
    throw recordingError(error, file, reader.lines + 1);
  }
  if (reader.error !== undefined) throw reader.error;
}

/** Some editors put it at the start of a text. */
const BYTE_ORDER_MARK = '\uFEFF';

class LineReader {
  /** How many lines have been read. */
  lines = 0;

  /** What is wrong with the line after the last frame. */
  error: RecordingError | undefined;

  /** The first of the empty lines read last, 1-based: they may end a recording, and be nowhere else in it. */
  #empty: number | undefined;

  constructor(readonly file: string) {}

  read(text: string): readonly RecordedFrame[] {
    const frames: RecordedFrame[] = [];
    const marked = this.lines === 0 && text.startsWith(BYTE_ORDER_MARK);
    for (let start = marked ? BYTE_ORDER_MARK.length : 0; start <= text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const line = text.slice(start, end);
      start = end + 1;
      if (/^\s*$/.test(line)) {
        this.#empty ??= this.lines + 1;
      } else {
        const frame = this.#readLine(line);
        if (frame instanceof RecordingError) {
          this.error = frame;
          break;
        }
        frames.push(frame);
      }
      this.lines++;
    }
    return frames;
  }

  #readLine(text: string): RecordedFrame | RecordingError {
    if (this.#empty !== undefined) return this.#refused('noJson', this.#empty, 'an empty line');
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      return this.#refused('noJson', this.lines + 1, `no JSON: ${messageOf(error)}`, error);
    }
    const line = recordedLine.decode(json);
    if (!isLeft(line)) return frameOfLine(line.right, this.lines);
    const faults = faultsOf(line.left).map(
      ({ path, value, expected }) =>
        `${path === '' ? 'the line' : `field "${path}"`} is ${value}, expected ${expected}`,
    );
    return this.#refused('wrongShape', this.lines + 1, faults.join('; '));
  }

  #refused(fault: RecordingFault, line: number, reason: string, cause?: unknown): RecordingError {
    return new RecordingError(fault, this.file, line, reason, { cause });
  }
}

function recordingError(error: unknown, file: string, line: number): RecordingError {
  const cause = { cause: error };
  if (error instanceof EndlessLine) {
    return new RecordingError(
      'lineTooLong',
      file,
      line,
      `a line of more than ${MAX_LINE_BYTES} bytes`,
      cause,
    );
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOENT') return new RecordingError('missing', file, undefined, 'no such file', cause);
  if (code === 'EISDIR') return new RecordingError('directory', file, undefined, 'is a directory', cause);
  if (code === 'Z_BUF_ERROR')
    return new RecordingError('brokenGzip', file, line, 'the gzip data is cut off', cause);
  if (code.startsWith('Z_')) {
    return new RecordingError('brokenGzip', file, line, `broken gzip data (${messageOf(error)})`, cause);
  }
  return new RecordingError('unreadable', file, line, messageOf(error), cause);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
