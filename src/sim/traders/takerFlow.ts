import { multiply } from '../../domain/exact.js';
import type { Side } from '../../domain/origin.js';
import type { NewOrder } from '../engine/newOrder.js';
import type { CrowdHabits } from './crowdOptions.js';
import type { FairPrice } from './fairPrice.js';
import { tail } from './tail.js';
import type { Trader } from './trader.js';

/** Nobody takes more than so many usual sizes at once: the book is not to be emptied by accident. */
const LARGEST = 12;

/**
 * People who take: mostly with the market orders of those who cannot wait, now and then with a limit; rather with the
 * price than against it, and always where somebody quotes on the wrong side of what it is worth.
 */
export class TakerFlow {
  constructor(
    private readonly trader: Trader,
    private readonly fair: FairPrice,
    private readonly habits: CrowdHabits,
  ) {}

  act(time: number): void {
    const { trader, habits } = this;
    const [bid, ask] = [trader.best('buy'), trader.best('sell')];
    const side = this.#side(bid, ask);
    const best = side === 'buy' ? ask : bid;
    if (best === undefined) return;
    const size = habits.size * Math.min(LARGEST, tail(trader.random, 0.4));
    trader.place(trader.nextClientId(), this.#order(side, size, best), time);
  }

  #side(bid: number | undefined, ask: number | undefined): Side {
    const { random } = this.trader;
    const { ticks, isRising } = this.fair;
    const draw = random();
    if (ask !== undefined && ask < ticks) return 'buy';
    if (bid !== undefined && bid > ticks) return 'sell';
    return draw < (isRising ? 0.6 : 0.4) ? 'buy' : 'sell';
  }

  #order(side: Side, size: number, best: number): NewOrder {
    const { random, market } = this.trader;
    const amount = market.amount(size, best);
    const kind = random();
    if (kind < 0.6) return { orderType: 'market', side, amount };
    const price = market.price(best);
    if (kind < 0.8) return { orderType: 'market', side, quoteAmount: multiply(price, amount) };
    return { orderType: 'limit', timeInForce: 'ioc', side, amount, price };
  }
}
