import type { ConformanceGroup } from '../connectorTest.js';
import { filledOrders } from './filledOrders.js';
import { openOrders } from './openOrders.js';

/** Orders that the venue takes. */
export const orderTests: ConformanceGroup = {
  title: 'orders',
  cases: (instrument) => [...filledOrders(instrument), ...openOrders(instrument)],
};
