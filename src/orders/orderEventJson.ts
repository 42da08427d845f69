import {
  decimal,
  finite,
  flag,
  list,
  object,
  oneOf,
  optional,
  tagged,
  text,
  textBy,
  type FieldForms,
  type JsonForm,
  type JsonObject,
  type JsonValue,
} from './jsonForm.js';
import type {
  OrderAnomaly,
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderEvent,
  OrderEventBase,
  OrderExpiredEvent,
  OrderFailed,
  OrderFilledEvent,
} from './orderEvent.js';
import {
  clientId,
  fee,
  liquidity,
  orderType,
  side,
  symbol,
  tradeIdText,
  venue,
  venueId,
} from './orderJson.js';

const base: FieldForms<OrderEventBase> = {
  venue,
  symbol,
  clientId: optional(clientId),
  venueId: optional(venueId),
  side: optional(side),
  type: optional(orderType),
  amount: optional(decimal),
  price: optional(decimal),
  executedBase: decimal,
  executedQuote: decimal,
  fees: list(fee),
  venueTime: optional(finite),
  receivedAt: finite,
  late: flag,
  inferred: flag,
  adopted: flag,
};

const ended = { ...base, reason: optional(text) };

const event: JsonForm<OrderEvent> = tagged<OrderEvent>({
  created: object<OrderCreated>({ _tag: oneOf('created'), ...base }),
  filled: object<OrderFilledEvent>({
    _tag: oneOf('filled'),
    ...base,
    tradeId: optional(tradeIdText),
    cumulative: optional(decimal),
    fillAmount: decimal,
    fillPrice: optional(decimal),
    fillFees: list(fee),
    liquidity: optional(liquidity),
    netAmount: decimal,
    replaces: optional(object({ cumulative: decimal, amount: decimal })),
  }),
  completed: object<OrderCompleted>({ _tag: oneOf('completed'), ...base }),
  cancelled: object<OrderCancelled>({ _tag: oneOf('cancelled'), ...ended }),
  expired: object<OrderExpiredEvent>({ _tag: oneOf('expired'), ...ended }),
  failed: object<OrderFailed>({ _tag: oneOf('failed'), ...ended }),
  anomaly: object<OrderAnomaly>({
    _tag: oneOf('anomaly'),
    ...base,
    kind: oneOf(
      'overfilled',
      'contradiction',
      'cameBack',
      'fillDiffers',
      'filledShort',
      'submittedTwice',
      'linkedLate',
      'idsDisagree',
    ),
    detail: text,
  }),
});

/** An event as JSON, without loss: its fields under their names, decimals and ids as text, what is undefined left out. */
export const orderEventToJson = (value: OrderEvent): JsonValue => event.write(value) ?? null;

/** The text of {@link orderEventToJson}. */
export const orderEventText = (value: OrderEvent): string => textBy(event, value);

/**
 * The event that {@link orderEventToJson} wrote.
 *
 * @throws {OrderJsonError} that names the place of the first fault, the value there and what was expected.
 */
export const orderEventFromJson = (json: unknown): OrderEvent => event.read(json, '');

/** What {@link orderEventFromJson} reads, as a JSON Schema of 2020-12, for those who write events in another language. */
export const orderEventSchema: JsonObject = event.schema;
