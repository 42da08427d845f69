import type { Order } from './order.js';
import type { OneOrderInput } from './orderInput.js';
import type { ListedFill, ListedOrder } from './venueLists.js';

interface Unknown {
  /**
   * `adopted`: it goes in. `reported`: it does not. `undecided`: it does not yet, for it bears the venue's id alone and
   * may be of an order that is known here by its client id alone; to be reconciled again once that one is looked up.
   */
  readonly as: 'adopted' | 'reported' | 'undecided';
}

/** What the venue has and nobody here knew of. */
export type UnknownHere =
  | (Unknown & { readonly _tag: 'unknownOrder'; readonly order: ListedOrder })
  | (Unknown & { readonly _tag: 'unknownFill'; readonly fill: ListedFill });

/** What lists of a venue mean for the orders here. */
export interface Reconciliation {
  /** To be taken in, in this order. */
  readonly inputs: readonly OneOrderInput[];
  readonly unknown: readonly UnknownHere[];
  /**
   * The live orders here that the list of the open ones lacks without a proof in that: it was cut, or asked for too early
   * after what was last heard of the order, or an entry of it may be the order. To be reconciled again.
   */
  readonly undecided: readonly Order[];
}
