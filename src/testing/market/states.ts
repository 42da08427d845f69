import * as t from 'io-ts';

import type { BookState, GapState, LiveState } from '../../book/bookState.js';
import { excerptOf } from '../../codec/faults.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { bookFields, bookJson, toBook } from './books.js';
import { causeJson, readCause, SNAPSHOT_UNAVAILABLE, STATUS_CAUSES } from './causes.js';
import { closed, type Closed } from './closed.js';
import type { Reader } from './readByFirstKey.js';
import { MarbleJsonError } from './marbleJsonError.js';
import { count, fieldsJson, milliseconds, unless } from './scalars.js';

const required = { status: t.string };
const timed = { venueTime: milliseconds, receivedAt: milliseconds, ageMs: milliseconds };
const liveRequired = { ...required, book: bookFields };
const liveOptional = {
  ...timed,
  generation: count,
  missingDeletes: count,
  expectedChecksum: t.number,
  mismatch: closed({ expected: t.number, computed: t.number }, {}),
};
const notLiveOptional = { ...timed, lastBook: bookFields };
const gapOptional = { ...notLiveOptional, snapshotFailure: closed(SNAPSHOT_UNAVAILABLE.required, {}) };

/** What is known of a book: `{"status":"gap","cause":"diffGap","last":11,"firstId":13}`. */
export const readState: Reader<BookState> = (json, moment) => {
  const { status } = json;
  if (typeof status !== 'string' || !Object.hasOwn(STATUS_CAUSES, status)) {
    const known = Object.keys(STATUS_CAUSES).join(', ');
    throw new MarbleJsonError(`status: ${excerptOf(status)} instead of one of ${known}`);
  }
  const table = STATUS_CAUSES[status as BookState['status']];
  if (status === 'live') {
    const { cause, rest } = readCause<LiveState['cause'], typeof liveRequired, typeof liveOptional>(
      json,
      'cause',
      table,
      liveRequired,
      liveOptional,
    );
    return toLive(cause, rest, moment);
  }
  const optional: typeof gapOptional | typeof notLiveOptional =
    status === 'gap' ? gapOptional : notLiveOptional;
  const { cause, rest } = readCause<BookState['cause'], typeof required, typeof gapOptional>(
    json,
    'cause',
    table,
    required,
    optional as typeof gapOptional,
  );
  // The table of the status has let no other cause pass.
  return { status, cause, ...toNotLive(rest, moment), ...gapFields(status, rest) } as BookState;
};

function toLive(
  cause: LiveState['cause'],
  json: Closed<typeof liveRequired, typeof liveOptional>,
  moment: MarbleMoment,
): LiveState {
  const { ageMs = 0, generation = 1, missingDeletes = 0, expectedChecksum } = json;
  const book = toBook(json.book, { frame: moment.frame - ageMs }, moment);
  const { venueTime = book.venueTime, receivedAt = book.receivedAt } = json;
  const mismatch = json.mismatch && ({ _tag: 'checksumMismatch', ...json.mismatch } as const);
  return {
    status: 'live',
    cause,
    book,
    venueTime,
    receivedAt,
    ageMs,
    generation,
    missingDeletes,
    expectedChecksum,
    mismatch,
  };
}

function toNotLive(json: Closed<typeof required, typeof notLiveOptional>, moment: MarbleMoment) {
  const lastBook =
    json.lastBook && toBook(json.lastBook, { frame: moment.frame - (json.ageMs ?? 0) }, moment);
  return {
    lastBook,
    venueTime: json.venueTime ?? lastBook?.venueTime,
    receivedAt: json.receivedAt ?? lastBook?.receivedAt,
    ageMs: json.ageMs ?? (lastBook && 0),
  };
}

const gapFields = (
  status: string,
  { snapshotFailure }: Closed<typeof required, typeof gapOptional>,
): Partial<Pick<GapState, 'snapshotFailure'>> =>
  status !== 'gap'
    ? {}
    : {
        snapshotFailure: snapshotFailure && {
          _tag: 'snapshotUnavailable',
          attempts: snapshotFailure['attempts'] as number,
          error: snapshotFailure['error'],
        },
      };

/** The JSON of what is known of a book. */
export function stateJson(state: BookState, moment: MarbleMoment): Json {
  const { status, cause, ageMs } = state;
  const bookMoment = { frame: moment.frame - (ageMs ?? 0) };
  const head = { status, cause: cause._tag, ...causeJson(cause) };
  const book = state.status === 'live' ? state.book : state.lastBook;
  const bookField = book && bookJson(book, bookMoment, moment);
  const times = {
    venueTime: unless(state.venueTime, book?.venueTime),
    receivedAt: unless(state.receivedAt, book?.receivedAt),
    ageMs: unless(ageMs, book && 0),
  };
  if (state.status !== 'live') {
    const failure = state.status === 'gap' ? state.snapshotFailure : undefined;
    const snapshotFailure = failure && fieldsJson(causeJson(failure));
    return fieldsJson({ ...head, lastBook: bookField, ...times, snapshotFailure });
  }
  return fieldsJson({
    ...head,
    book: bookField,
    ...times,
    generation: unless(state.generation, 1),
    missingDeletes: unless(state.missingDeletes, 0),
    expectedChecksum: state.expectedChecksum,
    mismatch: state.mismatch && fieldsJson(causeJson(state.mismatch)),
  });
}
