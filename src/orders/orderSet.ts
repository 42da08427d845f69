import { TextMap } from '../domain/textMap.js';
import type { Order } from './order.js';
import type { Place } from './place.js';
import type { OrderLookup, TrackedOrder } from './trackedOrder.js';

/**
 * A set of tracked orders, as an immutable value: a changed one shares all with the one before it but the way to the
 * change, whatever its size. A member stays the same object until it changes. Iterates in the order of the keys.
 */
export class OrderSet<T extends TrackedOrder = TrackedOrder> implements Iterable<T> {
  private constructor(
    private readonly byKey: TextMap<T>,
    /** The key of the order that has an id, by {@link idKey}. */
    private readonly keyOfId: TextMap<number>,
  ) {}

  static empty<T extends TrackedOrder = TrackedOrder>(): OrderSet<T> {
    return new OrderSet<T>(TextMap.empty(), TextMap.empty());
  }

  /** All at once; of two with one key the later. */
  static from<T extends TrackedOrder>(members: Iterable<T>): OrderSet<T> {
    let set = OrderSet.empty<T>();
    for (const member of members) set = set.set(member);
    return set;
  }

  get size(): number {
    return this.byKey.size;
  }

  /** That with a tracker's key. */
  get(key: number): T | undefined {
    return this.byKey.get(String(key));
  }

  /** That with an id, of now or a former one. */
  find({ by, id, ...place }: OrderLookup): T | undefined {
    const key = this.keyOfId.get(idKey(place, by, id));
    return key === undefined ? undefined : this.get(key);
  }

  /** With `member` in the place of what had its key, if there was one. */
  set(member: T): OrderSet<T> {
    const { key, order } = member;
    const before = this.get(key)?.order;
    const byKey = this.byKey.set(String(key), member);
    if (before !== undefined && haveSameIds(before, order)) return new OrderSet(byKey, this.keyOfId);
    let keyOfId = before === undefined ? this.keyOfId : withoutIds(this.keyOfId, key, before);
    for (const id of idKeysOf(order)) keyOfId = keyOfId.set(id, key);
    return new OrderSet(byKey, keyOfId);
  }

  /** Without the member of that key; itself where there is none. */
  delete(key: number): OrderSet<T> {
    const member = this.get(key);
    if (member === undefined) return this;
    return new OrderSet(this.byKey.delete(String(key)), withoutIds(this.keyOfId, key, member.order));
  }

  [Symbol.iterator](): IterableIterator<T> {
    const members = Array.from(this.byKey.entries(), ([, member]) => member);
    return members.sort((a, b) => a.key - b.key).values();
  }
}

const idKey = ({ venue, symbol }: Place, by: OrderLookup['by'], id: string): string =>
  JSON.stringify([by, venue, symbol, id]);

const idKeysOf = (order: Order): readonly string[] => [
  ...(order.clientId === undefined ? [] : [idKey(order, 'clientId', order.clientId)]),
  ...order.venueIds.map((id) => idKey(order, 'venueId', id)),
];

const haveSameIds = (a: Order, b: Order): boolean =>
  a.clientId === b.clientId &&
  a.venueIds.length === b.venueIds.length &&
  a.venueIds.every((id, at) => id === b.venueIds[at]);

/** An id may be another order's by now: an id of that stays. */
function withoutIds(keyOfId: TextMap<number>, key: number, order: Order): TextMap<number> {
  let rest = keyOfId;
  for (const id of idKeysOf(order)) if (rest.get(id) === key) rest = rest.delete(id);
  return rest;
}
