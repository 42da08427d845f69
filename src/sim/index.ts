export {
  accountFees,
  type AccountFees,
  type AccountFeesFields,
  type FeeDiscount,
} from './engine/accountFees.js';
export { type ExchangeOptions } from './engine/engine.js';
export {
  Exchange,
  type AccountBalance,
  type ExchangeStep,
  type ListedInstrument,
} from './engine/exchange.js';
export {
  type Advance,
  type AmendOrder,
  type CancelAllOrders,
  type CancelOrder,
  type CancelRestriction,
  type Deposit,
  type ExchangeCommand,
  type HaltTrading,
  type OrderReference,
  type PlaceOrder,
  type ReplaceOrder,
  type ResumeTrading,
  type SetFees,
  type Withdraw,
} from './engine/exchangeCommand.js';
export {
  type AssetsDeposited,
  type AssetsWithdrawn,
  type BalanceChanged,
  type ExchangeEvent,
  type FeesChanged,
  type LevelChanged,
  type OrderAccepted,
  type OrderAmended,
  type OrderCancelled,
  type OrderExpired,
  type PreventedParty,
  type RequestRejected,
  type TradeExecuted,
  type TradeParty,
  type TradePrevented,
  type TradingHalted,
  type TradingResumed,
} from './engine/exchangeEvent.js';
export { type ExchangeOrder, type ExpiryReason, type OrderStatus } from './engine/exchangeOrder.js';
export {
  type NewLimitMakerOrder,
  type NewLimitOrder,
  type NewMarketOrder,
  type NewOrder,
  type SelfTradePrevention,
} from './engine/newOrder.js';
export {
  type CancelRestricted,
  type DuplicateClientId,
  type ExpiryPassed,
  type MarketHalted,
  type NoLiquidity,
  type NotReduced,
  type RejectReason,
  type RuleBroken,
  type TooPrecise,
  type UnknownInstrument,
  type UnknownOrder,
  type WouldMatch,
} from './engine/rejectReason.js';
export {
  type BookLevel,
  type LevelBook,
  type OrderBookByOrder,
  type QueuedOrder,
  type TradeQuery,
} from './engine/views.js';
export { generateBinanceFrames, type GenerateOptions } from './generateBinanceFrames.js';
export { type SyntheticInstrument } from './syntheticMarket.js';
export { type CrowdInstrument, type CrowdOptions } from './traders/crowdOptions.js';
export { TraderCrowd } from './traders/traderCrowd.js';
export {
  BinanceDialect,
  type DialectAnswer,
  type DialectRequest,
} from './dialects/binance/binanceDialect.js';
export { type DialectConnection, type FrameKind, type Outlet } from './dialects/binance/connection.js';
export {
  type DialectKey,
  type DialectLimit,
  type DialectOptions,
  type SignatureCheck,
} from './dialects/binance/dialectOptions.js';
export { type FaultOptions } from './faults/faultDice.js';
export { faultyGate } from './faults/faultyGate.js';
export { parseFaults } from './faults/parseFaults.js';
export {
  type ClockSkew,
  type CountedFault,
  type CountedName,
  type FaultSubject,
  type FaultTold,
  type TimedFault,
  type TimedName,
  type VenueFault,
} from './faults/venueFault.js';
export { accountLedger, type AccountLedger, type LedgerFill } from './venue/accountLedger.js';
export { inProcessPorts, type InProcessOptions, type InProcessPorts } from './venue/inProcessPorts.js';
export { withLatency, type Latency, type LineOptions } from './venue/latency.js';
export { SIM_INSTRUMENTS, type SimInstrument } from './venue/simInstruments.js';
export { SimVenue, type Funds, type SimVenueOptions } from './venue/simVenue.js';
export { dialectGate, type GateAnswer, type GateEvent, type VenueGate } from './venue/venueGate.js';
