import type { Type } from 'io-ts';

import { faultsOf } from '../../codec/faults.js';

/** JSON of a marble file that stands for nothing we know. */
export class MarbleJsonError extends Error {
  override readonly name = 'MarbleJsonError';
}

/** Reads JSON by a codec. Throws a {@link MarbleJsonError} that names each fault: place, value, what was expected. */
export function readOrThrow<A>(codec: Type<A, unknown, unknown>, json: unknown): A {
  const result = codec.decode(json);
  if (result._tag === 'Right') return result.right;
  throw new MarbleJsonError(
    faultsOf(result.left)
      .map(({ path, value, expected }) => `${path === '' ? '' : `${path}: `}${value} instead of ${expected}`)
      .join('; '),
  );
}
