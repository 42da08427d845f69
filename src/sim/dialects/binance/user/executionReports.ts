import type { Decimal } from 'decimal.js';

import type { Exchange, ExchangeStep } from '../../../engine/exchange.js';
import type {
  ExchangeEvent,
  PreventedParty,
  TradeExecuted,
  TradeParty,
  TradePrevented,
} from '../../../engine/exchangeEvent.js';
import type { ExchangeOrder } from '../../../engine/exchangeOrder.js';
import { NONE, numberText, wireTime, ZERO } from '../numberText.js';
import { modeText, sideText, statusText, timeInForceText, TYPE } from '../orderJson.js';
import type { OrderLabels } from '../orderLabels.js';

/** An event of a user data stream. */
export type UserEvent = Readonly<Record<string, unknown>>;

/** What a report says that is not in the order itself. */
interface Report {
  readonly x: string;
  /** The order's status after the event. */
  readonly status: string;
  readonly filled: Decimal;
  readonly filledQuote: Decimal;
  readonly rest?: UserEvent;
}

/** The news of a step for one account, in the order in which they happened. */
export class ExecutionReports {
  constructor(
    private readonly exchange: Exchange,
    private readonly labels: OrderLabels,
    private readonly account: string,
    private readonly step: ExchangeStep,
  ) {}

  all(): readonly UserEvent[] {
    return this.step.events.flatMap((event) => this.#reportsOf(event));
  }

  #reportsOf(event: ExchangeEvent): readonly UserEvent[] {
    switch (event._tag) {
      case 'accepted':
        return this.#of(event, () => ({ x: 'NEW', status: 'NEW', filled: ZERO, filledQuote: ZERO }));
      case 'trade':
        return [event.taker, event.maker].flatMap((party) => this.#trade(event, party));
      case 'prevented':
        return [event.taker, event.maker].flatMap((party, at) =>
          this.#prevented(event, party, at === 0 ? event.maker : event.taker),
        );
      case 'cancelled': {
        const clientId = this.labels.cancelId ?? event.clientId;
        const rest = { c: clientId, C: event.clientId };
        return this.#of(event, (order) => ({ ...standing(order, 'CANCELED'), rest }));
      }
      case 'expired':
        // What was prevented has been told.
        return event.reason === 'selfTrade' && this.#wasPrevented(event.orderId)
          ? []
          : this.#of(event, (order) => standing(order, 'EXPIRED'));
      case 'amended':
        return this.#of(event, (order) => ({
          ...standing(order, 'REPLACED'),
          rest: { c: event.clientId, C: event.previousClientId, q: numberText(event.amount) },
        }));
      case 'rejected':
        return this.#rejected(event);
      case 'deposited':
      case 'withdrawn':
      case 'balance':
      case 'fees':
      case 'level':
      case 'halted':
      case 'resumed':
        return [];
    }
  }

  #of(event: OfOrder, report: (order: ExchangeOrder) => Report): readonly UserEvent[] {
    if (event.account !== this.account) return [];
    const { orderId } = event;
    const order = this.exchange.order(this.account, event.symbol, { orderId });
    return order === undefined ? [] : [this.#json(order, event, report(order))];
  }

  #trade(event: TradeExecuted, party: TradeParty): readonly UserEvent[] {
    const { price, amount, quoteAmount, tradeId } = event;
    const { fee, filled, filledQuote, status, liquidity } = party;
    const rest = {
      l: numberText(amount),
      L: numberText(price),
      Y: numberText(quoteAmount),
      n: numberText(fee.amount),
      N: fee.token,
      t: tradeId,
      m: liquidity === 'maker',
    };
    const text = status === 'filled' ? 'FILLED' : 'PARTIALLY_FILLED';
    return this.#of({ ...event, ...party }, () => ({ x: 'TRADE', status: text, filled, filledQuote, rest }));
  }

  #prevented(event: TradePrevented, party: PreventedParty, other: PreventedParty): readonly UserEvent[] {
    if (party.lastPrevented === undefined) return [];
    const { price, preventedMatchId } = event;
    const rest = {
      v: preventedMatchId,
      A: numberText(party.prevented),
      B: numberText(party.lastPrevented),
      U: other.orderId,
      Cs: event.symbol,
      pl: numberText(party.lastPrevented),
      pL: numberText(price),
      pY: numberText(party.lastPrevented.times(price)),
    };
    return this.#of({ ...event, ...party }, (order) => ({ ...standing(order, 'TRADE_PREVENTION'), rest }));
  }

  #wasPrevented(orderId: number): boolean {
    return this.step.events.some(
      (event) =>
        event._tag === 'prevented' &&
        [event.maker, event.taker].some(
          (party) => party.orderId === orderId && party.lastPrevented !== undefined,
        ),
    );
  }

  /** Only the new order of a replacement is told to be rejected, where the old one was cancelled. */
  #rejected(event: Extract<ExchangeEvent, { _tag: 'rejected' }>): readonly UserEvent[] {
    const { command } = this.step;
    if (command._tag !== 'replace' || event.request !== 'place' || event.account !== this.account) return [];
    if (!this.step.events.some(({ _tag }) => _tag === 'cancelled')) return [];
    const { order, symbol, clientId, account } = command;
    const like: ExchangeOrder = {
      orderId: -1,
      clientId,
      account,
      symbol,
      side: order.side,
      orderType: order.orderType,
      timeInForce: order.timeInForce,
      expireAt: undefined,
      selfTradePrevention: order.selfTradePrevention ?? 'none',
      price: order.price,
      amount: order.amount ?? ZERO,
      quoteAmount: order.quoteAmount,
      filled: ZERO,
      filledQuote: ZERO,
      prevented: ZERO,
      status: 'new',
      expiredBy: undefined,
      placedAt: event.time,
      updatedAt: event.time,
    };
    const rest = { r: REASON[event.reason._tag] ?? 'NONE', w: false };
    return [
      this.#json(like, event, { x: 'REJECTED', status: 'REJECTED', filled: ZERO, filledQuote: ZERO, rest }),
    ];
  }

  #json(order: ExchangeOrder, { time, sequence }: Stamp, report: Report): UserEvent {
    const { x, status, filled, filledQuote, rest } = report;
    const { strategyId, strategyType } = this.labels.get(order.orderId);
    const isOpen = status === 'NEW' || status === 'PARTIALLY_FILLED';
    return {
      e: 'executionReport',
      E: wireTime(time),
      s: order.symbol,
      c: order.clientId,
      S: sideText(order),
      o: TYPE[order.orderType],
      f: timeInForceText(order),
      q: numberText(order.amount),
      p: numberText(order.price ?? ZERO),
      P: NONE,
      F: NONE,
      g: -1,
      C: '',
      x,
      X: status,
      r: 'NONE',
      i: order.orderId,
      l: NONE,
      z: numberText(filled),
      L: NONE,
      n: '0',
      N: null,
      T: wireTime(time),
      t: -1,
      I: sequence,
      w: isOpen && (order.orderType !== 'market' || x === 'NEW'),
      m: false,
      M: false,
      O: wireTime(order.placedAt),
      Z: numberText(filledQuote),
      Y: NONE,
      Q: numberText(order.quoteAmount ?? ZERO),
      W: wireTime(order.placedAt),
      V: modeText(order),
      ...(strategyId === undefined ? {} : { j: strategyId }),
      ...(strategyType === undefined ? {} : { J: strategyType }),
      ...rest,
    };
  }
}

interface Stamp {
  readonly time: number;
  readonly sequence: number;
}

type OfOrder = Stamp & Pick<ExchangeOrder, 'account' | 'symbol' | 'orderId'>;

const REASON: Readonly<Record<string, string>> = {
  insufficientBalance: 'INSUFFICIENT_BALANCES',
  wouldMatch: 'WOULD_MATCH_IMMEDIATELY',
};

/** The order as it stands after the step. */
const standing = (order: ExchangeOrder, x: string): Report => ({
  x,
  status: statusText(order),
  filled: order.filled,
  filledQuote: order.filledQuote,
});
