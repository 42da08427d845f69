export { decodeFrame, decodeFrames } from './decodeFrames.js';
export { mapEach } from './mapEach.js';
export {
  type ConnectionPlan,
  type HttpRequestPlan,
  type MarketChannel,
  type MarketDataLimits,
  type MarketDataVenue,
  type MarketSubscription,
} from './venue.js';
