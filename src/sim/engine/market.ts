import type { Decimal } from 'decimal.js';

import type { VenueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import { BookSide } from './bookSide.js';
import type { TradeExecuted } from './exchangeEvent.js';
import type { Token } from './ledger.js';
import { Recent } from './recent.js';
import { RuleCheck, type Places } from './ruleCheck.js';
import { powerOfTen, toUnits } from './units.js';

/** A price, both ways. */
interface MarketPrice {
  readonly units: bigint;
  readonly price: Decimal;
}

/** One instrument: its rule, its book, and what it counts. */
export class Market {
  readonly symbol: VenueSymbol;
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');
  readonly places: Places;
  readonly check: RuleCheck;
  /** The smallest step of amounts, in units of the base token. */
  readonly lot: bigint;
  readonly trades: Recent<TradeExecuted>;
  readonly #notionalUnit: bigint;
  halted = false;
  lastUpdateId = 0;
  lastTradeId = 0;
  lastPreventedMatchId = 0;
  /** That of the last trade. */
  lastPrice: MarketPrice | undefined;

  /** @throws {RangeError} where the rule has no tick or no lot, or a token too few digits for them. */
  constructor(
    readonly rule: TradingRule,
    readonly base: Token,
    readonly quote: Token,
    history: number,
  ) {
    const { symbol, tickSize, lotSize } = rule;
    this.symbol = symbol;
    if (tickSize === undefined || lotSize === undefined)
      throw new RangeError(`the rule of ${symbol} has no tick or no lot`);
    const sizePlaces = Math.max(lotSize.decimalPlaces(), rule.market?.lotSize?.decimalPlaces() ?? 0);
    const pricePlaces = tickSize.decimalPlaces();
    checkPrecision(symbol, base, sizePlaces);
    checkPrecision(symbol, quote, pricePlaces + sizePlaces);
    // So many that a price times an amount is a whole count of quote units times a power of ten.
    const price = Math.max(pricePlaces, quote.places - base.places);
    this.places = { price, base: base.places, quote: quote.places };
    this.#notionalUnit = powerOfTen(price + base.places - quote.places);
    this.lot = toUnits(lotSize, base.places)!;
    this.check = new RuleCheck(rule, this.places);
    this.trades = new Recent(history);
  }

  /** Price times amount, in quote units: exact, for both are multiples of tick and lot. */
  notional(price: bigint, amount: bigint): bigint {
    return (price * amount) / this.#notionalUnit;
  }

  /** The most lots that so many quote units pay for at a price, in base units. */
  affordable(quoteUnits: bigint, price: bigint): bigint {
    const amount = (quoteUnits * this.#notionalUnit) / price;
    return amount - (amount % this.lot);
  }

  /** Where orders of a side rest. */
  side(side: Side): BookSide {
    return side === 'buy' ? this.bids : this.asks;
  }

  /** Where orders of a side find whom they trade with. */
  opposite(side: Side): BookSide {
    return side === 'buy' ? this.asks : this.bids;
  }

  /** What market orders of a side are reckoned at: the last trade's price, before the first the best there is. */
  referencePrice(side: Side): MarketPrice | undefined {
    if (this.lastPrice !== undefined) return this.lastPrice;
    const { best } = this.opposite(side);
    return best && { units: best.price, price: best.priceDecimal };
  }

  priceUnits(price: Decimal): bigint | undefined {
    return toUnits(price, this.places.price);
  }

  baseUnits(amount: Decimal): bigint | undefined {
    return toUnits(amount, this.places.base);
  }
}

/** Amounts and notionals are never rounded: the token has to have the digits. */
function checkPrecision(symbol: VenueSymbol, { name, places }: Token, needed: number): void {
  if (needed > places)
    throw new RangeError(`${symbol} needs ${needed} digits after the point of ${name}, which has ${places}`);
}
