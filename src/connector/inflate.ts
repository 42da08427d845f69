/**
 * What a venue needs of the platform to read compressed frames: synchronous, and an error is thrown where the bytes are
 * broken, where others follow them, or where too many come out of them. `nodeInflate` of `orderflow/node` is one; in a
 * browser pako or fflate will do.
 */
export interface Inflate {
  /** The text (UTF-8) of gzip data. */
  readonly gunzip: (bytes: Uint8Array) => string;
  /** The text (UTF-8) of deflate data without a header. */
  readonly inflateRaw: (bytes: Uint8Array) => string;
}
