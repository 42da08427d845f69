import type { OrderId, VenueName, VenueSymbol } from '../domain/ids.js';
import { absorbOrder } from './absorbOrder.js';
import { newOrder, type Order } from './order.js';
import { reportAnomaly, type OrderDraft } from './orderDraft.js';
import type { OneOrderInput, OrderInput } from './orderInput.js';
import { orderReducer, type OrderUpdate } from './orderReducer.js';

/** What a registry keeps, and for how long. */
export interface RegistryOptions {
  readonly keepFinishedMs: number;
  readonly keepFinished: number;
  readonly holdMs: number;
  readonly recall: (input: OneOrderInput) => Order | undefined;
}

/** Where one order is kept, whatever its ids. */
interface Slot {
  order: Order;
}

interface Held {
  readonly input: OneOrderInput;
  /** By our clock. */
  readonly since: number;
}

interface Place {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
}

const placeKey = ({ venue, symbol }: Place): string => `${venue} ${symbol}`;
const idKey = (place: Place, id: string): string => `${placeKey(place)} ${id}`;

/** An order that was submitted here and whose venue id is not known: any unknown venue id may be its. */
const awaitsId = ({ submit, venueIds, end }: Order): boolean =>
  submit !== undefined && venueIds.length === 0 && end === undefined;

/** Finds the order of each input, and keeps what the reducer makes of it. One a subscription, changed in place. */
export class OrderRegistry {
  readonly #options: RegistryOptions;
  readonly #byClientId = new Map<string, Slot>();
  readonly #byVenueId = new Map<string, Slot>();
  readonly #open = new Set<Slot>();
  /** In the order in which they ended. */
  readonly #finished = new Set<Slot>();
  /** How many orders of a place await their venue id. */
  readonly #awaiting = new Map<string, number>();
  /** Inputs that know their order by a venue id only, by place, while it may be that of an order of ours. */
  readonly #held = new Map<string, Held[]>();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /** What an input makes of the order it is of, or of the orders. */
  take(input: OrderInput): readonly OrderUpdate[] {
    if (input._tag === 'clock') return this.#tick(input.now);
    const slot = this.#find(input);
    if (slot === undefined && this.#mayBeOurs(input)) {
      const held = this.#held.get(placeKey(input));
      const one = { input, since: input.receivedAt };
      if (held === undefined) this.#held.set(placeKey(input), [one]);
      else held.push(one);
      return [];
    }
    return this.#apply(slot ?? { order: this.#options.recall(input) ?? newOrder(input) }, input);
  }

  #find(input: OneOrderInput): Slot | undefined {
    const { clientId, venueId } = input;
    const byClient = clientId === undefined ? undefined : this.#byClientId.get(idKey(input, clientId));
    if (byClient !== undefined) return byClient;
    // The order that is amended is the one that had the former id, even if the new one was heard of before.
    const former = input._tag === 'amended' ? this.#ofVenueId(input, input.previousVenueId) : undefined;
    return former ?? this.#ofVenueId(input, venueId);
  }

  /** Whether an id may be that of the order in `slot`: it is no other's. */
  #isFree(slot: Slot, id: OrderId): boolean {
    const owner = this.#ofVenueId(slot.order, id);
    return owner === undefined || owner === slot;
  }

  #ofVenueId(place: Place, id: OrderId | undefined): Slot | undefined {
    return id === undefined ? undefined : this.#byVenueId.get(idKey(place, id));
  }

  #mayBeOurs(input: OneOrderInput): boolean {
    return input.clientId === undefined && (this.#awaiting.get(placeKey(input)) ?? 0) > 0;
  }

  #apply(slot: Slot, input: OneOrderInput): readonly OrderUpdate[] {
    const before = slot.order;
    const joined = this.#join(slot, input);
    const { order: reduced, events } = orderReducer(joined.order, input);
    const order = { ...reduced, venueIds: reduced.venueIds.filter((id) => this.#isFree(slot, id)) };
    const update = { order, events: [...joined.events, ...events] };
    this.#store(slot, before, order);
    return [update, ...this.#release(input, slot)];
  }

  /** Where the ids of an input are of two orders: one that was adopted becomes part of the other. */
  #join(slot: Slot, input: OneOrderInput): OrderUpdate {
    const { clientId, venueId, venueTime, receivedAt } = input;
    const other = this.#ofVenueId(input, venueId);
    const isOther = other !== undefined && other !== slot;
    if (isOther && other.order.clientId === undefined) {
      this.#remove(other);
      return absorbOrder(slot.order, other.order, input);
    }
    const known = slot.order.clientId;
    if (!isOther && (clientId === undefined || known === undefined || known === clientId))
      return { order: slot.order, events: [] };
    const draft: OrderDraft = { order: slot.order, events: [], venueTime, receivedAt };
    reportAnomaly(draft, 'idsDisagree', `client id ${clientId ?? 'none'}, venue id ${venueId ?? 'none'}`);
    return draft;
  }

  #store(slot: Slot, before: Order, order: Order): void {
    slot.order = order;
    if (order.clientId !== undefined) {
      const key = idKey(order, order.clientId);
      if (!this.#byClientId.has(key)) this.#byClientId.set(key, slot);
    }
    for (const id of order.venueIds) {
      const key = idKey(order, id);
      if (!this.#byVenueId.has(key)) this.#byVenueId.set(key, slot);
    }
    const change = Number(awaitsId(order)) - Number(awaitsId(before));
    if (change !== 0) {
      this.#awaiting.set(placeKey(order), (this.#awaiting.get(placeKey(order)) ?? 0) + change);
    }
    if (order.end === undefined) {
      this.#finished.delete(slot);
      this.#open.add(slot);
    } else {
      this.#open.delete(slot);
      this.#finished.add(slot);
      if (this.#finished.size > this.#options.keepFinished) this.#forgetOldest();
    }
  }

  /** What was held for an id that is known now and, when no order awaits an id any more, all of that place. */
  #release(place: Place, { order }: Slot): readonly OrderUpdate[] {
    const held = this.#held.get(placeKey(place));
    if (held === undefined) return [];
    const isDue =
      (this.#awaiting.get(placeKey(place)) ?? 0) > 0
        ? ({ input }: Held) => hasId(order, input.venueId)
        : () => true;
    return this.#takeHeld(placeKey(place), held, isDue);
  }

  #takeHeld(key: string, held: readonly Held[], isDue: (held: Held) => boolean): readonly OrderUpdate[] {
    const rest = held.filter((one) => !isDue(one));
    if (rest.length === 0) this.#held.delete(key);
    else this.#held.set(key, rest);
    return held.filter(isDue).flatMap(({ input }) => {
      const slot = this.#find(input) ?? { order: this.#options.recall(input) ?? newOrder(input) };
      return this.#apply(slot, input);
    });
  }

  #tick(now: number): readonly OrderUpdate[] {
    const updates: OrderUpdate[] = [];
    for (const slot of this.#open) {
      const { submit, accepted, end } = slot.order;
      if (accepted || end !== undefined || submit?.answer !== 'awaited') continue;
      const before = slot.order;
      const update = orderReducer(before, { _tag: 'clock', now });
      if (update.order === before) continue;
      this.#store(slot, before, update.order);
      updates.push(update);
    }
    for (const [key, held] of this.#held) {
      updates.push(...this.#takeHeld(key, held, ({ since }) => now - since >= this.#options.holdMs));
    }
    for (const { order } of this.#finished) {
      if (order.end === undefined || now - order.end.receivedAt < this.#options.keepFinishedMs) break;
      this.#forgetOldest();
    }
    return updates;
  }

  #forgetOldest(): void {
    const [oldest] = this.#finished;
    if (oldest !== undefined) this.#remove(oldest);
  }

  #remove(slot: Slot): void {
    this.#open.delete(slot);
    this.#finished.delete(slot);
    const { order } = slot;
    for (const id of order.venueIds) this.#drop(this.#byVenueId, idKey(order, id), slot);
    if (order.clientId !== undefined) this.#drop(this.#byClientId, idKey(order, order.clientId), slot);
  }

  #drop(index: Map<string, Slot>, key: string, slot: Slot): void {
    if (index.get(key) === slot) index.delete(key);
  }
}

const hasId = ({ venueIds }: Order, id: OrderId | undefined): boolean =>
  id !== undefined && venueIds.includes(id);
