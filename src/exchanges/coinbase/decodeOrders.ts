import { decoded, isRecord, otherFrame, readWith } from '../../connector/index.js';
import type { Frame } from '../../domain/frame.js';
import { orderId } from '../../domain/ids.js';
import type { OrderChange, OrderDiff, RestingOrder } from '../../domain/orderMessages.js';
import { COINBASE, coinbaseDecoder, originOf, tradeOf, type DecodeFrame } from './decode.js';
import { change, done, numbered, open, orderBook, orderMatch, type Numbered } from './wireOrders.js';

/** One message of a product's sequence: the changes that it makes to the orders on the book. */
const diffOf = (
  { product_id, sequence, time }: Numbered,
  frame: Frame,
  ...changes: readonly OrderChange[]
): OrderDiff => ({
  _tag: 'orderDiff',
  ...originOf(product_id, frame, time),
  firstId: sequence,
  lastId: sequence,
  previousId: undefined,
  changes,
});

/** A message that counts and leaves the book as it is. */
const decodeNumbered: DecodeFrame = (json, frame) =>
  readWith(numbered, json, '', (wire) => decoded(diffOf(wire, frame)));

const decodeOpen: DecodeFrame = (json, frame) =>
  readWith(open, json, '', (wire) => {
    const { order_id, side, price, remaining_size: size } = wire;
    return decoded(diffOf(wire, frame, { _tag: 'opened', id: orderId(order_id), side, price, size }));
  });

/** Sent of orders that never were on the book too: those that it does not name change nothing there. */
const decodeDone: DecodeFrame = (json, frame) =>
  readWith(done, json, '', (wire) =>
    decoded(diffOf(wire, frame, { _tag: 'done', id: orderId(wire.order_id) })),
  );

/** The book first: a trade at hand, a program finds the book after it. The taker's order is not on the book. */
const decodeMatch: DecodeFrame = (json, frame) =>
  readWith(orderMatch, json, '', (wire) => {
    const id = orderId(wire.maker_order_id);
    return decoded(
      diffOf(wire, frame, { _tag: 'matched', id, size: wire.size.toFixed() }),
      tradeOf(wire, frame),
    );
  });

const saysNothing = (field: unknown): boolean => field === undefined || field === null;

const decodeChange: DecodeFrame = (json, frame) => {
  // Of a market order, which never rests, the funds may change alone.
  if (isRecord(json) && saysNothing(json['new_size']) && saysNothing(json['new_price'])) {
    return decodeNumbered(json, frame);
  }
  return readWith(change, json, '', (wire) => {
    const { order_id, new_size: size, new_price: price } = wire;
    return decoded(diffOf(wire, frame, { _tag: 'changed', id: orderId(order_id), size, price }));
  });
};

/** A stop order was placed: told to its owner alone, and without a number. */
const decodeActivate: DecodeFrame = () => decoded(otherFrame(COINBASE, 'activate'));

const decodeBook =
  (product: string): DecodeFrame =>
  (json, frame) =>
    readWith(orderBook, json, '', ({ sequence, bids, asks, time }) =>
      decoded({
        _tag: 'orderSnapshot',
        ...originOf(product, frame, time),
        via: 'request',
        lastId: sequence,
        bids: bids.map(restingOrder),
        asks: asks.map(restingOrder),
      }),
    );

const restingOrder = ([price, size, id]: readonly [string, string, string]): RestingOrder => ({
  id: orderId(id),
  price,
  size,
});

/** The answer names no product: its URL does. */
const BOOK_PATH = /^\/products\/([^/]+)\/book$/;

/** What a frame holds where books come order by order, from `full`: each match is a trade too. */
export const decodeOrders = coinbaseDecoder({
  messages: new Map([
    ['activate', decodeActivate],
    ['change', decodeChange],
    ['done', decodeDone],
    ['match', decodeMatch],
    ['noop', decodeNumbered],
    ['open', decodeOpen],
    ['received', decodeNumbered],
  ]),
  answerTo: ({ pathname, searchParams }) => {
    const product = BOOK_PATH.exec(pathname)?.[1];
    return product === undefined || searchParams.get('level') !== '3' ? undefined : decodeBook(product);
  },
});
