import type { OperatorTable } from './marketOperator.js';
import { backpressureOperators } from './operators/backpressureOperators.js';
import { bookOperators } from './operators/bookOperators.js';
import { connectorOperators } from './operators/connectorOperators.js';
import { faultOperators } from './operators/faultOperators.js';
import { moneyOperators } from './operators/moneyOperators.js';
import { orderOperators } from './operators/orderOperators.js';
import { sequenceOperators } from './operators/sequenceOperators.js';
import { tradesOperators } from './operators/tradesOperators.js';

/**
 * Every operator of ours, for marble files; the JSON of their diagrams is that of {@link bookMarbles}. Arguments are in
 * JSON, options objects may be left out, and what an operator does not know is refused.
 *
 * - `contiguous(options)`, `linked(options)`, `increasing(options)`, `stampedLocally(options)`, `snapshotOnly()`,
 *   `sequenceBy(rule, options)` with the name of one of our rules: messages to events.
 * - `perConnection()`: over frames such as `{"frame":5}`.
 * - `periodicSnapshots(everyMs)`, `resync(pipeline, options)`: messages to messages, and to what the pipeline emits. A
 *   pipeline is a list of operators by name, or by name and arguments: `["contiguous","buildBook",["markStale",5]]`.
 *   Each request is answered by the next marble of an input titled `snapshots`, a snapshot or a `snapshotFailed`, or by
 *   nothing where that input ends; so a hot one shows when answers come, a cold one how long each takes.
 * - `buildBook()`: events to states. `markStale(afterMs)`, `rejectCrossed()`, `verifyChecksum(options)`: states to states.
 *   The checksum is the sum of price times size over all levels of both sides.
 * - `liveBooks()`: states to books. `statusChanges()`: from states. `bestQuotes()`, `midPrices()`, `spreads()`,
 *   `depths(levels)`, `imbalances(levels)`, `bookChanges()`: from books.
 * - `routeByInstrument(pipeline)`: the messages of many instruments to the outputs of each. `perInstrument(pipeline)`: the
 *   messages, states or books that are of many instruments, as `{"symbol":"ETH-USD","value":{...}}`, to those outputs.
 * - `consolidatedQuotes({"instrumentOf":{"XBT/USD":"BTC-USD"}})`: from states of many instruments, with the names of
 *   their symbols.
 * - `orderBooks(rule, options)`: the same messages to the states of each instrument. The rule is that of `sequenceBy`;
 *   `{"checksum":true}` checks by the checksum of `verifyChecksum`, and `{"snapshots":{"firstDelayMs":2}}` answers requests
 *   as for `resync`, by the next marble that is a failure or a snapshot of the instrument. `marketMessages()`, `listingChanges()`: from
 *   what frames hold. `orderBooksInPlace(rule, options)`: as `orderBooks`, each book as it was when it came.
 * - `dropSome(options)`, `duplicateSome(options)`, `reorderSome(options)`, `delaySome(options)`, `stallSome(options)`,
 *   `corruptSome(options)`, `cutSome(options)`: from anything to the same. `{"only":["a","diff"]}` hits texts and tags;
 *   `{"mark":true}` marks a cut by the interruption after the message before it; a text is corrupted to itself and `?`.
 * - `candles(options)`: trades to candles.
 * - `balances(options)`: what tells balances to what it meant for them.
 * - `trackOrders(options)`: inputs of orders to orders in short. `orderEvents()`: the same inputs, through `trackOrders()`, to
 *   their events. The same inputs, through `trackOrders()`, go into `eventsOfKind(kind, other)`, `eventsOfOrder(name, options)`,
 *   `openOrders(options)`, `orderStatusChanges(options)`, `ordersInDoubt(kind)`, `unknownOrders()`, `venueIdWithin(name, limitMs)`;
 *   into `withAges()` through `ordersInDoubt()` too, by the clock inputs of an input titled `clock`; and into
 *   `replayOrders(afterMs, options)`, which shows a subscriber that comes after so long. Options are those of `trackOrders`,
 *   of `replayOrders` its own; a name is `{"by":"clientId","id":"c1"}`, with venue and symbol where given.
 * - `trackTransactions(options)`: inputs of transactions to transactions in short.
 * - `conflate(takesMs, by)`, `boundedBuffer(takesMs, limit, overflow)`: anything to what is delivered, at the moment of
 *   its delivery, to a consumer that takes so long for each; 0 is one that completes at once. `by` names a field.
 *
 * ```ts
 * describeMarbles('marbles', { ...marketOperators, spreadsInTicks }, bookMarbles);
 * ```
 */
export const marketOperators: OperatorTable = {
  ...sequenceOperators(all),
  ...bookOperators(all),
  ...connectorOperators,
  ...faultOperators,
  ...tradesOperators,
  ...moneyOperators,
  ...orderOperators,
  ...backpressureOperators,
};

/** What a pipeline in a marble file may name. */
function all(): OperatorTable {
  return marketOperators;
}
