import { Decimal } from 'decimal.js';

import { multiply } from '../../domain/exact.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import type { Exchange } from '../engine/exchange.js';

/** A market as a crowd sees it: prices counted in ticks, sizes in lots. */
export class TradedMarket {
  readonly tick: Decimal;
  readonly lot: Decimal;
  readonly #tickNumber: number;
  readonly #lotNumber: number;

  constructor(
    readonly exchange: Exchange,
    readonly rule: TradingRule,
  ) {
    const { tickSize, lotSize, priceDigits, sizeDigits, symbol } = rule;
    if (tickSize === undefined || lotSize === undefined)
      throw new RangeError(`the rule of ${symbol} has no tick or no lot`);
    if (priceDigits !== undefined || sizeDigits !== undefined)
      throw new RangeError(`the rule of ${symbol} counts significant digits`);
    this.tick = tickSize;
    this.lot = lotSize;
    this.#tickNumber = tickSize.toNumber();
    this.#lotNumber = lotSize.toNumber();
  }

  /** So many ticks, which are whole. */
  price(ticks: number): Decimal {
    return multiply(this.tick, new Decimal(ticks));
  }

  /** About so many ticks; whole ones are not asked for. */
  ticksOf(price: number): number {
    return price / this.#tickNumber;
  }

  /** The amount next to a size that the rule allows at a price. */
  amount(size: number, ticks: number): Decimal {
    const { minSize, maxSize, minNotional } = this.rule;
    const least = Math.max(
      minSize?.toNumber() ?? 0,
      (minNotional?.toNumber() ?? 0) / (ticks * this.#tickNumber) + this.#lotNumber,
    );
    const most = maxSize?.toNumber() ?? Infinity;
    const lots = Math.floor(Math.min(Math.max(size, least), most) / this.#lotNumber + 1e-9);
    return multiply(this.lot, new Decimal(Math.max(1, lots)));
  }
}
