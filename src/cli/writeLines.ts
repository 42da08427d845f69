import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

/** How much is written at once, in characters: large, because each is a call of the operating system. */
const PIECE = 64 * 1024;

/**
 * Writes lines, taken one by one, no faster than they are read: memory does not grow with their number, and signals and a
 * reader that goes away are heard between two pieces.
 */
export async function writeLines(output: Writable, lines: Iterable<string>): Promise<void> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    output.write(piece);
    piece = '';
    await drained(output);
  }
  if (piece !== '') output.write(piece);
}

/** Until what is written has been read, or nearly; a turn of the event loop at least. */
export async function drained(output: Writable): Promise<void> {
  if (output.writableNeedDrain) await once(output, 'drain');
  else await turn();
}
