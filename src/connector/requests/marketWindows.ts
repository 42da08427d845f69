import type { MarketDataLimits } from '../venue.js';
import type { RateCosts } from './rateBudget.js';
import type { RateWindow } from './rateWindow.js';

/**
 * The windows of what market data draws, by a venue's limits: `requestWeight` of HTTP requests, `connectionAttempts` of
 * connections. One that the venue does not limit is not there.
 */
export function marketWindows({
  requestWeight,
  connectionAttempts,
}: MarketDataLimits): readonly RateWindow[] {
  const windows: RateWindow[] = [];
  if (requestWeight !== undefined)
    windows.push({ name: 'requestWeight', limit: requestWeight.weight, perMs: requestWeight.perMs });
  if (connectionAttempts !== undefined)
    windows.push({
      name: 'connectionAttempts',
      limit: connectionAttempts.count,
      perMs: connectionAttempts.perMs,
    });
  return windows;
}

/** What a request of so much weight draws. */
export const requestCosts = ({ requestWeight }: MarketDataLimits, weight: number): RateCosts =>
  requestWeight === undefined ? {} : { requestWeight: weight };

/** What an attempt to connect draws. */
export const connectionCosts = ({ connectionAttempts }: MarketDataLimits): RateCosts =>
  connectionAttempts === undefined ? {} : { connectionAttempts: 1 };
