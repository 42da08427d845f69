import type { VenueSymbol } from '../../domain/ids.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import { NO_FEES, type AccountFees } from './accountFees.js';
import { EventLog } from './eventLog.js';
import type { RequestRejected } from './exchangeEvent.js';
import { ExpiryQueue } from './expiryQueue.js';
import { Ledger } from './ledger.js';
import { Market } from './market.js';
import type { SelfTradePrevention } from './newOrder.js';
import type { OrderRecord } from './orderRecord.js';
import type { RejectReason } from './rejectReason.js';
import { TradingAccount } from './tradingAccount.js';

/** What an exchange is made of. */
export interface ExchangeOptions {
  /** What is traded, by the rules' symbols; each needs a tick and a lot. */
  readonly instruments: readonly TradingRule[];
  /** What an account pays of which nothing else is said. Nothing where left out. */
  readonly fees?: AccountFees;
  /**
   * Digits after the point of each token; 8 where left out. Amounts and notionals have to fit, and are never rounded;
   * fees are rounded down.
   */
  readonly precisions?: Readonly<Record<string, number>>;
  /** The name of the account that gets the fees. `exchange` where left out. */
  readonly feeAccount?: string;
  /** What orders do about trades with their own account that say nothing of it. `none` where left out. */
  readonly selfTradePrevention?: SelfTradePrevention;
  /**
   * How many ended orders and trades are kept for queries, at the least, by account and instrument, and how many trades by
   * instrument. 10,000 where left out.
   */
  readonly history?: number;
  /** No command is before it, in milliseconds since 1970. 0 where left out. */
  readonly startAt?: number;
}

/** The state of an exchange: what the functions of this folder work on. */
export class Engine {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly expiries = new ExpiryQueue<OrderRecord>();
  readonly markets = new Map<VenueSymbol, Market>();
  readonly feeAccount: string;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly #accounts = new Map<string, TradingAccount>();
  readonly #fees: AccountFees;
  readonly #history: number;
  lastOrderId = 0;

  constructor(options: ExchangeOptions) {
    const { instruments, fees = NO_FEES, precisions = {}, history = 10_000, startAt = 0 } = options;
    if (!(Number.isSafeInteger(history) && history > 0))
      throw new RangeError(`history is no count above zero: ${history}`);
    if (!Number.isFinite(startAt)) throw new RangeError(`startAt is no time: ${startAt}`);
    this.log = new EventLog(startAt);
    this.ledger = new Ledger(precisions);
    this.feeAccount = options.feeAccount ?? 'exchange';
    this.selfTradePrevention = options.selfTradePrevention ?? 'none';
    this.#fees = fees;
    this.#history = history;
    for (const rule of instruments) {
      if (this.markets.has(rule.symbol)) throw new RangeError(`two instruments are named ${rule.symbol}`);
      const [base, quote] = [this.ledger.token(rule.base), this.ledger.token(rule.quote)];
      this.markets.set(rule.symbol, new Market(rule, base, quote, history));
    }
  }

  account(name: string): TradingAccount {
    let account = this.#accounts.get(name);
    if (account === undefined) {
      account = new TradingAccount(this.#fees, this.#history);
      this.#accounts.set(name, account);
    }
    return account;
  }

  /** Tells that a request was refused. */
  reject(request: RequestRejected['request'], of: RejectedRequest, reason: RejectReason): void {
    const { account, symbol, orderId, clientId } = of;
    this.log.add({
      _tag: 'rejected',
      sequence: this.log.next(),
      time: this.log.time,
      request,
      account,
      symbol,
      orderId,
      clientId,
      reason,
    });
  }

  /** Tells the balances that are others now. */
  tellBalances(): void {
    for (const holding of this.ledger.takeChanges()) {
      this.log.add({
        _tag: 'balance',
        sequence: this.log.next(),
        time: this.log.time,
        account: holding.account,
        token: holding.token.name,
        total: holding.decimal(holding.total),
        locked: holding.decimal(holding.locked),
      });
    }
  }
}

/** By what a refused request is known. */
type RejectedRequest = {
  readonly [K in 'account' | 'symbol' | 'orderId' | 'clientId']?: RequestRejected[K] | undefined;
};
