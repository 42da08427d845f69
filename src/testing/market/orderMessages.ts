import * as t from 'io-ts';

import { orderId } from '../../domain/ids.js';
import type { OrderChange, OrderDiff, OrderSnapshot, RestingOrder } from '../../domain/orderMessages.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import { readOrThrow, within } from './marbleJsonError.js';
import { diffIds, idOrNull, origin, originJson, toOrigin, via } from './messages.js';
import { readByFirstKey, type Reader } from './readByFirstKey.js';
import { amountText, exactly, fieldsJson, id, idJson, orNull, unless } from './scalars.js';

/** Orders, `[id, price, size]`. */
const restingOrders = t.array(exactly(t.tuple([t.string, amountText, amountText], '[id, price, size]')));

const openedFields = closed(
  { opened: t.string, side: t.keyof({ buy: null, sell: null }), price: amountText, size: amountText },
  {},
);
const changedFields = closed({ changed: t.string, size: amountText }, { price: amountText });
const matchedFields = closed({ matched: t.string, size: amountText }, {});
const doneFields = closed({ done: t.string }, {});

export const orderSnapshotFields = closed(
  { orderSnapshot: orNull(id) },
  { via, bids: restingOrders, asks: restingOrders, ...origin },
);
export const orderDiffFields = closed(
  { orderDiff: diffIds },
  { previousId: id, changes: t.UnknownArray, ...origin },
);

const toOrders = (orders: t.TypeOf<typeof restingOrders> = []): readonly RestingOrder[] =>
  orders.map(([of, price, size]) => ({ id: orderId(of), price, size }));

/** What happened to an order, by the first key. */
const CHANGE_READERS = {
  opened: (json) => {
    const { opened, ...rest } = readOrThrow(openedFields, json);
    return { _tag: 'opened', id: orderId(opened), ...rest };
  },
  changed: (json) => {
    const { changed, size, price } = readOrThrow(changedFields, json);
    return { _tag: 'changed', id: orderId(changed), size, price };
  },
  matched: (json) => {
    const { matched, size } = readOrThrow(matchedFields, json);
    return { _tag: 'matched', id: orderId(matched), size };
  },
  done: (json) => ({ _tag: 'done', id: orderId(readOrThrow(doneFields, json).done) }),
} satisfies Record<OrderChange['_tag'], Reader<OrderChange>>;

export const toOrderSnapshot = (
  json: t.TypeOf<typeof orderSnapshotFields>,
  moment: MarbleMoment,
  viaUnlessSaid: OrderSnapshot['via'],
): OrderSnapshot => ({
  _tag: 'orderSnapshot',
  ...toOrigin(json, moment),
  via: json.via ?? viaUnlessSaid,
  lastId: json.orderSnapshot ?? undefined,
  bids: toOrders(json.bids),
  asks: toOrders(json.asks),
});

export const toOrderDiff = (json: t.TypeOf<typeof orderDiffFields>, moment: MarbleMoment): OrderDiff => ({
  _tag: 'orderDiff',
  ...toOrigin(json, moment),
  ...json.orderDiff,
  previousId: json.previousId,
  changes: (json.changes ?? []).map((change, at) =>
    within(`changes[${at}]`, () => readByFirstKey<OrderChange>(CHANGE_READERS, change, moment)),
  ),
});

const ordersJson = (orders: readonly RestingOrder[]): Json | undefined =>
  orders.length === 0 ? undefined : orders.map(({ id: of, price, size }) => [of, price, size]);

/** The JSON of a snapshot of orders; `viaUnlessSaid` is left out. */
export const orderSnapshotJson = (
  snapshot: OrderSnapshot,
  moment: MarbleMoment,
  viaUnlessSaid: OrderSnapshot['via'],
): Json =>
  fieldsJson({
    orderSnapshot: idOrNull(snapshot.lastId),
    via: unless(snapshot.via, viaUnlessSaid),
    bids: ordersJson(snapshot.bids),
    asks: ordersJson(snapshot.asks),
    ...originJson(snapshot, moment),
  });

/** The JSON of a diff of orders. */
export const orderDiffJson = (diff: OrderDiff, moment: MarbleMoment): Json =>
  fieldsJson({
    orderDiff:
      diff.firstId === diff.lastId ? idOrNull(diff.lastId) : [idOrNull(diff.firstId), idOrNull(diff.lastId)],
    previousId: diff.previousId === undefined ? undefined : idJson(diff.previousId),
    changes: diff.changes.length === 0 ? undefined : diff.changes.map(changeJson),
    ...originJson(diff, moment),
  });

function changeJson({ _tag, id: of, ...rest }: OrderChange): Json {
  return fieldsJson({ [_tag]: of, ...rest });
}
