import type { Order } from './order.js';
import { wants, type OrderQuestion } from './wants.js';

/**
 * What is not known of an order, by what `wants` asks the venue for:
 *
 * - `answerLost`, `unheardOf`: whether it is there; its status is `unknown`;
 * - `cancelUnanswered`: whether it still is: a cancel's answer was lost, or was a receipt and the end has not come;
 * - `cancelRefused`: the same; the venue would not cancel, and has not been asked why since;
 * - `notFound`: the same; the venue says that it knows no such order, which proves nothing yet;
 * - `notOpen`: the same; a list of the open ones lacks it;
 * - `idUnknown`: what the venue calls it, long after it was accepted;
 * - `fillsMissing`: how much of it is filled, at what price: the venue told of more than its fills;
 * - `termsUnknown`: what it is: somebody else's, of which only a part was told.
 */
export type DoubtKind = OrderQuestion['because'];

/** One thing that is not known of an order. */
export interface OrderDoubt {
  readonly because: DoubtKind;
  /** Since when, by our clock, in milliseconds since 1970. */
  readonly since: number;
}

/** Since when, as far as the order tells. */
const SINCE: Readonly<Record<DoubtKind, (order: Order) => number | undefined>> = {
  answerLost: ({ submit }) => submit?.answeredAt,
  unheardOf: ({ createdAt }) => createdAt,
  cancelUnanswered: ({ cancel }) => cancel?.answeredAt,
  cancelRefused: ({ cancel }) => cancel?.answeredAt,
  notFound: ({ absence }) => absence.notFoundAt[0],
  notOpen: ({ absence }) => absence.notOpenAt,
  idUnknown: ({ submit, createdAt }) => submit?.validUntil ?? createdAt,
  fillsMissing: ({ told }) => told?.receivedAt,
  termsUnknown: ({ createdAt }) => createdAt,
};

export const DOUBT_KINDS: readonly string[] = Object.keys(SINCE);

/** What is not known of an order, whatever the time is. */
export function doubtsOf(order: Order): readonly OrderDoubt[] {
  const kinds = new Set(wants(order, -Infinity).map(({ because }) => because));
  return Array.from(kinds, (because) => ({ because, since: SINCE[because](order) ?? order.updatedAt }));
}
