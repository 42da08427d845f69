import type { BookDiff, Trade } from '../domain/messages.js';
import type { Healed, Joined, SequenceEvent } from '../sequence/sequenceEvent.js';
import { applyDiff, applyTrade, bookFromSnapshot } from './bookReducer.js';
import { lastBookOf, notLive, type BookProgress, type LiveCause, type LiveState } from './bookState.js';
import { compareBooks, type BookChanges, type LevelChange } from './compareBooks.js';
import type { BookSide } from './bookSide.js';
import type { OrderBook } from './orderBook.js';
import { applyOrderDiff, NO_ORDERS, ordersOfSnapshot, type RestingOrders } from './restingOrders.js';

const SNAPSHOT: LiveCause = { _tag: 'snapshot' };
export const DIFF: LiveCause = { _tag: 'diff' };
const TRADE: LiveCause = { _tag: 'trade' };

/** Before the first event. */
export const INITIAL_BOOK: BookProgress = {
  state: { status: 'syncing', cause: { _tag: 'noSnapshot' }, ...notLive(undefined, undefined) },
  lastTrade: undefined,
  generation: 0,
  orders: undefined,
};

/**
 * The pure reducer from sequence events to what is known of the book. An event that changes nothing (stale, held,
 * unsynced) returns the same progress. Messages of orders are turned into levels on the way.
 */
export function bookStateReducer(progress: BookProgress, event: SequenceEvent): BookProgress {
  const { state, lastTrade, generation, orders } = progress;
  switch (event._tag) {
    case 'applied': {
      if (state.status !== 'live') return progress;
      const { diff } = event;
      if (diff._tag === 'diff') return { state: changed(state, diff, 0), lastTrade, generation, orders };
      const { orders: after, message, contradictions } = applyOrderDiff(orders ?? NO_ORDERS, diff);
      return { state: changed(state, message, contradictions), lastTrade, generation, orders: after };
    }
    case 'joined': {
      const built = build(event, lastTrade);
      const next = generation + 1;
      return {
        state: joined(built, event, SNAPSHOT, next),
        lastTrade,
        generation: next,
        orders: built.orders,
      };
    }
    case 'healed': {
      const built = build(event, lastTrade);
      const cause: LiveCause =
        state.status === 'live'
          ? { _tag: 'healed', differences: knownDifferences(state.book, built.book) }
          : SNAPSHOT;
      const next = generation + 1;
      return { state: joined(built, event, cause, next), lastTrade, generation: next, orders: built.orders };
    }
    case 'traded':
      return {
        state: state.status === 'live' ? traded(state, event.trade) : state,
        lastTrade: event.trade,
        generation,
        orders,
      };
    case 'gap': {
      const base = notLive(lastBookOf(state), event.receivedAt);
      return {
        state: { status: 'gap', cause: event.cause, snapshotFailure: undefined, ...base },
        lastTrade,
        generation,
        orders: undefined,
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

/** A live state of a book. */
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

function changed({ book: before, generation }: LiveState, diff: BookDiff, contradictions: number): LiveState {
  const { book, missingDeletes } = applyDiff(before, diff);
  return live(book, DIFF, generation, missingDeletes + contradictions, diff.checksum, 0);
}

const joined = (
  { book, missingDeletes, expectedChecksum }: Built,
  event: Joined | Healed,
  cause: LiveCause,
  generation: number,
): LiveState => live(book, cause, generation, missingDeletes, expectedChecksum, ageOf(event, book));

/** A live state after a trade. */
export const traded = (
  { book, generation }: LiveState,
  trade: Trade,
  after: OrderBook = applyTrade(book, trade),
): LiveState => live(after, TRADE, generation, 0, undefined, trade.receivedAt - book.receivedAt);

/** A snapshot may be joined long after the last of the diffs that were held for it. */
const ageOf = ({ snapshot }: Joined | Healed, book: OrderBook): number =>
  Math.max(0, snapshot.receivedAt - book.receivedAt);

/** What a snapshot and the diffs after it make. */
interface Built {
  readonly book: OrderBook;
  readonly missingDeletes: number;
  /** That of the last message. */
  readonly expectedChecksum: number | undefined;
  readonly orders: RestingOrders | undefined;
}

function build({ snapshot, diffs }: Joined | Healed, lastTrade: Trade | undefined): Built {
  const start =
    snapshot._tag === 'snapshot' ? { orders: undefined, message: snapshot } : ordersOfSnapshot(snapshot);
  let { orders }: { orders: RestingOrders | undefined } = start;
  let book = bookFromSnapshot(start.message, lastTrade);
  let missingDeletes = 0;
  let expectedChecksum = start.message.checksum;
  for (const diff of diffs) {
    const levels =
      diff._tag === 'diff'
        ? { orders, message: diff, contradictions: 0 }
        : applyOrderDiff(orders ?? NO_ORDERS, diff);
    const result = applyDiff(book, levels.message);
    ({ orders } = levels);
    ({ book } = result);
    missingDeletes += result.missingDeletes + levels.contradictions;
    expectedChecksum = levels.message.checksum;
  }
  return { book, missingDeletes, expectedChecksum, orders };
}

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
