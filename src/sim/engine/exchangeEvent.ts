import type { Decimal } from 'decimal.js';

import type { Liquidity, TokenAmount } from '../../domain/fee.js';
import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { AccountFees } from './accountFees.js';
import type { ExpiryReason, OrderStatus } from './exchangeOrder.js';
import type { NewOrder, SelfTradePrevention } from './newOrder.js';
import type { RejectReason } from './rejectReason.js';

interface Stamped {
  /** Counts up from 1 without holes, over everything that the exchange tells. */
  readonly sequence: number;
  /** That of the command, in milliseconds since 1970. */
  readonly time: number;
}

interface OfOrder extends Stamped {
  readonly account: string;
  readonly symbol: VenueSymbol;
  readonly orderId: number;
  readonly clientId: ClientOrderId;
}

/** An order was taken. Whether it traded, rests, or expired, the events behind it tell. */
export interface OrderAccepted extends OfOrder {
  readonly _tag: 'accepted';
  readonly order: NewOrder;
}

/** A request was refused, and changed nothing. */
export interface RequestRejected extends Stamped {
  readonly _tag: 'rejected';
  /** Of a replacement, which half. */
  readonly request: 'place' | 'cancel' | 'cancelAll' | 'amend' | 'withdraw' | 'halt' | 'resume';
  /** Undefined where the request is of no account. */
  readonly account: string | undefined;
  readonly symbol: VenueSymbol | undefined;
  /** The ids that the request named: of a new order, the one that it would have had. */
  readonly orderId: number | undefined;
  readonly clientId: ClientOrderId | undefined;
  readonly reason: RejectReason;
}

/** One of the two orders of a trade, as it stands after it. */
export interface TradeParty {
  readonly account: string;
  readonly orderId: number;
  readonly clientId: ClientOrderId;
  readonly side: Side;
  readonly liquidity: Liquidity;
  /** May be zero. */
  readonly fee: TokenAmount;
  /** All that is filled of the order, in base currency. */
  readonly filled: Decimal;
  /** The same in quote currency. */
  readonly filledQuote: Decimal;
  readonly status: Extract<OrderStatus, 'partiallyFilled' | 'filled'>;
}

/** Two orders traded, at the price of the one that rested. */
export interface TradeExecuted extends Stamped {
  readonly _tag: 'trade';
  readonly symbol: VenueSymbol;
  /** Counts up from 1, by instrument. */
  readonly tradeId: number;
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly amount: Decimal;
  /** Price times amount, exactly. */
  readonly quoteAmount: Decimal;
  readonly maker: TradeParty;
  readonly taker: TradeParty;
}

/** One of the two orders of a prevented trade. */
export interface PreventedParty {
  readonly account: string;
  readonly orderId: number;
  readonly clientId: ClientOrderId;
  readonly side: Side;
  /** What was taken off it now; undefined where nothing was. In base currency. */
  readonly lastPrevented: Decimal | undefined;
  /** All that was taken off it so far, in base currency. */
  readonly prevented: Decimal;
}

/** Two orders of one account would have traded. Those of which nothing is left expire next. */
export interface TradePrevented extends Stamped {
  readonly _tag: 'prevented';
  readonly symbol: VenueSymbol;
  /** Counts up from 1, by instrument. */
  readonly preventedMatchId: number;
  readonly mode: Exclude<SelfTradePrevention, 'none'>;
  /** That at which they would have traded, in quote currency. */
  readonly price: Decimal;
  readonly maker: PreventedParty;
  readonly taker: PreventedParty;
}

/** An order was cancelled. */
export interface OrderCancelled extends OfOrder {
  readonly _tag: 'cancelled';
  /** What asked for it. */
  readonly by: 'cancel' | 'cancelAll' | 'replace';
}

/** What was left of an order expired. */
export interface OrderExpired extends OfOrder {
  readonly _tag: 'expired';
  readonly reason: ExpiryReason;
}

/** An order is smaller, and has kept its place. */
export interface OrderAmended extends OfOrder {
  readonly _tag: 'amended';
  /** In base currency, what is filled included. */
  readonly amount: Decimal;
  readonly previousAmount: Decimal;
  readonly previousClientId: ClientOrderId;
}

interface Transferred extends Stamped {
  readonly account: string;
  readonly token: string;
  readonly amount: Decimal;
}

/** Assets came in; the balance comes behind it. */
export interface AssetsDeposited extends Transferred {
  readonly _tag: 'deposited';
}

/** Assets went out; the balance comes behind it. */
export interface AssetsWithdrawn extends Transferred {
  readonly _tag: 'withdrawn';
}

/** A balance is another after the command: one event a token of an account, behind all others of the command. */
export interface BalanceChanged extends Stamped {
  readonly _tag: 'balance';
  readonly account: string;
  readonly token: string;
  readonly total: Decimal;
  /** What open orders hold of it. */
  readonly locked: Decimal;
}

/** A level of the book has another size. */
export interface LevelChanged extends Stamped {
  readonly _tag: 'level';
  readonly symbol: VenueSymbol;
  /** `buy` is a bid. */
  readonly side: Side;
  readonly price: Decimal;
  /** The sum of what is left of the orders there; zero where none is. */
  readonly size: Decimal;
  /** Counts up from 1 without holes, by instrument. */
  readonly updateId: number;
}

/** An instrument is halted; where it was so already nothing is told. */
export interface TradingHalted extends Stamped {
  readonly _tag: 'halted';
  readonly symbol: VenueSymbol;
}

/** An instrument trades again; where it did so already nothing is told. */
export interface TradingResumed extends Stamped {
  readonly _tag: 'resumed';
  readonly symbol: VenueSymbol;
}

/** An account pays other fees from here on. */
export interface FeesChanged extends Stamped {
  readonly _tag: 'fees';
  readonly account: string;
  readonly fees: AccountFees;
}

/** Everything that happens on the exchange, in the order in which it does. */
export type ExchangeEvent =
  | OrderAccepted
  | RequestRejected
  | TradeExecuted
  | TradePrevented
  | OrderCancelled
  | OrderExpired
  | OrderAmended
  | AssetsDeposited
  | AssetsWithdrawn
  | BalanceChanged
  | LevelChanged
  | TradingHalted
  | TradingResumed
  | FeesChanged;
