import { Decimal } from 'decimal.js';

import type { OrderRequest, SizeLimits, TradingRule } from '../../domain/tradingRule.js';
import { checkOrder, type BrokenRule } from '../../money/checkOrder.js';
import { limitsFor } from '../../money/quantize.js';
import { toUnits } from './units.js';

/** In which units numbers of an instrument are counted: digits after the point. */
export interface Places {
  readonly price: number;
  readonly base: number;
  readonly quote: number;
}

/** The numbers of an order in units; undefined where they are no whole count of them. */
export interface OrderUnits {
  readonly amount: bigint | undefined;
  /** Undefined of a market order too. */
  readonly price: bigint | undefined;
  /** What its notional is reckoned at, in quote units; undefined where there is nothing to go by. */
  readonly notional: bigint | undefined;
}

interface Range {
  readonly least: bigint;
  /** Undefined: there is none. */
  readonly most: bigint | undefined;
  readonly step: bigint;
}

interface QuickLimits {
  readonly size: Range;
  readonly notional: Range;
}

const NONE: readonly BrokenRule[] = [];
const ONE = new Decimal(1);

/**
 * Whether orders keep an instrument's rule. What `checkOrder` says counts; but that takes longer than the rest of an
 * order's way, so that what is clearly right by whole numbers is not asked.
 */
export class RuleCheck {
  readonly #limit: QuickLimits | undefined;
  readonly #market: QuickLimits | undefined;
  readonly #price: Range | undefined;
  /** The rule as it is for orders that are sized in quote currency: all but sizes. */
  readonly #quoteRule: TradingRule;
  /** Least and greatest size alone. */
  readonly #sizeRule: TradingRule;

  constructor(
    private readonly rule: TradingRule,
    places: Places,
  ) {
    const { minPrice, maxPrice, tickSize, priceDigits } = rule;
    this.#limit = quickLimits(rule, places);
    this.#market = quickLimits(limitsFor(rule, 'market'), places);
    this.#price = priceDigits === undefined ? range(minPrice, maxPrice, tickSize, places.price) : undefined;
    const { minSize, maxSize, minNotional, maxNotional } = limitsFor(rule, 'market');
    this.#quoteRule = { ...rule, ...NO_LIMITS, market: { ...NO_LIMITS, minNotional, maxNotional } };
    this.#sizeRule = { ...rule, ...NO_LIMITS, market: { ...NO_LIMITS, minSize, maxSize } };
  }

  /** What an order that is sized in base currency breaks. */
  broken(order: OrderRequest, units: OrderUnits, reference: Decimal | undefined): readonly BrokenRule[] {
    return this.#isClear(order, units) ? NONE : brokenBy(this.rule, order, reference);
  }

  /** What a market order breaks that is sized in quote currency, before it is known what there is for that. */
  brokenInQuote(order: Pick<OrderRequest, 'side'>, quoteAmount: Decimal): readonly BrokenRule[] {
    return brokenBy(this.#quoteRule, { side: order.side, orderType: 'market', amount: quoteAmount }, ONE);
  }

  /** Whether that is too little or too much, in base currency. */
  brokenBySize(order: Pick<OrderRequest, 'side'>, amount: Decimal): readonly BrokenRule[] {
    return brokenBy(this.#sizeRule, { side: order.side, orderType: 'market', amount }, undefined);
  }

  #isClear({ orderType, timeInForce }: OrderRequest, { amount, price, notional }: OrderUnits): boolean {
    const { orderTypes, timesInForce } = this.rule;
    const limits = orderType === 'market' ? this.#market : this.#limit;
    if (limits === undefined || !isWithin(amount, limits.size)) return false;
    if (orderTypes?.includes(orderType) === false) return false;
    if (timeInForce !== undefined && timesInForce?.includes(timeInForce) === false) return false;
    if (orderType !== 'market' && (this.#price === undefined || !isWithin(price, this.#price))) return false;
    return notional === undefined || isWithin(notional, limits.notional);
  }
}

const NO_LIMITS: SizeLimits = {
  minSize: undefined,
  maxSize: undefined,
  lotSize: undefined,
  sizeDigits: undefined,
  minNotional: undefined,
  maxNotional: undefined,
};

function brokenBy(
  rule: TradingRule,
  order: OrderRequest,
  reference: Decimal | undefined,
): readonly BrokenRule[] {
  const checked = checkOrder(rule, order, reference);
  return checked._tag === 'Left' ? checked.left : NONE;
}

const isWithin = (value: bigint | undefined, { least, most, step }: Range): boolean =>
  value !== undefined &&
  value > 0n &&
  value >= least &&
  (most === undefined || value <= most) &&
  value % step === 0n;

function quickLimits(limits: SizeLimits, places: Places): QuickLimits | undefined {
  const { minSize, maxSize, lotSize, sizeDigits, minNotional, maxNotional } = limits;
  const size = sizeDigits === undefined ? range(minSize, maxSize, lotSize, places.base) : undefined;
  const notional = range(minNotional, maxNotional, undefined, places.quote);
  return size && notional && { size, notional };
}

/** Undefined where a number of it is no whole count of units: then nothing is clear. */
function range(
  min: Decimal | undefined,
  max: Decimal | undefined,
  step: Decimal | undefined,
  places: number,
): Range | undefined {
  const least = min === undefined ? 0n : finiteUnits(min, places);
  const most = max?.isFinite() === true ? toUnits(max, places) : 'none';
  const unit = step === undefined ? 1n : toUnits(step, places);
  if (least === undefined || most === undefined || unit === undefined) return undefined;
  return { least, most: most === 'none' ? undefined : most, step: unit };
}

const finiteUnits = (value: Decimal, places: number): bigint | undefined =>
  value.isFinite() ? toUnits(value, places) : undefined;
