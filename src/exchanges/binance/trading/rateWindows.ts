import type { HeardUse, MarketDataLimits, RateCosts, RateWindow } from '../../../connector/index.js';
import { rateLimit } from '../wire/events.js';

type Weight = NonNullable<MarketDataLimits['requestWeight']>;

/**
 * The limits that calls draw from. Weight and orders as in the answers of "WebSocket API" (2026), raw requests as in "ENUM
 * definitions" (2026-05-27); `exchangeInfo` lists those in force. Weight is counted by IP, and with that of the market data; orders by
 * account, and only those not filled yet: here all are, which is never too few. All are counted by intervals of UTC ("Rate limits" of
 * the WebSocket API, 2026): those of a day begin anew at 00:00. A tenth of what is counted by IP is left to orders and cancels.
 */
export const binanceRateWindows = ({ weight, perMs }: Weight): readonly RateWindow[] => [
  { name: 'requestWeight', limit: weight, perMs, reserved: Math.floor(weight / 10), resets: 'utc' },
  { name: 'rawRequests', limit: 61_000, perMs: 300_000, reserved: 6_100, resets: 'utc' },
  { name: 'orders10s', limit: 50, perMs: 10_000, resets: 'utc' },
  { name: 'ordersDay', limit: 160_000, perMs: 86_400_000, resets: 'utc' },
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

/**
 * The windows of orders that a refusal for too many of them names ("Too many new orders; current limit is 50 orders per 10 SECOND",
 * -1015 in "Error codes", 2026-01-15); both where it names none.
 */
export const windowsOfTooManyOrders = (message: string): readonly string[] => {
  const [, interval] = /\bper (?:\d+ )?(SECOND|DAY)/i.exec(message) ?? [];
  if (interval === undefined) return ['orders10s', 'ordersDay'];
  return [interval.toUpperCase() === 'DAY' ? 'ordersDay' : 'orders10s'];
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
