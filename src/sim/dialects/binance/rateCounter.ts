import type { DialectLimit } from './dialectOptions.js';
import { Refusal } from './refusal.js';
import { wireTime } from './numberText.js';

/** A limit, and how much of it is used. */
export type RateUse = DialectLimit & { readonly count: number };

type RateType = DialectLimit['rateLimitType'];

const INTERVAL_MS = { SECOND: 1_000, MINUTE: 60_000, DAY: 86_400_000 };
const FIRST_BAN_MS = 120_000;
const LONGEST_BAN_MS = 3 * INTERVAL_MS.DAY;

const lengthOf = ({ interval, intervalNum }: DialectLimit): number => INTERVAL_MS[interval] * intervalNum;

interface Ban {
  /** In milliseconds since 1970. */
  until: number;
  nextMs: number;
  /** Requests above the limit since the window began. */
  over: number;
}

/**
 * Counts by windows that begin with the clock's own, for each address (weights and requests) or account (orders). Who is over
 * the limit gets 429, who goes on 418 for two minutes, then four, up to three days.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "IP Limits", and `web-socket-api.md`, "How to interpret rate limits", as of
 * 2025-12-09.
 */
export class RateCounter {
  readonly #windows = new Map<string, { start: number; count: number }>();
  readonly #bans = new Map<string, Ban>();

  constructor(
    readonly limits: readonly DialectLimit[],
    private readonly patience: number,
  ) {}

  /** A request of an address comes in: refused where it is one too many. */
  enter(address: string, weight: number, time: number): void {
    const ban = this.#ban(address);
    if (time < ban.until) throw banned(ban.until, time);
    this.add('REQUEST_WEIGHT', address, weight, time);
    this.add('RAW_REQUESTS', address, 1, time);
    const over = [...this.uses('REQUEST_WEIGHT', address, time), ...this.uses('RAW_REQUESTS', address, time)]
      .filter(({ count, limit }) => count > limit)
      .at(0);
    if (over === undefined) {
      ban.over = 0;
      return;
    }
    if (++ban.over > this.patience) {
      ban.until = time + ban.nextMs;
      ban.nextMs = Math.min(2 * ban.nextMs, LONGEST_BAN_MS);
      ban.over = 0;
      throw banned(ban.until, time);
    }
    throw tooMany(over, endOf(over, time), time);
  }

  /** An account wants to place orders: refused where it is one too many. */
  enterOrders(account: string, orders: number, time: number): void {
    this.add('ORDERS', account, orders, time);
    const over = this.uses('ORDERS', account, time).find(({ count, limit }) => count > limit);
    if (over === undefined) return;
    const { limit, intervalNum, interval } = over;
    const message = `Too many new orders; current limit is ${limit} orders per ${intervalNum} ${interval}.`;
    throw new Refusal(-1015, message, 429, undefined, endOf(over, time));
  }

  add(type: RateType, who: string, count: number, time: number): void {
    for (const limit of this.limits) {
      if (limit.rateLimitType === type) this.#window(limit, who, time).count += count;
    }
  }

  uses(type: RateType, who: string, time: number): readonly RateUse[] {
    return this.limits
      .filter(({ rateLimitType }) => rateLimitType === type)
      .map((limit) => ({ ...limit, count: this.#window(limit, who, time).count }));
  }

  #window(limit: DialectLimit, who: string, time: number): { start: number; count: number } {
    const { rateLimitType, interval, intervalNum } = limit;
    const key = `${rateLimitType} ${intervalNum} ${interval} ${who}`;
    const start = Math.floor(time / lengthOf(limit));
    let window = this.#windows.get(key);
    if (window === undefined || window.start !== start) {
      window = { start, count: 0 };
      this.#windows.set(key, window);
    }
    return window;
  }

  #ban(address: string): Ban {
    let ban = this.#bans.get(address);
    if (ban === undefined) {
      ban = { until: -Infinity, nextMs: FIRST_BAN_MS, over: 0 };
      this.#bans.set(address, ban);
    }
    return ban;
  }
}

const endOf = (limit: DialectLimit, time: number): number =>
  (Math.floor(time / lengthOf(limit)) + 1) * lengthOf(limit);

function tooMany(
  { rateLimitType, limit, intervalNum, interval }: DialectLimit,
  retryAt: number,
  time: number,
) {
  const what = rateLimitType === 'RAW_REQUESTS' ? 'requests' : 'request weight';
  const message =
    `Too much request weight used; current limit is ${limit} ${what} per ${intervalNum} ${interval}. ` +
    'Please use WebSocket Streams for live updates to avoid polling the API.';
  return new Refusal(-1003, message, 429, retryData(retryAt, time), retryAt);
}

/** The refusal of an address that is banned. */
function banned(until: number, time: number): Refusal {
  const message =
    `Way too much request weight used; IP banned until ${wireTime(until)}. ` +
    'Please use WebSocket Streams for live updates to avoid bans.';
  return new Refusal(-1003, message, 418, retryData(until, time), until);
}

const retryData = (retryAt: number, time: number) => ({
  serverTime: wireTime(time),
  retryAfter: wireTime(retryAt),
});
