import { gunzipSync, inflateRawSync } from 'node:zlib';

import type { Inflate } from '../connector/index.js';

/** The longest text that a frame may have, in bytes: far above any snapshot, far below what fills the memory. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

const LIMITS = { maxOutputLength: MAX_TEXT_BYTES };

/** {@link Inflate} by Node's zlib. Throws where more than 64 MiB would come out, or what comes out is no UTF-8. */
export const nodeInflate: Inflate = {
  gunzip: (bytes) => textOf(gunzipSync(bytes, LIMITS)),
  inflateRaw: (bytes) => textOf(inflateRawSync(bytes, LIMITS)),
};

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const textOf = (bytes: Uint8Array): string => UTF8.decode(bytes);
