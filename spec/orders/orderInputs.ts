import { Decimal } from 'decimal.js';

import { clientOrderId, orderId, tradeId, venueName, venueSymbol } from '../../src/domain/index.js';
import {
  newOrder,
  orderReducer,
  type Fill,
  type OneOrderInput,
  type Order,
  type OrderAmended,
  type OrderEvent,
  type OrderInput,
  type OrderInputOrigin,
  type OrderReport,
  type OrderTerms,
  type VenueStatus,
} from '../../src/orders/index.js';

export const dec = (text: string): Decimal => new Decimal(text);

/** A limit buy of 100 at 10. */
export const TERMS: OrderTerms = {
  side: 'buy',
  type: 'limit',
  amount: dec('100'),
  sizedIn: 'base',
  price: dec('10'),
  base: 'XRP',
  quote: 'ETH',
};

type Where = Partial<OrderInputOrigin>;

/** Of order `c1`, whose id at the venue is `v1`; received at 0. */
export const origin = (where: Where = {}): OrderInputOrigin => ({
  venue: venueName('test'),
  symbol: venueSymbol('XRP-ETH'),
  clientId: clientOrderId('c1'),
  venueId: orderId('v1'),
  venueTime: undefined,
  receivedAt: 0,
  ...where,
});

/** Valid until 100. */
export const submitted = (terms: Partial<OrderTerms> = {}, where: Where = {}): OneOrderInput => ({
  _tag: 'submitRequested',
  ...origin({ venueId: undefined, ...where }),
  clientId: where.clientId ?? clientOrderId('c1'),
  terms: { ...TERMS, ...terms },
  validUntil: 100,
});

export const acknowledged = (where: Where = {}): OneOrderInput => ({
  _tag: 'submitAcknowledged',
  ...origin(where),
});

export const refused = (where: Where = {}): OneOrderInput => ({
  _tag: 'submitRefused',
  ...origin({ venueId: undefined, ...where }),
  reason: 'no money',
});

export const answerLost = (where: Where = {}): OneOrderInput => ({
  _tag: 'submitAnswerLost',
  ...origin({ venueId: undefined, ...where }),
});

export const report = (
  status: VenueStatus,
  cumulative?: string,
  more: Partial<OrderReport> & Where = {},
): OneOrderInput => ({ _tag: 'orderReported', ...reportFields(status, cumulative, more) });

export const found = (
  askedAt: number,
  status: VenueStatus,
  cumulative?: string,
  more: Partial<OrderReport> & Where = {},
): OneOrderInput => ({ _tag: 'found', askedAt, ...reportFields(status, cumulative, more) });

const reportFields = (
  status: VenueStatus,
  cumulative: string | undefined,
  more: Partial<OrderReport> & Where,
): OrderInputOrigin & OrderReport => ({
  ...origin(),
  status,
  cumulativeBase: cumulative === undefined ? undefined : dec(cumulative),
  cumulativeQuote: undefined,
  sequence: undefined,
  terms: undefined,
  reason: undefined,
  ...more,
});

/** A trade of so much, at 10 unless given. */
export const trade = (id: string, amount: string, more: Partial<Fill> = {}): Fill => ({
  cumulative: undefined,
  amount: dec(amount),
  price: dec('10'),
  fees: [],
  liquidity: undefined,
  venueTime: undefined,
  receivedAt: 0,
  ...more,
  tradeId: tradeId(id),
});

export const filled = (fill: Fill, where: Where = {}): OneOrderInput => ({
  _tag: 'fill',
  ...origin(where),
  fill,
  side: 'buy',
});

export const cancelRequested = (request = 'x1', where: Where = {}): OneOrderInput => ({
  _tag: 'cancelRequested',
  ...origin(where),
  request,
});

export const cancelAcknowledged = (final: boolean, request = 'x1', where: Where = {}): OneOrderInput => ({
  _tag: 'cancelAcknowledged',
  ...origin(where),
  request,
  final,
});

export const cancelRefused = (request = 'x1', where: Where = {}): OneOrderInput => ({
  _tag: 'cancelRefused',
  ...origin(where),
  request,
  reason: 'unknown order',
});

export const cancelAnswerLost = (request = 'x1', where: Where = {}): OneOrderInput => ({
  _tag: 'cancelAnswerLost',
  ...origin(where),
  request,
});

export const notFound = (askedAt: number, where: Where = {}): OneOrderInput => ({
  _tag: 'notFound',
  ...origin({ venueId: undefined, receivedAt: askedAt, ...where }),
  askedAt,
});

export const polled = (
  askedAt: number,
  open: boolean | undefined,
  fills?: readonly Fill[],
  where: Where = {},
): OneOrderInput => ({ _tag: 'polled', ...origin({ receivedAt: askedAt, ...where }), askedAt, open, fills });

export const amended = (previous: string, next: string, more: Where = {}): OrderAmended => ({
  _tag: 'amended',
  ...origin(more),
  venueId: orderId(next),
  previousVenueId: orderId(previous),
  amount: undefined,
  price: undefined,
});

export const expired = (where: Where = {}): OneOrderInput => ({
  _tag: 'expired',
  ...origin(where),
  reason: undefined,
});

export interface Run {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

/** What inputs make of one order, from nothing. */
export function run(inputs: readonly OrderInput[]): Run {
  const first = inputs.find((input): input is OneOrderInput => input._tag !== 'clock');
  let order = newOrder(first!);
  const events: OrderEvent[] = [];
  for (const input of inputs) {
    const update = orderReducer(order, input);
    ({ order } = update);
    events.push(...update.events);
  }
  return { order, events };
}

/** An event in short: its kind, with what tells it from others of that kind. */
export function brief(event: OrderEvent): string {
  const marks = (['late', 'inferred', 'adopted'] as const).filter((mark) => event[mark]);
  const rest = [...what(event), ...marks];
  return [event._tag, ...rest].join(' ');
}

function what(event: OrderEvent): readonly string[] {
  if (event._tag === 'anomaly') return [event.kind];
  if (event._tag !== 'filled') return [];
  const replaces = event.replaces && `replaces ${event.replaces.amount.toFixed()}`;
  const net = event.netAmount.eq(event.fillAmount) ? undefined : `net ${event.netAmount.toFixed()}`;
  return [event.tradeId, event.fillAmount.toFixed(), net, replaces].filter((part) => part !== undefined);
}

/** What is told of one order, in short. */
export const story = (...inputs: readonly OrderInput[]): readonly string[] => run(inputs).events.map(brief);
