import * as t from 'io-ts';

import { connectionId, type ConnectionId, type SequenceId } from '../../domain/ids.js';
import type { FeedError } from '../../domain/errors.js';
import type {
  BookInput,
  BookSnapshot,
  FeedInterrupted,
  SnapshotFailed,
  SnapshotRequested,
} from '../../domain/messages.js';
import type { FrameRepeated } from '../../domain/contents.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { causeJson, errorJson, FEED_ERRORS, readCause } from './causes.js';
import { closed } from './closed.js';
import { droppedJson, LISTING_READERS, listingChangeJson, readDropped } from './listings.js';
import type { Reader } from './readByFirstKey.js';
import { readOrThrow } from './marbleJsonError.js';
import { anyDiffJson, anySnapshotJson, DIFF_READERS, SNAPSHOT_READERS } from './bookMessages.js';
import { DEFAULT_CONNECTION, toTrade, tradeFields, tradeJson } from './messages.js';
import { count, fieldsJson, id, idJson, milliseconds, orNull, unless } from './scalars.js';

/** The title of the input diagram whose snapshots answer requests. */
export const SNAPSHOTS = 'snapshots';

const viaOf = (title: string | undefined): BookSnapshot['via'] =>
  title === SNAPSHOTS ? 'request' : 'stream';

const requestedFields = closed({ snapshotRequested: t.literal(true) }, {});
const failedFields = closed({ snapshotFailed: t.unknown }, { attempts: count });

export const readRequested: Reader<SnapshotRequested> = (json) => {
  readOrThrow(requestedFields, json);
  return { _tag: 'snapshotRequested' };
};

export const readFailed: Reader<SnapshotFailed> = (json) => {
  const { snapshotFailed: error, attempts = 1 } = readOrThrow(failedFields, json);
  return { _tag: 'snapshotFailed', cause: { _tag: 'snapshotUnavailable', attempts, error } };
};

const readInterrupted: Reader<FeedInterrupted> = (json, { frame }) => {
  const { cause, rest } = readCause<FeedError>(
    json,
    'cause',
    FEED_ERRORS,
    { interrupted: t.string },
    { receivedAt: milliseconds },
  );
  const { interrupted, receivedAt = frame } = rest as { interrupted: string; receivedAt?: number };
  return { _tag: 'interrupted', connection: connectionId(interrupted), cause, receivedAt };
};

/** The messages of a book, by their first key. */
export const INPUT_READERS = {
  snapshot: (json, moment, title) => SNAPSHOT_READERS[viaOf(title)].snapshot(json, moment),
  orderSnapshot: (json, moment, title) => SNAPSHOT_READERS[viaOf(title)].orderSnapshot(json, moment),
  ...DIFF_READERS,
  trade: (json, moment) => toTrade(readOrThrow(tradeFields, json), moment),
  snapshotRequested: readRequested,
  snapshotFailed: readFailed,
  interrupted: readInterrupted,
  delisted: LISTING_READERS.delisted,
  dropped: readDropped,
} satisfies Record<string, Reader<BookInput>>;

/** The JSON of a book's message. */
export function inputJson(message: BookInput, moment: MarbleMoment): Json {
  switch (message._tag) {
    case 'snapshot':
    case 'orderSnapshot':
      return anySnapshotJson(message, moment, 'stream');
    case 'diff':
    case 'orderDiff':
      return anyDiffJson(message, moment);
    case 'trade':
      return tradeJson(message, moment);
    case 'snapshotRequested':
      return { snapshotRequested: true };
    case 'snapshotFailed': {
      const { error, attempts } = message.cause;
      return fieldsJson({ snapshotFailed: errorJson(error), attempts: unless(attempts, 1) });
    }
    case 'delisted':
      return listingChangeJson(message, moment);
    case 'dropped':
      return droppedJson(message, moment);
    case 'interrupted':
      return fieldsJson({
        interrupted: message.connection,
        cause: message.cause._tag,
        ...causeJson(message.cause),
        receivedAt: unless(message.receivedAt, moment.frame),
      });
  }
}

/** A frame of which only the place in its connection counts; `sequence` is undefined where it has no number. */
export interface NumberedFrame {
  readonly _tag: 'frame';
  readonly connection: ConnectionId;
  readonly sequence: SequenceId | undefined;
  readonly receivedAt: number;
}

const frameFields = closed({ frame: orNull(id) }, { connection: t.string, receivedAt: milliseconds });

export const readFrame: Reader<NumberedFrame> = (json, moment) => {
  const {
    frame,
    connection = DEFAULT_CONNECTION,
    receivedAt = moment.frame,
  } = readOrThrow(frameFields, json);
  return { _tag: 'frame', connection: connectionId(connection), sequence: frame ?? undefined, receivedAt };
};

/** The JSON of a numbered frame, or of its repetition. */
export const frameJson = (frame: NumberedFrame | FrameRepeated, moment: MarbleMoment): Json => {
  const sequence = frame.sequence === undefined ? null : idJson(frame.sequence);
  const connection = unless<string>(frame.connection, DEFAULT_CONNECTION);
  return frame._tag === 'frameRepeated'
    ? fieldsJson({ frameRepeated: sequence, connection })
    : fieldsJson({ frame: sequence, connection, receivedAt: unless(frame.receivedAt, moment.frame) });
};
