import type { DialectKey } from './dialectOptions.js';
import type { Desk } from './desk.js';
import type { Params } from './params.js';
import { missing, Refusal } from './refusal.js';

const USUAL_WINDOW_MS = 5_000;
const WIDEST_WINDOW_MS = 60_000;

/** Whose key it is. A key has nothing but letters and digits at Binance; ours may have dashes, to be known for what they are. */
export function keyOf(desk: Desk, apiKey: string | undefined): DialectKey {
  if (apiKey === undefined || !/^[\w-]{1,128}$/.test(apiKey))
    throw new Refusal(-2014, 'API-key format invalid.', 401);
  const key = desk.keys.get(apiKey);
  if (key === undefined) throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
  return key;
}

/**
 * Sees to it that a signed request is its sender's and is not too old.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "Timing security" and "SIGNED Endpoint security", as of 2026-01-15.
 */
export function checkSigned(desk: Desk, key: DialectKey, params: Params, signedText: string): void {
  const timestamp = readTimestamp(params);
  const window = recvWindowOf(params);
  const signature = params.needed('signature');
  if (!isAscii(signedText) || !desk.options.verify(key, signedText, signature))
    throw new Refusal(-1022, 'Signature for this request is not valid.');
  checkTime(desk.time, timestamp, window);
}

/** A signed call over a connection that has logged on needs no signature, but a time. */
export function checkTimestamp(desk: Desk, params: Params): void {
  checkTime(desk.time, readTimestamp(params), recvWindowOf(params));
}

function readTimestamp(params: Params): number {
  if (!params.has('timestamp')) throw missing('timestamp');
  const timestamp = params.whole('timestamp') ?? 0;
  // What has more than fourteen digits is in microseconds.
  return timestamp > 1e14 ? timestamp / 1000 : timestamp;
}

function recvWindowOf(params: Params): number {
  const text = params.matching('recvWindow', '^[0-9]{1,20}(\\.[0-9]{1,3})?$');
  const window = text === undefined ? USUAL_WINDOW_MS : Number(text);
  if (window > WIDEST_WINDOW_MS)
    throw new Refusal(-1131, `recvWindow must be less than ${WIDEST_WINDOW_MS}.`);
  return window;
}

function checkTime(now: number, timestamp: number, window: number): void {
  if (timestamp >= now + 1000)
    throw new Refusal(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  if (now - timestamp > window)
    throw new Refusal(-1021, 'Timestamp for this request is outside of the recvWindow.');
}

/** Of a REST request the rest has to be percent-encoded before it is signed. */
const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text) || text.startsWith('apiKey=');
