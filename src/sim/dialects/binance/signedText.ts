/** The parameters of a query or a form, decoded, in their order. */
export function textsOf(form: string): readonly (readonly [string, string])[] {
  return pairsOf(form).map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
  });
}

/**
 * What the signature of a request is of: its query and then its body, as they were sent, without the signature and with
 * nothing between them.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "SIGNED Endpoint Examples for POST /api/v3/order", as of 2026-01-15.
 */
export const signedTextOf = (query: string, body: string): string => unsigned(query) + unsigned(body);

const unsigned = (form: string): string =>
  pairsOf(form)
    .filter((pair) => !pair.startsWith('signature='))
    .join('&');

const pairsOf = (form: string): readonly string[] => form.split('&').filter((pair) => pair !== '');

/** Percent-decoded; as it is where that cannot be. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
