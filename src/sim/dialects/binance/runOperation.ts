import type { Desk } from './desk.js';
import type { Operation } from './operation.js';
import type { Params } from './params.js';
import { Refusal } from './refusal.js';

/** What those parameters are for is not the operation's own business. */
const COMMON = ['timestamp', 'recvWindow', 'signature', 'apiKey', 'returnRateLimits'];

/** Does what was asked, in the order in which Binance looks at it: weight, parameters, key and signature, orders, the rest. */
export function runOperation(
  desk: Desk,
  operation: Operation,
  params: Params,
  address: string,
  accountOf: (security: Operation['security']) => string,
): { readonly result: unknown; readonly account: string } {
  const { security, parameters, weight, orders } = operation;
  const { time } = desk;
  desk.rates.enter(address, typeof weight === 'number' ? weight : weightOf(weight, params), time);
  const account = security === 'none' ? '' : accountOf(security);
  checkNames(params, security === 'none' ? parameters : [...parameters, ...COMMON]);
  if (orders !== undefined) desk.rates.enterOrders(account, orders, time);
  return { account, result: operation.run({ desk, params, account, time }) };
}

/** What cannot be read costs one, and is refused later. */
function weightOf(weight: (params: Params) => number, params: Params): number {
  try {
    return weight(params);
  } catch (error) {
    if (error instanceof Refusal) return 1;
    throw error;
  }
}

function checkNames({ names }: Params, known: readonly string[]): void {
  const sent = names.filter((name) => name !== 'returnRateLimits');
  const read = sent.filter((name) => known.includes(name));
  if (read.length === sent.length) return;
  if (known.length === 0)
    throw new Refusal(-1101, `Too many parameters; expected '0' and received '${sent.length}'.`);
  const counts = `read '${read.length}' parameter(s) but was sent '${sent.length}'`;
  throw new Refusal(-1104, `Not all sent parameters were read; ${counts}.`);
}
