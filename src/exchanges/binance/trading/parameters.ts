import type { Signing } from '../../../connector/index.js';

/** A parameter: a text, an integer of any size, a yes or no, or a list of names. */
type Parameter = string | bigint | boolean | readonly string[];

/** Parameters by name; those that are undefined are left out. */
export type Parameters = Readonly<Record<string, Parameter | undefined>>;

type Given = readonly (readonly [name: string, value: Parameter])[];

const given = (parameters: Parameters): Given =>
  Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );

const textOf = (value: Parameter): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

const queryOf = (parameters: Given): string =>
  parameters.map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`).join('&');

const timed = (signing: Signing, recvWindowMs: number): Parameters => ({
  recvWindow: BigInt(recvWindowMs),
  timestamp: BigInt(Math.floor(signing.venueTime)),
});

/** The query of a request that needs no signature; empty where there are no parameters. */
export const plainQuery = (parameters: Parameters): string => queryOf(given(parameters));

/**
 * The query of a signed request. What is signed is the query as it is sent, percent-encoded: since 2026-01-15 anything else is
 * refused with -1022 (CHANGELOG, 2025-12-17). The signature comes last, percent-encoded too: base64 has `+`, `/` and `=` in it.
 */
export function signedQuery(parameters: Parameters, signing: Signing, recvWindowMs: number): string {
  const payload = queryOf(given({ ...parameters, ...timed(signing, recvWindowMs) }));
  return `${payload}&signature=${encodeURIComponent(signing.credentials.signer.sign(payload))}`;
}

/** A call of the WebSocket API as its frame: integers are written digit by digit, however large. */
const frameOf = (id: string, method: string, parameters: Given): string => {
  const params = parameters.map(
    ([name, value]) =>
      `${JSON.stringify(name)}:${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`,
  );
  const named = params.length === 0 ? '' : `,"params":{${params.join(',')}}`;
  return `{"id":${JSON.stringify(id)},"method":${JSON.stringify(method)}${named}}`;
};

/** The frame of a call that needs no signature. */
export const plainFrame = (id: string, method: string, parameters: Parameters): string =>
  frameOf(id, method, given(parameters));

/**
 * The frame of a signed call. What is signed are all parameters with the API key, by name in the alphabet's order, as plain text
 * and not percent-encoded ("WebSocket API", "Request security", 2026).
 */
export function signedFrame(
  id: string,
  method: string,
  parameters: Parameters,
  signing: Signing,
  recvWindowMs: number,
): string {
  const { apiKey, signer } = signing.credentials;
  const all = given({ ...parameters, ...timed(signing, recvWindowMs), apiKey: apiKey.reveal() });
  const sorted = all.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const payload = sorted.map(([name, value]) => `${name}=${textOf(value)}`).join('&');
  return frameOf(id, method, [...sorted, ['signature', signer.sign(payload)]]);
}
