import type { ClientOrderId, OrderId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { Order } from './order.js';
import type { OneOrderInput } from './orderInput.js';
import type { OrderLookup, TrackedOrder } from './trackedOrder.js';

/** What an entry of a list calls its order. */
interface Ids {
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId | undefined;
  readonly venueId: OrderId | undefined;
}

/** What is known to begin with. */
interface KnownFrom {
  readonly venue: VenueName;
  readonly orders: Iterable<Order>;
  /** Of all lists: where one tells both ids, that holds for the others too. */
  readonly entries: readonly Ids[];
  readonly recall: (lookup: OrderLookup) => TrackedOrder | undefined;
}

/** The orders of one venue that are known here, by either id, with what lists tell of ids. One a reconciliation. */
export class KnownOrders {
  /** Those that were handed in. */
  readonly orders: readonly Order[];
  /**
   * Those that are known by their client id alone: any unknown id of the venue may be theirs, unless it has said twice that
   * it knows no such client id.
   */
  readonly awaitingId: ReadonlySet<Order>;
  readonly #recall: KnownFrom['recall'];
  readonly #byId = new Map<string, Order>();
  /** Client ids by venue id, of orders that nobody here knows too. */
  readonly #names = new Map<string, ClientOrderId>();

  constructor({ venue, orders, entries, recall }: KnownFrom) {
    this.#recall = recall;
    this.orders = Array.from(orders).filter((order) => order.venue === venue);
    for (const order of this.orders) this.#learn(order);
    const linked = new Set(entries.map((entry) => this.#link(entry)));
    this.awaitingId = new Set(
      this.orders.filter(
        (order) =>
          order.end === undefined &&
          order.venueIds.length === 0 &&
          order.absence.notFoundAt.length < 2 &&
          !linked.has(order),
      ),
    );
  }

  /** An input with the client id of its order, also where its own entry does not tell it; recalls the order if it has to. */
  named<I extends OneOrderInput>(input: I): I {
    const { symbol, clientId, venueId } = input;
    const named = { ...input, clientId: clientId ?? (venueId && this.#names.get(venueKey(symbol, venueId))) };
    const [order = this.#recalled(named)] = this.find(named);
    if (order !== undefined) this.#learn(order);
    return { ...named, clientId: named.clientId ?? order?.clientId };
  }

  #recalled({ venue, symbol, clientId, venueId }: OneOrderInput): Order | undefined {
    const byClientId = clientId && this.#recall({ venue, symbol, by: 'clientId', id: clientId });
    const found = byClientId || (venueId && this.#recall({ venue, symbol, by: 'venueId', id: venueId }));
    return found ? found.order : undefined;
  }

  /** The orders that an entry may be of: one by either id, or two where its ids disagree; by client id first. */
  find({ symbol, clientId, venueId }: Ids): readonly Order[] {
    const found = new Set<Order>();
    const keys = [clientId && clientKey(symbol, clientId), venueId && venueKey(symbol, venueId)];
    for (const key of keys) {
      const order = key && this.#byId.get(key);
      if (order) found.add(order);
    }
    return [...found];
  }

  /** Whether an entry whose order is unknown may be of one whose id at the venue is. */
  mayBeOurs({ symbol, clientId }: Ids): boolean {
    return clientId === undefined && [...this.awaitingId].some((order) => order.symbol === symbol);
  }

  #learn(order: Order): void {
    const { symbol, clientId, venueIds } = order;
    if (clientId !== undefined) this.#add(clientKey(symbol, clientId), order);
    for (const id of venueIds) this.#add(venueKey(symbol, id), order);
  }

  /** Learns that two ids are of one order: the one here whose client id it is, if there is one. */
  #link({ symbol, clientId, venueId }: Ids): Order | undefined {
    if (clientId === undefined || venueId === undefined) return undefined;
    this.#names.set(venueKey(symbol, venueId), clientId);
    return this.#byId.get(clientKey(symbol, clientId));
  }

  #add(key: string, order: Order): void {
    if (!this.#byId.has(key)) this.#byId.set(key, order);
  }
}

const clientKey = (symbol: VenueSymbol, id: string): string => JSON.stringify(['client', symbol, id]);
const venueKey = (symbol: VenueSymbol, id: string): string => JSON.stringify(['venue', symbol, id]);
