import type { ClientOrderId, TransactionId, VenueName } from '../domain/ids.js';
import type { ClockTicked } from './orderInput.js';

/** Which transaction an input is of, and when it came. Times are milliseconds since 1970. */
interface TransactionInputOrigin {
  readonly venue: VenueName;
  readonly transactionId: TransactionId;
  /** By the venue's clock, such as the time of its block; undefined where it does not say, and for what we did. */
  readonly venueTime: number | undefined;
  /** By our clock. */
  readonly receivedAt: number;
}

/** The transaction was sent. */
export interface TransactionStarted extends TransactionInputOrigin {
  readonly _tag: 'transactionStarted';
  /** What it is for, by the caller's name: `create`, `cancel`, `approve`, `wrap`. */
  readonly kind: string;
  /** The order that it is for, if it is for one. */
  readonly clientId: ClientOrderId | undefined;
  /** How long after its start it is expected to be answered, in milliseconds. */
  readonly limitMs: number;
}

/** The venue says what became of the transaction. A request for that which failed is not that. */
export interface TransactionAnswered extends TransactionInputOrigin {
  readonly _tag: 'transactionAnswered';
  readonly outcome: 'confirmed' | 'failed';
  readonly reason: string | undefined;
}

/** All that can happen to one transaction. */
export type OneTransactionInput = TransactionStarted | TransactionAnswered;

/** All that transactions hear of. */
export type TransactionInput = OneTransactionInput | ClockTicked;

/** All that is known of one transaction: an immutable value. Times by our clock. */
export interface Transaction {
  readonly venue: VenueName;
  readonly transactionId: TransactionId;
  /** Undefined until its start is told, which its answer may overtake. */
  readonly kind: string | undefined;
  readonly clientId: ClientOrderId | undefined;
  readonly startedAt: number | undefined;
  readonly limitMs: number | undefined;
  /** When it was told that its time is over. */
  readonly timedOutAt: number | undefined;
  readonly outcome: TransactionAnswered['outcome'] | undefined;
  readonly answeredAt: number | undefined;
  /** Kinds and details of the anomalies that have been told. */
  readonly anomalies: readonly string[];
}

/** What every event of a transaction says. */
export interface TransactionEventBase {
  readonly venue: VenueName;
  readonly transactionId: TransactionId;
  /** Undefined where the answer overtook the start. */
  readonly kind: string | undefined;
  readonly clientId: ClientOrderId | undefined;
  readonly startedAt: number | undefined;
  readonly venueTime: number | undefined;
  /** When what caused the event came, by our clock. */
  readonly receivedAt: number;
}

/** The venue has not answered in time. It may yet: this says nothing of what the transaction was for. */
export interface TransactionTimedOut extends TransactionEventBase {
  readonly _tag: 'transactionTimedOut';
  readonly limitMs: number;
}

/** The venue has carried the transaction out. */
export interface TransactionConfirmed extends TransactionEventBase {
  readonly _tag: 'transactionConfirmed';
  /** Came after it had timed out. */
  readonly late: boolean;
}

/** The venue has not carried the transaction out, and will not. */
export interface TransactionFailed extends TransactionEventBase {
  readonly _tag: 'transactionFailed';
  readonly reason: string | undefined;
  /** Came after it had timed out. */
  readonly late: boolean;
}

/** What cannot be, and was told: `startedTwice`, or a `contradiction` between two answers, of which the first holds. */
export interface TransactionAnomaly extends TransactionEventBase {
  readonly _tag: 'transactionAnomaly';
  readonly anomaly: 'startedTwice' | 'contradiction';
  readonly detail: string;
}

/** What happened to a transaction. */
export type TransactionEvent =
  TransactionTimedOut | TransactionConfirmed | TransactionFailed | TransactionAnomaly;

/** A transaction of which nothing is known yet but its name. */
export const newTransaction = ({ venue, transactionId }: OneTransactionInput): Transaction => ({
  venue,
  transactionId,
  kind: undefined,
  clientId: undefined,
  startedAt: undefined,
  limitMs: undefined,
  timedOutAt: undefined,
  outcome: undefined,
  answeredAt: undefined,
  anomalies: [],
});
