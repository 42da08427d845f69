import type { Trade } from '../domain/messages.js';
import type { CandleOptions } from './candleOptions.js';

const venueTimeOf = ({ venueTime, receivedAt }: Trade): number => venueTime ?? receivedAt;

/**
 * When a trade was made, in milliseconds since 1970.
 *
 * @throws {RangeError} where `timeOf` gives no time.
 */
export function timeOfTrade(trade: Trade, { timeOf = venueTimeOf }: Pick<CandleOptions, 'timeOf'>): number {
  const time = timeOf(trade);
  if (!Number.isFinite(time)) throw new RangeError(`the time of a trade is none: ${time}`);
  return time;
}
