import { createReadStream, statSync } from 'node:fs';
import { addAbortSignal, Readable } from 'node:stream';

import { inflatedBytes } from './inflatedBytes.js';

/** A recording that is no file: what it is called in messages, and its bytes, plain or gzip. */
export interface RecordingBytes {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Where a recording is: a path, `-` for standard input, or bytes from elsewhere. */
export type RecordingSource = string | RecordingBytes;

/** What a source is called in messages. */
export const nameOfSource = (source: RecordingSource): string =>
  typeof source !== 'string' ? source.name : source === '-' ? 'standard input' : source;

/** Large enough that the work between two reads outweighs them, small beside the memory of one book. */
const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a source, inflated where they start with gzip's magic bytes, read only as fast as they are asked for.
 * Throws what the file system or zlib says, after all bytes before it. `signal` ends it, also in the middle of a read
 * that never returns.
 */
export async function* recordingBytes(
  source: RecordingSource,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const chunks = open(source, signal);
  try {
    const head = await firstBytes(chunks);
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    const all = joined(head, chunks);
    if (isGzip) {
      const reopen = () => open(source, signal);
      yield* inflatedBytes(all, canReopen(source) ? { reopen } : {});
    } else {
      yield* all;
    }
  } finally {
    await chunks.return?.();
  }
}

function open(source: RecordingSource, signal: AbortSignal): AsyncIterator<Uint8Array> {
  if (typeof source !== 'string') return Readable.from(source.bytes)[Symbol.asyncIterator]();
  const stream = source === '-' ? process.stdin : createReadStream(source, { highWaterMark: CHUNK_BYTES });
  return addAbortSignal(signal, stream)[Symbol.asyncIterator]();
}

/** Pipes and devices give their bytes once. */
const canReopen = (source: RecordingSource): boolean =>
  typeof source === 'string' &&
  source !== '-' &&
  (statSync(source, { throwIfNoEntry: false })?.isFile() ?? false);

async function* joined(head: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => chunks };
}

/** The first two bytes or more; fewer where there are no more. */
async function firstBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const result = await chunks.next();
    if (result.done === true) break;
    parts.push(result.value);
    length += result.value.length;
  }
  return Buffer.concat(parts, length);
}
