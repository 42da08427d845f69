import type { ClientOrderId, OrderId } from '../domain/ids.js';
import { absorbOrder } from './absorbOrder.js';
import { ByPlace } from './byPlace.js';
import { HeldInputs } from './heldInputs.js';
import { newOrder, type Order } from './order.js';
import { OldestFirst } from './oldestFirst.js';
import { reportAnomaly, type OrderDraft } from './orderDraft.js';
import type { ClockTicked, OneOrderInput, OrderInput } from './orderInput.js';
import { orderReducer, type OrderUpdate } from './orderReducer.js';
import { reduceForeign } from './reduceForeign.js';
import type { Place } from './place.js';
import type { OrderLookup, TrackedOrder, TrackedUpdate, TrackerState } from './trackedOrder.js';

/** What a registry keeps, and for how long. */
export interface RegistryOptions {
  readonly keepFinishedMs: number;
  readonly keepFinished: number;
  readonly holdMs: number;
  readonly recall: (lookup: OrderLookup) => TrackedOrder | undefined;
}

/** Where one order is kept, whatever its ids. */
interface Slot {
  readonly key: number;
  order: Order;
}

/** The orders of a place, by their ids there. */
interface PlaceOrders {
  readonly byClientId: Map<ClientOrderId, Slot>;
  readonly byVenueId: Map<OrderId, Slot>;
  /** How many of them await their venue id. */
  awaiting: number;
}

/** The order of an input, with what its ids make of it. */
interface Joined extends OrderUpdate {
  /** The key of the order that became part of it. */
  readonly absorbed: number | undefined;
  /** Whether the input's venue id is that of another order. */
  readonly isOfAnother: boolean;
}

const alone = ({ order }: Slot): Joined => ({ order, events: [], absorbed: undefined, isOfAnother: false });

/** An order that was submitted here and whose venue id is not known: any unknown venue id may be its. */
const awaitsId = ({ submit, venueIds, end }: Order): boolean =>
  submit !== undefined && venueIds.length === 0 && end === undefined;

/** An order that a clock alone may change. */
const awaitsAnswer = ({ submit, accepted, end }: Order): boolean =>
  submit?.answer === 'awaited' && !accepted && end === undefined;

/**
 * Finds the order of each input, and keeps what the reducer makes of it. Changed in place. What comes of inputs does not
 * hang on what has left memory, as long as `recall` brings it back.
 */
export class OrderRegistry {
  readonly #options: RegistryOptions;
  readonly #places = new ByPlace((): PlaceOrders => ({
    byClientId: new Map(),
    byVenueId: new Map(),
    awaiting: 0,
  }));
  readonly #unanswered = new Set<Slot>();
  /** In the order in which they ended. */
  readonly #finished = new OldestFirst<Slot>();
  /** Those that know their order by a venue id only, while it may be that of an order of ours. */
  readonly #held = new HeldInputs();
  #nextKey: number;

  constructor(options: RegistryOptions, { orders, held, nextKey }: TrackerState) {
    this.#options = options;
    this.#nextKey = nextKey;
    for (const { key, order } of orders) this.#store({ key, order }, undefined);
    for (const input of held) this.#held.hold(input);
  }

  /** What waits for its order's venue id. */
  get held(): readonly OneOrderInput[] {
    return this.#held.all;
  }

  get nextKey(): number {
    return this.#nextKey;
  }

  /** What an input makes of the order it is of, or of the orders. */
  take(input: OrderInput): readonly TrackedUpdate[] {
    if (input._tag === 'clock') return this.#tick(input);
    const slot = this.#find(input);
    if (slot === undefined && this.#mayBeOurs(input)) {
      this.#held.hold(input);
      return [];
    }
    return this.#takeKnown(slot, input);
  }

  /** What was held for an order's venue id, as there is nothing more to come. */
  giveOutHeld(): readonly TrackedUpdate[] {
    return this.#takeHeld(this.#held.releaseAll(() => true));
  }

  /** Lets go of what ended long ago, at `now`, and of more than is to be kept. */
  forget(now: number): void {
    const { keepFinished, keepFinishedMs } = this.#options;
    for (let slot = this.#finished.oldest; slot !== undefined; slot = this.#finished.oldest) {
      const { end } = slot.order;
      const isOld = end !== undefined && now - end.receivedAt >= keepFinishedMs;
      if (!isOld && this.#finished.size <= keepFinished) return;
      this.#remove(slot);
    }
  }

  #takeKnown(slot: Slot | undefined, input: OneOrderInput): readonly TrackedUpdate[] {
    return slot === undefined
      ? this.#apply({ key: this.#nextKey++, order: newOrder(input) }, undefined, input)
      : this.#apply(slot, slot.order, input);
  }

  #find(input: OneOrderInput): Slot | undefined {
    const { venue, symbol, clientId, venueId } = input;
    const byClient =
      clientId === undefined
        ? undefined
        : (this.#places.of(input).byClientId.get(clientId) ??
          this.#recall({ venue, symbol, by: 'clientId', id: clientId }));
    if (byClient !== undefined) return byClient;
    // The order that is amended is the one that had the former id, even if the new one was heard of before.
    const former = input._tag === 'amended' ? this.#ofVenueId(input, input.previousVenueId) : undefined;
    return former ?? this.#ofVenueId(input, venueId);
  }

  #ofVenueId(place: Place, id: OrderId | undefined): Slot | undefined {
    if (id === undefined) return undefined;
    const { venue, symbol } = place;
    return this.#places.of(place).byVenueId.get(id) ?? this.#recall({ venue, symbol, by: 'venueId', id });
  }

  #recall(lookup: OrderLookup): Slot | undefined {
    const known = this.#options.recall(lookup);
    if (known === undefined) return undefined;
    const slot: Slot = { key: known.key, order: known.order };
    this.#store(slot, undefined);
    return slot;
  }

  /** Whether an id may be that of the order in `slot`: it is no other's. */
  #isFree(slot: Slot, id: OrderId): boolean {
    const owner = this.#ofVenueId(slot.order, id);
    return owner === undefined || owner === slot;
  }

  #mayBeOurs(input: OneOrderInput): boolean {
    return input.clientId === undefined && this.#places.of(input).awaiting > 0;
  }

  #apply(slot: Slot, previous: Order | undefined, input: OneOrderInput): readonly TrackedUpdate[] {
    // An order that is new is of no id that is known.
    const joined = previous === undefined ? alone(slot) : this.#join(slot, input);
    const reduce = joined.isOfAnother ? reduceForeign : orderReducer;
    const { order: reduced, events } = reduce(joined.order, input);
    const isOwn = (id: OrderId) => (id === input.venueId ? !joined.isOfAnother : this.#isFree(slot, id));
    const order = reduced.venueIds.every(isOwn)
      ? reduced
      : { ...reduced, venueIds: reduced.venueIds.filter(isOwn) };
    slot.order = order;
    this.#store(slot, previous);
    const { absorbed } = joined;
    const told = [...joined.events, ...events];
    const update = { key: slot.key, order, events: told, input, previous, absorbed };
    return [update, ...this.#release(input, slot, previous)];
  }

  /** Where the ids of an input are of two orders: one that was adopted becomes part of the other. */
  #join(slot: Slot, input: OneOrderInput): Joined {
    const { clientId, venueId, venueTime, receivedAt } = input;
    const other = this.#ofVenueId(input, venueId);
    const isOther = other !== undefined && other !== slot;
    if (isOther && other.order.clientId === undefined) {
      this.#remove(other);
      const { byVenueId } = this.#places.of(slot.order);
      for (const id of other.order.venueIds) byVenueId.set(id, slot);
      return { ...absorbOrder(slot.order, other.order, input), absorbed: other.key, isOfAnother: false };
    }
    const known = slot.order.clientId;
    if (!isOther && (clientId === undefined || known === undefined || known === clientId)) return alone(slot);
    const draft: OrderDraft = { order: slot.order, events: [], venueTime, receivedAt };
    reportAnomaly(draft, 'idsDisagree', `client id ${clientId ?? 'none'}, venue id ${venueId ?? 'none'}`);
    return { order: draft.order, events: draft.events, absorbed: undefined, isOfAnother: isOther };
  }

  /** Keeps a slot under what its order is now, which may have been `before`. */
  #store(slot: Slot, before: Order | undefined): void {
    const { order } = slot;
    const place = this.#places.of(order);
    const { clientId } = order;
    if (clientId !== undefined && !place.byClientId.has(clientId)) place.byClientId.set(clientId, slot);
    for (const id of order.venueIds) if (!place.byVenueId.has(id)) place.byVenueId.set(id, slot);
    place.awaiting += Number(awaitsId(order)) - Number(before !== undefined && awaitsId(before));
    if (awaitsAnswer(order)) this.#unanswered.add(slot);
    else this.#unanswered.delete(slot);
    if (order.end === undefined) this.#finished.delete(slot);
    else this.#finished.add(slot);
  }

  /** What was held for an id that is new and, when no order awaits an id any more, all of that place. */
  #release(place: Place, { order }: Slot, previous: Order | undefined): readonly TrackedUpdate[] {
    if (this.#held.isEmpty) return [];
    const areAllDue = this.#places.of(place).awaiting === 0;
    if (!areAllDue && order.venueIds === previous?.venueIds) return [];
    const isDue = ({ venueId }: OneOrderInput) =>
      areAllDue || (venueId !== undefined && order.venueIds.includes(venueId));
    return this.#takeHeld(this.#held.release(place, isDue));
  }

  #takeHeld(inputs: readonly OneOrderInput[]): readonly TrackedUpdate[] {
    return inputs.flatMap((input) => this.#takeKnown(this.#find(input), input));
  }

  #tick(input: ClockTicked): readonly TrackedUpdate[] {
    const updates: TrackedUpdate[] = [];
    for (const slot of this.#unanswered) {
      const { key, order: previous } = slot;
      const update = orderReducer(previous, input);
      if (update.order === previous) continue;
      slot.order = update.order;
      this.#store(slot, previous);
      updates.push({ key, ...update, input, previous, absorbed: undefined });
    }
    const heldTo = input.now - this.#options.holdMs;
    updates.push(...this.#takeHeld(this.#held.releaseAll(({ receivedAt }) => receivedAt <= heldTo)));
    return updates;
  }

  #remove(slot: Slot): void {
    this.#unanswered.delete(slot);
    this.#finished.delete(slot);
    const { order } = slot;
    const { byClientId, byVenueId } = this.#places.of(order);
    for (const id of order.venueIds) if (byVenueId.get(id) === slot) byVenueId.delete(id);
    const { clientId } = order;
    if (clientId !== undefined && byClientId.get(clientId) === slot) byClientId.delete(clientId);
  }
}
