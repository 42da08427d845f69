import type { OrderId, SequenceId } from './ids.js';
import type { Origin, Side } from './origin.js';

/** One order that rests on a book. Price and size are decimal texts above zero, in quote and base currency. */
export interface RestingOrder {
  readonly id: OrderId;
  readonly price: string;
  /** What is left of it. */
  readonly size: string;
}

/** The whole book of an instrument at one moment, order by order. */
export interface OrderSnapshot extends Origin {
  readonly _tag: 'orderSnapshot';
  /** As that of a snapshot of levels. */
  readonly via: 'stream' | 'request';
  /** The id of the last change in it; undefined at venues without ids. */
  readonly lastId: SequenceId | undefined;
  readonly bids: readonly RestingOrder[];
  readonly asks: readonly RestingOrder[];
}

/** What happened to the orders of a book. */
export interface OrderDiff extends Origin {
  readonly _tag: 'orderDiff';
  /** As those of a diff of levels. */
  readonly firstId: SequenceId | undefined;
  readonly lastId: SequenceId | undefined;
  readonly previousId: SequenceId | undefined;
  /** In order; empty where the message only advances the sequence. */
  readonly changes: readonly OrderChange[];
}

/** What happened to one order. */
export type OrderChange = OrderOpened | OrderChanged | OrderMatched | OrderDone;

/** An order came to rest on the book. */
export interface OrderOpened extends RestingOrder {
  readonly _tag: 'opened';
  /** `buy` rests among the bids. */
  readonly side: Side;
}

/** A resting order has another size, or another price, from now on. */
export interface OrderChanged {
  readonly _tag: 'changed';
  readonly id: OrderId;
  /** What is left of it now, as a decimal text. */
  readonly size: string;
  /** Its price now; undefined where it is as before. */
  readonly price: string | undefined;
}

/** A resting order was filled by so much. */
export interface OrderMatched {
  readonly _tag: 'matched';
  readonly id: OrderId;
  /** By how much less is left of it, as a decimal text. */
  readonly size: string;
}

/** An order is on the book no more: filled or cancelled. */
export interface OrderDone {
  readonly _tag: 'done';
  readonly id: OrderId;
}
