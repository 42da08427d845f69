import { concatMap, defer, type OperatorFunction } from 'rxjs';

import type { VenueName } from '../domain/ids.js';
import {
  newTransaction,
  type OneTransactionInput,
  type Transaction,
  type TransactionInput,
} from './transaction.js';
import { transactionReducer, type TransactionUpdate } from './transactionReducer.js';

/** How long transactions are kept. Times are driven by `clock` inputs. */
export interface TrackTransactionsOptions {
  /**
   * How long a transaction is kept after it was answered, or timed out, in milliseconds: a late answer finds it so long.
   * 15 minutes unless given.
   */
  readonly keepFinishedMs?: number;
  /** Brings back a transaction that has left memory, from wherever it was stored; undefined where there is none. */
  readonly recall?: (input: OneTransactionInput) => Transaction | undefined;
}

const DEFAULTS = { keepFinishedMs: 15 * 60_000, recall: (): undefined => undefined };

/**
 * Tracks the transactions of decentralised venues: each input goes to the transaction that it names, and gives that as it is
 * now with what is told of it. The clock gives an update for each transaction whose time is over, and none otherwise.
 *
 * ```
 *   inputs:   -s---c---c---a-|     started, limit 5; clocks at 5 and 9; answered: confirmed
 *   updates:  -P-------T---C-|     pending; timedOut; confirmed, late
 * ```
 *
 * Completes and fails with the source. One state a subscription; nothing reads a clock.
 *
 * Marbles: `marbles/orders/trackTransactions`.
 *
 * @throws {RangeError} where `keepFinishedMs` is no time.
 */
export function trackTransactions(
  options: TrackTransactionsOptions = {},
): OperatorFunction<TransactionInput, TransactionUpdate> {
  const { keepFinishedMs, recall } = { ...DEFAULTS, ...options };
  if (!(keepFinishedMs >= 0)) throw new RangeError(`keepFinishedMs is no time: ${keepFinishedMs}`);
  return (source) =>
    defer(() => {
      const kept = new KeptTransactions(keepFinishedMs, recall);
      return source.pipe(concatMap((input) => kept.take(input)));
    });
}

/** One a subscription, changed in place. */
class KeptTransactions {
  readonly #keepFinishedMs: number;
  readonly #recall: (input: OneTransactionInput) => Transaction | undefined;
  /** Those that are awaited and in time. */
  readonly #pending = new Map<string, Transaction>();
  /** In the order in which they were answered or timed out last. */
  readonly #finished = new Map<string, Transaction>();

  constructor(keepFinishedMs: number, recall: (input: OneTransactionInput) => Transaction | undefined) {
    this.#keepFinishedMs = keepFinishedMs;
    this.#recall = recall;
  }

  take(input: TransactionInput): readonly TransactionUpdate[] {
    if (input._tag === 'clock') return this.#tick(input.now);
    const key = keyOf(input);
    const known = this.#pending.get(key) ?? this.#finished.get(key) ?? this.#recall(input);
    const update = transactionReducer(known ?? newTransaction(input), input);
    this.#keep(key, update.transaction);
    return [update];
  }

  #tick(now: number): readonly TransactionUpdate[] {
    const updates: TransactionUpdate[] = [];
    for (const [key, transaction] of this.#pending) {
      const update = transactionReducer(transaction, { _tag: 'clock', now });
      if (update.events.length === 0) continue;
      this.#keep(key, update.transaction);
      updates.push(update);
    }
    for (const [key, { answeredAt, timedOutAt = -Infinity }] of this.#finished) {
      if (now - (answeredAt ?? timedOutAt) < this.#keepFinishedMs) break;
      this.#finished.delete(key);
    }
    return updates;
  }

  #keep(key: string, transaction: Transaction): void {
    const { outcome, timedOutAt } = transaction;
    if (outcome === undefined && timedOutAt === undefined) {
      this.#pending.set(key, transaction);
      return;
    }
    this.#pending.delete(key);
    const hasChanged = this.#finished.get(key)?.outcome !== outcome;
    if (hasChanged) this.#finished.delete(key);
    this.#finished.set(key, transaction);
  }
}

const keyOf = ({
  venue,
  transactionId,
}: {
  readonly venue: VenueName;
  readonly transactionId: string;
}): string => `${venue} ${transactionId}`;
