import { gunzipSync, inflateRawSync } from 'node:zlib';

import type { Inflate } from '../connector/index.js';

/** The longest text that a frame may have, in bytes: far above any snapshot, far below what fills the memory. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/** `info`: tell how many bytes were read as well. */
const OPTIONS = { maxOutputLength: MAX_TEXT_BYTES, info: true };

/**
 * {@link Inflate} by Node's zlib. Throws where more than 64 MiB would come out, where bytes follow the compressed data,
 * or where what comes out is no UTF-8.
 */
export const nodeInflate: Inflate = {
  gunzip: (bytes) => textOf(gunzipSync(bytes, OPTIONS), bytes),
  inflateRaw: (bytes) => textOf(inflateRawSync(bytes, OPTIONS), bytes),
};

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** zlib passes over what follows the data: a frame that has more in it is not the one that was sent. */
function textOf(inflated: object, bytes: Uint8Array): string {
  if (!isInfo(inflated)) throw new TypeError('zlib told nothing of what it read');
  const { buffer, engine } = inflated;
  if (engine.bytesWritten < bytes.length) {
    throw new RangeError(`${bytes.length - engine.bytesWritten} bytes after the end`);
  }
  return UTF8.decode(buffer);
}

/** What zlib returns under `info`, which its types leave out. */
interface Info {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

const isInfo = (inflated: object): inflated is Info => 'engine' in inflated;
