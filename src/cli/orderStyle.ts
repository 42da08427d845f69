import { orderStatus, type Order } from '../orders/index.js';
import type { Style } from './paint.js';

/** How the status of an order is to look: what wants an eye, what goes well, what is over. */
export function statusStyle(order: Order): Style {
  if (order.anomalies.length > 0) return 'bad';
  switch (orderStatus(order)) {
    case 'unknown':
    case 'failed':
      return 'bad';
    case 'open':
    case 'partiallyFilled':
    case 'filled':
      return 'good';
    case 'pendingCreate':
    case 'pendingCancel':
    case 'cancelled':
    case 'expired':
      return 'dim';
  }
}
