import type { Exchange, ExchangeStep } from '../../../engine/exchange.js';
import type { OrderLabels } from '../orderLabels.js';
import { balanceEvents } from './balanceEvents.js';
import { ExecutionReports, type UserEvent } from './executionReports.js';

/** Who wants to hear of an account. */
export type UserListener = (event: UserEvent) => void;

/** The news of accounts, for whoever listens to them. */
export class UserStreams {
  readonly #listeners = new Map<string, Set<UserListener>>();

  constructor(
    private readonly exchange: Exchange,
    private readonly labels: OrderLabels,
  ) {}

  /** Listens from here on; gives what ends it. */
  listen(account: string, listener: UserListener): () => void {
    const listeners = this.#listeners.get(account) ?? new Set();
    this.#listeners.set(account, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(account) === listeners) this.#listeners.delete(account);
    };
  }

  onStep(step: ExchangeStep): void {
    if (step.events.length === 0) return;
    for (const [account, listeners] of this.#listeners) {
      const reports = new ExecutionReports(this.exchange, this.labels, account, step).all();
      for (const event of [...reports, ...balanceEvents(step, account)])
        for (const listener of listeners) listener(event);
    }
  }
}
