import type { BookDiff, Trade } from '../domain/messages.js';
import type { Healed, Joined, SequenceEvent } from '../sequence/sequenceEvent.js';
import { applyDiff, applyTrade, bookFromSnapshot } from './bookReducer.js';
import { lastBookOf, notLive, type BookProgress, type LiveCause, type LiveState } from './bookState.js';
import { compareBooks, type BookChanges, type LevelChange } from './compareBooks.js';
import type { BookSide } from './bookSide.js';
import type { OrderBook } from './orderBook.js';

const SNAPSHOT: LiveCause = { _tag: 'snapshot' };
const DIFF: LiveCause = { _tag: 'diff' };
const TRADE: LiveCause = { _tag: 'trade' };

/** Before the first event. */
export const INITIAL_BOOK: BookProgress = {
  state: { status: 'syncing', cause: { _tag: 'noSnapshot' }, ...notLive(undefined, undefined) },
  lastTrade: undefined,
  generation: 0,
};

/**
 * The pure reducer from sequence events to what is known of the book. An event that changes nothing (stale, held,
 * unsynced) returns the same progress.
 */
export function bookStateReducer(progress: BookProgress, event: SequenceEvent): BookProgress {
  const { state, lastTrade, generation } = progress;
  switch (event._tag) {
    case 'applied': {
      if (state.status !== 'live') return progress;
      const { book, missingDeletes } = applyDiff(state.book, event.diff);
      return {
        state: live(book, DIFF, generation, missingDeletes, event.diff.checksum, 0),
        lastTrade,
        generation,
      };
    }
    case 'joined': {
      const { book, missingDeletes } = build(event, lastTrade);
      const next = generation + 1;
      return {
        state: live(book, SNAPSHOT, next, missingDeletes, checksumOf(event), ageOf(event, book)),
        lastTrade,
        generation: next,
      };
    }
    case 'healed': {
      const { book, missingDeletes } = build(event, lastTrade);
      const cause: LiveCause =
        state.status === 'live'
          ? { _tag: 'healed', differences: knownDifferences(state.book, book) }
          : SNAPSHOT;
      const next = generation + 1;
      return {
        state: live(book, cause, next, missingDeletes, checksumOf(event), ageOf(event, book)),
        lastTrade,
        generation: next,
      };
    }
    case 'traded':
      return {
        state: state.status === 'live' ? traded(state, event.trade) : state,
        lastTrade: event.trade,
        generation,
      };
    case 'gap': {
      const base = notLive(lastBookOf(state), event.receivedAt);
      return {
        state: { status: 'gap', cause: event.cause, snapshotFailure: undefined, ...base },
        lastTrade,
        generation,
      };
    }
    case 'snapshotFailed':
      if (state.status === 'syncing') return { ...progress, state: { ...state, cause: event.cause } };
      if (state.status === 'gap')
        return { ...progress, state: { ...state, snapshotFailure: event.cause, ageMs: undefined } };
      return progress;
    case 'stale':
    case 'held':
    case 'unsynced':
    case 'snapshotRequested':
      return progress;
  }
}

const live = (
  book: OrderBook,
  cause: LiveCause,
  generation: number,
  missingDeletes: number,
  expectedChecksum: number | undefined,
  ageMs: number,
): LiveState => ({
  status: 'live',
  cause,
  book,
  venueTime: book.venueTime,
  receivedAt: book.receivedAt,
  ageMs,
  generation,
  missingDeletes,
  expectedChecksum,
  mismatch: undefined,
});

const traded = ({ book, generation }: LiveState, trade: Trade): LiveState =>
  live(applyTrade(book, trade), TRADE, generation, 0, undefined, trade.receivedAt - book.receivedAt);

/** A snapshot may be joined long after the last of the diffs that were held for it. */
const ageOf = ({ snapshot }: Joined | Healed, book: OrderBook): number =>
  Math.max(0, snapshot.receivedAt - book.receivedAt);

function build(
  event: Joined | Healed,
  lastTrade: Trade | undefined,
): { book: OrderBook; missingDeletes: number } {
  let book = bookFromSnapshot(event.snapshot, lastTrade);
  let missingDeletes = 0;
  for (const diff of event.diffs) {
    const result = applyDiff(book, diff);
    book = result.book;
    missingDeletes += result.missingDeletes;
  }
  return { book, missingDeletes };
}

const checksumOf = (event: Joined | Healed): number | undefined => {
  const last: BookDiff | undefined = event.diffs[event.diffs.length - 1];
  return (last ?? event.snapshot).checksum;
};

/** Differences where both books are complete: beyond that a level that one does not have proves nothing. */
function knownDifferences(before: OrderBook, after: OrderBook): BookChanges {
  const all = compareBooks(before, after);
  const known = (changes: readonly LevelChange[], ...sides: readonly BookSide[]) =>
    changes.filter((change) => {
      const { price } = (change.after ?? change.before)!;
      return sides.every(
        ({ completeTo, sign }) => completeTo === undefined || price.cmp(completeTo.price) * sign >= 0,
      );
    });
  return {
    bids: known(all.bids, before.bids, after.bids),
    asks: known(all.asks, before.asks, after.asks),
  };
}
