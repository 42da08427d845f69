const NEWLINE = 10;

/** A line that has not ended after so many bytes; the longest that occur are snapshots of a few MB. */
export class EndlessLine extends Error {
  override readonly name = 'EndlessLine';
}

/** 64 MiB. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/**
 * Cuts bytes into texts of whole lines, each text with its last newline removed; what follows the last newline comes
 * last, also where it is empty. A text is a chunk's lines together, because decoding them one by one takes longer.
 *
 * Throws an {@link EndlessLine} rather than keep more than `MAX_LINE_BYTES` waiting for a newline.
 */
export async function* recordingText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes > MAX_LINE_BYTES) throw new EndlessLine();
      continue;
    }
    yield textOf([...waiting, chunk.subarray(0, end)]);
    waiting = [chunk.subarray(end + 1)];
    waitingBytes = chunk.length - end - 1;
  }
  yield textOf(waiting);
}

function textOf(parts: readonly Uint8Array[]): string {
  const [only] = parts;
  const whole =
    parts.length === 1 && only !== undefined
      ? Buffer.from(only.buffer, only.byteOffset, only.length)
      : Buffer.concat(parts);
  return whole.toString('utf8');
}
