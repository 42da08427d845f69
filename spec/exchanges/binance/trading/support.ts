import { createHmac, randomBytes } from 'node:crypto';

import { Decimal } from 'decimal.js';

import { readJson } from '../../../../src/codec/index.js';
import { Secret, type Credentials, type Signing, type VenueAnswer } from '../../../../src/connector/index.js';
import { binanceAt } from '../../../../src/exchanges/binance/index.js';
import { hmacSigner } from '../../../../src/transport/index.js';

/** A venue of Binance's kind that is nowhere. */
export const venue = binanceAt({
  rest: 'https://rest.test',
  stream: 'wss://stream.test',
  wsApi: 'wss://ws.test/ws-api/v3',
});

export const { trading } = venue;

export const SENT_AT = 1_760_000_000_000;
export const RECEIVED_AT = 1_760_000_000_040;
export const VENUE_TIME = 1_760_000_000_123;

export const API_KEY = 'the-name-of-a-key';

/** Made anew in each run: what is signed with it is worth nothing. */
const secret = randomBytes(24).toString('hex');

/** The signature that a text should have, by another way than the code under test. */
export const signatureOf = (text: string): string =>
  createHmac('sha256', Buffer.from(secret, 'latin1'))
    .update(Buffer.from(text, 'utf8'))
    .digest()
    .toString('hex');

const credentials: Credentials = {
  apiKey: new Secret(API_KEY),
  signer: hmacSigner(new Secret(secret)),
};

export const signing: Signing = { credentials, venueTime: VENUE_TIME };

/** JSON as the venue's answers are read. */
export function asRead(text: string): unknown {
  const read = readJson(text, trading.json);
  return read._tag === 'Right' ? read.right : undefined;
}

/** An answer over HTTP. A text is sent as it is. */
export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): VenueAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers,
    json: asRead(text),
    excerpt: text.slice(0, 200),
    sentAt: SENT_AT,
    receivedAt: RECEIVED_AT,
  };
}

/** Decimals as their texts, and maps as pairs: what a test wants to compare. */
export function plain(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return value.toFixed();
  if (value instanceof Map) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

/** What a signed request over REST has to be. */
export const signedUrl = (path: string, query: string): string => {
  const payload = `${query}${query === '' ? '' : '&'}recvWindow=5000&timestamp=${VENUE_TIME}`;
  return `https://rest.test${path}?${payload}&signature=${signatureOf(payload)}`;
};

/** What a signed frame has to be, given its parameters in the alphabet's order, with the key and the times among them. */
export const signedFrame = (method: string, params: Readonly<Record<string, unknown>>): unknown => {
  const payload = Object.entries(params)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');
  return { id: '7', method, params: { ...params, signature: signatureOf(payload) } };
};

/** What every signed frame has. */
export const PROOF = { apiKey: API_KEY, recvWindow: 5000, timestamp: VENUE_TIME };
