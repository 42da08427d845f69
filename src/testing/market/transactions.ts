import {
  OrderJsonError,
  transactionInputFromJson,
  transactionStatus,
  type TransactionEvent,
  type TransactionInput,
  type TransactionUpdate,
} from '../../orders/index.js';
import type { Json } from '../marbleDiagram.js';
import { MarbleJsonError } from './marbleJsonError.js';
import { DEFAULT_VENUE } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { fieldsJson } from './scalars.js';

const readTransaction: Reader<TransactionInput> = ({ transaction, ...json }, { frame }) => {
  const origin = transaction === 'clock' ? { now: frame } : { venue: DEFAULT_VENUE, receivedAt: frame };
  try {
    return transactionInputFromJson({ _tag: transaction, ...origin, ...json });
  } catch (error) {
    if (error instanceof OrderJsonError) throw new MarbleJsonError(error.message);
    throw error;
  }
};

/** The inputs of transactions, by their first key. */
export const TRANSACTION_READERS = { transaction: readTransaction } satisfies Record<
  string,
  Reader<TransactionInput>
>;

function ownJson(event: TransactionEvent): Readonly<Record<string, Json | undefined>> {
  switch (event._tag) {
    case 'transactionTimedOut':
      return { limitMs: event.limitMs };
    case 'transactionConfirmed':
      return { late: event.late ? true : undefined };
    case 'transactionFailed':
      return { reason: event.reason, late: event.late ? true : undefined };
    case 'transactionAnomaly':
      return { kind: event.anomaly, detail: event.detail };
  }
}

/** The JSON of a transaction after an input: where it is, and what was told. */
export const transactionUpdateJson = ({ transaction, events }: TransactionUpdate): Json =>
  fieldsJson({
    transaction: transactionStatus(transaction),
    transactionId: transaction.transactionId,
    kind: transaction.kind,
    clientId: transaction.clientId,
    events:
      events.length === 0
        ? undefined
        : events.map((event) => fieldsJson({ event: event._tag, ...ownJson(event) })),
  });
