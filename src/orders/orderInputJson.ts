import {
  decimal,
  finite,
  flag,
  list,
  object,
  oneOf,
  optional,
  sequence,
  tagged,
  text,
  textBy,
  type FieldForms,
  type JsonForm,
  type JsonObject,
  type JsonValue,
} from './jsonForm.js';
import type {
  CancelAcknowledged,
  CancelAnswerLost,
  CancelRefused,
  CancelRequested,
  ClockTicked,
  OrderAmended,
  OrderExpired,
  OrderFilled,
  OrderFound,
  OrderInput,
  OrderInputOrigin,
  OrderNotFound,
  OrderPolled,
  OrderReport,
  OrderReported,
  SubmitAcknowledged,
  SubmitAnswerLost,
  SubmitRefused,
  SubmitRequested,
} from './orderInput.js';
import { OrderJsonError } from './orderJsonError.js';
import { clientId, fill, side, status, symbol, terms, venue, venueId } from './orderJson.js';

const origin: FieldForms<OrderInputOrigin> = {
  venue,
  symbol,
  clientId: optional(clientId),
  venueId: optional(venueId),
  venueTime: optional(finite),
  receivedAt: finite,
};

const report: FieldForms<OrderReport> = {
  status,
  cumulativeBase: optional(decimal),
  cumulativeQuote: optional(decimal),
  sequence: optional(sequence),
  terms: optional(terms),
  reason: optional(text),
};

const cancel = { ...origin, request: text };

const anyInput: JsonForm<OrderInput> = tagged<OrderInput>({
  submitRequested: object<SubmitRequested>({
    _tag: oneOf('submitRequested'),
    ...origin,
    clientId,
    terms,
    validUntil: finite,
  }),
  submitAcknowledged: object<SubmitAcknowledged>({ _tag: oneOf('submitAcknowledged'), ...origin }),
  submitRefused: object<SubmitRefused>({ _tag: oneOf('submitRefused'), ...origin, reason: text }),
  submitAnswerLost: object<SubmitAnswerLost>({ _tag: oneOf('submitAnswerLost'), ...origin }),
  orderReported: object<OrderReported>({ _tag: oneOf('orderReported'), ...origin, ...report }),
  fill: object<OrderFilled>({ _tag: oneOf('fill'), ...origin, fill, side: optional(side) }),
  cancelRequested: object<CancelRequested>({ _tag: oneOf('cancelRequested'), ...cancel }),
  cancelAcknowledged: object<CancelAcknowledged>({
    _tag: oneOf('cancelAcknowledged'),
    ...cancel,
    final: flag,
  }),
  cancelRefused: object<CancelRefused>({ _tag: oneOf('cancelRefused'), ...cancel, reason: text }),
  cancelAnswerLost: object<CancelAnswerLost>({ _tag: oneOf('cancelAnswerLost'), ...cancel }),
  amended: object<OrderAmended>({
    _tag: oneOf('amended'),
    ...origin,
    venueId,
    previousVenueId: venueId,
    amount: optional(decimal),
    price: optional(decimal),
  }),
  expired: object<OrderExpired>({ _tag: oneOf('expired'), ...origin, reason: optional(text) }),
  found: object<OrderFound>({ _tag: oneOf('found'), ...origin, ...report, askedAt: finite }),
  notFound: object<OrderNotFound>({ _tag: oneOf('notFound'), ...origin, askedAt: finite }),
  polled: object<OrderPolled>({
    _tag: oneOf('polled'),
    ...origin,
    askedAt: finite,
    open: optional(flag),
    fills: optional(list(fill)),
  }),
  clock: object<ClockTicked>({ _tag: oneOf('clock'), now: finite }),
});

/** An input of an order names it, by either id. */
const input: JsonForm<OrderInput> = {
  schema: {
    ...anyInput.schema,
    anyOf: [
      { required: ['clientId'], properties: { clientId: { type: 'string' } } },
      { required: ['venueId'], properties: { venueId: { type: 'string' } } },
      { properties: { _tag: { enum: ['clock'] } } },
    ],
  },
  write: (value) => {
    demandId(value, value, '');
    return anyInput.write(value);
  },
  text: (value) => {
    demandId(value, value, '');
    return anyInput.text(value);
  },
  read: (json, path) => {
    const value = anyInput.read(json, path);
    demandId(value, json, path);
    return value;
  },
};

function demandId(value: OrderInput, json: unknown, path: string): void {
  if (value._tag === 'clock' || value.clientId !== undefined || value.venueId !== undefined) return;
  throw new OrderJsonError(path, json, 'an input with a clientId or a venueId');
}

/** An input as JSON, without loss: its fields under their names, decimals and ids as text, what is undefined left out. */
export const orderInputToJson = (value: OrderInput): JsonValue => input.write(value) ?? null;

/** The text of {@link orderInputToJson}. */
export const orderInputText = (value: OrderInput): string => textBy(input, value);

/**
 * The input that {@link orderInputToJson} wrote.
 *
 * @throws {OrderJsonError} that names the place of the first fault, the value there and what was expected.
 */
export const orderInputFromJson = (json: unknown): OrderInput => input.read(json, '');

/** What {@link orderInputFromJson} reads, as a JSON Schema of 2020-12, for those who write inputs in another language. */
export const orderInputSchema: JsonObject = input.schema;
