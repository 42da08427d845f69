import type { ClientOrderId, OrderId } from '../domain/ids.js';
import { absorbOrder } from './absorbOrder.js';
import { ByPlace } from './byPlace.js';
import { HeldInputs } from './heldInputs.js';
import { newOrder, type Order } from './order.js';
import { OldestFirst } from './oldestFirst.js';
import { draftOf } from './draftOf.js';
import { reportAnomaly } from './orderDraft.js';
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
  readonly place: PlaceOrders;
  order: Order;
  /** Whether each of its ids leads to it: then they do until it is removed, or another takes one over. */
  hasItsIds: boolean;
  /** Whether it is among the unanswered, and among the finished. */
  isUnanswered: boolean;
  isFinished: boolean;
}

/** The orders of a place, by their ids there. */
interface PlaceOrders {
  readonly byClientId: Map<ClientOrderId, Slot>;
  readonly byVenueId: Map<OrderId, Slot>;
  /** How many of them await their venue id. */
  awaiting: number;
}

/** The order of an input, with what its ids make of it: undefined where they change nothing. */
interface Joined extends Omit<OrderUpdate, 'order'> {
  readonly order: Order | undefined;
  /** The key of the order that became part of it. */
  readonly absorbed: number | undefined;
  /** Whether the input's venue id is that of another order. */
  readonly isOfAnother: boolean;
}

const ALONE: Joined = { order: undefined, events: [], absorbed: undefined, isOfAnother: false };

/** Whether an input names an order by ids that are known to be its own alone. */
const namesItAsKnown = ({ hasItsIds, order }: Slot, { clientId, venueId }: OneOrderInput): boolean =>
  hasItsIds &&
  (venueId === undefined || order.venueIds.includes(venueId)) &&
  (clientId === undefined || order.clientId === undefined || order.clientId === clientId);

/** Stores a slot under an id that none has; whether it has it then. */
function claim<Id>(byId: Map<Id, Slot>, id: Id, slot: Slot): boolean {
  const owner = byId.get(id);
  if (owner === undefined) byId.set(id, slot);
  return owner === undefined || owner === slot;
}

/** An order that was submitted here and whose venue id is not known: any unknown venue id may be its. */
const awaitsId = ({ submit, venueIds, end }: Order): boolean =>
  submit !== undefined && venueIds.length === 0 && end === undefined;

/** An order that a clock alone may change. */
const awaitsAnswer = ({ submit, accepted, end }: Order): boolean =>
  !accepted && end === undefined && submit?.answer === 'awaited';

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
    for (const { key, order } of orders) this.#store(this.#newSlot(key, order), undefined);
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
      ? this.#apply(this.#newSlot(this.#nextKey++, newOrder(input)), undefined, input)
      : this.#apply(slot, slot.order, input);
  }

  #newSlot(key: number, order: Order): Slot {
    const place = this.#places.of(order);
    return { key, place, order, hasItsIds: false, isUnanswered: false, isFinished: false };
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
    const slot = this.#newSlot(known.key, known.order);
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
    const joined = previous === undefined || namesItAsKnown(slot, input) ? ALONE : this.#join(slot, input);
    const { isOfAnother, absorbed } = joined;
    const reduce = isOfAnother ? reduceForeign : orderReducer;
    const { order: reduced, events } = reduce(joined.order ?? slot.order, input);
    const order =
      slot.hasItsIds && reduced.venueIds === previous?.venueIds
        ? reduced
        : this.#withOwnIds(slot, reduced, input.venueId, isOfAnother);
    slot.order = order;
    this.#store(slot, previous);
    const told = joined.events.length === 0 ? events : [...joined.events, ...events];
    const update = { key: slot.key, order, events: told, input, previous, absorbed };
    return this.#held.isEmpty ? [update] : [update, ...this.#release(input, slot, previous)];
  }

  /** Without the ids that are another order's, as `named` may be. */
  #withOwnIds(slot: Slot, order: Order, named: OrderId | undefined, isNamedOfAnother: boolean): Order {
    const isOwn = (id: OrderId) => (id === named ? !isNamedOfAnother : this.#isFree(slot, id));
    return order.venueIds.every(isOwn) ? order : { ...order, venueIds: order.venueIds.filter(isOwn) };
  }

  /** Where the ids of an input are of two orders: one that was adopted becomes part of the other. */
  #join(slot: Slot, input: OneOrderInput): Joined {
    const { clientId, venueId, venueTime, receivedAt } = input;
    const other = this.#ofVenueId(input, venueId);
    const isOther = other !== undefined && other !== slot;
    if (isOther && other.order.clientId === undefined) {
      this.#remove(other);
      const { byVenueId } = this.#places.of(slot.order);
      for (const id of other.order.venueIds) {
        const owner = byVenueId.get(id);
        if (owner !== undefined) owner.hasItsIds = false;
        byVenueId.set(id, slot);
      }
      return { ...absorbOrder(slot.order, other.order, input), absorbed: other.key, isOfAnother: false };
    }
    const known = slot.order.clientId;
    if (!isOther && (clientId === undefined || known === undefined || known === clientId)) return ALONE;
    const draft = draftOf(slot.order, venueTime, receivedAt);
    reportAnomaly(draft, 'idsDisagree', `client id ${clientId ?? 'none'}, venue id ${venueId ?? 'none'}`);
    return { order: draft.order, events: draft.events, absorbed: undefined, isOfAnother: isOther };
  }

  /** Keeps a slot under what its order is now, which may have been `before`. */
  #store(slot: Slot, before: Order | undefined): void {
    const { order, place } = slot;
    const isNamedAsBefore = order.venueIds === before?.venueIds && order.clientId === before.clientId;
    if (!slot.hasItsIds || !isNamedAsBefore) slot.hasItsIds = this.#storeIds(slot);
    place.awaiting += Number(awaitsId(order)) - Number(before !== undefined && awaitsId(before));
    const isUnanswered = awaitsAnswer(order);
    if (isUnanswered && !slot.isUnanswered) this.#unanswered.add(slot);
    if (!isUnanswered && slot.isUnanswered) this.#unanswered.delete(slot);
    slot.isUnanswered = isUnanswered;
    const isFinished = order.end !== undefined;
    if (isFinished && !slot.isFinished) this.#finished.add(slot);
    if (!isFinished && slot.isFinished) this.#finished.delete(slot);
    slot.isFinished = isFinished;
  }

  /** Lets the ids that lead to no order lead to this one; whether all of its do. */
  #storeIds(slot: Slot): boolean {
    const { byClientId, byVenueId } = slot.place;
    const { clientId, venueIds } = slot.order;
    const isItsClientId = clientId === undefined || claim(byClientId, clientId, slot);
    // Each one has to be stored.
    return venueIds.filter((id) => !claim(byVenueId, id, slot)).length === 0 && isItsClientId;
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
    const { byClientId, byVenueId } = slot.place;
    for (const id of order.venueIds) if (byVenueId.get(id) === slot) byVenueId.delete(id);
    const { clientId } = order;
    if (clientId !== undefined && byClientId.get(clientId) === slot) byClientId.delete(clientId);
  }
}
