import type { Decimal } from 'decimal.js';

import type { Side } from '../../domain/origin.js';

/**
 * What is done where an order would trade with another of the same account. The order that comes decides; what the
 * resting one says is ignored. The names are Binance's, and so is what they mean:
 *
 * - `none`: they trade.
 * - `expireTaker`: what is left of the order that comes expires.
 * - `expireMaker`: what is left of the resting order expires, and the matching goes on behind it.
 * - `expireBoth`: both.
 * - `decrement`: both lose the smaller of what is left of them, and the smaller expires, or both where they are equal.
 *
 * Source: binance-spot-api-docs, `faqs/stp_faq.md`, as of 2025-12-18. Its `TRANSFER` and its groups of accounts are not
 * here.
 */
export type SelfTradePrevention = 'none' | 'expireTaker' | 'expireMaker' | 'expireBoth' | 'decrement';

interface Wanted {
  readonly side: Side;
  /** That of the exchange's options where left out. */
  readonly selfTradePrevention?: SelfTradePrevention | undefined;
}

/** Rests until it is cancelled; `gtc` is what is meant where nothing is said. */
interface GoodTillCancelled {
  readonly timeInForce?: 'gtc' | undefined;
  readonly expireAt?: undefined;
}

/** What is not filled at once expires; of `fok` nothing is filled where not all can be. */
interface AtOnce {
  readonly timeInForce: 'ioc' | 'fok';
  readonly expireAt?: undefined;
}

/** Rests until a time. */
interface GoodTillTime {
  readonly timeInForce: 'gtd';
  /** In milliseconds since 1970: it is gone with the first command at or after it. */
  readonly expireAt: number;
}

interface Priced extends Wanted {
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly amount: Decimal;
  readonly quoteAmount?: undefined;
}

/** An order that trades at its price or a better one. */
export type NewLimitOrder = Priced & { readonly orderType: 'limit' } & (
    GoodTillCancelled | AtOnce | GoodTillTime
  );

/** A limit order that is refused where it would take (post-only). */
export type NewLimitMakerOrder = Priced & { readonly orderType: 'limitMaker' } & (
    GoodTillCancelled | GoodTillTime
  );

/** An order that trades at whatever prices there are; what they do not fill expires. */
export type NewMarketOrder = Wanted & {
  readonly orderType: 'market';
  readonly price?: undefined;
  readonly timeInForce?: undefined;
  readonly expireAt?: undefined;
} & (
    | {
        /** In base currency. */
        readonly amount: Decimal;
        readonly quoteAmount?: undefined;
      }
    | {
        readonly amount?: undefined;
        /**
         * What is to be spent, or received before fees, in quote currency. As much is traded as comes nearest to it
         * from below.
         */
        readonly quoteAmount: Decimal;
      }
  );

/** An order as somebody sends it to the exchange. */
export type NewOrder = NewLimitOrder | NewLimitMakerOrder | NewMarketOrder;
