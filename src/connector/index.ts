export { decodeFrame, decodeFrames, frameDecoder } from './decodeFrames.js';
export {
  decoded,
  fault,
  isRecord,
  otherFrame,
  readWith,
  refusal,
  requestUrl,
  unknownFrame,
  type Decoded,
} from './frameContents.js';
export { type Inflate } from './inflate.js';
export { isMarketMessage, marketMessages } from './marketMessages.js';
export { orderBooks, type BookRules, type OrderBooksOptions, type SnapshotRequests } from './orderBooks.js';
export {
  type ConnectionPlan,
  type HttpRequestPlan,
  type MarketChannel,
  type MarketDataLimits,
  type MarketDataVenue,
  type MarketSubscription,
} from './venue.js';
