import { transactionId } from '../domain/ids.js';
import {
  finite,
  idText,
  list,
  object,
  oneOf,
  optional,
  tagged,
  text,
  type JsonForm,
  type JsonValue,
} from './jsonForm.js';
import type { ClockTicked } from './orderInput.js';
import { clientId, venue } from './orderJson.js';
import type {
  Transaction,
  TransactionAnswered,
  TransactionInput,
  TransactionStarted,
} from './transaction.js';

const named = { venue, transactionId: idText(transactionId) };
const origin = { ...named, venueTime: optional(finite), receivedAt: finite };
const outcome = oneOf('confirmed', 'failed');

const input: JsonForm<TransactionInput> = tagged<TransactionInput>({
  transactionStarted: object<TransactionStarted>({
    _tag: oneOf('transactionStarted'),
    ...origin,
    kind: text,
    clientId: optional(clientId),
    limitMs: finite,
  }),
  transactionAnswered: object<TransactionAnswered>({
    _tag: oneOf('transactionAnswered'),
    ...origin,
    outcome,
    reason: optional(text),
  }),
  clock: object<ClockTicked>({ _tag: oneOf('clock'), now: finite }),
});

const transaction = object<Transaction>({
  ...named,
  kind: optional(text),
  clientId: optional(clientId),
  startedAt: optional(finite),
  limitMs: optional(finite),
  timedOutAt: optional(finite),
  outcome: optional(outcome),
  answeredAt: optional(finite),
  anomalies: list(text),
});

/** An input as JSON, without loss: its fields under their names, what is undefined left out. */
export const transactionInputToJson = (value: TransactionInput): JsonValue => input.write(value) ?? null;

/**
 * The input that {@link transactionInputToJson} wrote.
 *
 * @throws {OrderJsonError} that names the place of the first fault, the value there and what was expected.
 */
export const transactionInputFromJson = (json: unknown): TransactionInput => input.read(json, '');

/** A transaction as JSON, without loss: what is undefined left out. */
export const transactionToJson = (value: Transaction): JsonValue => transaction.write(value) ?? null;

/**
 * The transaction that {@link transactionToJson} wrote.
 *
 * @throws {OrderJsonError} that names the place of the first fault, the value there and what was expected.
 */
export const transactionFromJson = (json: unknown): Transaction => transaction.read(json, '');
