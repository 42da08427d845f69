import type { TokenAmount } from '../domain/fee.js';
import { clientOrderId, orderId, tradeId, venueName, venueSymbol } from '../domain/ids.js';
import {
  decimal,
  finite,
  flag,
  idText,
  list,
  notNegative,
  object,
  oneOf,
  optional,
  sequence,
  text,
  textBy,
  type FieldForms,
  type JsonForm,
  type JsonValue,
} from './jsonForm.js';
import type {
  Absence,
  Amendment,
  FilledWord,
  Order,
  OrderEnd,
  OrderNews,
  PendingRequest,
  SubmitState,
  TermsInPlace,
  ToldAmount,
  ToldTerm,
} from './order.js';
import { OrderJsonError } from './orderJsonError.js';
import type { Fill, OrderTerms } from './orderTerms.js';

export const side = oneOf('buy', 'sell');
export const venue = idText(venueName);
export const symbol = idText(venueSymbol);
export const clientId = idText(clientOrderId);
export const venueId = idText(orderId);
export const tradeIdText = idText(tradeId);
export const orderType = oneOf('limit', 'limitMaker', 'market');
export const liquidity = oneOf('maker', 'taker');

export const status = oneOf(
  'pending',
  'open',
  'partiallyFilled',
  'pendingCancel',
  'filled',
  'cancelled',
  'expired',
  'rejected',
);

export const terms: JsonForm<OrderTerms> = object<OrderTerms>({
  side,
  type: orderType,
  amount: notNegative,
  sizedIn: oneOf('base', 'quote'),
  price: optional(decimal),
  base: optional(text),
  quote: optional(text),
});

export const fee = object<TokenAmount>({ token: text, amount: decimal });

const fillFields = object({
  tradeId: optional(tradeIdText),
  cumulative: optional(decimal),
  amount: decimal,
  price: decimal,
  fees: list(fee),
  liquidity: optional(liquidity),
  venueTime: optional(finite),
  receivedAt: finite,
});

/** A fill has a trade id or, where the venue gives none, a cumulative amount. */
export const fill: JsonForm<Fill> = {
  schema: {
    ...fillFields.schema,
    anyOf: [
      { properties: { tradeId: text.schema }, required: ['tradeId'] },
      { properties: { cumulative: decimal.schema }, required: ['cumulative'] },
    ],
  },
  write: (value) => fillFields.write(value),
  text: (value) => fillFields.text(value),
  read: (json, path) => {
    const { tradeId: id, cumulative, ...rest } = fillFields.read(json, path);
    if (id !== undefined) return { tradeId: id, cumulative, ...rest };
    if (cumulative !== undefined) return { tradeId: undefined, cumulative, ...rest };
    throw new OrderJsonError(path, json, 'a fill with a tradeId or a cumulative amount');
  },
};

const answer = oneOf('awaited', 'acknowledged', 'refused', 'lost');
const request = { request: text, requestedAt: finite, answer, answeredAt: optional(finite) };

const news = object<OrderNews>({
  status,
  cumulativeBase: optional(decimal),
  sequence: optional(sequence),
  venueTime: optional(finite),
});

const told = object<ToldAmount>({ base: decimal, quote: optional(decimal), receivedAt: finite });

const toldTerm = object<ToldTerm>({ value: decimal, venueTime: optional(finite) });

const fields: FieldForms<Order> = {
  venue,
  symbol,
  clientId: optional(clientId),
  venueIds: list(venueId),
  amendments: list(
    object<Amendment>({
      previousVenueId: venueId,
      venueId,
      amount: optional(decimal),
      price: optional(decimal),
    }),
  ),
  termsInPlace: optional(
    list(object<TermsInPlace>({ venueId, amount: optional(toldTerm), price: optional(toldTerm) })),
  ),
  terms: optional(terms),
  side: optional(side),
  submit: optional(object<SubmitState>({ ...request, validUntil: finite })),
  cancel: optional(object<PendingRequest>(request)),
  accepted: flag,
  adopted: flag,
  saidFilled: flag,
  filledWord: optional(object<FilledWord>({ tellsAmount: flag, receivedAt: finite })),
  end: optional(
    object<OrderEnd>({
      outcome: oneOf('filled', 'cancelled', 'expired', 'failed'),
      reason: optional(text),
      byAbsence: flag,
      sequence: optional(sequence),
      venueTime: optional(finite),
      receivedAt: finite,
    }),
  ),
  newsBySequence: optional(news),
  newsByContent: optional(news),
  told: optional(told),
  fills: list(fill),
  filledBase: decimal,
  filledQuote: decimal,
  fees: list(fee),
  inferred: optional(told),
  fillsListedAt: optional(finite),
  absence: object<Absence>({ notFoundAt: list(finite), notOpenAt: optional(finite) }),
  lookedUpAt: optional(finite),
  evidenceAt: optional(finite),
  anomalies: list(text),
  createdAt: finite,
  updatedAt: finite,
};

const order = object<Order>(fields);

const { fills: _, ...stateFields } = fields;
const orderState = object<Omit<Order, 'fills'>>(stateFields);

/** The text of an order's JSON without its fills. */
export const orderStateText = (value: Order): string => textBy(orderState, value);

const fees = list(fee);

/** The text of fees' JSON. */
export const feesText = (value: readonly TokenAmount[]): string => textBy(fees, value);

/** An order as JSON, without loss: decimals and ids as text, what is undefined left out. */
export const orderToJson = (value: Order): JsonValue => order.write(value) ?? null;

/**
 * The order that {@link orderToJson} wrote.
 *
 * @throws {OrderJsonError} that names the place of the first fault, the value there and what was expected.
 */
export const orderFromJson = (json: unknown): Order => order.read(json, '');
