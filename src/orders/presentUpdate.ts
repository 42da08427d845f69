import type { TrackedOrder, TrackedUpdate } from './trackedOrder.js';

/**
 * The update that tells an order as it is, to somebody who has not heard of it: no events, for those were told, and made by
 * a clock, for nothing happened. What was open before a restart is told to all that follows by
 * `startWith(...Array.from(journal.orders({ open: true }), presentUpdate))`.
 */
export const presentUpdate = ({ key, order }: TrackedOrder): TrackedUpdate => ({
  key,
  order,
  events: [],
  input: { _tag: 'clock', now: order.updatedAt },
  previous: undefined,
  absorbed: undefined,
});
