import {
  averagePrice,
  orderStatus,
  termsOf,
  venueIdOf,
  executedBase,
  type TrackedOrder,
} from '../orders/index.js';
import { decimalText, feesText, openEnds, quotientText, timeText } from './orderWords.js';

/** An order for people: each text is empty where there is nothing to say. */
export interface OrderFacts {
  readonly key: string;
  readonly status: string;
  readonly venue: string;
  readonly symbol: string;
  readonly side: string;
  readonly type: string;
  /** With the currency where it is sized in quote. */
  readonly amount: string;
  readonly price: string;
  readonly executed: string;
  readonly average: string;
  readonly fees: string;
  readonly clientId: string;
  readonly venueId: string;
  readonly created: string;
  readonly ended: string;
  /** Why it ended, what is open, and what cannot be. */
  readonly notes: readonly string[];
}

export function orderFacts({ key, order }: TrackedOrder): OrderFacts {
  const terms = termsOf(order);
  const { end } = order;
  return {
    key: `#${key}`,
    status: orderStatus(order),
    venue: order.venue,
    symbol: order.symbol,
    side: order.side ?? '',
    type: terms?.type ?? '',
    amount: `${decimalText(terms?.amount)}${terms?.sizedIn === 'quote' ? ` ${terms.quote ?? 'quote'}` : ''}`,
    price: decimalText(terms?.price),
    executed: executedBase(order).toFixed(),
    average: quotientText(averagePrice(order)),
    fees: feesText(order.fees),
    clientId: order.clientId ?? '',
    venueId: venueIdOf(order) ?? '',
    created: timeText(order.createdAt),
    ended: end === undefined ? '' : timeText(end.receivedAt),
    notes: [
      ...(end?.reason === undefined ? [] : [`reason: ${end.reason}`]),
      ...openEnds(order),
      ...order.anomalies.map((anomaly) => `anomaly ${anomaly}`),
    ],
  };
}
