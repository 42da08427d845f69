/** A key with which somebody may trade. */
export interface DialectKey {
  readonly apiKey: string;
  /** Whose it is, by the engine's name. */
  readonly account: string;
  /** How its requests are signed. */
  readonly algorithm: 'HMAC-SHA256' | 'Ed25519' | 'RSA-SHA256';
}

/** Whether a signature is right of a text, by a key; synchronous. Whoever has the secrets says. */
export type SignatureCheck = (key: DialectKey, text: string, signature: string) => boolean;

/** How much may be asked for in a time. */
export interface DialectLimit {
  readonly rateLimitType: 'REQUEST_WEIGHT' | 'RAW_REQUESTS' | 'ORDERS';
  readonly interval: 'SECOND' | 'MINUTE' | 'DAY';
  readonly intervalNum: number;
  readonly limit: number;
}

/** What Binance's dialect is made of, besides the exchange. */
export interface DialectOptions {
  readonly keys: readonly DialectKey[];
  readonly verify: SignatureCheck;
  /** The venue's clock: milliseconds since 1970, never back. */
  readonly now: () => number;
  /** Of the ids and listen keys that it makes up. 1 where left out. */
  readonly seed?: number | undefined;
  /** Binance's own where left out. */
  readonly limits?: readonly DialectLimit[] | undefined;
  /**
   * How many requests above the limit make a ban of it. 20 where left out; Binance does not say how many it has.
   */
  readonly patience?: number | undefined;
}

/** What Binance's `exchangeInfo` gave as its limits, as of 2026-01. */
export const BINANCE_LIMITS: readonly DialectLimit[] = [
  { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6_000 },
  { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
  { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000 },
  { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 300_000 },
];
