import type { OrderId } from '../domain/ids.js';
import { absorbOrder } from './absorbOrder.js';
import { HeldInputs } from './heldInputs.js';
import { newOrder, type Order } from './order.js';
import { reportAnomaly, type OrderDraft } from './orderDraft.js';
import type { ClockTicked, OneOrderInput, OrderInput } from './orderInput.js';
import { orderReducer, type OrderUpdate } from './orderReducer.js';
import { placeKey, type Place } from './place.js';
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

const idKey = (place: Place, id: string): string => `${placeKey(place)} ${id}`;

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
  readonly #byClientId = new Map<string, Slot>();
  readonly #byVenueId = new Map<string, Slot>();
  readonly #unanswered = new Set<Slot>();
  /** In the order in which they ended. */
  readonly #finished = new Set<Slot>();
  /** How many orders of a place await their venue id. */
  readonly #awaiting = new Map<string, number>();
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

  /** Lets go of what ended long ago, at `now`, and of more than is to be kept. */
  forget(now: number): void {
    const { keepFinished, keepFinishedMs } = this.#options;
    for (const slot of this.#finished) {
      const { end } = slot.order;
      const isOld = end !== undefined && now - end.receivedAt >= keepFinishedMs;
      if (!isOld && this.#finished.size <= keepFinished) break;
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
        : (this.#byClientId.get(idKey(input, clientId)) ??
          this.#recall({ venue, symbol, by: 'clientId', id: clientId }));
    if (byClient !== undefined) return byClient;
    // The order that is amended is the one that had the former id, even if the new one was heard of before.
    const former = input._tag === 'amended' ? this.#ofVenueId(input, input.previousVenueId) : undefined;
    return former ?? this.#ofVenueId(input, venueId);
  }

  #ofVenueId(place: Place, id: OrderId | undefined): Slot | undefined {
    if (id === undefined) return undefined;
    const { venue, symbol } = place;
    return this.#byVenueId.get(idKey(place, id)) ?? this.#recall({ venue, symbol, by: 'venueId', id });
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
    return input.clientId === undefined && (this.#awaiting.get(placeKey(input)) ?? 0) > 0;
  }

  #apply(slot: Slot, previous: Order | undefined, input: OneOrderInput): readonly TrackedUpdate[] {
    const joined = this.#join(slot, input);
    const { order: reduced, events } = orderReducer(joined.order, input);
    const order = { ...reduced, venueIds: reduced.venueIds.filter((id) => this.#isFree(slot, id)) };
    slot.order = order;
    this.#store(slot, previous);
    const { absorbed } = joined;
    const told = [...joined.events, ...events];
    const update = { key: slot.key, order, events: told, input, previous, absorbed };
    return [update, ...this.#release(input, slot)];
  }

  /** Where the ids of an input are of two orders: one that was adopted becomes part of the other. */
  #join(slot: Slot, input: OneOrderInput): OrderUpdate & { readonly absorbed: number | undefined } {
    const { clientId, venueId, venueTime, receivedAt } = input;
    const other = this.#ofVenueId(input, venueId);
    const isOther = other !== undefined && other !== slot;
    if (isOther && other.order.clientId === undefined) {
      this.#remove(other);
      for (const id of other.order.venueIds) this.#byVenueId.set(idKey(slot.order, id), slot);
      return { ...absorbOrder(slot.order, other.order, input), absorbed: other.key };
    }
    const known = slot.order.clientId;
    if (!isOther && (clientId === undefined || known === undefined || known === clientId))
      return { order: slot.order, events: [], absorbed: undefined };
    const draft: OrderDraft = { order: slot.order, events: [], venueTime, receivedAt };
    reportAnomaly(draft, 'idsDisagree', `client id ${clientId ?? 'none'}, venue id ${venueId ?? 'none'}`);
    return { order: draft.order, events: draft.events, absorbed: undefined };
  }

  /** Keeps a slot under what its order is now, which may have been `before`. */
  #store(slot: Slot, before: Order | undefined): void {
    const { order } = slot;
    if (order.clientId !== undefined) {
      const key = idKey(order, order.clientId);
      if (!this.#byClientId.has(key)) this.#byClientId.set(key, slot);
    }
    for (const id of order.venueIds) {
      const key = idKey(order, id);
      if (!this.#byVenueId.has(key)) this.#byVenueId.set(key, slot);
    }
    const change = Number(awaitsId(order)) - Number(before !== undefined && awaitsId(before));
    if (change !== 0) {
      this.#awaiting.set(placeKey(order), (this.#awaiting.get(placeKey(order)) ?? 0) + change);
    }
    if (awaitsAnswer(order)) this.#unanswered.add(slot);
    else this.#unanswered.delete(slot);
    if (order.end === undefined) this.#finished.delete(slot);
    else this.#finished.add(slot);
  }

  /** What was held for an id that is known now and, when no order awaits an id any more, all of that place. */
  #release(place: Place, { order }: Slot): readonly TrackedUpdate[] {
    const isDue =
      (this.#awaiting.get(placeKey(place)) ?? 0) > 0
        ? ({ venueId }: OneOrderInput) => venueId !== undefined && order.venueIds.includes(venueId)
        : () => true;
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
    for (const id of order.venueIds) this.#drop(this.#byVenueId, idKey(order, id), slot);
    if (order.clientId !== undefined) this.#drop(this.#byClientId, idKey(order, order.clientId), slot);
  }

  #drop(index: Map<string, Slot>, key: string, slot: Slot): void {
    if (index.get(key) === slot) index.delete(key);
  }
}
