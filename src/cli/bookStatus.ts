import { isCrossed, lastBookOf, type BookState, type OrderBook } from '../book/index.js';

/** How a book stands, for people. `crossed` and `badChecksum` may be of a book that goes on because it is replayed. */
export interface BookStatus {
  readonly status: BookState['status'];
  /** Why; empty where there is nothing to say. */
  readonly reason: string;
  /** The book, or the last one before it became invalid. */
  readonly book: OrderBook | undefined;
}

export function bookStatus(state: BookState | undefined): BookStatus {
  if (state === undefined) return { status: 'syncing', reason: 'waits for a snapshot', book: undefined };
  const book = lastBookOf(state);
  switch (state.status) {
    case 'live':
      if (isCrossed(state.book)) return { status: 'crossed', reason: 'best bid at or above best ask', book };
      if (state.mismatch !== undefined)
        return { status: 'badChecksum', reason: "not the venue's book", book };
      return { status: 'live', reason: '', book };
    case 'syncing':
      return { status: 'syncing', reason: 'waits for a snapshot', book };
    case 'gap':
      return { status: 'gap', reason: 'messages are missing: waits for a snapshot', book };
    case 'badChecksum':
    case 'crossed':
    case 'stale':
      return { status: state.status, reason: 'not to be trusted', book };
  }
}
