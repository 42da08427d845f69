export { decodeFrame, decodeFrames, frameDecoder } from './decodeFrames.js';
export {
  asksForAll,
  decoded,
  fault,
  isRecord,
  otherFrame,
  readWith,
  refusal,
  replyTo,
  requestUrl,
  unknownFrame,
  type Decoded,
} from './frameContents.js';
export { type Inflate } from './inflate.js';
export {
  listingChanges,
  listingsReducer,
  type KnownListings,
  type ListingsResult,
} from './listingChanges.js';
export { isMarketMessage, marketMessages } from './marketMessages.js';
export { orderBooks, type BookRules, type OrderBooksOptions, type SnapshotRequests } from './orderBooks.js';
export { snapshotOf } from './snapshotOf.js';
export { subscriptionPlans, type SubscriptionPlans } from './subscriptionPlans.js';
export { trackBooks, type BookFeed, type BookTracker } from './trackBooks.js';
export {
  type ConnectionPlan,
  type HttpRequestPlan,
  type MarketChannel,
  type MarketDataLimits,
  type MarketDataVenue,
  type MarketSubscription,
  type StreamRequestPlan,
} from './venue.js';
