import type { Order } from './order.js';
import { nameText } from './orderName.js';
import { orderStatus } from './orderQueries.js';
import type { OrderName } from './trackedOrder.js';

/** Why there was no venue id: the order ended without one, the time passed, or no updates came any more. */
export type NoVenueIdCause =
  | { readonly _tag: 'ended' }
  | { readonly _tag: 'timePassed'; readonly limitMs: number }
  | { readonly _tag: 'updatesEnded' };

/** An order's venue id was waited for, and did not come: the message says of which order, and what happened. */
export class NoVenueIdError extends Error {
  readonly _tag = 'noVenueId';
  override readonly name = 'NoVenueIdError';

  constructor(
    /** Which order was waited for. */
    readonly order: OrderName,
    override readonly cause: NoVenueIdCause,
    /** The order as it was last; undefined where it was not heard of. */
    readonly last: Order | undefined,
  ) {
    super(`${nameText(order)} has no venue id${whyText(cause, last)}`);
  }
}

function whyText(cause: NoVenueIdCause, last: Order | undefined): string {
  const state = last === undefined ? 'it was not heard of' : `it is ${orderStatus(last)}`;
  switch (cause._tag) {
    case 'ended':
      return `: ${state}${last?.end?.reason === undefined ? '' : `, ${last.end.reason}`}`;
    case 'timePassed':
      return ` after ${cause.limitMs} ms: ${state}`;
    case 'updatesEnded':
      return `, and the updates have ended: ${state}`;
  }
}
