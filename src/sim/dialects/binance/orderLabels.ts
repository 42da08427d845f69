import type { ExchangeStep } from '../../engine/exchange.js';

/** What Binance keeps of an order and an engine need not know. */
export interface OrderLabel {
  readonly strategyId?: number | undefined;
  readonly strategyType?: number | undefined;
}

const KEPT = 10_000;
const NONE: OrderLabel = {};

/** Labels of orders, of the newest that have one; and what the request at hand says of those that it makes or cancels. */
export class OrderLabels {
  readonly #labels = new Map<number, OrderLabel>();
  /** That of the cancel at hand: what it cancels is reported under it. */
  cancelId: string | undefined;
  /** That of the order at hand. */
  next: OrderLabel = NONE;

  /** To be told of each step before anybody asks. */
  onStep({ events }: ExchangeStep): void {
    const { strategyId, strategyType } = this.next;
    if (strategyId === undefined && strategyType === undefined) return;
    for (const event of events) if (event._tag === 'accepted') this.#labels.set(event.orderId, this.next);
    const [oldest] = this.#labels.keys();
    if (this.#labels.size > KEPT && oldest !== undefined) this.#labels.delete(oldest);
  }

  get(orderId: number): OrderLabel {
    return this.#labels.get(orderId) ?? NONE;
  }

  /** Does some work under a label and a cancel's id. */
  during<T>(said: { readonly label?: OrderLabel; readonly cancelId?: string }, work: () => T): T {
    this.next = said.label ?? NONE;
    this.cancelId = said.cancelId;
    try {
      return work();
    } finally {
      this.next = NONE;
      this.cancelId = undefined;
    }
  }
}
