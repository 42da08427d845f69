import { isJsonObject, parseJson } from '../readJson.js';

type Id = number | string | null;

/** What a client asks of a connection to streams. */
export type Control =
  | {
      readonly _tag: 'SUBSCRIBE' | 'UNSUBSCRIBE';
      readonly streams: readonly string[];
      readonly id: Id;
    }
  | { readonly _tag: 'LIST_SUBSCRIPTIONS' | 'GET_PROPERTY'; readonly id: Id }
  | { readonly _tag: 'SET_PROPERTY'; readonly value: boolean; readonly id: Id }
  | { readonly _tag: 'error'; readonly code: number; readonly message: string };

const METHODS = ['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY'] as const;

const invalid = (why: string): Control => ({ _tag: 'error', code: 2, message: `Invalid request: ${why}` });

/**
 * Reads a control frame, and says what is wrong with it in Binance's words.
 *
 * Source: binance-spot-api-docs, `web-socket-streams.md`, "Error Messages", as of 2026-01-15.
 */
export function readControl(text: string): Control {
  const json = parseJson(text);
  if (!isJsonObject(json))
    return { _tag: 'error', code: 3, message: 'Invalid JSON: expected value at line 1 column 1' };
  const { method, params, id } = json;
  if (method === undefined) return invalid(`missing field \`method\` at line 1 column ${text.length}`);
  const known = METHODS.find((name) => name === method);
  if (known === undefined) {
    const names = METHODS.map((name) => `\`${name}\``).join(', ');
    return invalid(
      `unknown variant ${JSON.stringify(method)}, expected one of ${names} at line 1 column ${text.length}`,
    );
  }
  if (!isId(id)) return invalid('request ID must be an unsigned integer');
  if (known === 'LIST_SUBSCRIPTIONS') return { _tag: known, id };
  const items: readonly unknown[] = Array.isArray(params) ? params : [];
  if (known === 'SUBSCRIBE' || known === 'UNSUBSCRIBE') {
    const streams = items.filter((item) => typeof item === 'string');
    return streams.length === items.length
      ? { _tag: known, streams, id }
      : invalid('stream must be a string');
  }
  const [property, value] = items;
  if (typeof property !== 'string') return invalid('property name must be a string');
  if (property !== 'combined') return { _tag: 'error', code: 0, message: 'Unknown property' };
  if (items.length > (known === 'SET_PROPERTY' ? 2 : 1)) return invalid('too many parameters');
  if (known === 'GET_PROPERTY') return { _tag: known, id };
  if (typeof value !== 'boolean')
    return { _tag: 'error', code: 1, message: 'Invalid value type: expected Boolean' };
  return { _tag: known, value, id };
}

/** A whole number, a text of at most 36 letters and digits, or null. */
const isId = (id: unknown): id is Id =>
  id === null ||
  (typeof id === 'number' && Number.isSafeInteger(id)) ||
  (typeof id === 'string' && id.length <= 36);
