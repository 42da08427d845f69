import type { Fill, JsonValue, Order } from '../../orders/index.js';
import {
  averagePrice,
  executedBase,
  executedQuote,
  orderFromJson,
  orderStatus,
  orderToJson,
  termsOf,
  venueIdOf,
} from '../../orders/index.js';

/** A value as SQLite keeps it. */
type Cell = string | number | null;
/** A row, by the names of its columns. */
export type Row<K extends string> = Readonly<Record<K, Cell>>;

const cell = <T extends Cell>(value: T | undefined): T | null => value ?? null;

const FEES_KEY = 'fees';
const FILLS_KEY = 'fills';

type JsonObject = Readonly<Record<string, JsonValue>>;

/** The order as JSON; its fills, which only grow, have rows of their own. */
const jsonOf = (order: Order): JsonObject => orderToJson({ ...order, fills: [] }) as JsonObject;

export const ORDER_COLUMNS = [
  'key',
  'venue',
  'symbol',
  'client_id',
  'venue_id',
  'side',
  'type',
  'amount',
  'sized_in',
  'price',
  'status',
  'executed_base',
  'executed_quote',
  'average_price',
  'fees',
  'reason',
  'created_at',
  'updated_at',
  'ended_at',
  'state',
] as const;

export function orderRow(key: number, order: Order): Row<(typeof ORDER_COLUMNS)[number]> {
  const terms = termsOf(order);
  const { [FILLS_KEY]: _, ...state } = jsonOf(order);
  return {
    key,
    venue: order.venue,
    symbol: order.symbol,
    client_id: cell(order.clientId),
    venue_id: cell(venueIdOf(order)),
    side: cell(order.side),
    type: cell(terms?.type),
    amount: cell(terms?.amount.toFixed()),
    sized_in: cell(terms?.sizedIn),
    price: cell(terms?.price?.toFixed()),
    status: orderStatus(order),
    executed_base: executedBase(order).toFixed(),
    executed_quote: executedQuote(order).toFixed(),
    average_price: cell(averagePrice(order)?.toFixed()),
    fees: JSON.stringify(state[FEES_KEY]),
    reason: cell(order.end?.reason),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    ended_at: cell(order.end?.receivedAt),
    state: JSON.stringify(state),
  };
}

export const FILL_COLUMNS = [
  'order_key',
  'ordinal',
  'trade_id',
  'cumulative',
  'amount',
  'price',
  'fees',
  'liquidity',
  'venue_time',
  'received_at',
] as const;
type FillColumn = (typeof FILL_COLUMNS)[number];

export const fillRow = (key: number, ordinal: number, fill: Fill): Row<FillColumn> => ({
  order_key: key,
  ordinal,
  trade_id: cell(fill.tradeId),
  cumulative: cell(fill.cumulative?.toFixed()),
  amount: fill.amount.toFixed(),
  price: fill.price.toFixed(),
  fees: JSON.stringify(fill.fees.map(({ token, amount }) => ({ token, amount: amount.toFixed() }))),
  liquidity: cell(fill.liquidity),
  venue_time: cell(fill.venueTime),
  received_at: fill.receivedAt,
});

const fillJson = (row: Row<FillColumn>): JsonValue => ({
  tradeId: row.trade_id,
  cumulative: row.cumulative,
  amount: row.amount,
  price: row.price,
  fees: JSON.parse(String(row.fees)) as JsonValue,
  liquidity: row.liquidity,
  venueTime: row.venue_time,
  receivedAt: row.received_at,
});

/** The order of a row and of the rows of its fills, in their order. */
export const orderOfRows = (state: string, fills: readonly Row<FillColumn>[]): Order =>
  orderFromJson({ ...(JSON.parse(state) as object), [FILLS_KEY]: fills.map(fillJson) });

/** An INSERT of named columns. */
export const insertInto = (table: string, columns: readonly string[], or = ''): string =>
  `INSERT ${or} INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`;
