import type * as t from 'io-ts';

import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment, MarbleOperatorFunction, MarbleOperatorWithCodecs } from '../marbleOperator.js';
import { closed, type Closed } from './closed.js';
import { readByFirstKey, type Reader } from './readByFirstKey.js';
import { INPUT_READERS, SNAPSHOTS } from './inputs.js';
import { MarbleJsonError, readOrThrow } from './marbleJsonError.js';
import { valueJson } from './valueJson.js';

/** Operators for marble files, by name. */
export type OperatorTable = Readonly<Record<string, MarbleOperatorWithCodecs>>;

/** What an operator of ours takes in a marble file. */
export interface MarketOperatorSpec<R extends t.Props, O extends t.Props> {
  /** What its source may hold; whatever the codecs of the file read where left out. */
  readonly source?: Readonly<Record<string, Reader<unknown>>>;
  /** Its arguments, by name, in order; those that must be given first. */
  readonly required?: R;
  readonly optional?: O;
  readonly make: (args: Closed<R, O>) => MarbleOperatorFunction;
}

const { snapshot, orderSnapshot, snapshotFailed } = INPUT_READERS;
const ANSWERS: Readonly<Record<string, Reader<unknown>>> = { snapshot, orderSnapshot, snapshotFailed };

/** An operator of ours for marble files: strict about its arguments and about what its inputs hold. */
export function marketOperator<R extends t.Props = object & t.Props, O extends t.Props = object & t.Props>({
  source,
  required,
  optional,
  make,
}: MarketOperatorSpec<R, O>): MarbleOperatorWithCodecs {
  const names = [...Object.keys(required ?? {}), ...Object.keys(optional ?? {})];
  const codec = closed(required ?? ({} as R), optional ?? ({} as O));
  return {
    operator: (...given: readonly unknown[]) => {
      if (given.length > names.length) {
        throw new MarbleJsonError(`${given.length} arguments instead of (${names.join(', ')})`);
      }
      return make(readOrThrow(codec, Object.fromEntries(given.map((arg, at) => [names[at], arg]))));
    },
    ...(source && {
      input: (json: Json, title: string | undefined, moment: MarbleMoment) =>
        readByFirstKey(title === SNAPSHOTS ? ANSWERS : source, json, moment, title),
    }),
    output: valueJson,
  };
}
