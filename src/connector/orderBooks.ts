import { EMPTY, identity, pipe, type ObservableInput, type OperatorFunction } from 'rxjs';

import {
  buildBook,
  markStale,
  needsSnapshot,
  rejectCrossed,
  routeByInstrument,
  verifyChecksum,
  type BookState,
  type InstrumentKey,
  type OfInstrument,
} from '../book/index.js';
import { checkedBook } from '../book/checkedBook.js';
import { checkedBooks } from '../book/checkedBooks.js';
import { bookBuilding } from '../book/instrumentBook.js';
import type { AnySnapshot, BookInput, FeedMessage } from '../domain/messages.js';
import {
  periodicSnapshots,
  resync,
  sequenceBy,
  type BackoffOptions,
  type SequenceOptions,
} from '../sequence/index.js';
import type { SnapshotAsking } from '../sequence/snapshotAsker.js';
import { fastPaths } from './fastPaths.js';
import { keptBooks } from './keptBooks.js';
import type { MarketDataVenue } from './venue.js';

/** What of a venue decides how its books are built. */
export type BookRules = Pick<MarketDataVenue, 'continuity' | 'checksum'>;

/** Asking a venue for snapshots. */
export interface SnapshotRequests extends BackoffOptions {
  /**
   * Asks for an instrument's snapshot: at the start, unless the first message is one, and whenever its book is broken. Emit the snapshot; or, where the
   * venue sends it on the stream, send its request, or subscribe anew, and emit nothing. It must end by itself: give it a time limit.
   */
  readonly request: (instrument: InstrumentKey) => ObservableInput<AnySnapshot>;
  /** Asks every so many milliseconds as well, and heals the book with the answer. Not unless given. */
  readonly healEveryMs?: number;
}

/** What else books are to do. */
export interface OrderBooksOptions {
  /** Where snapshots come from; without it books wait for those on the stream. */
  readonly snapshots?: SnapshotRequests;
  /**
   * After how many milliseconds of silence a book is stale, by RxJS's own timers: a recording that is read faster than it
   * was made is not silent. Never unless given.
   */
  readonly staleAfterMs?: number;
  /** How many diffs are held while a snapshot is waited for. 1000 unless given. */
  readonly holdLimit?: number;
}

/**
 * The books of a venue, one an instrument, with every check that there is: the venue's continuity rule and checksum,
 * crossed sides, and, where asked for, silence; and with snapshots, where they can be requested.
 *
 * What `routeByInstrument`, `sequenceBy`, `buildBook`, `verifyChecksum`, `rejectCrossed`, `markStale`,
 * `periodicSnapshots` and `resync` do, composed; each can be used by itself. A delisting, from `listingChanges`, ends the
 * book of its instrument alone, with a gap that says so. Completes and fails with the source.
 *
 * ```
 *   source:  -S-d-x-d-S-   S, d: snapshot and diffs of one instrument; x leaves a hole
 *   result:  -L-L-G---L-   live, live, gap, live
 * ```
 *
 * Marbles: `marbles/connector/orderBooks`.
 *
 * @throws {RangeError} where an option is no time or no count.
 */
export function orderBooks(
  { continuity, checksum }: BookRules,
  { snapshots, staleAfterMs, holdLimit }: OrderBooksOptions = {},
): OperatorFunction<FeedMessage, OfInstrument<BookState>> {
  checkTimer('staleAfterMs', staleAfterMs);
  checkTimer('healEveryMs', snapshots?.healEveryMs);
  const hold = holdLimit === undefined ? {} : { holdLimit };
  const building = bookBuilding(continuity, checksum, hold);
  if (fastPaths.on && snapshots === undefined && staleAfterMs === undefined) return checkedBooks(building);
  const build = fastPaths.on ? checkedBook(building) : composed(continuity, checksum, hold);
  const stale = staleAfterMs === undefined ? identity : markStale(staleAfterMs);
  // Wrong times throw here, and not at an instrument's first message.
  const withSnapshots = snapshots === undefined ? () => build : requesting(build, snapshots);
  if (fastPaths.on && snapshots?.healEveryMs === undefined)
    return keptBooks(building, {
      ...(snapshots && { asking: askingOf(snapshots) }),
      ...(staleAfterMs !== undefined && { staleAfterMs }),
    });
  return routeByInstrument((instrument) => pipe(withSnapshots(instrument), stale));
}

/** How the snapshots of an instrument are asked for. */
const askingOf =
  ({ request, ...backoff }: SnapshotRequests) =>
  (instrument: InstrumentKey): SnapshotAsking => ({ ...backoff, request: () => request(instrument) });

/** What a book is built by, one operator after the other: it defines what {@link checkedBook} is to give. */
const composed = (
  continuity: BookRules['continuity'],
  checksum: BookRules['checksum'],
  hold: SequenceOptions,
): OperatorFunction<BookInput, BookState> =>
  pipe(
    sequenceBy(continuity, hold),
    buildBook(),
    checksum === undefined ? identity : verifyChecksum(checksum),
    rejectCrossed(),
  );

/** @throws {RangeError} under the option's own name, where a time is given that timers do not keep. */
function checkTimer(option: string, ms: number | undefined): void {
  if (ms !== undefined && !(ms > 0 && ms < 2 ** 31))
    throw new RangeError(`${option} is no time of a timer: ${ms}`);
}

/** The pipeline of an instrument whose snapshots are asked for. */
function requesting(build: OperatorFunction<BookInput, BookState>, snapshots: SnapshotRequests) {
  const { request, healEveryMs, ...backoff } = snapshots;
  const pipelineOf = (ask: () => ObservableInput<AnySnapshot>) => {
    const heal = healEveryMs === undefined ? identity : periodicSnapshots(healEveryMs, ask);
    return resync(pipe(heal, build), { ...backoff, request: ask, needsSnapshot, atStart: false });
  };
  // Wrong times are the caller's bug, to be thrown here and not at an instrument's first message.
  pipelineOf(() => EMPTY);
  return (instrument: InstrumentKey) => pipelineOf(() => request(instrument));
}
