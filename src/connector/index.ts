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
export {
  retryAfterMs,
  type HttpAnswer,
  type HttpFailure,
  type HttpOutcome,
  type HttpPort,
  type HttpRequest,
} from './ports/http.js';
export {
  type SocketClosed,
  type SocketEvent,
  type SocketMessage,
  type SocketOpened,
  type SocketPort,
  type SocketRequest,
} from './ports/socket.js';
export {
  rateBudget,
  type RateBudget,
  type RateCosts,
  type RateState,
  type RateUse,
  type RateWindow,
} from './requests/rateBudget.js';
export {
  clockOffset,
  clockSamples,
  offsetBy,
  type ClockOffset,
  type ClockRounds,
  type ClockSample,
} from './requests/clockOffset.js';
export { type Signer } from './ports/signer.js';
export { Secret } from './secret.js';
export {
  keepConnected,
  type Connected,
  type ConnectionEvent,
  type ConnectionFrame,
  type ConnectionLost,
  type ConnectionRotated,
  type KeepConnectedOptions,
} from './connection/keepConnected.js';
