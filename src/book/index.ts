export { bestQuote, bestQuotes, type BestQuote } from './bestQuotes.js';
export { bookChanges } from './bookChanges.js';
export { applyDiff, applyTrade, bookFromSnapshot, type DiffResult } from './bookReducer.js';
export { type BookSide, type ReadableSide } from './bookSide.js';
export {
  lastBookOf,
  needsSnapshot,
  type BadChecksumState,
  type BookProgress,
  type BookState,
  type CrossedState,
  type GapState,
  type LiveCause,
  type LiveState,
  type StaleState,
  type SyncingState,
} from './bookState.js';
export { bookStateReducer, INITIAL_BOOK } from './bookStateReducer.js';
export { buildBook } from './buildBook.js';
export { compareBooks, type BookChanges, type LevelChange } from './compareBooks.js';
export {
  consolidatedQuoteReducer,
  noQuotes,
  type ConsolidatedQuote,
  type VenueQuote,
} from './consolidatedQuote.js';
export { consolidatedQuotes, type ConsolidatedQuotesOptions } from './consolidatedQuotes.js';
export { depth, depths, type Depth } from './depths.js';
export { imbalance, imbalances, type EmptyBook, type ImbalanceError } from './imbalances.js';
export { liveBooks } from './liveBooks.js';
export { markStale } from './markStale.js';
export { midPrices } from './midPrices.js';
export { isCrossed, OrderBook, type ReadableBook } from './orderBook.js';
export {
  copyOfBook,
  type BookStateInPlace,
  type LiveStateInPlace,
  type OrderBookInPlace,
} from './orderBookInPlace.js';
export { perInstrument } from './perInstrument.js';
export { midPrice, spread } from './prices.js';
export {
  priceForQuoteVolume,
  priceForVolume,
  quoteForVolume,
  simulateBuy,
  simulateSell,
  volumeForPrice,
  vwap,
  type DecimalLike,
  type VolumeAtPrice,
} from './queries.js';
export { rejectCrossed } from './rejectCrossed.js';
export {
  applyOrderDiff,
  NO_ORDERS,
  ordersOfSnapshot,
  RestingOrders,
  type OrderDiffResult,
  type OrdersAnd,
} from './restingOrders.js';
export { routeByInstrument, type InstrumentKey, type OfInstrument } from './routeByInstrument.js';
export { spreads } from './spreads.js';
export { statusChangeReducer, statusChanges, type StatusChange } from './statusChanges.js';
export {
  type BeyondKnownDepth,
  type DepthError,
  type InsufficientDepth,
  type Take,
  type Taken,
} from './takeVolume.js';
export { verifyChecksum, type ChecksumOptions } from './verifyChecksum.js';
