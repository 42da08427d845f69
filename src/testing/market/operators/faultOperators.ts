import * as t from 'io-ts';

import type { Origin } from '../../../domain/origin.js';
import {
  corruptSome,
  cutSome,
  delaySome,
  dropSome,
  duplicateSome,
  interruptionAfter,
  reorderSome,
  stallSome,
} from '../../faults/index.js';
import type { MarbleOperatorFunction, MarbleOperatorWithCodecs } from '../../marbleOperator.js';
import { bookMarbles } from '../bookMarbles.js';
import { closed, isRecord, type Closed } from '../closed.js';
import { MarbleJsonError } from '../marbleJsonError.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { count, exactly } from '../scalars.js';

const hits = { seed: count, rate: t.number };
const only = { only: t.array(t.string) };
const range = exactly(t.tuple([count, count], '[min, max]'));

/** A fault operator for marble files: its source may hold whatever `bookMarbles` reads, and texts. */
function faultOperator<R extends t.Props, O extends t.Props>(
  required: R,
  optional: O,
  make: (options: Closed<R, O>) => MarbleOperatorFunction,
): MarbleOperatorWithCodecs {
  const operator = marketOperator({
    source: {},
    required: { options: closed(required, optional) },
    make: ({ options }) => make(options),
  });
  return { ...operator, input: bookMarbles.input };
}

/** The options with a function for the list of texts: a value is one of them, or its tag is. */
const withOnly = <O extends { readonly only?: readonly string[] }>({ only: texts, ...options }: O) => ({
  ...options,
  ...(texts && {
    only: (value: unknown) => texts.some((text) => text === (isRecord(value) ? value['_tag'] : value)),
  }),
});

const corrupt = (value: unknown): unknown => {
  if (typeof value !== 'string') throw new MarbleJsonError('only texts can be corrupted here');
  return `${value}?`;
};

/** Those of `faults`. */
export const faultOperators = {
  corruptSome: faultOperator(hits, only, (options) => corruptSome({ ...withOnly(options), corrupt })),
  cutSome: faultOperator(hits, { ...only, lose: range, mark: t.boolean }, ({ mark = false, ...options }) =>
    cutSome<Origin, unknown>({ ...withOnly(options), ...(mark && { mark: interruptionAfter }) }),
  ),
  delaySome: faultOperator({ ...hits, delayMs: range }, { ...only, keepOrder: t.boolean }, (options) =>
    delaySome(withOnly(options)),
  ),
  dropSome: faultOperator(hits, only, (options) => dropSome(withOnly(options))),
  duplicateSome: faultOperator(hits, { ...only, after: range }, (options) =>
    duplicateSome(withOnly(options)),
  ),
  reorderSome: faultOperator({ ...hits, by: count }, only, (options) => reorderSome(withOnly(options))),
  stallSome: faultOperator({ ...hits, stallMs: range }, { ...only, lose: t.boolean }, (options) =>
    stallSome(withOnly(options)),
  ),
} satisfies OperatorTable;
