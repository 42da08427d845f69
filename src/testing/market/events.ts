import * as t from 'io-ts';

import type { SequenceError } from '../../domain/errors.js';
import type { BookDiff, BookSnapshot } from '../../domain/messages.js';
import type { SequenceEvent } from '../../sequence/sequenceEvent.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { causeJson, readCause, SEQUENCE_ERRORS } from './causes.js';
import { closed } from './closed.js';
import { readByFirstKey, type Reader } from './readByFirstKey.js';
import { INPUT_READERS, inputJson, readFailed, readRequested } from './inputs.js';
import { readOrThrow } from './marbleJsonError.js';
import {
  diffFields,
  diffJson,
  snapshotFields,
  snapshotJson,
  toDiff,
  toSnapshot,
  toTrade,
  tradeFields,
  tradeJson,
} from './messages.js';
import { count, fieldsJson, milliseconds, unless } from './scalars.js';

const diffs = t.array(diffFields);
const joinedFields = closed({ joined: snapshotFields }, { diffs, stale: count });
const healedFields = closed({ healed: snapshotFields }, { diffs });
const appliedFields = closed({ applied: diffFields }, {});
const staleFields = closed({ stale: t.unknown }, {});
const heldFields = closed({ held: diffFields, waiting: count }, {});
const unsyncedFields = closed({ unsynced: diffFields }, {});
const tradedFields = closed({ traded: tradeFields }, {});
const staleReaders = { diff: INPUT_READERS.diff, snapshot: INPUT_READERS.snapshot };

/** The events of a sequencer, by their first key. */
export const EVENT_READERS = {
  joined: (json, moment) => {
    const { joined, diffs = [], stale = 0 } = readOrThrow(joinedFields, json);
    const snapshot = toSnapshot(joined, moment, 'stream');
    return { _tag: 'joined', snapshot, diffs: diffs.map((diff) => toDiff(diff, moment)), stale };
  },
  healed: (json, moment) => {
    const { healed, diffs = [] } = readOrThrow(healedFields, json);
    const snapshot = toSnapshot(healed, moment, 'request');
    return { _tag: 'healed', snapshot, diffs: diffs.map((diff) => toDiff(diff, moment)) };
  },
  applied: (json, moment) => ({
    _tag: 'applied',
    diff: toDiff(readOrThrow(appliedFields, json).applied, moment),
  }),
  stale: (json, moment) => ({
    _tag: 'stale',
    message: readByFirstKey<BookDiff | BookSnapshot>(
      staleReaders,
      readOrThrow(staleFields, json).stale,
      moment,
    ),
  }),
  held: (json, moment) => {
    const { held, waiting } = readOrThrow(heldFields, json);
    return { _tag: 'held', diff: toDiff(held, moment), waiting };
  },
  unsynced: (json, moment) => ({
    _tag: 'unsynced',
    diff: toDiff(readOrThrow(unsyncedFields, json).unsynced, moment),
  }),
  gap: (json, { frame }) => {
    const optional = { receivedAt: milliseconds };
    const { cause, rest } = readCause<SequenceError>(json, 'gap', SEQUENCE_ERRORS, {}, optional);
    const { receivedAt = frame } = rest as { receivedAt?: number };
    return { _tag: 'gap', cause, receivedAt };
  },
  traded: (json, moment) => ({
    _tag: 'traded',
    trade: toTrade(readOrThrow(tradedFields, json).traded, moment),
  }),
  snapshotRequested: readRequested,
  snapshotFailed: readFailed,
} satisfies Record<SequenceEvent['_tag'], Reader<SequenceEvent>>;

/** The JSON of a sequencer's event. */
export function eventJson(event: SequenceEvent, moment: MarbleMoment): Json {
  switch (event._tag) {
    case 'joined':
      return fieldsJson({
        joined: snapshotJson(event.snapshot, moment, 'stream'),
        diffs: event.diffs.length === 0 ? undefined : event.diffs.map((diff) => diffJson(diff, moment)),
        stale: unless(event.stale, 0),
      });
    case 'healed':
      return fieldsJson({
        healed: snapshotJson(event.snapshot, moment, 'request'),
        diffs: event.diffs.length === 0 ? undefined : event.diffs.map((diff) => diffJson(diff, moment)),
      });
    case 'applied':
      return { applied: diffJson(event.diff, moment) };
    case 'stale':
      return { stale: inputJson(event.message, moment) };
    case 'held':
      return { held: diffJson(event.diff, moment), waiting: event.waiting };
    case 'unsynced':
      return { unsynced: diffJson(event.diff, moment) };
    case 'gap':
      return fieldsJson({
        gap: event.cause._tag,
        ...causeJson(event.cause),
        receivedAt: unless(event.receivedAt, moment.frame),
      });
    case 'traded':
      return { traded: tradeJson(event.trade, moment) };
    case 'snapshotRequested':
    case 'snapshotFailed':
      return inputJson(event, moment);
  }
}
