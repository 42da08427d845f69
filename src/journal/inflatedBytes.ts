import { createGunzip } from 'node:zlib';

/** What one step of inflating gives at most: large, because each is a trip to another thread. */
const INFLATED_BYTES = 256 * 1024;

/** What is inflated in one go, so that where that fails the search for the fault is short. */
const PIECE_BYTES = 32 * 1024;

/** How the bytes before a fault are found again. */
export interface InflateOptions {
  /** Opens the same bytes from their start; where it is not given, they are inflated twice as they come. */
  readonly reopen?: () => AsyncIterator<Uint8Array>;
}

/**
 * Inflates gzip, read only as fast as it is asked for. Throws what zlib says about damaged data, data that is cut off
 * or bytes after the last member, after all that could be inflated before it.
 *
 * zlib keeps what it inflated in a step that fails to itself. So a second inflater goes up to the piece that failed and
 * takes that byte by byte: what comes out of each before the fault is safe.
 */
export async function* inflatedBytes(
  chunks: AsyncIterator<Uint8Array>,
  { reopen }: InflateOptions = {},
): AsyncGenerator<Uint8Array> {
  const pieces = piecesOf(chunks);
  const inflater = new Inflater();
  const follower = new Inflater();
  let following: Promise<void> | undefined;
  let writing: Promise<void> | undefined;
  let piece: Uint8Array = new Uint8Array();
  /** Compressed bytes before that piece. */
  let before = 0;
  try {
    for (;;) {
      // While one piece's bytes are used the next one is inflated.
      const next = await pieces.next();
      await writing;
      const parts = inflater.take();
      if (inflater.over || next.done === true) {
        yield* parts;
        break;
      }
      if (reopen === undefined) {
        await following;
        follower.take();
        following = follower.write(piece);
      }
      before += piece.length;
      piece = next.value;
      writing = inflater.write(piece);
      yield* parts;
    }
    if (!inflater.over) {
      await inflater.end();
      yield* inflater.take();
    } else if (inflater.failure !== undefined) {
      if (reopen === undefined) await following;
      else await follow(follower, piecesOf(reopen()), before);
      follower.take();
      for (let at = 0; at < piece.length && !follower.over; at++) {
        await follower.write(piece.subarray(at, at + 1));
        const fresh = follower.takeAfter(inflater.taken);
        if (fresh.length > 0) yield fresh;
      }
    }
    if (inflater.failure !== undefined) throw inflater.failure;
  } finally {
    inflater.destroy();
    follower.destroy();
  }
}

/** Inflates so many compressed bytes, for what the inflater remembers of them. */
async function follow(inflater: Inflater, pieces: AsyncGenerator<Uint8Array>, bytes: number): Promise<void> {
  let left = bytes;
  for await (const piece of pieces) {
    if (left === 0 || inflater.over) break;
    const part = piece.subarray(0, left);
    await inflater.write(part);
    inflater.take();
    left -= part.length;
  }
}

async function* piecesOf(chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}

/** zlib, written to piece by piece. */
class Inflater {
  /** How many inflated bytes have been taken. */
  taken = 0;
  failure: Error | undefined;

  readonly #gunzip = createGunzip({ chunkSize: INFLATED_BYTES });
  #parts: Uint8Array[] = [];
  #ended = false;
  #settle = () => {};

  constructor() {
    this.#gunzip.on('data', (part: Buffer) => this.#parts.push(part));
    this.#gunzip.on('error', (error) => (this.failure = error));
    this.#gunzip.on('end', () => {
      this.#ended = true;
      this.#settle();
    });
    this.#gunzip.on('close', () => this.#settle());
  }

  /** Whether it takes no more: it failed, or zeros fill up the space after the last member. */
  get over(): boolean {
    return this.failure !== undefined || this.#ended;
  }

  /** A write that fails, or that is more than there was to inflate, is never called back. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#gunzip.write(bytes, () => resolve());
    });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#gunzip.end();
    });
  }

  /** What has been inflated since the last time. */
  take(): readonly Uint8Array[] {
    const parts = this.#parts;
    this.#parts = [];
    for (const part of parts) this.taken += part.length;
    return parts;
  }

  /** The same, without what belongs to the first `bytes` of all. */
  takeAfter(bytes: number): Uint8Array {
    const start = this.taken;
    return Buffer.concat(this.take()).subarray(Math.max(0, bytes - start));
  }

  destroy(): void {
    this.#gunzip.destroy();
  }
}
