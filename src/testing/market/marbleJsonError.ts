import type { Type } from 'io-ts';

import { faultsOf } from '../../codec/faults.js';

/** One fault of a piece of JSON: where, from its root, and what is wrong there. */
interface JsonFault {
  readonly path: string;
  readonly what: string;
}

/** JSON of a marble file that stands for nothing we know. */
export class MarbleJsonError extends Error {
  override readonly name = 'MarbleJsonError';
  /** The faults that the message tells. */
  readonly faults: readonly JsonFault[];

  constructor(faults: string | readonly JsonFault[]) {
    const all = typeof faults === 'string' ? [{ path: '', what: faults }] : faults;
    super(all.map(({ path, what }) => (path === '' ? what : `${path}: ${what}`)).join('; '));
    this.faults = all;
  }
}

/** Reads JSON by a codec. Throws a {@link MarbleJsonError} that names each fault: place, value, what was expected. */
export function readOrThrow<A>(codec: Type<A, unknown, unknown>, json: unknown): A {
  const result = codec.decode(json);
  if (result._tag === 'Right') return result.right;
  throw new MarbleJsonError(
    faultsOf(result.left).map(({ path, value, expected }) => ({
      path,
      what: `${value} instead of ${expected}`,
    })),
  );
}

/** What `read` gives; its faults are told as those of the part at `place`. */
export function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MarbleJsonError)) throw error;
    const joined = (path: string) =>
      path === '' || path.startsWith('[') ? place + path : `${place}.${path}`;
    throw new MarbleJsonError(error.faults.map(({ path, what }) => ({ path: joined(path), what })));
  }
}
