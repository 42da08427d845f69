import type { SequenceId } from '../domain/ids.js';
import type { BookDiff, BookInput, Trade } from '../domain/messages.js';
import type { ContinuityRule } from '../sequence/continuityRule.js';
import { isOfAnother } from '../sequence/joinHeld.js';
import {
  INITIAL_SEQUENCE,
  sequenceReducer,
  type SequenceOptions,
  type SequenceState,
  type Synced,
} from '../sequence/sequenceReducer.js';
import type { BookSide } from './bookSide.js';
import type { BookProgress, BookState, LiveState } from './bookState.js';
import { bookStateReducer, DIFF, INITIAL_BOOK, traded } from './bookStateReducer.js';
import { OrderBook } from './orderBook.js';
import { MovingBook } from './orderBookInPlace.js';
import { Rejection } from './rejectBooks.js';
import { judgeCrossed } from './rejectCrossed.js';
import { SideWriter } from './sideWriter.js';
import { judgeChecksum } from './verifyChecksum.js';

/** How the books of many instruments are built. */
export interface BookBuilding {
  readonly rule: ContinuityRule;
  /** The reducer of the rule. */
  readonly reduce: (state: SequenceState, message: BookInput) => SequenceState;
  readonly checksum: ((book: OrderBook) => number) | undefined;
  /** Whether each message changes the book in place. */
  readonly inPlace: boolean;
}

/** @throws {RangeError} where an option is none. */
export const bookBuilding = (
  rule: ContinuityRule,
  checksum: ((book: OrderBook) => number) | undefined,
  options?: SequenceOptions,
  inPlace = false,
): BookBuilding => ({ rule, reduce: sequenceReducer(rule, options), checksum, inPlace });

/** What the next diff is applied to, while all is as usual. */
interface Running {
  readonly sequence: Synced;
  readonly bids: SideWriter;
  readonly asks: SideWriter;
  position: SequenceId;
  /** Whether a diff has been applied since the snapshot. */
  continued: boolean;
  state: LiveState;
}

/**
 * One instrument's book, message by message: what `sequenceBy`, `buildBook`, `verifyChecksum` and `rejectCrossed` make of
 * them, one after the other. They define what is right. While the book is live and a diff continues it whose levels
 * doubles hold exactly, all of that is done in one step, and the book's sides are versions of runs; whatever else comes
 * is for the reducers of the four.
 */
export class InstrumentBook {
  private sequence: SequenceState = INITIAL_SEQUENCE;
  private progress: BookProgress = INITIAL_BOOK;
  private begun = false;
  private readonly rejections: readonly Rejection[];
  /** While it is set, it has the sequence's place and the book's state, and `sequence` and `progress` have not. */
  private running: Running | undefined;
  /** Those of the last time, which go on where the book still has their sides. */
  private bids: SideWriter | undefined;
  private asks: SideWriter | undefined;
  /** The last generation whose levels were found not to be plain. */
  private notPlain = 0;

  constructor(private readonly building: BookBuilding) {
    const { checksum } = building;
    const crossed = new Rejection(judgeCrossed);
    this.rejections = checksum === undefined ? [crossed] : [new Rejection(judgeChecksum(checksum)), crossed];
  }

  /** Takes the next message: what is known of the book then; undefined where it makes nothing new known. */
  take(message: BookInput): BookState | undefined {
    const { running } = this;
    if (running === undefined) return this.reduce(message);
    if (message._tag === 'trade') return (running.state = withTrade(running.state, message));
    if (message._tag === 'diff' && isPlain(message) && !isOfAnother(running.sequence.connection, message)) {
      const { rule } = this.building;
      const verdict = running.continued
        ? rule.continues(running.position, message)
        : rule.joins(running.position, message);
      if (verdict === 'stale') return undefined;
      if (verdict === 'apply') return this.apply(running, message);
    }
    this.stop(running);
    return this.reduce(message);
  }

  private apply(running: Running, diff: BookDiff): BookState | undefined {
    const { bids, asks, state: before } = running;
    const { book, generation } = before;
    const bidSide = bids.apply(diff.bids);
    const askSide = asks.apply(diff.asks);
    const after = book instanceof MovingBook ? moved(book, diff) : nextBook(book, diff, bidSide, askSide);
    // A literal of its own: V8 puts what a literal makes among the old objects where the first ones lived long, as the
    // states of snapshots do, and there each keeps its book until all of the heap is swept.
    const state: LiveState = {
      status: 'live',
      cause: DIFF,
      book: after,
      venueTime: after.venueTime,
      receivedAt: after.receivedAt,
      ageMs: 0,
      generation,
      missingDeletes: bids.missingDeletes + asks.missingDeletes,
      expectedChecksum: diff.checksum,
      mismatch: undefined,
    };
    running.position = this.building.rule.diffPosition(running.position, diff);
    running.continued = true;
    running.state = state;
    if (!(bidSide.bestPriceNumber >= askSide.bestPriceNumber)) return state;
    this.stop(running);
    return this.judge(state);
  }

  private reduce(message: BookInput): BookState | undefined {
    const before = this.progress.state;
    this.sequence = this.building.reduce(this.sequence, message);
    this.progress = bookStateReducer(this.progress, this.sequence.event);
    const { state } = this.progress;
    if (state === before && this.begun) return undefined;
    this.begun = true;
    const judged = this.judge(state);
    return judged === state && state.status === 'live' ? this.run(state) : judged;
  }

  private judge(state: BookState): BookState | undefined {
    let judged: BookState | undefined = state;
    for (const rejection of this.rejections) {
      judged = rejection.pass(judged);
      if (judged === undefined) return undefined;
    }
    return judged;
  }

  /** Goes on from a state in one step a message, where that can be; the state, of a book that can be changed where it is to. */
  private run(state: LiveState): LiveState {
    const { sequence, progress, building } = this;
    if (sequence.status !== 'synced' || sequence.retaining) return state;
    // The connection that binds a book may be that of its next diff.
    if (building.rule.oneConnection && sequence.connection === undefined) return state;
    if (building.checksum !== undefined || progress.orders !== undefined) return state;
    if (state.generation === this.notPlain) return state;
    const bids = writerOf(state.book.bids, this.bids, building.inPlace);
    const asks = bids && writerOf(state.book.asks, this.asks, building.inPlace);
    this.bids = bids;
    this.asks = asks;
    if (bids === undefined || asks === undefined) {
      this.notPlain = state.generation;
      return state;
    }
    const first = building.inPlace
      ? { ...state, book: MovingBook.of(state.book, bids.side, asks.side) }
      : state;
    this.running = {
      // Its event need not be kept: it may hold a whole snapshot.
      sequence: { ...sequence, event: { _tag: 'snapshotRequested' } },
      bids,
      asks,
      position: sequence.position,
      continued: sequence.continued,
      state: first,
    };
    // Nothing is kept of the snapshot, nor of the book that was made of it.
    this.sequence = INITIAL_SEQUENCE;
    this.progress = { ...progress, state: INITIAL_BOOK.state };
    return first;
  }

  /** Leaves the next message to the reducers. */
  private stop({ sequence, position, continued, state }: Running): void {
    this.running = undefined;
    this.sequence = { ...sequence, position, continued };
    this.progress = { ...this.progress, state, lastTrade: state.book.lastTrade };
  }
}

const writerOf = (
  side: BookSide,
  before: SideWriter | undefined,
  inPlace: boolean,
): SideWriter | undefined => (before?.side === side ? before : SideWriter.from(side, inPlace));

/** The next version of a book. */
function nextBook(
  { venue, symbol, lastId: before, lastTrade }: OrderBook,
  { lastId = before, venueTime, receivedAt }: BookDiff,
  bids: BookSide,
  asks: BookSide,
): OrderBook {
  return new OrderBook(venue, symbol, bids, asks, lastId, venueTime, receivedAt, lastTrade);
}

function withTrade(state: LiveState, trade: Trade): LiveState {
  const { book } = state;
  if (!(book instanceof MovingBook)) return traded(state, trade);
  book.lastTrade = trade;
  return traded(state, trade, book);
}

function moved(book: MovingBook, diff: BookDiff): MovingBook {
  book.moveTo(diff);
  return book;
}

/** Whether doubles hold all levels of a diff. */
const isPlain = ({ bids, asks }: BookDiff): boolean =>
  bids.notations === undefined && asks.notations === undefined;
