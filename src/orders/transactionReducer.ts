import type {
  Transaction,
  TransactionAnomaly,
  TransactionAnswered,
  TransactionEvent,
  TransactionEventBase,
  TransactionInput,
  TransactionStarted,
} from './transaction.js';

/** A transaction after an input, and what is told of it, in order. */
export interface TransactionUpdate {
  readonly transaction: Transaction;
  readonly events: readonly TransactionEvent[];
}

/** Where a transaction is: `timedOut` is still awaited. */
export type TransactionStatus = 'unheardOf' | 'pending' | 'timedOut' | 'confirmed' | 'failed';

/** Where a transaction is. */
export function transactionStatus({ outcome, timedOutAt, startedAt }: Transaction): TransactionStatus {
  if (outcome !== undefined) return outcome;
  if (timedOutAt !== undefined) return 'timedOut';
  return startedAt === undefined ? 'unheardOf' : 'pending';
}

/**
 * What an input makes of a transaction, and what is told of it: pure, and total. Start with `newTransaction`.
 *
 * `transactionTimedOut` comes once, with the first clock that is past the limit; the answer is told all the same when it
 * comes, marked late. No event says anything of an order: of one whose creation timed out nobody knows whether it is there,
 * until the venue says so.
 */
export function transactionReducer(transaction: Transaction, input: TransactionInput): TransactionUpdate {
  switch (input._tag) {
    case 'transactionStarted':
      return start(transaction, input);
    case 'transactionAnswered':
      return answer(transaction, input);
    case 'clock':
      return tick(transaction, input.now);
  }
}

function start(transaction: Transaction, input: TransactionStarted): TransactionUpdate {
  const { kind, clientId, limitMs, receivedAt: startedAt } = input;
  if (transaction.startedAt !== undefined) {
    const told = `${kind} at ${startedAt} after ${transaction.kind} at ${transaction.startedAt}`;
    return tellAnomaly(transaction, input, 'startedTwice', told);
  }
  return { transaction: { ...transaction, kind, clientId, limitMs, startedAt }, events: [] };
}

function answer(transaction: Transaction, input: TransactionAnswered): TransactionUpdate {
  const { outcome, reason, receivedAt: answeredAt } = input;
  if (transaction.outcome === outcome) return { transaction, events: [] };
  if (transaction.outcome !== undefined)
    return tellAnomaly(transaction, input, 'contradiction', `${outcome} after ${transaction.outcome}`);
  const answered = { ...transaction, outcome, answeredAt };
  const told = { ...eventBase(answered, input), late: transaction.timedOutAt !== undefined };
  return {
    transaction: answered,
    events: [
      outcome === 'confirmed'
        ? { _tag: 'transactionConfirmed', ...told }
        : { _tag: 'transactionFailed', reason, ...told },
    ],
  };
}

function tick(transaction: Transaction, now: number): TransactionUpdate {
  const { startedAt, limitMs, timedOutAt, outcome } = transaction;
  const isAwaited = outcome === undefined && timedOutAt === undefined;
  if (!isAwaited || startedAt === undefined || limitMs === undefined || !(now > startedAt + limitMs))
    return { transaction, events: [] };
  const timedOut = { ...transaction, timedOutAt: now };
  const base = eventBase(timedOut, { venueTime: undefined, receivedAt: now });
  return { transaction: timedOut, events: [{ _tag: 'transactionTimedOut', limitMs, ...base }] };
}

/** Told once a transaction, kind and detail, so that repeats add nothing. */
function tellAnomaly(
  transaction: Transaction,
  times: Pick<TransactionEventBase, 'venueTime' | 'receivedAt'>,
  anomaly: TransactionAnomaly['anomaly'],
  detail: string,
): TransactionUpdate {
  const key = `${anomaly}: ${detail}`;
  if (transaction.anomalies.includes(key)) return { transaction, events: [] };
  return {
    transaction: { ...transaction, anomalies: [...transaction.anomalies, key] },
    events: [{ _tag: 'transactionAnomaly', anomaly, detail, ...eventBase(transaction, times) }],
  };
}

const eventBase = (
  { venue, transactionId, kind, clientId, startedAt }: Transaction,
  { venueTime, receivedAt }: Pick<TransactionEventBase, 'venueTime' | 'receivedAt'>,
): TransactionEventBase => ({
  venue,
  transactionId,
  kind,
  clientId,
  startedAt,
  venueTime,
  receivedAt,
});
