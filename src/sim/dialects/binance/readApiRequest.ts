import { Params } from './params.js';
import { isJsonObject, parseJson } from './readJson.js';

/** A request over the WebSocket API as it came. */
export interface ApiRequest {
  readonly id: unknown;
  readonly method: string;
  readonly params: Params;
  /** What its signature is of. */
  readonly signedText: string;
}

/** What cannot be read is a request without a method. */
export function readApiRequest(text: string): ApiRequest {
  const json = parseJson(text);
  const { id = null, method, params } = isJsonObject(json) ? json : {};
  const entries = isJsonObject(params) ? Object.entries(params) : [];
  const texts = entries.map(([name, value]) => [name, textOf(value)] as const);
  return {
    id,
    method: typeof method === 'string' ? method : '',
    params: new Params(new Map(texts)),
    signedText: texts
      .filter(([name]) => name !== 'signature')
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
