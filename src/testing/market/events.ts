import * as t from 'io-ts';

import type { SequenceError } from '../../domain/errors.js';
import type { AnyDiff, AnySnapshot } from '../../domain/messages.js';
import type { SequenceEvent } from '../../sequence/sequenceEvent.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { causeJson, readCause, SEQUENCE_ERRORS } from './causes.js';
import { closed } from './closed.js';
import { readByFirstKey, type Reader } from './readByFirstKey.js';
import { inputJson, readFailed, readRequested } from './inputs.js';
import { readOrThrow, within } from './marbleJsonError.js';
import {
  anyDiffJson,
  anySnapshotJson,
  DIFF_READERS,
  readDiff,
  readSnapshot,
  SNAPSHOT_READERS,
} from './bookMessages.js';
import { toTrade, tradeFields, tradeJson } from './messages.js';
import { count, fieldsJson, milliseconds, unless } from './scalars.js';

const diffs = t.UnknownArray;
const joinedFields = closed({ joined: t.unknown }, { diffs, stale: count });
const healedFields = closed({ healed: t.unknown }, { diffs });
const appliedFields = closed({ applied: t.unknown }, {});
const staleFields = closed({ stale: t.unknown }, {});
const heldFields = closed({ held: t.unknown, waiting: count }, {});
const unsyncedFields = closed({ unsynced: t.unknown }, {});
const tradedFields = closed({ traded: tradeFields }, {});
const staleReaders = { ...DIFF_READERS, ...SNAPSHOT_READERS.stream };

const readDiffs = (json: readonly unknown[], moment: MarbleMoment): readonly AnyDiff[] =>
  json.map((diff, at) => within(`diffs[${at}]`, () => readDiff(diff, moment)));

/** The events of a sequencer, by their first key. */
export const EVENT_READERS = {
  joined: (json, moment) => {
    const { joined, diffs = [], stale = 0 } = readOrThrow(joinedFields, json);
    const snapshot = within('joined', () => readSnapshot(joined, moment, 'stream'));
    return { _tag: 'joined', snapshot, diffs: readDiffs(diffs, moment), stale };
  },
  healed: (json, moment) => {
    const { healed, diffs = [] } = readOrThrow(healedFields, json);
    const snapshot = within('healed', () => readSnapshot(healed, moment, 'request'));
    return { _tag: 'healed', snapshot, diffs: readDiffs(diffs, moment) };
  },
  applied: (json, moment) => ({
    _tag: 'applied',
    diff: within('applied', () => readDiff(readOrThrow(appliedFields, json).applied, moment)),
  }),
  stale: (json, moment) => ({
    _tag: 'stale',
    message: within('stale', () =>
      readByFirstKey<AnyDiff | AnySnapshot>(staleReaders, readOrThrow(staleFields, json).stale, moment),
    ),
  }),
  held: (json, moment) => {
    const { held, waiting } = readOrThrow(heldFields, json);
    return { _tag: 'held', diff: within('held', () => readDiff(held, moment)), waiting };
  },
  unsynced: (json, moment) => ({
    _tag: 'unsynced',
    diff: within('unsynced', () => readDiff(readOrThrow(unsyncedFields, json).unsynced, moment)),
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
        joined: anySnapshotJson(event.snapshot, moment, 'stream'),
        diffs: event.diffs.length === 0 ? undefined : event.diffs.map((diff) => anyDiffJson(diff, moment)),
        stale: unless(event.stale, 0),
      });
    case 'healed':
      return fieldsJson({
        healed: anySnapshotJson(event.snapshot, moment, 'request'),
        diffs: event.diffs.length === 0 ? undefined : event.diffs.map((diff) => anyDiffJson(diff, moment)),
      });
    case 'applied':
      return { applied: anyDiffJson(event.diff, moment) };
    case 'stale':
      return { stale: inputJson(event.message, moment) };
    case 'held':
      return { held: anyDiffJson(event.diff, moment), waiting: event.waiting };
    case 'unsynced':
      return { unsynced: anyDiffJson(event.diff, moment) };
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
