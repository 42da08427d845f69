export { type Brand } from './brand.js';
export { type FrameContent, type FrameRepeated, type OtherFrame, type Refusal } from './contents.js';
export {
  type BadFrame,
  type BookError,
  type ChecksumMismatch,
  type ConnectionGap,
  type CrossedBook,
  type DiffGap,
  type Disconnected,
  type FeedError,
  type FrameFault,
  type HoldOverflow,
  type MissingId,
  type SequenceError,
  type SnapshotTooOld,
  type SnapshotUnavailable,
  type UnknownFrame,
} from './errors.js';
export { type Frame } from './frame.js';
export {
  connectionId,
  instrument,
  nextSequenceId,
  orderId,
  sameSequenceId,
  tradeId,
  venueName,
  venueSymbol,
  type ConnectionId,
  type Instrument,
  type OrderId,
  type SequenceId,
  type TradeId,
  type VenueName,
  type VenueSymbol,
} from './ids.js';
export {
  expiryOf,
  instrumentName,
  listing,
  PERPETUAL,
  SPOT,
  type Contract,
  type Future,
  type Listing,
  type Listings,
  type Option,
  type Perpetual,
  type Spot,
} from './listing.js';
export {
  type AnyDiff,
  type AnySnapshot,
  type BookDiff,
  type BookInput,
  type BookSnapshot,
  type Coverage,
  type FeedInterrupted,
  type MarketMessage,
  type SnapshotFailed,
  type SnapshotRequested,
  type Trade,
} from './messages.js';
export { type Origin, type Side } from './origin.js';
export {
  type OrderChange,
  type OrderChanged,
  type OrderDiff,
  type OrderDone,
  type OrderMatched,
  type OrderOpened,
  type OrderSnapshot,
  type RestingOrder,
} from './orderMessages.js';
export { PriceLevel } from './priceLevel.js';
export { NO_LEVELS, priceLevels, PriceLevels } from './priceLevels.js';
