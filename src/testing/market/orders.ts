import * as t from 'io-ts';

import type { TokenAmount } from '../../domain/fee.js';
import {
  executedBase,
  executedQuote,
  orderInputFromJson,
  OrderJsonError,
  orderStatus,
  venueIdOf,
  wants,
  type AgedOrder,
  type Order,
  type OrderEvent,
  type OrderInDoubt,
  type OrderInput,
  type OrderStatusChange,
  type TrackedOrder,
  type TrackedUpdate,
} from '../../orders/index.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { isRecord } from './closed.js';
import { MarbleJsonError, readOrThrow, within } from './marbleJsonError.js';
import { DEFAULT_SYMBOL, DEFAULT_VENUE } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { exactly, fieldsJson, unless } from './scalars.js';

/** A request is valid for so long unless a file says otherwise: for ever, as marbles go. */
const VALID_UNTIL = 1000;

/** What is left out of inputs, by their tags. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  submitRequested: { validUntil: VALID_UNTIL },
  cancelRequested: { request: 'x' },
  cancelAcknowledged: { request: 'x', final: false },
  cancelRefused: { request: 'x' },
  cancelAnswerLost: { request: 'x' },
};

const shortTerms = exactly(t.tuple([t.string, t.string, t.string], '[side, amount, price]'));
const shortFill = exactly(t.tuple([t.string, t.string, t.string], '[trade id, amount, price]'));

/** `["buy","100","10"]`: side, amount and price of a limit order. */
function longTerms(terms: unknown): unknown {
  if (!Array.isArray(terms)) return terms;
  const [side, amount, price] = within('terms', () => readOrThrow(shortTerms, terms));
  return { side, type: 'limit', amount, sizedIn: 'base', price };
}

/** `["t1","40","10"]`: trade id, amount and price; or an object, whose receivedAt may be left out. */
function longFill(fill: unknown, { frame }: MarbleMoment, place: string): unknown {
  if (isRecord(fill)) return { receivedAt: frame, ...fill };
  if (!Array.isArray(fill)) return fill;
  const [tradeId, amount, price] = within(place, () => readOrThrow(shortFill, fill));
  return { tradeId, amount, price, receivedAt: frame };
}

const readInput: Reader<OrderInput> = ({ input, terms, fill, fills, ...json }, moment) => {
  const { frame } = moment;
  const origin =
    input === 'clock' ? { now: frame } : { venue: DEFAULT_VENUE, symbol: DEFAULT_SYMBOL, receivedAt: frame };
  try {
    return orderInputFromJson({
      _tag: input,
      ...origin,
      ...(typeof input === 'string' ? DEFAULTS[input] : undefined),
      ...json,
      ...(terms !== undefined && { terms: longTerms(terms) }),
      ...(fill !== undefined && { fill: longFill(fill, moment, 'fill') }),
      ...(fills !== undefined && {
        fills: Array.isArray(fills) ? fills.map((one, at) => longFill(one, moment, `fills[${at}]`)) : fills,
      }),
    });
  } catch (error) {
    // The tag stands under another key here.
    if (error instanceof OrderJsonError) throw new MarbleJsonError(error.message.replace(/^_tag:/, 'input:'));
    throw error;
  }
};

/** The inputs of orders, by their first key. */
export const ORDER_READERS = { input: readInput } satisfies Record<string, Reader<OrderInput>>;

const feesJson = (fees: readonly TokenAmount[]): Json | undefined =>
  fees.length === 0 ? undefined : fees.map(({ token, amount }) => [amount.toFixed(), token]);

const flagJson = (flag: boolean): true | undefined => (flag ? true : undefined);

/** What an event says besides what its order says. */
function ownJson(event: OrderEvent): Readonly<Record<string, Json | undefined>> {
  switch (event._tag) {
    case 'created':
    case 'completed':
      return {};
    case 'cancelled':
    case 'expired':
    case 'failed':
      return { reason: event.reason };
    case 'anomaly':
      return { kind: event.kind, detail: event.detail };
    case 'filled':
      return {
        tradeId: event.tradeId,
        cumulative: event.cumulative?.toFixed(),
        amount: event.fillAmount.toFixed(),
        price: event.fillPrice?.toFixed(),
        fees: feesJson(event.fillFees),
        liquidity: event.liquidity,
        net: event.netAmount.eq(event.fillAmount) ? undefined : event.netAmount.toFixed(),
        replaces: event.replaces && {
          cumulative: event.replaces.cumulative.toFixed(),
          amount: event.replaces.amount.toFixed(),
        },
      };
  }
}

const inShort = (event: OrderEvent): Readonly<Record<string, Json | undefined>> => ({
  event: event._tag,
  ...ownJson(event),
  late: flagJson(event.late),
  inferred: flagJson(event.inferred),
  adopted: flagJson(event.adopted),
});

/** The JSON of an event by itself. */
export const orderEventJson = (event: OrderEvent, { frame }: MarbleMoment): Json =>
  fieldsJson({
    ...inShort(event),
    clientId: event.clientId,
    venueId: event.venueId,
    order: [event.side ?? null, event.amount?.toFixed() ?? null, event.price?.toFixed() ?? null],
    type: unless(event.type, 'limit'),
    executed: unless(event.executedBase.toFixed(), '0'),
    quote: unless(event.executedQuote.toFixed(), '0'),
    totalFees: feesJson(event.fees),
    venueTime: event.venueTime,
    receivedAt: unless(event.receivedAt, frame),
    venue: unless<string>(event.venue, DEFAULT_VENUE),
    symbol: unless<string>(event.symbol, DEFAULT_SYMBOL),
  });

/** An order's state in short. */
const stateInShort = (order: Order): Readonly<Record<string, Json | undefined>> => ({
  order: orderStatus(order),
  clientId: order.clientId,
  venueId: venueIdOf(order),
  executed: unless(executedBase(order).toFixed(), '0'),
  quote: unless(executedQuote(order).toFixed(), '0'),
  fees: feesJson(order.fees),
});

/** The JSON of an order after an input: its state in short, which order it took in, what it wants asked, and what was told. */
export const orderUpdateJson = (
  { order, events, absorbed }: TrackedUpdate,
  { frame }: MarbleMoment,
): Json => {
  const wanted = wants(order, frame).map(({ _tag, because }) => `${_tag}: ${because}`);
  return fieldsJson({
    ...stateInShort(order),
    absorbed,
    wants: wanted.length === 0 ? undefined : wanted,
    events: events.length === 0 ? undefined : events.map((event) => fieldsJson(inShort(event))),
  });
};

/** The JSON of an order of a set: its state in short and, where it is in doubt, why since when, and how long. */
export const trackedOrderJson = (tracked: TrackedOrder | OrderInDoubt | AgedOrder): Json =>
  fieldsJson({
    ...stateInShort(tracked.order),
    doubts: 'doubts' in tracked ? tracked.doubts.map(({ because, since }) => [because, since]) : undefined,
    ageMs: 'ageMs' in tracked ? tracked.ageMs : undefined,
  });

/** The JSON of a change of an order's status. */
export const orderStatusChangeJson = (
  { order, from, to, changedAt, lastedMs }: OrderStatusChange,
  { frame }: MarbleMoment,
): Json =>
  fieldsJson({
    to,
    from,
    clientId: order.clientId,
    venueId: venueIdOf(order),
    changedAt: unless(changedAt, frame),
    lastedMs,
  });
