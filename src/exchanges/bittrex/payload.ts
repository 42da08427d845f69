import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';

import { bytesFromBase64, excerptOf, readJson } from '../../codec/index.js';
import type { Inflate } from '../../connector/index.js';
import type { FrameFault } from '../../domain/errors.js';

const bad = (path: string, value: unknown, expected: string): Either<readonly FrameFault[], never> =>
  E.left([{ path, value: excerptOf(value), expected }]);

/** Prices, sizes and times are texts; the sequences are 32-bit integers. */
export const JSON_READING = 'native';

/**
 * The JSON that a message carries in base64 of deflate data without a header; `path` is its place in the frame, where the
 * fault is said to be.
 */
export function jsonOfPayload(
  payload: unknown,
  path: string,
  inflate: Inflate,
): Either<readonly FrameFault[], unknown> {
  const bytes = typeof payload === 'string' ? bytesFromBase64(payload) : undefined;
  if (bytes === undefined) return bad(path, payload, 'base64 text');
  const text = E.tryCatch(() => inflate.inflateRaw(bytes), reasonOf);
  if (E.isLeft(text)) return bad(path, payload, `base64 of deflate data (${text.left})`);
  const json = readJson(text.right, JSON_READING);
  return E.isLeft(json) ? bad(path, text.right, `JSON (${json.left.message})`) : json;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
