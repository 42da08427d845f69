import * as t from 'io-ts';
import type { Observable } from 'rxjs';

import type { MarbleContext, MarbleOperatorFunction, MarbleOperatorWithCodecs } from '../marbleOperator.js';
import { MarbleJsonError } from './marbleJsonError.js';

/** Operators by name, or by name and arguments: `["contiguous", "buildBook", ["markStale", 5]]`. */
export const pipelineSteps = t.array(
  t.union([t.string, t.array(t.unknown)], 'name, or list of name and arguments'),
);

/** The operators of a pipeline as one. Throws a `MarbleJsonError` at once where one is unknown. */
export function pipelineOf(
  steps: t.TypeOf<typeof pipelineSteps>,
  operators: Readonly<Record<string, MarbleOperatorWithCodecs>>,
): (source: Observable<unknown>, context: MarbleContext) => Observable<unknown> {
  const made = steps.map((step): MarbleOperatorFunction => {
    const [name, ...args]: readonly unknown[] = typeof step === 'string' ? [step] : step;
    const entry = typeof name === 'string' && Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (entry === undefined) {
      const known = Object.keys(operators).join(', ');
      throw new MarbleJsonError(`unknown operator ${JSON.stringify(name)} in a pipeline: known are ${known}`);
    }
    return entry.operator(...(args as never[]));
  });
  return (source, context) =>
    made.reduce((built$: Observable<unknown>, operator) => operator(built$ as never, context), source);
}

/** The name of a pipeline's last operator. */
export function lastStep(steps: t.TypeOf<typeof pipelineSteps>): unknown {
  const last = steps.at(-1);
  return typeof last === 'string' ? last : last?.[0];
}
