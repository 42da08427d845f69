import type { Context, Errors, ValidationError } from 'io-ts';

import type { FrameFault } from '../domain/errors.js';

const VALUE_LENGTH = 80;

/** The faults that a codec found, each with its path from the frame's root, the value there and what was expected. */
export const faultsOf = (errors: Errors): readonly FrameFault[] => errors.map(faultOf);

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

/** A value as JSON, cut to 80 characters. */
export function excerptOf(value: unknown): string {
  const text =
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ??
    'undefined';
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}...` : text;
}
