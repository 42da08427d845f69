import {
  orderFromJson,
  orderInputFromJson,
  orderInputToJson,
  OrderJsonError,
  orderToJson,
  type OneOrderInput,
  type TrackedOrder,
} from '../../orders/index.js';
import type { TrackerState } from '../../orders/trackedOrder.js';
import { isRecord } from '../frameContents.js';

/** The form of the JSON. */
const VERSION = 1;

/** All that a tracker has to know to go on, as JSON without loss. */
export const trackingStatesToJson = ({ orders, held, nextKey }: TrackerState): unknown => ({
  version: VERSION,
  nextKey,
  orders: orders.map(({ key, order }) => ({ key, order: orderToJson(order) })),
  held: held.map(orderInputToJson),
});

/**
 * What {@link trackingStatesToJson} wrote.
 *
 * @throws {OrderJsonError} that names the place of the first fault, the value there and what was expected.
 */
export function trackingStatesFromJson(json: unknown): TrackerState {
  if (!isRecord(json)) throw new OrderJsonError('', json, 'tracking states');
  const { version, nextKey, orders, held } = json;
  if (version !== VERSION) throw new OrderJsonError('version', version, String(VERSION));
  const read = listAt('orders', orders).map(trackedOrder);
  const next = keyAt('nextKey', nextKey);
  const highest = Math.max(0, ...read.map(({ key }) => key));
  if (next <= highest) throw new OrderJsonError('nextKey', nextKey, `a number above ${highest}`);
  if (new Set(read.map(({ key }) => key)).size < read.length)
    throw new OrderJsonError('orders', read.length, 'orders that have a key each');
  return { orders: read, held: listAt('held', held).map(heldInput), nextKey: next };
}

function trackedOrder(json: unknown, at: number): TrackedOrder {
  const place = `orders[${at}]`;
  if (!isRecord(json)) throw new OrderJsonError(place, json, 'an order with its key');
  return {
    key: keyAt(`${place}.key`, json['key']),
    order: within(`${place}.order`, () => orderFromJson(json['order'])),
  };
}

function heldInput(json: unknown, at: number): OneOrderInput {
  const place = `held[${at}]`;
  const input = within(place, () => orderInputFromJson(json));
  if (input._tag === 'clock') throw new OrderJsonError(place, json, 'an input of an order');
  return input;
}

function keyAt(place: string, json: unknown): number {
  if (typeof json !== 'number' || !Number.isSafeInteger(json) || json < 1)
    throw new OrderJsonError(place, json, 'a whole number above zero');
  return json;
}

function listAt(place: string, json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new OrderJsonError(place, json, 'a list');
  return json;
}

/** Reads what is in a place of something larger. */
function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof OrderJsonError ? error.inside(place) : error;
  }
}
