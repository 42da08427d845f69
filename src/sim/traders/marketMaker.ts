import type { ClientOrderId } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { NewOrder } from '../engine/newOrder.js';
import type { CrowdHabits } from './crowdOptions.js';
import type { FairPrice } from './fairPrice.js';
import type { Trader } from './trader.js';

/** One order that a market maker wants to have. */
interface Quote {
  readonly side: Side;
  /** 0 is the nearest to the fair price. */
  readonly level: number;
  clientId: ClientOrderId | undefined;
  ticks: number;
}

/**
 * Quotes several levels on both sides of the fair price. When it looks, it moves those that are too far from where they
 * should be, the near ones sooner than the far ones, and puts back what was taken; near quotes are small, far ones large.
 */
export class MarketMaker {
  readonly #quotes: readonly Quote[];
  /** How far apart its levels are, in ticks. */
  readonly #spacing: number;

  constructor(
    private readonly trader: Trader,
    private readonly fair: FairPrice,
    private readonly habits: CrowdHabits,
  ) {
    const { levels, reach } = habits;
    // Each in a way of its own, so that they do not quote the same prices.
    this.#spacing = Math.max(1, (fair.ticks * reach * (0.6 + 0.8 * trader.random())) / levels);
    this.#quotes = Array.from({ length: levels }, (_, level) =>
      (['buy', 'sell'] as const).map((side): Quote => ({ side, level, clientId: undefined, ticks: 0 })),
    ).flat();
  }

  act(time: number): void {
    for (const quote of this.#quotes) {
      const wanted = this.#place(quote);
      const isThere = quote.clientId !== undefined && this.trader.isOpen(quote.clientId);
      const patience = this.#spacing * (0.3 + 0.25 * quote.level);
      if (isThere && Math.abs(quote.ticks - wanted) <= patience) continue;
      this.#move(quote, Math.round(wanted), isThere, time);
    }
  }

  /** Where a quote should be, in ticks. */
  #place({ side, level }: Quote): number {
    const away = this.#spacing * (0.4 + level);
    return this.fair.ticks + (side === 'buy' ? -away : away);
  }

  /** A price that does not take: who wants more queues up behind the best of the other side. */
  #behindBest({ side, level }: Quote, ticks: number): number {
    const best = this.trader.best(side === 'buy' ? 'sell' : 'buy');
    if (best === undefined) return ticks;
    const away = 1 + Math.round(level * this.#spacing * 0.5);
    return side === 'buy' ? Math.min(ticks, best - away) : Math.max(ticks, best + away);
  }

  #move(quote: Quote, ticks: number, isThere: boolean, time: number): void {
    const { trader, habits } = this;
    // Somewhere near it, so that not all of one level are as far from the next.
    const jitter = Math.floor((trader.random() - 0.5) * 0.6 * this.#spacing);
    const at = Math.max(1, this.#behindBest(quote, ticks + jitter));
    const size = habits.size * (0.1 + trader.random()) * (1 + (3 * quote.level) / habits.levels);
    const order: NewOrder = {
      orderType: 'limitMaker',
      side: quote.side,
      price: trader.market.price(at),
      amount: trader.market.amount(size, at),
    };
    const clientId = trader.nextClientId();
    if (isThere && quote.clientId !== undefined) {
      const { symbol } = trader.market.rule;
      const cancel = { clientId: quote.clientId };
      const { account } = trader;
      trader.execute({
        _tag: 'replace',
        mode: 'allowFailure',
        account,
        symbol,
        clientId,
        cancel,
        order,
        time,
      });
    } else trader.place(clientId, order, time);
    quote.clientId = clientId;
    quote.ticks = at;
  }
}
