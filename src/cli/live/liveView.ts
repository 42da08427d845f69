import type { ConnectorStatus } from '../../connector/index.js';
import type { Style } from '../paint.js';
import type { ShownBook } from '../renderBook.js';

/** A trade on the screen: plain decimal texts, the time in milliseconds since 1970. */
export interface TradeView {
  readonly at: number;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly size: string;
}

/** What there is of a token, as plain decimal texts. */
interface BalanceView {
  readonly token: string;
  readonly total: string;
  readonly available: string;
}

/** A line that tells of an order, or of trouble. */
export interface NoteView {
  readonly at: number;
  readonly text: string;
  readonly style: Style;
}

/** An instrument: its book, and its newest trades, the newest first. */
export interface LiveInstrumentView extends ShownBook {
  readonly trades: readonly TradeView[];
}

/** Everything that the live screen shows at one moment. */
export interface LiveView {
  readonly title: string;
  /** Our clock: milliseconds since 1970, and since the start. */
  readonly now: number;
  readonly elapsedMs: number;
  readonly status: ConnectorStatus;
  readonly isReady: boolean;
  /** To be added to our time for the venue's, in milliseconds; undefined where it is not known. */
  readonly clockOffsetMs: number | undefined;
  /** How much of the tightest of the venue's limits is in use, from 0 to 1. */
  readonly rateUse: number;
  /** Book versions a second, of all instruments. */
  readonly versionsPerSecond: number;
  /** In the order in which they were asked for; at `selected` the one that is shown. */
  readonly books: readonly LiveInstrumentView[];
  readonly selected: number;
  readonly balances: readonly BalanceView[];
  /** Open orders, the newest last. */
  readonly orders: readonly NoteView[];
  /** What happened, the newest last. */
  readonly notes: readonly NoteView[];
  readonly phase: 'running' | 'stopping' | 'ended';
  /** Whether keys are heard. */
  readonly keys: boolean;
}
