import type { Context, Errors, ValidationError } from 'io-ts';
import { isLosslessNumber } from 'lossless-json';

import type { FrameFault } from '../domain/errors.js';

const VALUE_LENGTH = 80;

/** More faults of a frame than these are not told one by one. */
const MOST_FAULTS = 10;

/**
 * The faults that a codec found, the first ten, each with its path from the frame's root, the value there and what was
 * expected.
 */
export const faultsOf = (errors: Errors): readonly FrameFault[] => errors.slice(0, MOST_FAULTS).map(faultOf);

function faultOf(error: ValidationError): FrameFault {
  const last = error.context[error.context.length - 1];
  return {
    path: pathOf(error.context),
    value: excerptOf(error.value),
    expected: error.message ?? last?.type.name ?? 'something else',
  };
}

/** Members of unions and intersections are entered by number, which is no place in the frame. */
function pathOf(context: Context): string {
  let path = '';
  context.forEach((entry, at) => {
    const parent: unknown = context[at - 1]?.type;
    const tag = typeof parent === 'object' && parent !== null && '_tag' in parent ? parent._tag : undefined;
    if (entry.key === '' || tag === 'UnionType' || tag === 'IntersectionType') return;
    if (/^\d+$/.test(entry.key)) path += `[${entry.key}]`;
    else path += path === '' ? entry.key : `.${entry.key}`;
  });
  return path;
}

/** A value as JSON, numbers as they came, cut to 80 characters. Neither its size nor its depth matters. */
export function excerptOf(value: unknown): string {
  const text = write(value, VALUE_LENGTH + 1);
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}...` : text;
}

/** The JSON of a value, or more than `room` characters that it starts with: every level of nesting takes one. */
function write(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, Math.max(0, room)));
  if (typeof value === 'bigint' || isLosslessNumber(value)) return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const list = Array.isArray(value);
  let text = list ? '[' : '{';
  for (const [key, part] of Object.entries(value)) {
    if (text.length > room) return text;
    if (text.length > 1) text += ',';
    if (!list) text += `${write(key, room - text.length)}:`;
    text += write(part, room - text.length);
  }
  return text + (list ? ']' : '}');
}
