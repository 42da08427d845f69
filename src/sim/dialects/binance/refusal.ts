/**
 * A request is refused, with one of Binance's codes; thrown where that is found out, and made an answer in one place. Never
 * leaves the dialect.
 *
 * Source: binance-spot-api-docs, `errors.md`, as of 2026-01-15.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: number,
    message: string,
    /** As HTTP has it. */
    readonly status = 400,
    /** What stands beside code and message. */
    readonly data?: unknown,
    /** When to come again, in milliseconds since 1970. */
    readonly retryAt?: number,
  ) {
    super(message);
  }

  /** What the answer says. */
  get json(): { readonly code: number; readonly msg: string; readonly data?: unknown } {
    const { code, message: msg, data } = this;
    return data === undefined ? { code, msg } : { code, msg, data };
  }
}

export const missing = (name: string): Refusal =>
  new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);

export const missingBoth = (one: string, other: string): Refusal =>
  new Refusal(-1102, `Param '${one}' or '${other}' must be sent, but both were empty/null!`);

export const notRequired = (name: string): Refusal =>
  new Refusal(-1106, `Parameter '${name}' sent when not required.`);

export const illegal = (name: string, range: string): Refusal =>
  new Refusal(-1100, `Illegal characters found in parameter '${name}'; legal range is '${range}'.`);

export const badValue = (name: string): Refusal =>
  new Refusal(-1130, `Data sent for parameter '${name}' is not valid.`);

export const badSymbol = (): Refusal => new Refusal(-1121, 'Invalid symbol.');

export const badCombination = (): Refusal =>
  new Refusal(-1128, 'Combination of optional parameters invalid.');
