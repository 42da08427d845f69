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
export { orderBooksInPlace } from './orderBooksInPlace.js';
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
} from './requests/rateBudget.js';
export type { RateWindow } from './requests/rateWindow.js';
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
export {
  type Answered,
  type CallFailure,
  type CallResult,
  type ClockOff,
  type Credentials,
  type HttpCall,
  type NotFound,
  type NotSent,
  type OutcomeUnknown,
  type RateLimited,
  type Refused,
  type Signing,
  type VenueAnswer,
  type VenueCall,
} from './requests/venueCall.js';
export {
  type CallAnswer,
  type FillPage,
  type FillQuery,
  type HeardUse,
  type ListenKeyUserStream,
  type NewVenueOrder,
  type SocketApi,
  type SubscribedUserStream,
  type TradingVenue,
  type UserContent,
  type UserStream,
  type UserStreamEnded,
  type VenueAmendment,
  type VenueOrderIds,
  type VenueRules,
  type VenueTrading,
} from './trading/tradingVenue.js';
export {
  type AmendResult,
  type CancelAllOptions,
  type CancelResult,
  type Connector,
  type ConnectorLog,
  type ConnectorStatus,
  type ConnectorTrouble,
  type InstrumentName,
  type LimitWish,
  type MarketWish,
  type NetworkState,
  type OrderWish,
  type WishFault,
} from './trading/connector.js';
export { marketData, type MarketData, type MarketDataOptions } from './market/marketData.js';
export {
  marketFeed,
  type MarketConnection,
  type MarketFeed,
  type MarketFeedOptions,
  type MarketPorts,
} from './market/marketFeed.js';
export { connectionCosts, marketWindows } from './requests/marketWindows.js';
export { type FrameRequestOptions } from './requests/requestFrame.js';
export { type CallManner, type MakeCall } from './requests/venueCalls.js';
export { Redaction } from './requests/redaction.js';
export { keepListenKey, type KeepListenKeyOptions } from './requests/keepListenKey.js';
export { RequestFailedError } from './requests/requestFailedError.js';
export { createConnector } from './trading/createConnector.js';
export {
  type ConnectorAccount,
  type ConnectorOptions,
  type ConnectorPlatform,
  type ConnectorSettings,
} from './trading/connectorOptions.js';
export { type OrderTracking } from './trading/orderTracking.js';
export { connectorMetrics, type CallCount, type ConnectorMetrics } from './trading/connectorMetrics.js';
export { type CallMade } from './requests/venueCalls.js';
