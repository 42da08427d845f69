import type { Decimal } from 'decimal.js';

import type { Connector } from '../../connector/index.js';
import type { Liquidity, TokenAmount } from '../../domain/fee.js';
import type { Instrument } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import type { Balances } from '../../money/index.js';

/** At once, or later. */
export type Awaitable<T> = T | Promise<T>;

/**
 * What a test needs beyond limit orders and their cancels: of the venue (`market`, `limitMaker`, `ioc`, `amend`, `adoption`), and of what plays it
 * in the tests. What is said of {@link ExchangeFaults} and {@link ExchangeOwner} says which is for what.
 */
export type Capability =
  | 'market'
  | 'limitMaker'
  | 'ioc'
  | 'amend'
  | 'adoption'
  | 'journal'
  | 'lostAnswers'
  | 'serverErrors'
  | 'rateLimits'
  | 'clockSkew'
  | 'outages'
  | 'silence'
  | 'heldMessages'
  | 'repeatedMessages'
  | 'reorderedMessages';

/** What requests of an account may be about. */
export type RequestKind = 'place' | 'cancel' | 'amend';

/** The instrument that is traded in the tests. Nobody else may trade on it. */
export interface TestedInstrument {
  readonly name: Instrument;
  /** What holds for its orders at the venue: tick, lot, least notional and so on. */
  readonly rule: TradingRule;
  /** Around which the tests trade, in quote currency: a multiple of the tick. */
  readonly price: Decimal;
  /**
   * A usual order, in base currency: at `price` and a tenth below it within all limits. The account of the tests has
   * 50 of them and what 50 of them cost; the other one has more.
   */
  readonly amount: Decimal;
}

/** An order of the tested account, as the exchange has it. */
export interface LedgerOrder {
  readonly clientId: string;
  readonly venueId: string;
  readonly side: Side;
  /** In base currency, as amended. */
  readonly amount: Decimal;
  /** Undefined of a market order. */
  readonly price: Decimal | undefined;
  /** In base currency. */
  readonly filled: Decimal;
  readonly isOpen: boolean;
}

/** A fill of an order of the tested account, as the exchange has it. */
export interface LedgerFill {
  readonly clientId: string;
  readonly tradeId: string;
  readonly amount: Decimal;
  readonly price: Decimal;
  /** What was taken for it; none where that is nothing. */
  readonly fee: TokenAmount | undefined;
  readonly liquidity: Liquidity;
}

/** What the exchange itself knows of the tested account: the truth. */
export interface ExchangeLedger {
  /** All orders, the ended ones too, in the order in which they came. */
  readonly orders: () => Awaitable<readonly LedgerOrder[]>;
  /** All fills, in the order in which they came. */
  readonly fills: () => Awaitable<readonly LedgerFill[]>;
  readonly balances: () => Awaitable<Balances>;
  /** How many requests of this kind have come, whatever became of them. */
  readonly requests: (kind: RequestKind) => Awaitable<number>;
  /** How many connections to it are open. */
  readonly connections: () => Awaitable<number>;
}

/** Another account, which trades with the tested one. */
export interface CounterParty {
  /** A limit order until cancelled: it trades with what it meets, and rests with what is left. */
  readonly place: (side: Side, amount: Decimal, price: Decimal) => Awaitable<void>;
  /** Takes all its orders back. */
  readonly cancelAll: () => Awaitable<void>;
}

/** The tested account in other hands: what its owner does on the venue's own page. For `adoption`. */
export interface ExchangeOwner {
  /** A limit order until cancelled, under an id that is not the connector's; gives that id. */
  readonly place: (side: Side, amount: Decimal, price: Decimal) => Awaitable<string>;
  /** Takes back any order of the account. */
  readonly cancel: (clientId: string) => Awaitable<void>;
}

/** What is to go wrong. Nothing is unless one of these was called; each concerns the tested account alone. */
export interface ExchangeFaults {
  /** The next request of this kind gets no answer; it is done all the same, or not. For `lostAnswers`. */
  readonly loseAnswer: (kind: RequestKind, done: boolean) => Awaitable<void>;
  /**
   * The next request of this kind gets no answer, and arrives later than that: late enough to be asked for in vain, while
   * the venue still takes it. For `lostAnswers`.
   */
  readonly arriveLate: (kind: RequestKind) => Awaitable<void>;
  /**
   * The next request of this kind gets an error of the server that leaves open whether it is done; it is, or not. Best one that
   * quotes the key, as gateways may. For `serverErrors`.
   */
  readonly failServer: (kind: RequestKind, done: boolean) => Awaitable<void>;
  /** The next request of this kind is refused, for there were too many; it asks to wait so many seconds. For `rateLimits`. */
  readonly limitRate: (kind: RequestKind, retryAfterSeconds: number) => Awaitable<void>;
  /** The exchange's clock jumps ahead so far, in milliseconds. For `clockSkew`. */
  readonly skewClock: (byMs: number) => Awaitable<void>;
  /** Cuts all connections; new ones come to be. For `outages`. */
  readonly cutConnections: () => Awaitable<void>;
  /** Whether the exchange can be reached at all: where not, connections are cut and requests never arrive. For `outages`. */
  readonly setReachable: (isReachable: boolean) => Awaitable<void>;
  /** Whether the user stream's connections stay open and say nothing any more; what is not said is lost. For `silence`. */
  readonly silenceUserStream: (isSilent: boolean) => Awaitable<void>;
  /** Keeps what the user stream says back; gives it out, in order, when it is let go. For `heldMessages`. */
  readonly holdUserStream: (isHeld: boolean) => Awaitable<void>;
  /**
   * From now on the user stream says each message twice in a row (`repeated`), or all in small groups, backwards
   * (`reordered`). For `repeatedMessages` and `reorderedMessages`.
   */
  readonly disturbUserStream: (how: 'repeated' | 'reordered') => Awaitable<void>;
}

/** The exchange that a connector under test is connected to. */
export interface ExchangeUnderTest {
  readonly ledger: ExchangeLedger;
  readonly other: CounterParty;
  readonly owner: ExchangeOwner;
  readonly faults: ExchangeFaults;
}

/** A connector, and the exchange that it is connected to: fresh, for one test. */
export interface ConnectorBench {
  /** Not started. */
  readonly connector: Connector;
  readonly exchange: ExchangeUnderTest;
  /** What must be seen nowhere: the key, what requests are signed with, and the signatures made so far, as far as they are known. */
  readonly secrets: () => readonly string[];
  /**
   * Another connector to the same exchange and the same account, as after a restart: not started. The one before it is stopped.
   * Where the bench was opened with a journal, it goes on with that.
   */
  readonly again: () => Awaitable<Connector>;
  /** Lets go of everything, also where a connector was not stopped. */
  readonly close: () => Awaitable<void>;
}

/** How a bench is wanted. */
export interface BenchOptions {
  /** Whether the connector tracks its orders in a journal. For `journal`. */
  readonly journal: boolean;
}

/** What the suite needs to test a connector. */
export interface ConnectorHarness {
  /** What is tested, for the title: `Binance`. */
  readonly title: string;
  readonly instrument: TestedInstrument;
  /** What cannot be tested, each with the reason. The tests that need it are reported as pending. */
  readonly cannot?: Readonly<Partial<Record<Capability, string>>>;
  /** How long anything may take that is to happen, in milliseconds. 5,000 unless given. */
  readonly limitMs?: number;
  /**
   * Makes a fresh account at a fresh exchange, nothing in the book, with a connector to it. Its times are best short: silence of a
   * quarter of a second, polls of 50 ms while it lasts; a lost order has to be given up within `limitMs`.
   */
  readonly open: (options: BenchOptions) => Awaitable<ConnectorBench>;
}
