import { excerptOf } from '../../codec/faults.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { isRecord } from './closed.js';
import { MarbleJsonError } from './marbleJsonError.js';

/** A JSON object. */
type JsonRecord = Readonly<Record<string, unknown>>;

/** Reads one kind of object. `title` is that of the input diagram. */
export type Reader<T> = (json: JsonRecord, moment: MarbleMoment, title?: string) => T;

/** Reads an object whose first key says what it is. Throws a {@link MarbleJsonError} that names the known keys. */
export function readByFirstKey<T>(
  readers: Readonly<Record<string, Reader<T>>>,
  json: unknown,
  moment: MarbleMoment,
  title?: string,
): T {
  const known = Object.keys(readers).join(', ');
  if (!isRecord(json))
    throw new MarbleJsonError(`${excerptOf(json)} instead of an object with first key ${known}`);
  const first = Object.keys(json)[0];
  const reader = first !== undefined && Object.hasOwn(readers, first) ? readers[first] : undefined;
  if (reader === undefined) {
    throw new MarbleJsonError(`the first key says what ${excerptOf(json)} is: one of ${known}`);
  }
  return reader(json, moment, title);
}
