import { Decimal } from 'decimal.js';

import { add, multiply, subtract } from '../../../src/domain/exact.js';
import type { OrderRequest, SizeLimits, TradingRule, VenueSymbol } from '../../../src/domain/index.js';
import { checkOrder } from '../../../src/money/index.js';
import type {
  AmendOrder,
  CancelOrder,
  Deposit,
  ExchangeCommand,
  OrderReference,
  PlaceOrder,
  RejectReason,
  ReplaceOrder,
  Withdraw,
} from '../../../src/sim/index.js';
import { expire, match, reaches, tell, tellLevel } from './naiveMatch.js';
import {
  copyState,
  emptyState,
  give,
  isOpen,
  leftOf,
  lockedOf,
  queueOf,
  sentOrder,
  totalOf,
  ZERO,
  type NaiveOptions,
  type NaiveOrder,
  type NaiveState,
} from './naiveState.js';

const ONE = new Decimal(1);

const NO_LIMITS: SizeLimits = {
  minSize: undefined,
  maxSize: undefined,
  lotSize: undefined,
  sizeDigits: undefined,
  minNotional: undefined,
  maxNotional: undefined,
};

const short = (token: string, wanted: Decimal, allowed: Decimal): RejectReason => ({
  _tag: 'insufficientBalance',
  token,
  wanted,
  allowed,
});

function broken(rule: TradingRule, order: OrderRequest, reference?: Decimal): RejectReason | undefined {
  const checked = checkOrder(rule, order, reference);
  return checked._tag === 'Left' ? { _tag: 'ruleBroken', broken: checked.left } : undefined;
}

/** What of a command names an order and who asks. */
interface Named {
  readonly account?: string | undefined;
  readonly symbol?: VenueSymbol | undefined;
  readonly orderId?: number | undefined;
  readonly clientId?: string | undefined;
}

/**
 * The exchange again, slow and obvious: one list of orders that is searched and sorted for everything, locks that are
 * added up when they are needed, orders that are tried on a copy, which becomes the state where they are taken.
 */
export class NaiveExchange {
  #state: NaiveState = emptyState();

  constructor(readonly options: NaiveOptions) {}

  execute(command: ExchangeCommand): readonly object[] {
    const before = this.#balances();
    this.#state.events = [];
    this.#expireDue(command.time);
    this.#carryOut(command);
    for (const [key, [total, locked]] of this.#balances()) {
      const [account, token] = key.split(' ');
      const [wasTotal, wasLocked] = before.get(key) ?? [ZERO, ZERO];
      if (!total.eq(wasTotal) || !locked.eq(wasLocked))
        tell(this.#state, { _tag: 'balance', account, token, total, locked }, command.time);
    }
    return this.#state.events;
  }

  #carryOut(command: ExchangeCommand): void {
    const { time } = command;
    switch (command._tag) {
      case 'deposit':
      case 'withdraw':
        return this.#transfer(command);
      case 'setFees': {
        const { account, fees } = command;
        this.#state.fees.set(account, fees);
        return tell(this.#state, { _tag: 'fees', account, fees }, time);
      }
      case 'place':
        return this.#place(command);
      case 'replace':
        return this.#replace(command);
      case 'cancel':
        return void this.#cancel(command, 'cancel');
      case 'cancelAll': {
        const { account, symbol } = command;
        if (this.#rule(symbol) === undefined)
          return this.#reject('cancelAll', command, { _tag: 'unknownInstrument' }, time);
        for (const order of this.#state.orders) {
          if (order.account === account && order.symbol === symbol && isOpen(order))
            this.#end(order, 'cancelAll', time);
        }
        return undefined;
      }
      case 'amend':
        return this.#amend(command);
      case 'advance':
        return undefined;
      case 'halt':
      case 'resume': {
        const { _tag, symbol } = command;
        if (this.#rule(symbol) === undefined)
          return this.#reject(_tag, { symbol }, { _tag: 'unknownInstrument' }, time);
        const { halted } = this.#state;
        if (halted.has(symbol) === (_tag === 'halt')) return undefined;
        if (_tag === 'halt') halted.add(symbol);
        else halted.delete(symbol);
        return tell(this.#state, { _tag: _tag === 'halt' ? 'halted' : 'resumed', symbol }, time);
      }
    }
  }

  #transfer(command: Deposit | Withdraw): void {
    const { _tag, account, token, amount, time } = command;
    const available = this.#available(account, token);
    if (_tag === 'withdraw' && amount.gt(available))
      return this.#reject(_tag, { account }, short(token, amount, available), time);
    give(this.#state, account, token, _tag === 'deposit' ? amount : amount.neg());
    const done = _tag === 'deposit' ? 'deposited' : 'withdrawn';
    return tell(this.#state, { _tag: done, account, token, amount }, time);
  }

  #place(command: PlaceOrder): void {
    const reason = this.#refusal(command) ?? this.#tried(command);
    if (reason !== undefined) this.#reject('place', command, reason, command.time);
  }

  #replace(command: ReplaceOrder): void {
    const reason = this.#refusal(command);
    if (reason !== undefined) return this.#reject('place', command, reason, command.time);
    if (!this.#cancel(command, 'replace') && command.mode === 'stopOnFailure') return undefined;
    const later = this.#tried(command);
    if (later !== undefined) this.#reject('place', command, later, command.time);
    return undefined;
  }

  /** Why an order is refused, whatever else there is. */
  #refusal({ symbol, order, time }: PlaceOrder | ReplaceOrder): RejectReason | undefined {
    const rule = this.#rule(symbol);
    if (rule === undefined) return { _tag: 'unknownInstrument' };
    if (this.#state.halted.has(symbol)) return { _tag: 'marketHalted' };
    if (order.expireAt !== undefined && order.expireAt <= time)
      return { _tag: 'expiryPassed', expireAt: order.expireAt };
    if (order.quoteAmount === undefined) {
      const best = queueOf(this.#state, symbol, order.side === 'buy' ? 'sell' : 'buy')[0]?.price;
      return broken(rule, order, this.#state.lastPrice.get(symbol) ?? best);
    }
    const { quoteAmount } = order;
    const places = this.options.precisions[rule.quote] ?? 8;
    if (quoteAmount.decimalPlaces() > places)
      return { _tag: 'tooPrecise', token: rule.quote, wanted: quoteAmount, allowed: places };
    // As much of one currency, at a price of one, as there is quote currency.
    const minNotional = rule.market?.minNotional ?? rule.minNotional;
    const maxNotional = rule.market?.maxNotional ?? rule.maxNotional;
    const free = { minSize: undefined, maxSize: undefined, lotSize: undefined, sizeDigits: undefined };
    const quoteRule = { ...rule, ...free, minNotional, maxNotional, market: undefined };
    return broken(quoteRule, { side: order.side, orderType: 'market', amount: quoteAmount }, ONE);
  }

  /** Tries an order on a copy; where nothing speaks against it the copy is what is. */
  #tried(command: PlaceOrder | ReplaceOrder): RejectReason | undefined {
    const { account, symbol, clientId, order, time } = command;
    const rule = this.#rule(symbol)!;
    if (this.#open(account, symbol, { clientId }) !== undefined) return { _tag: 'duplicateClientId' };
    const best = queueOf(this.#state, symbol, order.side === 'buy' ? 'sell' : 'buy')[0]?.price;
    if (order.orderType === 'market' && best === undefined) return { _tag: 'noLiquidity' };
    if (order.orderType === 'limitMaker' && best !== undefined && reaches(order, best))
      return { _tag: 'wouldMatch', best };

    const sent = () => sentOrder(this.#state, command, time, this.options.selfTradePrevention);
    const [dryRun, dry] = [copyState(this.#state), sent()];
    dryRun.orders.push(dry);
    const dryEnd = match(dryRun, this.options, rule, dry, time);
    if (order.quoteAmount !== undefined && dryEnd === 'complete') {
      const minSize = rule.market?.minSize ?? rule.minSize;
      const maxSize = rule.market?.maxSize ?? rule.maxSize;
      const sizes = { ...rule, ...NO_LIMITS, minSize, maxSize, market: undefined };
      const reason = broken(sizes, {
        side: order.side,
        orderType: 'market',
        amount: add(dry.filled, dry.prevented),
      });
      if (reason !== undefined) return reason;
    }
    const [token, pays] = order.side === 'buy' ? [rule.quote, dry.filledQuote] : [rule.base, dry.filled];
    const named = order.side === 'buy' ? order.quoteAmount : order.amount;
    const wanted =
      order.price === undefined
        ? (named ?? pays)
        : order.side === 'buy'
          ? multiply(order.price, order.amount)
          : order.amount;
    const available = this.#available(account, token);
    if (wanted.gt(available)) return short(token, wanted, available);

    const next = copyState(this.#state);
    const taker = sent();
    const { orderId } = taker;
    if (order.orderType === 'market') taker.stillPays = pays;
    next.orders.push(taker);
    tell(next, { _tag: 'accepted', account, symbol, orderId, clientId, order }, time);
    const completeAt = dryEnd === 'complete' ? dry.filled : undefined;
    const isKilled = order.timeInForce === 'fok' && dryEnd !== 'complete';
    const end = isKilled ? 'left' : match(next, this.options, rule, taker, time, completeAt);
    if (order.quoteAmount !== undefined) taker.amount = add(taker.filled, taker.prevented);
    const reason =
      order.orderType === 'market'
        ? 'noLiquidity'
        : { ioc: 'immediateOrCancel', fok: 'fillOrKill', gtc: undefined, gtd: undefined }[
            order.timeInForce ?? 'gtc'
          ];
    if (end === 'selfTrade') expire(next, taker, 'selfTrade', time);
    else if (end === 'left' && reason !== undefined) expire(next, taker, reason, time);
    else if (end === 'left') tellLevel(next, taker, time);
    this.#state = next;
    return undefined;
  }

  #cancel(command: CancelOrder | ReplaceOrder, by: string): boolean {
    const { account, symbol, cancel, restriction, time } = command;
    const refuse = (reason: RejectReason) => {
      this.#reject('cancel', { account, symbol, ...cancel }, reason, time);
      return false;
    };
    if (this.#rule(symbol) === undefined) return refuse({ _tag: 'unknownInstrument' });
    const order = this.#open(account, symbol, cancel);
    if (order === undefined) return refuse({ _tag: 'unknownOrder' });
    const allowed = { onlyNew: 'new', onlyPartiallyFilled: 'partiallyFilled' };
    if (restriction !== undefined && order.status !== allowed[restriction])
      return refuse({ _tag: 'cancelRestricted', status: order.status });
    this.#end(order, by, time);
    return true;
  }

  #end(order: NaiveOrder, by: string, time: number): void {
    const { account, symbol, orderId, clientId } = order;
    order.status = 'cancelled';
    order.updatedAt = time;
    tell(this.#state, { _tag: 'cancelled', account, symbol, orderId, clientId, by }, time);
    tellLevel(this.#state, order, time);
  }

  #amend({ account, symbol, order: reference, amount, newClientId, time }: AmendOrder): void {
    const refuse = (reason: RejectReason) =>
      this.#reject('amend', { account, symbol, ...reference }, reason, time);
    const rule = this.#rule(symbol);
    if (rule === undefined) return refuse({ _tag: 'unknownInstrument' });
    if (this.#state.halted.has(symbol)) return refuse({ _tag: 'marketHalted' });
    const order = this.#open(account, symbol, reference);
    if (order === undefined) return refuse({ _tag: 'unknownOrder' });
    const { side, price, timeInForce, amount: previousAmount, clientId: previousClientId } = order;
    const orderType = order.orderType === 'limitMaker' ? 'limitMaker' : 'limit';
    const reason = broken(rule, { side, orderType, price: price!, timeInForce, amount });
    if (reason !== undefined) return refuse(reason);
    const done = subtract(previousAmount, leftOf(order));
    if (amount.gte(previousAmount) || amount.lte(done))
      return refuse({ _tag: 'notReduced', wanted: amount, amount: previousAmount, done });
    const holder = newClientId && this.#open(account, symbol, { clientId: newClientId });
    if (holder !== undefined && holder !== order) return refuse({ _tag: 'duplicateClientId' });
    order.amount = amount;
    order.clientId = newClientId ?? order.clientId;
    order.updatedAt = time;
    const { orderId, clientId } = order;
    tell(
      this.#state,
      { _tag: 'amended', account, symbol, orderId, clientId, amount, previousAmount, previousClientId },
      time,
    );
    return tellLevel(this.#state, order, time);
  }

  #expireDue(time: number): void {
    const due = this.#state.orders
      .filter((order) => isOpen(order) && order.expireAt !== undefined && order.expireAt <= time)
      .sort((a, b) => a.expireAt! - b.expireAt! || a.orderId - b.orderId);
    for (const order of due) {
      expire(this.#state, order, 'goodTillTime', time);
      tellLevel(this.#state, order, time);
    }
  }

  #open(account: string, symbol: VenueSymbol, { orderId, clientId }: OrderReference): NaiveOrder | undefined {
    return this.#state.orders.find(
      (order) =>
        order.account === account &&
        order.symbol === symbol &&
        isOpen(order) &&
        (orderId === undefined || order.orderId === orderId) &&
        (clientId === undefined || order.clientId === clientId),
    );
  }

  #rule(symbol: VenueSymbol): TradingRule | undefined {
    return this.options.rules.find((rule) => rule.symbol === symbol);
  }

  #available(account: string, token: string) {
    return subtract(
      totalOf(this.#state, account, token),
      lockedOf(this.#state, this.options.rules, account, token),
    );
  }

  #balances() {
    return new Map(
      Array.from(this.#state.totals, ([key, total]) => {
        const [account, token] = key.split(' ') as [string, string];
        return [key, [total, lockedOf(this.#state, this.options.rules, account, token)] as const];
      }),
    );
  }

  #reject(
    request: string,
    { account, symbol, orderId, clientId }: Named,
    reason: RejectReason,
    time: number,
  ): void {
    const event = { _tag: 'rejected', request, account, symbol, orderId, clientId, reason };
    tell(this.#state, event, time);
  }
}
