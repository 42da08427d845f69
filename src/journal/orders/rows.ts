import type { Decimal } from 'decimal.js';

import { plainText } from '../../domain/exact.js';
import type { Fill, JsonValue, Order } from '../../orders/index.js';
import { feesText, orderStateText } from '../../orders/orderJson.js';
import {
  averagePrice,
  executedBase,
  executedQuote,
  orderFromJson,
  orderStatus,
  termsOf,
  venueIdOf,
} from '../../orders/index.js';

/** A value as SQLite keeps it. */
type Cell = string | number | null;
/** A row, by the names of its columns. */
export type Row<K extends string> = Readonly<Record<K, Cell>>;

/** The cells of a row, in the order of its columns. */
type Values = readonly Cell[];

const textCell = (value: Decimal | undefined): Cell => (value === undefined ? null : plainText(value));

export const cell = <T extends Cell>(value: T | undefined): T | null => value ?? null;

const FILLS_KEY = 'fills';

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

/** Of {@link ORDER_COLUMNS}. The state is the order as JSON; its fills, which only grow, have rows of their own. */
export function orderRow(key: number, order: Order): Values {
  const terms = termsOf(order);
  return [
    key,
    order.venue,
    order.symbol,
    cell(order.clientId),
    cell(venueIdOf(order)),
    cell(order.side),
    cell(terms?.type),
    textCell(terms?.amount),
    cell(terms?.sizedIn),
    textCell(terms?.price),
    orderStatus(order),
    plainText(executedBase(order)),
    plainText(executedQuote(order)),
    textCell(averagePrice(order)),
    feesText(order.fees),
    cell(order.end?.reason),
    order.createdAt,
    order.updatedAt,
    cell(order.end?.receivedAt),
    orderStateText(order),
  ];
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

/** Of {@link FILL_COLUMNS}. */
export const fillRow = (key: number, ordinal: number, fill: Fill): Values => [
  key,
  ordinal,
  cell(fill.tradeId),
  textCell(fill.cumulative),
  plainText(fill.amount),
  plainText(fill.price),
  feesText(fill.fees),
  cell(fill.liquidity),
  cell(fill.venueTime),
  fill.receivedAt,
];

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

/** An INSERT of named columns, their values in the same order: names would cost as much again with each row. */
export const insertInto = (table: string, columns: readonly string[], or = ''): string =>
  `INSERT ${or} INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
