/** What waits for a time. */
interface Expiring {
  readonly orderId: number;
  readonly expireAt: number | undefined;
}

/** Orders that are good till a time, the next at the end. */
export class ExpiryQueue<O extends Expiring> {
  readonly #orders: O[] = [];

  add(order: O): void {
    this.#orders.splice(this.#place(order), 0, order);
  }

  /** Takes an order out, if it is there. */
  remove(order: O): void {
    const place = this.#place(order);
    if (this.#orders[place] === order) this.#orders.splice(place, 1);
  }

  /** The order whose time comes first, if it has come. It stays until it is removed. */
  due(now: number): O | undefined {
    const next = this.#orders.at(-1);
    return next !== undefined && timeOf(next) <= now ? next : undefined;
  }

  /** Where an order is, or belongs: behind all that expire later, or at the same time with a higher id. */
  #place(order: O): number {
    let [low, high] = [0, this.#orders.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLater(this.#orders[middle]!, order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const timeOf = ({ expireAt }: Expiring): number => expireAt ?? Infinity;

const isLater = (a: Expiring, b: Expiring): boolean =>
  timeOf(a) === timeOf(b) ? a.orderId > b.orderId : timeOf(a) > timeOf(b);
