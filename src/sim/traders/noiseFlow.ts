import type { ClientOrderId } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { Agent } from './agent.js';
import type { CrowdHabits } from './crowdOptions.js';
import { exponential } from './exponential.js';
import type { FairPrice } from './fairPrice.js';
import { tail } from './tail.js';
import type { Trader } from './trader.js';

interface Resting {
  readonly clientId: ClientOrderId;
  readonly until: number;
}

/** People who put an order somewhere and take it back when they have waited long enough. */
export class NoiseFlow implements Agent {
  /** The next to go at the end. */
  readonly #resting: Resting[] = [];

  constructor(
    private readonly trader: Trader,
    private readonly fair: FairPrice,
    private readonly habits: CrowdHabits,
  ) {}

  /** When the next order goes, in milliseconds since 1970. */
  get nextAt(): number {
    return this.#resting.at(-1)?.until ?? Infinity;
  }

  /** Takes back the order whose time is over first. */
  act(time: number): void {
    const next = this.#resting.pop();
    if (next !== undefined) this.trader.cancel(next.clientId, time);
  }

  /** Puts an order somewhere. */
  add(time: number): void {
    const { trader, habits } = this;
    const side: Side = trader.random() < 0.5 ? 'buy' : 'sell';
    const reach = this.fair.ticks * habits.reach;
    const away = Math.min(tail(trader.random, reach / 5), 3 * reach);
    const ticks = Math.max(1, Math.round(this.fair.ticks + (side === 'buy' ? -away : away)));
    const size = habits.size * (0.05 + tail(trader.random, 0.3));
    const clientId = trader.nextClientId();
    const until = time + habits.noiseLifeMs * exponential(trader.random);
    const { market } = trader;
    const order = { side, price: market.price(ticks), amount: market.amount(size, ticks) };
    trader.place(clientId, { orderType: 'limitMaker', ...order }, time);
    const place = this.#resting.findIndex((other) => other.until < until);
    this.#resting.splice(place === -1 ? this.#resting.length : place, 0, { clientId, until });
  }
}
