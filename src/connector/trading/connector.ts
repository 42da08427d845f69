import type { Decimal } from 'decimal.js';
import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';

import type { BookState, OfInstrument } from '../../book/index.js';
import type { Fee } from '../../domain/fee.js';
import type { ClientOrderId, Instrument, VenueName, VenueSymbol } from '../../domain/ids.js';
import type { Listing } from '../../domain/listing.js';
import type { Trade } from '../../domain/messages.js';
import type { Side } from '../../domain/origin.js';
import type { LimitRequest, MarketRequest, OrderRequest, TradingRule } from '../../domain/tradingRule.js';
import type { Balances, BrokenRule } from '../../money/index.js';
import type { LimitOrder, Order, OrderEvent, TrackedUpdate } from '../../orders/index.js';
import type { ClockOffset } from '../requests/clockOffset.js';
import type { RateState } from '../requests/rateBudget.js';
import type { CallFailure } from '../requests/venueCall.js';
import type { CallMade } from '../requests/venueCalls.js';

/** An instrument by its unified name (`BTC-USDT`) or by the venue's own (`BTCUSDT`). */
export type InstrumentName = Instrument | VenueSymbol;

/** How the network is: not wanted, not there, there. */
export type NetworkState = 'stopped' | 'notConnected' | 'connected';

/** The parts of a connector, each with whether it does what it is there for. */
export interface ConnectorStatus {
  readonly network: NetworkState;
  /** The venue's list of instruments is known. */
  readonly listings: boolean;
  /** Every book that is listened to is live; true where none is. */
  readonly books: boolean;
  /** The rules of orders are known. */
  readonly rules: boolean;
  /** The venue's clock is known. */
  readonly clock: boolean;
  /** The user stream is subscribed to, and has been since the last reconciliation. */
  readonly userStream: boolean;
  /** The balances are known. */
  readonly balances: boolean;
  /** The open orders here are those at the venue: reconciled since the user stream was last subscribed to. */
  readonly orders: boolean;
}

/** What a limit order is to be, but for its side. */
export type LimitWish = Omit<LimitRequest, 'side'>;
/** What a market order is to be, but for its side. */
export type MarketWish = Omit<MarketRequest, 'side'>;
/** What an order is to be, but for its side and the instrument. */
export type OrderWish = LimitWish | MarketWish;

/** What became of a cancel. */
export type CancelResult =
  | { readonly _tag: 'cancelled'; readonly clientId: ClientOrderId }
  /** It had ended otherwise: filled, expired, failed; or nobody here knows it. */
  | { readonly _tag: 'notCancelled'; readonly clientId: ClientOrderId; readonly reason: string }
  /** Nobody knows yet: the answer was lost, or time ran out. The order stays tracked. */
  | { readonly _tag: 'cancelUnknown'; readonly clientId: ClientOrderId; readonly reason: string };

/** Which orders are taken back. */
export interface CancelAllOptions {
  /** Whether those too that were adopted: of another program, or a person, on the same account. Not unless given. */
  readonly adopted?: boolean;
}

/** What became of an amendment. */
export type AmendResult =
  | { readonly _tag: 'amended'; readonly order: Order }
  | { readonly _tag: 'notAmended'; readonly reason: string }
  | { readonly _tag: 'amendUnknown'; readonly reason: string };

/** Why an order that is wanted would not be sent: every part of the rule that it breaks, or that no rule is known. */
export type WishFault =
  | { readonly _tag: 'rulesBroken'; readonly broken: readonly BrokenRule[] }
  | { readonly _tag: 'unknownInstrument'; readonly name: string }
  | { readonly _tag: 'rulesUnknown' };

/**
 * One account at one venue, or, without credentials, the venue's market data. Made by `createConnector`; nothing is opened before
 * `start`. Starting twice is starting once; stopping twice, or while it starts, is stopping once. It can be started again.
 *
 * Observables named with a `$` are hot, and give a late subscriber the last value at once where their description says so.
 */
export interface Connector {
  readonly venue: VenueName;

  /** Connects, loads, reconciles, and keeps all that up until `stop`. */
  readonly start: () => void;
  /**
   * Does with open orders what the options say, then closes all that is open. An order that was to be taken back and may be open still is
   * told as trouble: `unusable`, by its name. Resolves when that is done, whichever call asked first; it never rejects.
   */
  readonly stop: () => Promise<void>;
  /** Asks the venue whether it is there. Cold: one answer a subscription; never errors. */
  readonly checkNetwork: () => Observable<'connected' | 'notConnected'>;
  /** Hot; the last value at once. */
  readonly network$: Observable<NetworkState>;
  /** Hot; the last value at once; no value twice in a row. */
  readonly status$: Observable<ConnectorStatus>;
  /** Whether every part is as it should be. Hot; the last value at once; no value twice in a row. */
  readonly ready$: Observable<boolean>;
  /** Hot; the last value at once; nothing before the first sample. */
  readonly clock$: Observable<ClockOffset>;
  /** How much of the venue's limits is in use. Hot; the last value at once. */
  readonly rates$: Observable<RateState>;
  /** What goes wrong, and how it is dealt with. Hot; a late subscriber gets what comes after. */
  readonly trouble$: Observable<ConnectorTrouble>;
  /** All that is worth a line in a log, what goes wrong too. Hot; a late subscriber gets what comes after. */
  readonly log$: Observable<ConnectorLog>;

  /** What the venue lists. Hot; the last list at once, nothing before the first one. */
  readonly listings$: Observable<readonly Listing[]>;
  /** The rules of orders, by symbol. Hot; the last ones at once, nothing before the first. */
  readonly rules$: Observable<ReadonlyMap<VenueSymbol, TradingRule>>;
  /**
   * An instrument's book, as `trackBooks` has it: shared, the last state at once. Waits for the connector to be started and
   * for its list of instruments. Fails where the venue lists no such instrument.
   */
  readonly book: (name: InstrumentName) => Observable<BookState>;
  /** Several books in one stream. As {@link book}. */
  readonly books: (names: readonly InstrumentName[]) => Observable<OfInstrument<BookState>>;
  /** An instrument's trades. Hot while anybody listens: a late subscriber gets what comes after. Fails as {@link book}. */
  readonly trades: (name: InstrumentName) => Observable<Trade>;
  /**
   * The last traded prices, in quote currency: those of the trade streams that are listened to, else asked for. Cold: one
   * answer a subscription. Fails where the venue does not answer.
   */
  readonly lastTradedPrices: (
    names: readonly InstrumentName[],
  ) => Observable<ReadonlyMap<VenueSymbol, Decimal>>;
  /**
   * The mid price of an instrument's live book; of a book that nobody listens to a snapshot is asked for, and kept for the
   * options' time to live. Cold: one answer a subscription. Fails where the venue does not answer.
   */
  readonly midPrice: (name: InstrumentName) => Observable<Decimal>;

  /**
   * Sends a buy order, and gives its client id at once. It is tracked before it is sent, and quantized: the amount down, the
   * price down. What breaks a rule is not sent: `failed` tells the rule and both numbers. Never throws for what a venue or a
   * rule has against it.
   *
   * @throws {RangeError} where there are no credentials, or the connector is not started.
   */
  readonly buy: (name: InstrumentName, wish: OrderWish) => ClientOrderId;
  /** As {@link buy}, with the price quantized up. */
  readonly sell: (name: InstrumentName, wish: OrderWish) => ClientOrderId;
  /** What `buy` and `sell` would have against an order, beforehand: right with the order as it would be sent. */
  readonly checkOrder: (name: InstrumentName, request: OrderRequest) => Either<WishFault, OrderRequest>;
  /**
   * Takes an order back. Hot: it is asked for at the call, once, subscribed or not; the result comes to each subscriber and
   * completes. While a cancel of the order is under way, another is the same one.
   */
  readonly cancel: (clientId: ClientOrderId) => Observable<CancelResult>;
  /**
   * Takes all open orders back that were submitted here, in this run or in an earlier one that is gone on with: side by side, one result
   * each, in the order of their creation, within the time. Orders that another program or a person sent on the account are left,
   * unless they are asked for as well. Hot as {@link cancel}.
   *
   * @throws {RangeError} where the time is none of a timer.
   */
  readonly cancelAll: (timeoutMs: number, options?: CancelAllOptions) => Observable<readonly CancelResult[]>;
  /** Gives an open order another amount, where the venue can. Hot as {@link cancel}. */
  readonly amend: (clientId: ClientOrderId, amount: Decimal) => Observable<AmendResult>;

  /** An order as it is now; undefined where it is not tracked, or not any more. */
  readonly order: (clientId: ClientOrderId) => Order | undefined;
  /** The orders that have not ended, the oldest first. */
  readonly openOrders: () => readonly Order[];
  /** The open limit orders, in the plain form. */
  readonly limitOrders: () => readonly LimitOrder[];
  /** Each change of an order, with its events. Hot; a late subscriber gets what comes after. */
  readonly orderUpdates$: Observable<TrackedUpdate>;
  /** Events of orders. Hot; a late subscriber gets what comes after. Never conflated or dropped. */
  readonly orderEvents$: Observable<OrderEvent>;
  /** Hot; the last balances at once, nothing before the first. */
  readonly balances$: Observable<Balances>;

  /** An amount as orders may have it, rounded down. Undefined where the rule is not known. */
  readonly quantizeAmount: (name: InstrumentName, amount: Decimal) => Decimal | undefined;
  /** A price as orders may have it: of a buy rounded down, of a sell up. Undefined where the rule is not known. */
  readonly quantizePrice: (name: InstrumentName, side: Side, price: Decimal) => Decimal | undefined;
  /** The fees that an order would cost if it were filled as a maker, or as a taker. Undefined where the instrument is not known. */
  readonly fee: (
    name: InstrumentName,
    request: OrderRequest,
    liquidity: 'maker' | 'taker',
  ) => readonly Fee[] | undefined;

  /** All that a later run needs to go on with today's open orders, as JSON. Not needed with a journal. */
  readonly trackingStates: () => unknown;
  /**
   * Goes on with orders of an earlier run, before `start`; in the place of those that are here.
   *
   * @throws {RangeError} once started, until it is stopped; an error that names what is wrong where the JSON is none of `trackingStates`.
   */
  readonly restoreTrackingStates: (json: unknown) => void;
}

/** What a connector did. Nothing secret is in it. */
export type ConnectorLog =
  | CallMade
  | { readonly _tag: 'connected'; readonly connection: string; readonly at: number }
  | { readonly _tag: 'started' | 'stopping' | 'stopped'; readonly at: number }
  /** What orders and balances the venue has was asked for, and taken in. */
  | {
      readonly _tag: 'polled';
      readonly why: 'slow' | 'fast';
      readonly complete: boolean;
      readonly at: number;
    }
  /** The orders here were brought to the venue's, after the user stream was subscribed to. */
  | { readonly _tag: 'reconciled'; readonly complete: boolean; readonly at: number }
  | { readonly _tag: 'userStream'; readonly is: 'up' | 'down' | 'silent'; readonly at: number }
  | ConnectorTrouble;

/** What went wrong, and where. Nothing secret is in it. */
export type ConnectorTrouble =
  | {
      readonly _tag: 'connectionLost';
      readonly connection: string;
      readonly reason: string;
      readonly retryInMs: number | undefined;
      readonly at: number;
    }
  | { readonly _tag: 'callFailed'; readonly call: string; readonly failure: CallFailure; readonly at: number }
  | { readonly _tag: 'badFrame'; readonly connection: string; readonly reason: string; readonly at: number }
  | { readonly _tag: 'unusable'; readonly what: string; readonly reason: string; readonly at: number };
