import type { Decimal } from 'decimal.js';
import type { Either } from 'fp-ts/lib/Either.js';

import type { JsonReading } from '../../codec/json.js';
import type { BadFrame, FrameFault, UnknownFrame } from '../../domain/errors.js';
import type { OtherFrame, Refusal, Reply } from '../../domain/contents.js';
import type { FeeSchedule } from '../../domain/fee.js';
import type { Frame } from '../../domain/frame.js';
import type { ClientOrderId, OrderId, VenueSymbol } from '../../domain/ids.js';
import type { OrderRequest, OrderType, TimeInForce, TradingRule } from '../../domain/tradingRule.js';
import type { BalanceInput, BalanceSnapshot } from '../../money/index.js';
import type { ClientOrderIdOptions, ListedFill, ListedOrder, OneOrderInput } from '../../orders/index.js';
import type { RateCosts } from '../requests/rateBudget.js';
import type { RateWindow } from '../requests/rateWindow.js';
import type { VenueAnswer, VenueCall } from '../requests/venueCall.js';
import type { Secret } from '../secret.js';
import type { MarketDataVenue } from '../venue.js';

/** How much the venue says is used of a window. */
export interface HeardUse {
  readonly window: string;
  readonly used: number;
}

/** An order as it is to be sent. */
export type NewVenueOrder = OrderRequest & {
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId;
};

/** By what an order is known at the venue: either id, or both. */
export interface VenueOrderIds {
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId | undefined;
  readonly venueId: OrderId | undefined;
}

/** A change of an open order. */
export interface VenueAmendment extends VenueOrderIds {
  /** What the order is to have in all, what is filled of it included, in base currency. */
  readonly amount: Decimal;
}

/** Fills are asked for page by page. */
export interface FillQuery {
  readonly symbol: VenueSymbol;
  /** Of one order alone, where the venue can tell; all of the symbol where left out. */
  readonly venueId?: OrderId | undefined;
  /** From when on, in milliseconds since 1970 by the venue's clock; from as early as it goes where left out. */
  readonly since?: number | undefined;
  /** What the page before said is next; left out for the first. */
  readonly page?: string | undefined;
}

/** A page of fills. */
export interface FillPage {
  readonly fills: readonly ListedFill[];
  /** To be asked for next; undefined where this was the last. */
  readonly next: string | undefined;
}

/** Rules of instruments, and those that could not be read. */
export interface VenueRules {
  readonly rules: readonly TradingRule[];
  readonly faults: readonly FrameFault[];
}

/** The venue has ended the user stream: it has to be subscribed to anew. */
export interface UserStreamEnded {
  readonly _tag: 'userStreamEnded';
  readonly reason: string;
  /** Whether the venue is about to end the connection too, so that it has to be over another one. It goes on unless given. */
  readonly withConnection?: boolean;
}

/** The answer to a call that was sent over this connection. Its times are those of its frame; `sentAt` is the caller's to know. */
export interface CallAnswer {
  readonly _tag: 'callAnswer';
  readonly id: string;
  readonly answer: Omit<VenueAnswer, 'sentAt'>;
  readonly used: readonly HeardUse[];
}

/** What a frame of a user stream, or of a connection of the venue's WebSocket API, may hold. */
export type UserContent =
  | OneOrderInput
  | BalanceInput
  | UserStreamEnded
  | CallAnswer
  | OtherFrame
  | Reply
  | Refusal
  | UnknownFrame
  | BadFrame;

/** A stream that is subscribed to over a connection of the venue's WebSocket API, by a signed call. */
export interface SubscribedUserStream {
  readonly _tag: 'subscribed';
  /** What connecting draws of the venue's windows, besides the attempt. Nothing unless given. */
  readonly connectionCosts?: RateCosts;
  readonly subscribe: () => VenueCall<unknown>;
}

/** A stream at an address of its own: whoever has its key may listen, as long as the key is kept alive. */
export interface ListenKeyUserStream {
  readonly _tag: 'listenKey';
  readonly create: () => VenueCall<Secret>;
  readonly keepAlive: (key: Secret) => VenueCall<unknown>;
  readonly end: (key: Secret) => VenueCall<unknown>;
  /** How often to keep it alive, in milliseconds. */
  readonly keepAliveEveryMs: number;
  readonly url: (key: Secret) => string;
}

/** How a venue tells an account its news. */
export type UserStream = SubscribedUserStream | ListenKeyUserStream;

/** A venue's WebSocket API: calls and answers over one connection. */
export interface SocketApi {
  readonly url: string;
}

/** The trading of one venue: pure data and functions, as its market data. */
export interface VenueTrading {
  /** How the JSON of its answers and of the user stream must be read; the market data may be read otherwise. */
  readonly json: JsonReading;
  /** What is asked of a user before anything can be signed, by the names under which people know it: `API_KEY`. */
  readonly needs: readonly string[];
  /** An instrument to try things with, by the venue's own name. */
  readonly exampleSymbol: VenueSymbol;
  readonly orderTypes: readonly OrderType[];
  readonly timesInForce: readonly TimeInForce[];
  /** What an account pays of which nothing else is known. */
  readonly fees: FeeSchedule;
  /** What calls draw from, and connections. */
  readonly rateWindows: readonly RateWindow[];
  /** What an answer over HTTP says is used of them. */
  readonly usedBy: (headers: Readonly<Record<string, string>>) => readonly HeardUse[];
  /** What client order ids may look like. */
  readonly clientIds: Pick<ClientOrderIdOptions, 'maxLength' | 'prefix' | 'alphabet'>;
  /** After so long the venue takes a signed call no more, in milliseconds. */
  readonly callLifetimeMs: number;
  /** Undefined where there is none. */
  readonly socketApi: SocketApi | undefined;
  readonly userStream: UserStream;
  /** What a frame of the user stream, or of the WebSocket API, holds, given its JSON; faults where it breaks the venue's own format. */
  readonly decodeUser: (json: unknown, frame: Frame) => Either<readonly FrameFault[], readonly UserContent[]>;

  /** The venue's clock: milliseconds since 1970. */
  readonly serverTime: () => VenueCall<number>;
  readonly rules: () => VenueCall<VenueRules>;
  /** The last traded prices, by symbol, in quote currency. */
  readonly lastPrices: (symbols: readonly VenueSymbol[]) => VenueCall<ReadonlyMap<VenueSymbol, Decimal>>;
  /** What this account pays on an instrument; undefined where the venue does not tell. */
  readonly accountFees: ((symbol: VenueSymbol) => VenueCall<FeeSchedule>) | undefined;
  readonly balances: () => VenueCall<BalanceSnapshot>;
  /** Sends an order; the answer gives what it tells of it: that it is acknowledged first. Inputs come in the order given. */
  readonly place: (order: NewVenueOrder) => VenueCall<readonly OneOrderInput[]>;
  /** Takes an order back, under a request's name; the answer gives that it is acknowledged, and what else it tells. */
  readonly cancel: (order: VenueOrderIds, request: string) => VenueCall<readonly OneOrderInput[]>;
  /** Undefined where the venue cannot change an open order. */
  readonly amend: ((amendment: VenueAmendment) => VenueCall<readonly OneOrderInput[]>) | undefined;
  /** The open orders, all of them or those of a symbol. */
  readonly openOrders: (symbol?: VenueSymbol) => VenueCall<readonly ListedOrder[]>;
  /** How one order stands. `notFound` is the venue's own word. */
  readonly lookUp: (order: VenueOrderIds) => VenueCall<ListedOrder>;
  readonly fills: (query: FillQuery) => VenueCall<FillPage>;
}

/** A venue that can be traded on. */
export interface TradingVenue extends MarketDataVenue {
  readonly trading: VenueTrading;
}
