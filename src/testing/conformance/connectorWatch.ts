import { map, merge, Subscription } from 'rxjs';

import type { Connector } from '../../connector/index.js';
import type { OrderEvent } from '../../orders/index.js';

/** Hears all that connectors tell, one after another: events of orders, and everything as text. */
export class ConnectorWatch {
  /** Of all connectors so far, in order. */
  readonly events: OrderEvent[] = [];
  /** All that was told of whatever, as JSON. */
  readonly texts: string[] = [];
  readonly #heard = new Subscription();

  /** Listens to one more; to be called before it is started. */
  listen(connector: Connector): void {
    const { orderEvents$, orderUpdates$, log$, status$, balances$ } = connector;
    this.#heard.add(orderEvents$.subscribe((event) => this.events.push(event)));
    this.#heard.add(
      merge(orderEvents$, orderUpdates$.pipe(map(({ input }) => input)), log$, status$, balances$).subscribe(
        (told) => this.texts.push(textOf(told)),
      ),
    );
  }

  stop(): void {
    this.#heard.unsubscribe();
  }
}

const textOf = (told: unknown): string =>
  JSON.stringify(told, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Error) return `${value.name}: ${value.message} ${value.stack ?? ''}`;
    return value instanceof Map ? [...value] : value;
  });
