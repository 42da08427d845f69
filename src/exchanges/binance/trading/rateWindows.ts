import type { HeardUse, MarketDataLimits, RateCosts, RateWindow } from '../../../connector/index.js';
import { rateLimit } from '../wire/events.js';

type Weight = NonNullable<MarketDataLimits['requestWeight']>;

/**
 * The limits that calls draw from. Weight and orders as in the answers of "WebSocket API" (2026), raw requests as in "ENUM
 * definitions" (2026-05-27); `exchangeInfo` lists those in force. Weight is counted by IP, and with that of the market data; orders by
 * account, and only those not filled yet: here all are, which is never too few.
 */
export const binanceRateWindows = ({ weight, perMs }: Weight): readonly RateWindow[] => [
  { name: 'requestWeight', limit: weight, perMs },
  { name: 'rawRequests', limit: 61_000, perMs: 300_000 },
  { name: 'orders10s', limit: 50, perMs: 10_000 },
  { name: 'ordersDay', limit: 160_000, perMs: 86_400_000 },
];

/** What a request draws of them. */
export const costsOf = (weight: number, orders = 0): RateCosts => ({
  requestWeight: weight,
  rawRequests: 1,
  ...(orders > 0 && { orders10s: orders, ordersDay: orders }),
});

const HEADERS = [
  ['x-mbx-used-weight-1m', 'requestWeight'],
  ['x-mbx-order-count-10s', 'orders10s'],
  ['x-mbx-order-count-1d', 'ordersDay'],
] as const;

/** What the headers of an answer say is used. */
export const usedByHeaders = (headers: Readonly<Record<string, string>>): readonly HeardUse[] =>
  HEADERS.flatMap(([header, window]) => {
    const value = headers[header];
    return value !== undefined && /^\d{1,15}$/.test(value) ? [{ window, used: Number(value) }] : [];
  });

const LIMITS: Readonly<Record<string, string>> = {
  'REQUEST_WEIGHT 1 MINUTE': 'requestWeight',
  'RAW_REQUESTS 5 MINUTE': 'rawRequests',
  'ORDERS 10 SECOND': 'orders10s',
  'ORDERS 1 DAY': 'ordersDay',
};

/** What the `rateLimits` of an answer of the WebSocket API say is used; nothing where it says nothing that can be read. */
export function usedByLimits(limits: unknown): readonly HeardUse[] {
  if (!Array.isArray(limits)) return [];
  return limits.flatMap((limit: unknown) => {
    if (!rateLimit.is(limit) || !(Number.isSafeInteger(limit.count) && limit.count >= 0)) return [];
    const window = LIMITS[`${limit.rateLimitType} ${limit.intervalNum} ${limit.interval}`];
    return window === undefined ? [] : [{ window, used: limit.count }];
  });
}
