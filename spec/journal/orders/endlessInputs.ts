import { clientOrderId, orderId } from '../../../src/domain/index.js';
import type { OrderInput } from '../../../src/orders/index.js';
import {
  acknowledged,
  cancelAcknowledged,
  cancelRequested,
  filled,
  report,
  submitted,
  trade,
} from '../../orders/orderInputs.js';

/** So many orders go side by side, each through so many inputs. */
const ORDERS = 12;
const STEPS = 8;
const ROUND = ORDERS * STEPS;

/** Input number `n`, from 1 on, of a history without an end: always the same. */
export function endlessInput(n: number): OrderInput {
  const at = (n - 1) % ROUND;
  const order = Math.floor((n - 1) / ROUND) * ORDERS + (at % ORDERS);
  const step = Math.floor(at / ORDERS);
  const ids = { clientId: clientOrderId(`c${order}`), venueId: orderId(`v${order}`), receivedAt: n };
  const byVenueId = { ...ids, clientId: undefined };
  const fill = (id: string, amount: string) => trade(`${id}-${order}`, amount, { receivedAt: n });
  switch (step) {
    case 0:
      return submitted({}, { ...ids, venueId: undefined });
    case 1:
      // Every third order is filled before it is acknowledged, by an id that nobody knows yet.
      return order % 3 === 0 ? filled(fill('a', '40'), byVenueId) : acknowledged(ids);
    case 2:
      return order % 3 === 0 ? acknowledged(ids) : filled(fill('a', '40'), byVenueId);
    case 3:
      return order % 5 === 0 ? { _tag: 'clock', now: n } : filled(fill('a', '40'), ids);
    case 4:
      return order % 4 === 0 ? cancelRequested('x1', ids) : filled(fill('b', '30'), byVenueId);
    case 5:
      return order % 4 === 0 ? cancelAcknowledged(true, 'x1', ids) : filled(fill('c', '30'), byVenueId);
    case 6:
      return report(order % 4 === 0 ? 'cancelled' : 'filled', order % 4 === 0 ? '40' : '100', ids);
    default:
      // Late, and again, long after its order has left memory.
      return filled(fill('c', '30'), { ...ids, receivedAt: n });
  }
}
