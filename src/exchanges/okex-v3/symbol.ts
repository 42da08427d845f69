import { PERPETUAL, SPOT, type Contract } from '../../domain/listing.js';

/** What the channels and the requests of an instrument begin with. */
type OkexBusiness = 'spot' | 'swap' | 'futures' | 'option';

/** What the name of an instrument tells of it. */
export interface OkexSymbol {
  readonly business: OkexBusiness;
  readonly base: string;
  readonly quote: string;
  readonly contract: Contract;
}

/** Currencies, then `SWAP`, or the day of delivery and, of an option, strike and right. */
const SYMBOL =
  /^([A-Z0-9]{1,20})-([A-Z0-9]{1,20})(?:-(?:(SWAP)|(\d{6})(?:-(\d{1,12}(?:\.\d{1,12})?)-([CP]))?))?$/;

/**
 * Reads `BTC-USDT`, `BTC-USD-SWAP`, `BTC-USD-210625` or `BTC-USD-210924-66000-C`; undefined of other texts.
 *
 * Source: OKEx API v3 guide of 2020-06, where the day of each future and option in an example is that of its `delivery`.
 */
export function readSymbol(text: string): OkexSymbol | undefined {
  const [, base, quote, swap, day, strike, right] = SYMBOL.exec(text) ?? [];
  if (base === undefined || quote === undefined) return undefined;
  if (swap !== undefined) return { business: 'swap', base, quote, contract: PERPETUAL };
  if (day === undefined) return { business: 'spot', base, quote, contract: SPOT };
  const expiry = `20${day}`;
  if (strike === undefined) return { business: 'futures', base, quote, contract: { kind: 'future', expiry } };
  const contract = { kind: 'option', expiry, strike, right: right === 'C' ? 'call' : 'put' } as const;
  return { business: 'option', base, quote, contract };
}
