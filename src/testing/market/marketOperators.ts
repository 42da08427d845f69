import { Decimal } from 'decimal.js';
import * as t from 'io-ts';
import { filter, map, take, type Observable } from 'rxjs';

import {
  bestQuotes,
  bookChanges,
  buildBook,
  depths,
  liveBooks,
  markStale,
  midPrices,
  needsSnapshot,
  rejectCrossed,
  routeByInstrument,
  verifyChecksum,
  type BookState,
  type InstrumentKey,
  type OrderBook,
} from '../../book/index.js';
import { marketMessages, orderBooks } from '../../connector/index.js';
import type { BookSnapshot, SnapshotFailed } from '../../domain/messages.js';
import {
  contiguous,
  contiguousRule,
  increasing,
  increasingRule,
  linked,
  linkedRule,
  perConnection,
  periodicSnapshots,
  resync,
  sequenceBy,
  snapshotOnly,
  snapshotOnlyRule,
  stampedLocally,
  stampedLocallyRule,
} from '../../sequence/index.js';
import type { MarbleContext, MarbleOperatorWithCodecs } from '../marbleOperator.js';
import { readBook } from './books.js';
import { closed } from './closed.js';
import { CONTENT_READERS } from './contents.js';
import { EVENT_READERS } from './events.js';
import { INPUT_READERS, readFrame, SNAPSHOTS, type NumberedFrame } from './inputs.js';
import { MarbleJsonError } from './marbleJsonError.js';
import { marketOperator } from './marketOperator.js';
import { lastStep, pipelineOf, pipelineSteps } from './pipelineOf.js';
import { count, milliseconds } from './scalars.js';
import { readState } from './states.js';

const RULES = {
  contiguous: contiguousRule,
  increasing: increasingRule,
  linked: linkedRule,
  snapshotOnly: snapshotOnlyRule,
  stampedLocally: stampedLocallyRule,
};

const MESSAGES = INPUT_READERS;
const EVENTS = EVENT_READERS;
const STATES = { status: readState };
const BOOKS = { bids: readBook, asks: readBook };
const FRAMES = { frame: readFrame };
const { snapshot, diff, trade, interrupted } = INPUT_READERS;
const MARKET = { snapshot, diff, trade, interrupted };
const CONTENTS = { snapshot, diff, trade, ...CONTENT_READERS };

const sequenceOptions = { options: closed({}, { holdLimit: count, holdAfterGap: t.boolean }) };
const resyncOptions = {
  options: closed({}, { firstDelayMs: milliseconds, maxDelayMs: milliseconds, calmMs: milliseconds }),
};
const checksumOptions = {
  options: closed({}, { onMismatch: t.keyof({ invalidate: null, report: null }) }),
};
const orderBooksOptions = {
  options: closed(
    {},
    {
      checksum: t.boolean,
      staleAfterMs: milliseconds,
      holdLimit: count,
      snapshots: closed(
        {},
        { firstDelayMs: milliseconds, maxDelayMs: milliseconds, healEveryMs: milliseconds },
      ),
    },
  ),
};

/** Operators that emit states, by which {@link resync} asks. */
const OF_STATES: readonly unknown[] = ['buildBook', 'markStale', 'verifyChecksum', 'rejectCrossed'];

/** Price times size, summed over all levels. */
const sumOfLevels = ({ bids, asks }: OrderBook): number =>
  [...bids, ...asks].reduce((sum, { price, size }) => sum.plus(price.times(size)), new Decimal(0)).toNumber();

/** The next marble of the input `snapshots`; where an instrument is given, without the snapshots of others. */
const nextSnapshot =
  ({ input }: MarbleContext) =>
  (of?: InstrumentKey): Observable<BookSnapshot> =>
    (input(SNAPSHOTS) as Observable<BookSnapshot | SnapshotFailed>).pipe(
      filter(
        (answer) =>
          of === undefined ||
          answer._tag === 'snapshotFailed' ||
          (answer.venue === of.venue && answer.symbol === of.symbol),
      ),
      take(1),
      map((answer) => {
        if (answer._tag === 'snapshotFailed') throw answer.cause.error;
        return answer;
      }),
    );

/**
 * Every operator of ours, for marble files; the JSON of their diagrams is that of {@link bookMarbles}. Arguments are in
 * JSON, options objects may be left out, and what an operator does not know is refused.
 *
 * - `contiguous(options)`, `linked(options)`, `increasing(options)`, `stampedLocally(options)`, `snapshotOnly()`,
 *   `sequenceBy(rule, options)` with the name of one of our rules: messages to events.
 * - `perConnection()`: over frames such as `{"frame":5}`.
 * - `periodicSnapshots(everyMs)`, `resync(pipeline, options)`: messages to messages, and to what the pipeline emits. A
 *   pipeline is a list of operators by name, or by name and arguments: `["contiguous","buildBook",["markStale",5]]`.
 *   Each request is answered by the next marble of an input titled `snapshots`, a snapshot or a `snapshotFailed`, or by
 *   nothing where that input ends; so a hot one shows when answers come, a cold one how long each takes.
 * - `buildBook()`: events to states. `markStale(afterMs)`, `rejectCrossed()`, `verifyChecksum(options)`: states to states.
 *   The checksum is the sum of price times size over all levels of both sides.
 * - `liveBooks()`: states to books. `bestQuotes()`, `midPrices()`, `depths(levels)`, `bookChanges()`: from books.
 * - `routeByInstrument(pipeline)`: the messages of many instruments to the outputs of each.
 * - `orderBooks(rule, options)`: the same messages to the states of each instrument. The rule is that of `sequenceBy`;
 *   `{"checksum":true}` checks by the checksum of `verifyChecksum`, and `{"snapshots":{"firstDelayMs":2}}` answers requests
 *   as for `resync`, by the next marble that is a failure or a snapshot of the instrument. `marketMessages()`: from
 *   what frames hold.
 *
 * ```ts
 * describeMarbles('marbles', { ...marketOperators, spreads: () => spreads() }, bookMarbles);
 * ```
 */
export const marketOperators: Readonly<Record<string, MarbleOperatorWithCodecs>> = {
  contiguous: marketOperator({
    source: MESSAGES,
    optional: sequenceOptions,
    make: ({ options }) => contiguous(options),
  }),
  linked: marketOperator({
    source: MESSAGES,
    optional: sequenceOptions,
    make: ({ options }) => linked(options),
  }),
  increasing: marketOperator({
    source: MESSAGES,
    optional: sequenceOptions,
    make: ({ options }) => increasing(options),
  }),
  stampedLocally: marketOperator({
    source: MESSAGES,
    optional: sequenceOptions,
    make: ({ options }) => stampedLocally(options),
  }),
  snapshotOnly: marketOperator({ source: MESSAGES, make: () => snapshotOnly() }),
  sequenceBy: marketOperator({
    source: MESSAGES,
    required: { rule: t.keyof(RULES) },
    optional: sequenceOptions,
    make: ({ rule, options }) => sequenceBy(RULES[rule], options),
  }),
  perConnection: marketOperator({
    source: FRAMES,
    make: () =>
      perConnection(({ connection, sequence, receivedAt }: NumberedFrame) =>
        sequence === undefined ? undefined : { connection, sequence, receivedAt },
      ),
  }),
  periodicSnapshots: marketOperator({
    source: MESSAGES,
    required: { everyMs: milliseconds },
    make:
      ({ everyMs }) =>
      (source, context) =>
        source.pipe(periodicSnapshots(everyMs, nextSnapshot(context))),
  }),
  resync: marketOperator({
    source: MESSAGES,
    required: { pipeline: pipelineSteps },
    optional: resyncOptions,
    make: ({ pipeline, options }) => {
      const last = lastStep(pipeline);
      if (!OF_STATES.includes(last)) {
        throw new MarbleJsonError(
          `the pipeline ends with ${String(last)} instead of ${OF_STATES.join(', ')}`,
        );
      }
      const build = pipelineOf(pipeline, marketOperators);
      return (source, context) =>
        source.pipe(
          resync((messages$) => build(messages$, context) as Observable<BookState>, {
            ...options,
            request: nextSnapshot(context),
            needsSnapshot,
          }),
        );
    },
  }),
  buildBook: marketOperator({ source: EVENTS, make: () => buildBook() }),
  verifyChecksum: marketOperator({
    source: STATES,
    optional: checksumOptions,
    make: ({ options }) => verifyChecksum(sumOfLevels, options),
  }),
  rejectCrossed: marketOperator({ source: STATES, make: () => rejectCrossed() }),
  markStale: marketOperator({
    source: STATES,
    required: { afterMs: milliseconds },
    make: ({ afterMs }) => markStale(afterMs),
  }),
  liveBooks: marketOperator({ source: STATES, make: () => liveBooks() }),
  bestQuotes: marketOperator({ source: BOOKS, make: () => bestQuotes() }),
  midPrices: marketOperator({ source: BOOKS, make: () => midPrices() }),
  depths: marketOperator({
    source: BOOKS,
    required: { levels: count },
    make: ({ levels }) => depths(levels),
  }),
  bookChanges: marketOperator({ source: BOOKS, make: () => bookChanges() }),
  routeByInstrument: marketOperator({
    source: MARKET,
    required: { pipeline: pipelineSteps },
    make: ({ pipeline }) => {
      const build = pipelineOf(pipeline, marketOperators);
      return (source, context) =>
        source.pipe(routeByInstrument(() => (messages$) => build(messages$, context)));
    },
  }),
  orderBooks: marketOperator({
    source: MARKET,
    required: { rule: t.keyof(RULES) },
    optional: orderBooksOptions,
    make: ({ rule, options: { checksum = false, snapshots, ...options } = {} }) => {
      const rules = { continuity: RULES[rule], checksum: checksum ? sumOfLevels : undefined };
      return (source, context) =>
        source.pipe(
          orderBooks(rules, {
            ...options,
            ...(snapshots && { snapshots: { ...snapshots, request: nextSnapshot(context) } }),
          }),
        );
    },
  }),
  marketMessages: marketOperator({ source: CONTENTS, make: () => marketMessages() }),
};
