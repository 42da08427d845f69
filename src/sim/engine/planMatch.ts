import type { Side } from '../../domain/origin.js';
import type { Market } from './market.js';
import type { SelfTradePrevention } from './newOrder.js';
import { leftOf, type Level, type OrderRecord } from './orderRecord.js';

/** An order that comes, before anything is done with it. */
export interface Taker {
  readonly account: string;
  readonly side: Side;
  readonly selfTradePrevention: SelfTradePrevention;
  /** In price units; undefined where any price will do. */
  readonly limit: bigint | undefined;
  /** What it is to trade: base units or quote units. */
  readonly amount: bigint | undefined;
  readonly quoteAmount: bigint | undefined;
}

/** It trades with an order that rests. */
export interface FillStep {
  readonly _tag: 'fill';
  readonly maker: OrderRecord;
  readonly amount: bigint;
}

/** It would trade with an order of its own account: what each of them loses instead. */
export interface PreventStep {
  readonly _tag: 'prevent';
  readonly mode: Exclude<SelfTradePrevention, 'none'>;
  readonly maker: OrderRecord;
  readonly fromTaker: bigint | undefined;
  readonly fromMaker: bigint | undefined;
}

/** What an order will meet in the book. */
export interface MatchPlan {
  readonly steps: readonly (FillStep | PreventStep)[];
  /** In base units. */
  readonly filled: bigint;
  /** In quote units. */
  readonly filledQuote: bigint;
  /** What prevented trades take off it, in base units. */
  readonly prevented: bigint;
  /**
   * `complete`: it is filled. `left`: there is nobody more to trade with. `selfTrade`: what was left of it went to
   * prevent a trade with itself.
   */
  readonly end: 'complete' | 'left' | 'selfTrade';
}

/** It meets nobody. */
export const NO_MATCH: MatchPlan = { steps: [], filled: 0n, filledQuote: 0n, prevented: 0n, end: 'left' };

/** Whether an order would trade at a level. */
export const reaches = (side: Side, limit: bigint | undefined, { price }: Level): boolean =>
  limit === undefined || (side === 'buy' ? price <= limit : price >= limit);

/**
 * What an order will meet: by price, the best first, and then by time. Nothing is changed, so that an order can be
 * refused, or filled whole or not at all, by what it would meet.
 */
export function planMatch(market: Market, taker: Taker): MatchPlan {
  const { side, limit } = taker;
  const { levels, best } = market.opposite(side);
  if (best === undefined || !reaches(side, limit, best)) return NO_MATCH;
  const draft = new PlanDraft(market, taker);
  for (let at = levels.length - 1; at >= 0; at--) {
    const level = levels[at]!;
    if (!reaches(side, limit, level)) break;
    for (let maker = level.first; maker !== undefined; maker = maker.behind) {
      if (draft.meet(maker)) return draft;
    }
  }
  return draft;
}

class PlanDraft implements MatchPlan {
  readonly steps: (FillStep | PreventStep)[] = [];
  filled = 0n;
  filledQuote = 0n;
  prevented = 0n;
  end: MatchPlan['end'] = 'left';
  /** What of the quote amount is neither traded nor prevented. */
  #quoteLeft: bigint;

  constructor(
    private readonly market: Market,
    private readonly taker: Taker,
  ) {
    this.#quoteLeft = taker.quoteAmount ?? 0n;
  }

  /** Whether the order goes no further. */
  meet(maker: OrderRecord): boolean {
    const { account, selfTradePrevention: mode } = this.taker;
    const left = this.#leftAt(maker.price);
    // Of an order in quote currency something may remain that pays for no lot here.
    if (left === 0n) {
      this.end = this.filled === 0n && this.prevented > 0n ? 'selfTrade' : 'complete';
      return true;
    }
    if (mode === 'none' || maker.account !== account) return this.#fill(maker, left);
    return this.#prevent(maker, left, mode);
  }

  #fill(maker: OrderRecord, left: bigint): boolean {
    const amount = smaller(left, leftOf(maker));
    const quote = this.market.notional(maker.price, amount);
    this.steps.push({ _tag: 'fill', maker, amount });
    this.filled += amount;
    this.filledQuote += quote;
    this.#quoteLeft -= quote;
    if (amount < left) return false;
    this.end = 'complete';
    return true;
  }

  #prevent(maker: OrderRecord, left: bigint, mode: PreventStep['mode']): boolean {
    const ofMaker = leftOf(maker);
    const both = smaller(left, ofMaker);
    const fromTaker = { expireTaker: left, expireMaker: undefined, expireBoth: left, decrement: both }[mode];
    const fromMaker = { expireTaker: undefined, expireMaker: ofMaker, expireBoth: ofMaker, decrement: both }[
      mode
    ];
    this.steps.push({ _tag: 'prevent', mode, maker, fromTaker, fromMaker });
    if (fromTaker === undefined) return false;
    this.prevented += fromTaker;
    this.#quoteLeft -= this.market.notional(maker.price, fromTaker);
    if (fromTaker < left) return false;
    this.end = 'selfTrade';
    return true;
  }

  /** What is left of the order, at this price. */
  #leftAt(price: bigint): bigint {
    const { amount } = this.taker;
    if (amount === undefined) return this.market.affordable(this.#quoteLeft, price);
    return amount - this.filled - this.prevented;
  }
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
