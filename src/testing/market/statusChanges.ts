import * as t from 'io-ts';

import type { StatusChange } from '../../book/statusChanges.js';
import { excerptOf } from '../../codec/faults.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { causeJson, readCause, STATUS_CAUSES } from './causes.js';
import { MarbleJsonError } from './marbleJsonError.js';
import type { Reader } from './readByFirstKey.js';
import { fieldsJson, milliseconds, orNull, unless } from './scalars.js';

type Status = StatusChange['to'];

const STATUSES = Object.keys(STATUS_CAUSES).join(', ');
const isStatus = (value: unknown): value is Status =>
  typeof value === 'string' && Object.hasOwn(STATUS_CAUSES, value);

const status = new t.Type<Status, Status, unknown>(
  'status',
  isStatus,
  (value, context) => (isStatus(value) ? t.success(value) : t.failure(value, context, `one of ${STATUSES}`)),
  t.identity,
);

const required = { to: status };
const optional = {
  from: status,
  changedAt: orNull(milliseconds),
  lastedMs: milliseconds,
  venueTime: milliseconds,
  receivedAt: orNull(milliseconds),
  ageMs: orNull(milliseconds),
};

/** A status that tells no time of itself. */
const changedAtOf = (to: Status, { frame }: MarbleMoment): number | undefined =>
  to === 'syncing' ? undefined : frame;

/** A change of a book's status: `{"to":"gap","from":"live","cause":"diffGap","last":11,"firstId":13,"lastedMs":5}`. */
export const readStatusChange: Reader<StatusChange> = (json, moment) => {
  const { to } = json;
  if (!isStatus(to)) throw new MarbleJsonError(`to: ${excerptOf(to)} instead of one of ${STATUSES}`);
  const { cause, rest } = readCause<StatusChange['cause'], typeof required, typeof optional>(
    json,
    'cause',
    STATUS_CAUSES[to],
    required,
    optional,
  );
  const { from, lastedMs, venueTime } = rest;
  const changedAt = orDefault(rest.changedAt, changedAtOf(to, moment));
  const ageMs = orDefault(rest.ageMs, changedAt === undefined ? undefined : 0);
  const receivedAt = orDefault(rest.receivedAt, receivedAtOf(changedAt, ageMs));
  return { from, to, cause, changedAt, lastedMs, venueTime, receivedAt, ageMs };
};

/** What is meant where nothing is said; null is said where there is none against that. */
const orDefault = (said: number | null | undefined, meantAnyway: number | undefined): number | undefined =>
  said === undefined ? meantAnyway : (said ?? undefined);

const receivedAtOf = (changedAt: number | undefined, ageMs: number | undefined): number | undefined =>
  changedAt === undefined ? undefined : changedAt - (ageMs ?? 0);

/** The JSON of a change of a book's status. */
export function statusChangeJson(change: StatusChange, moment: MarbleMoment): Json {
  const { from, to, cause, changedAt, lastedMs, venueTime, receivedAt, ageMs } = change;
  return fieldsJson({
    to,
    from,
    cause: cause._tag,
    ...causeJson(cause),
    changedAt: unless(changedAt, changedAtOf(to, moment)),
    lastedMs,
    venueTime,
    receivedAt: unless(receivedAt, receivedAtOf(changedAt, ageMs)),
    ageMs: unless(ageMs, changedAt === undefined ? undefined : 0),
  });
}
