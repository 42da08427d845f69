export { termsOf, venueIdOf } from './amendments.js';
export {
  clientOrderIds,
  type ClientOrderIdOptions,
  type ClientOrderIdRequest,
  type IssueClientOrderId,
  type IssuedClientOrderId,
} from './clientOrderIds.js';
export { toLimitOrder, type LimitOrder } from './limitOrder.js';
export { mayCancel, type CancelPermission, type MayCancelOptions } from './mayCancel.js';
export {
  newOrder,
  type Absence,
  type Amendment,
  type Order,
  type OrderEnd,
  type OrderNews,
  type OrderOutcome,
  type PendingRequest,
  type SubmitState,
  type ToldAmount,
} from './order.js';
export {
  type AnomalyKind,
  type OrderAnomaly,
  type OrderCancelled,
  type OrderCompleted,
  type OrderCreated,
  type OrderEvent,
  type OrderEventBase,
  type OrderExpiredEvent,
  type OrderFailed,
  type OrderFilledEvent,
} from './orderEvent.js';
export { orderEventFromJson, orderEventSchema, orderEventToJson } from './orderEventJson.js';
export { orderEvents } from './orderEvents.js';
export { eventsOfKind, type EventOfKind, type OrderEventKind } from './eventsOfKind.js';
export { eventsOfOrder } from './eventsOfOrder.js';
export {
  type CancelAcknowledged,
  type CancelAnswerLost,
  type CancelRefused,
  type CancelRequested,
  type ClockTicked,
  type OneOrderInput,
  type OrderAmended,
  type OrderExpired,
  type OrderFilled,
  type OrderFound,
  type OrderInput,
  type OrderInputOrigin,
  type OrderNotFound,
  type OrderPolled,
  type OrderReport,
  type OrderReported,
  type SubmitAcknowledged,
  type SubmitAnswerLost,
  type SubmitRefused,
  type SubmitRequested,
  type VenueStatus,
} from './orderInput.js';
export { NoVenueIdError, type NoVenueIdCause } from './noVenueIdError.js';
export { openOrders, openOrdersReducer } from './openOrders.js';
export { type DoubtKind, type OrderDoubt } from './orderDoubts.js';
export { orderInputFromJson, orderInputSchema, orderInputToJson } from './orderInputJson.js';
export { orderFromJson, orderToJson } from './orderJson.js';
export { OrderJsonError } from './orderJsonError.js';
export {
  averagePrice,
  executedBase,
  executedQuote,
  feePaid,
  isCancelled,
  isDone,
  isFailure,
  isFilled,
  orderStatus,
  venueStatusOf,
  type OrderStatus,
} from './orderQueries.js';
export { orderReducer, type OrderUpdate } from './orderReducer.js';
export { OrderSet } from './orderSet.js';
export { ordersInDoubt, ordersInDoubtReducer, type OrderInDoubt } from './ordersInDoubt.js';
export {
  orderStatusChangeReducer,
  orderStatusChanges,
  type OrderStatusChange,
} from './orderStatusChanges.js';
export { reconcile, type ReconcileOptions } from './reconcile.js';
export { type Reconciliation, type UnknownHere } from './reconciliation.js';
export { type Fill, type FillKey, type OrderTerms } from './orderTerms.js';
export { presentUpdate } from './presentUpdate.js';
export { replayOrders, type ReplayOrdersOptions } from './replayOrders.js';
export { trackOrders, type TrackOrdersOptions } from './trackOrders.js';
export {
  type OrderLookup,
  type OrderName,
  type TrackedOrder,
  type TrackedUpdate,
  type TrackerState,
} from './trackedOrder.js';
export { unknownOrders } from './unknownOrders.js';
export { venueIdWithin } from './venueIdWithin.js';
export { trackTransactions, type TrackTransactionsOptions } from './trackTransactions.js';
export {
  newTransaction,
  type OneTransactionInput,
  type Transaction,
  type TransactionAnomaly,
  type TransactionAnswered,
  type TransactionConfirmed,
  type TransactionEvent,
  type TransactionEventBase,
  type TransactionFailed,
  type TransactionInput,
  type TransactionStarted,
  type TransactionTimedOut,
} from './transaction.js';
export {
  transactionFromJson,
  transactionInputFromJson,
  transactionInputToJson,
  transactionToJson,
} from './transactionJson.js';
export {
  transactionReducer,
  transactionStatus,
  type TransactionStatus,
  type TransactionUpdate,
} from './transactionReducer.js';
export {
  type FillList,
  type ListedFill,
  type ListedOrder,
  type OpenOrderList,
  type VenueLists,
} from './venueLists.js';
export { wants, type OrderQuestion } from './wants.js';
export { withAges, type AgedOrder } from './withAges.js';
export { type JsonObject, type JsonValue } from './jsonForm.js';
