import type { OrderEvent, OrderFilledEvent } from '../orders/index.js';
import { after, feesText, quotientText } from './orderWords.js';

/** What an event tells, in plain words. */
export function eventText(event: OrderEvent): string {
  const late = event.late ? ', late' : '';
  const inferred = event.inferred ? ', inferred' : '';
  switch (event._tag) {
    case 'created':
      return `created${event.adopted ? ', adopted: it was not submitted here, or had been given up' : ''}`;
    case 'filled':
      return `${filledText(event)}${late}${inferred}`;
    case 'completed':
      return 'completed';
    case 'cancelled':
    case 'expired':
    case 'failed':
      return `${event._tag}${inferred}${after(': ', event.reason)}`;
    case 'anomaly':
      return `anomaly ${event.kind}: ${event.detail}`;
  }
}

function filledText(event: OrderFilledEvent): string {
  const { fillAmount, fillPrice, tradeId, fillFees, liquidity, netAmount, replaces, inferred } = event;
  const price = inferred ? quotientText(fillPrice) : fillPrice?.toFixed();
  return [
    `filled ${fillAmount.toFixed()}${after(' at ', price)}`,
    after('trade ', tradeId),
    after('fee ', feesText(fillFees)),
    liquidity ?? '',
    netAmount.eq(fillAmount) ? '' : `of which ${netAmount.toFixed()} is new`,
    replaces === undefined ? '' : `in place of ${replaces.amount.toFixed()} that was inferred`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
