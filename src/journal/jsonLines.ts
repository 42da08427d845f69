import { isLeft, left, type Either } from 'fp-ts/lib/Either.js';

import { nameOfSource, recordingBytes, type RecordingSource } from './recordingBytes.js';
import { RecordingError, type RecordingFault } from './recordingError.js';
import { EndlessLine, MAX_LINE_BYTES, recordingText } from './recordingText.js';

/** What the JSON of a line (0-based) holds; left: why it is none of those. */
export type ReadLine<T> = (json: unknown, line: number) => Either<string, T>;

/**
 * What the lines of a source hold, each of them one JSON value: as many at a time as a chunk of the source held, read only
 * when asked for. `signal` ends it.
 *
 * Throws a {@link RecordingError} at the first line that cannot be read, after what the lines before it hold.
 */
export async function* jsonLines<T>(
  source: RecordingSource,
  signal: AbortSignal,
  readLine: ReadLine<T>,
): AsyncGenerator<readonly T[]> {
  const file = nameOfSource(source);
  const reader = new LineReader(file, readLine);
  try {
    for await (const text of recordingText(recordingBytes(source, signal))) {
      const items = reader.read(text);
      if (items.length > 0) yield items;
      if (reader.error !== undefined) break;
    }
  } catch (error) {
    throw recordingError(error, file, reader.lines + 1);
  }
  if (reader.error !== undefined) throw reader.error;
}

/** Some editors put it at the start of a text. */
const BYTE_ORDER_MARK = '\uFEFF';

class LineReader<T> {
  /** How many lines have been read. */
  lines = 0;

  /** What is wrong with the line after the last one that was read. */
  error: RecordingError | undefined;

  /** The first of the empty lines read last, 1-based: they may end a source, and be nowhere else in it. */
  #empty: number | undefined;

  constructor(
    readonly file: string,
    readonly readLine: ReadLine<T>,
  ) {}

  read(text: string): readonly T[] {
    const items: T[] = [];
    const marked = this.lines === 0 && text.startsWith(BYTE_ORDER_MARK);
    for (let start = marked ? BYTE_ORDER_MARK.length : 0; start <= text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const line = text.slice(start, end);
      start = end + 1;
      if (/^\s*$/.test(line)) {
        this.#empty ??= this.lines + 1;
      } else {
        const item = this.#readLine(line);
        if (isLeft(item)) {
          this.error = item.left;
          break;
        }
        items.push(item.right);
      }
      this.lines++;
    }
    return items;
  }

  #readLine(text: string): Either<RecordingError, T> {
    if (this.#empty !== undefined) return left(this.#refused('noJson', this.#empty, 'an empty line'));
    const line = this.lines + 1;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      return left(this.#refused('noJson', line, `no JSON: ${messageOf(error)}`, error));
    }
    const item = this.readLine(json, this.lines);
    return isLeft(item) ? left(this.#refused('wrongShape', line, item.left)) : item;
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
