import type { ConnectionId, SequenceId, VenueName, VenueSymbol } from '../domain/ids.js';
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

/** What the next diff is applied to, while all is as usual: all that it takes, near each other. */
class Running {
  /** Whether a diff has been applied since the snapshot. */
  continued: boolean;
  position: SequenceId;
  lastId: SequenceId | undefined;
  lastTrade: Trade | undefined;
  readonly generation: number;
  /** The connection that the diffs come over, at rules of one connection. */
  readonly connection: ConnectionId | undefined;
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;

  constructor(
    readonly sequence: Synced,
    readonly bids: SideWriter,
    readonly asks: SideWriter,
    /** The book that is changed in place, where it is to be. */
    readonly moving: MovingBook | undefined,
    /** Written and not read, but by what stops this: it lies elsewhere. */
    public state: LiveState,
  ) {
    const { book, generation } = state;
    this.continued = sequence.continued;
    this.position = sequence.position;
    this.lastId = book.lastId;
    this.lastTrade = book.lastTrade;
    this.generation = generation;
    this.connection = sequence.connection;
    this.venue = book.venue;
    this.symbol = book.symbol;
  }

  /** Takes a diff that continues the book. */
  apply(diff: BookDiff, position: SequenceId): LiveState {
    const { bids, asks, moving, generation } = this;
    const { venueTime, receivedAt } = diff;
    const bidSide = bids.apply(diff.bids);
    const askSide = asks.apply(diff.asks);
    if (diff.lastId !== undefined) this.lastId = diff.lastId;
    this.position = position;
    this.continued = true;
    moving?.moveTo(diff);
    // A literal of its own: V8 puts what a literal makes among the old objects where the first ones lived long, as the
    // states of snapshots do, and there each keeps its book until all of the heap is swept.
    return (this.state = {
      status: 'live',
      cause: DIFF,
      book:
        moving ??
        new OrderBook(
          this.venue,
          this.symbol,
          bidSide,
          askSide,
          this.lastId,
          venueTime,
          receivedAt,
          this.lastTrade,
        ),
      venueTime,
      receivedAt,
      ageMs: 0,
      generation,
      missingDeletes: bids.missingDeletes + asks.missingDeletes,
      expectedChecksum: diff.checksum,
      mismatch: undefined,
    });
  }

  trade(trade: Trade): LiveState {
    this.lastTrade = trade;
    if (this.moving === undefined) return (this.state = traded(this.state, trade));
    this.moving.lastTrade = trade;
    return (this.state = traded(this.state, trade, this.moving));
  }

  /** Whether the best bid is at or above the best ask. */
  get crossed(): boolean {
    return this.bids.bestKey >= -this.asks.bestKey;
  }
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
    if (message._tag === 'diff' && isPlain(message) && !isOfAnother(running.connection, message)) {
      const { rule } = this.building;
      const { position } = running;
      const verdict = running.continued ? rule.continues(position, message) : rule.joins(position, message);
      if (verdict === 'stale') return undefined;
      if (verdict === 'apply') {
        const state = running.apply(message, rule.diffPosition(position, message));
        if (!running.crossed) return state;
        this.stop(running);
        return this.judge(state);
      }
    }
    if (message._tag === 'trade') return running.trade(message);
    this.stop(running);
    return this.reduce(message);
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
    const moving = building.inPlace ? MovingBook.of(state.book, bids.side, asks.side) : undefined;
    const first = moving === undefined ? state : { ...state, book: moving };
    // Its event need not be kept: it may hold a whole snapshot.
    const kept: Synced = { ...sequence, event: { _tag: 'snapshotRequested' } };
    this.running = new Running(kept, bids, asks, moving, first);
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

/** Whether doubles hold all levels of a diff. */
const isPlain = ({ bids, asks }: BookDiff): boolean =>
  bids.notations === undefined && asks.notations === undefined;
