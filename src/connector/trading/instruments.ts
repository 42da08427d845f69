import { left, right, type Either } from 'fp-ts/lib/Either.js';

import { venueSymbol, type VenueSymbol } from '../../domain/ids.js';
import { instrumentName, type Listing } from '../../domain/listing.js';
import type { OrderRequest, TradingRule } from '../../domain/tradingRule.js';
import { checkOrder, quantizeOrder } from '../../money/index.js';
import type { InstrumentName, WishFault } from './connector.js';

/** What is known of a venue's instruments, by either name. */
export interface Instruments {
  /** Undefined before the venue has told them. */
  readonly rules: ReadonlyMap<VenueSymbol, TradingRule> | undefined;
  readonly listings: readonly Listing[] | undefined;
}

/** Before anything is known. */
export const NO_INSTRUMENTS: Instruments = { rules: undefined, listings: undefined };

/** The venue's own name of an instrument; undefined where nothing that is known has that name. */
export function symbolOf({ rules, listings }: Instruments, name: InstrumentName): VenueSymbol | undefined {
  const own = venueSymbol(name);
  if (rules?.has(own) === true) return own;
  const listed = listings?.find(({ symbol, instrument }) => symbol === own || instrument === name);
  if (listed !== undefined) return listed.symbol;
  for (const { symbol, base, quote } of rules?.values() ?? [])
    if (instrumentName(base, quote) === name) return symbol;
  return undefined;
}

/** The rule of an instrument, by either name. */
export function ruleOf(instruments: Instruments, name: InstrumentName): TradingRule | undefined {
  const symbol = symbolOf(instruments, name);
  return symbol === undefined ? undefined : instruments.rules?.get(symbol);
}

/**
 * An order as it would be sent, or what is against it.
 *
 * @throws {RangeError} where the amount or the price is below zero, infinite or none.
 */
export function wishedOrder(
  instruments: Instruments,
  name: InstrumentName,
  request: OrderRequest,
): Either<WishFault, OrderRequest> {
  if (instruments.rules === undefined) return left({ _tag: 'rulesUnknown' });
  const rule = ruleOf(instruments, name);
  if (rule === undefined) return left({ _tag: 'unknownInstrument', name });
  const checked = checkOrder(rule, quantizeOrder(rule, request));
  return checked._tag === 'Left' ? left({ _tag: 'rulesBroken', broken: checked.left }) : right(checked.right);
}
