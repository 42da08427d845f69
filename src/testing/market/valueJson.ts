import { Decimal } from 'decimal.js';
import type { Either } from 'fp-ts/lib/Either.js';

import type { BestQuote } from '../../book/bestQuotes.js';
import type { BookState } from '../../book/bookState.js';
import type { BookChanges } from '../../book/compareBooks.js';
import type { ConsolidatedQuote, VenueQuote } from '../../book/consolidatedQuote.js';
import { OrderBook } from '../../book/orderBook.js';
import type { OfInstrument } from '../../book/routeByInstrument.js';
import type { StatusChange } from '../../book/statusChanges.js';
import type { ListingChange } from '../../domain/listing.js';
import type { BookInput } from '../../domain/messages.js';
import { PriceLevel } from '../../domain/priceLevel.js';
import type { BalanceEvent, BalanceInput } from '../../money/index.js';
import {
  OrderSet,
  type AgedOrder,
  type OrderEvent,
  type OrderStatusChange,
  type TrackedUpdate,
  type TransactionUpdate,
} from '../../orders/index.js';
import type { FrameRepeated } from '../../domain/contents.js';
import type { SequenceEvent } from '../../sequence/sequenceEvent.js';
import type { Candle } from '../../trades/candle.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { BALANCE_EVENT_READERS, balanceEventJson, balanceInputJson } from './balanceJson.js';
import { bookJson } from './books.js';
import { candleJson } from './candleJson.js';
import { changesJson } from './changes.js';
import { isRecord } from './closed.js';
import { consolidatedQuoteJson, venueQuoteJson } from './consolidated.js';
import { CONTENT_READERS, contentJson, type SideContent } from './contents.js';
import { EVENT_READERS, eventJson } from './events.js';
import { frameJson, INPUT_READERS, inputJson, type NumberedFrame } from './inputs.js';
import { LISTING_READERS, listingChangeJson } from './listings.js';
import { DEFAULT_VENUE } from './messages.js';
import { orderEventJson, orderStatusChangeJson, orderUpdateJson, trackedOrderJson } from './orders.js';
import { fieldsJson, idJson, levelsJson, unless } from './scalars.js';
import { stateJson } from './states.js';
import { statusChangeJson } from './statusChanges.js';
import { transactionUpdateJson } from './transactions.js';

/** The JSON of whatever our operators emit; what is none of ours as it is, with ours within it in their JSON. */
export function valueJson(value: unknown, moment: MarbleMoment): unknown {
  if (typeof value === 'bigint') return idJson(value);
  if (Decimal.isDecimal(value)) return value.toFixed();
  if (value instanceof OrderBook) return bookJson(value, moment);
  if (value instanceof PriceLevel) return (levelsJson([value]) as readonly Json[])[0];
  if (value instanceof OrderSet) return Array.from(value, trackedOrderJson);
  if (Array.isArray(value)) return value.map((item) => valueJson(item, moment));
  if (!isRecord(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  if (isState(value)) return stateJson(value, moment);
  if (isInput(value)) return inputJson(value, moment);
  if (isListingChange(value)) return listingChangeJson(value, moment);
  if (isContent(value)) return contentJson(value, moment);
  if (isEvent(value)) return eventJson(value, moment);
  if (isBalanceInput(value)) return balanceInputJson(value, moment);
  if (isBalanceEvent(value)) return balanceEventJson(value);
  if (isFrame(value)) return frameJson(value, moment);
  if (isEither(value)) {
    return value._tag === 'Left'
      ? { left: valueJson(value.left, moment) }
      : { right: valueJson(value.right, moment) };
  }
  if (isChanges(value)) return changesJson(value);
  if (isStatusChange(value)) return statusChangeJson(value, moment);
  if (isVenueQuote(value)) return venueQuoteJson(value, moment);
  if (isConsolidatedQuote(value)) return consolidatedQuoteJson(value, moment);
  if (isQuote(value)) {
    const { bid, ask, complete } = value;
    return fieldsJson({
      bid: bid && [bid.priceText, bid.sizeText],
      ask: ask && [ask.priceText, ask.sizeText],
      complete: unless(complete, true),
    });
  }
  if (isCandle(value)) return candleJson(value);
  if (isOrderUpdate(value)) return orderUpdateJson(value, moment);
  if (isOrderStatusChange(value)) return orderStatusChangeJson(value, moment);
  if (isAgedOrder(value)) return trackedOrderJson(value);
  if (isOrderEvent(value)) return orderEventJson(value, moment);
  if (isTransactionUpdate(value)) return transactionUpdateJson(value);
  if (isOfInstrument(value)) {
    const { venue, symbol } = value;
    return {
      symbol,
      ...(fieldsJson({ venue: unless(venue, DEFAULT_VENUE) }) as object),
      value: valueJson(value.value, moment),
    };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, valueJson(field, moment)]),
  );
}

const has = (value: object, ...keys: readonly string[]): boolean =>
  Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));

const isTagged = (value: object, ...tags: readonly string[]): boolean =>
  '_tag' in value && tags.some((tag) => tag === value._tag);

const INPUTS = Object.keys(INPUT_READERS);
const LISTING_CHANGES = Object.keys(LISTING_READERS);
const CONTENTS = Object.keys(CONTENT_READERS);
const EVENTS = Object.keys(EVENT_READERS);
const BALANCE_EVENTS = Object.keys(BALANCE_EVENT_READERS);

const isState = (value: object): value is BookState => 'status' in value && 'cause' in value;
const isInput = (value: object): value is BookInput => isTagged(value, ...INPUTS);
const isListingChange = (value: object): value is ListingChange => isTagged(value, ...LISTING_CHANGES);
const isContent = (value: object): value is SideContent => isTagged(value, ...CONTENTS);
const isEvent = (value: object): value is SequenceEvent => isTagged(value, ...EVENTS);
const isBalanceInput = (value: object): value is BalanceInput =>
  isTagged(value, 'balanceSnapshot', 'balanceDelta', 'orderLocked');
const isBalanceEvent = (value: object): value is BalanceEvent => isTagged(value, ...BALANCE_EVENTS);
const isFrame = (value: object): value is NumberedFrame | FrameRepeated =>
  isTagged(value, 'frame', 'frameRepeated');
const isEither = (value: object): value is Either<unknown, unknown> =>
  has(value, '_tag', 'left') || has(value, '_tag', 'right');
const isOfInstrument = (value: object): value is OfInstrument<unknown> =>
  has(value, 'venue', 'symbol', 'value');
const isChanges = (value: object): value is BookChanges =>
  has(value, 'bids', 'asks') && Object.values(value).every(isListOfChanges);

const isStatusChange = (value: object): value is StatusChange =>
  has(value, 'from', 'to', 'cause', 'changedAt', 'lastedMs', 'venueTime', 'receivedAt', 'ageMs');
const isVenueQuote = (value: object): value is VenueQuote =>
  has(value, 'venue', 'symbol', 'level', 'venueTime', 'receivedAt');
const isConsolidatedQuote = (value: object): value is ConsolidatedQuote =>
  has(value, 'instrument', 'bids', 'asks', 'bid', 'ask');
const isQuote = (value: object): value is BestQuote => has(value, 'bid', 'ask', 'complete');

const isCandle = (value: object): value is Candle => 'takerBuyVolume' in value && 'seenFromStart' in value;

const isOrderUpdate = (value: object): value is TrackedUpdate =>
  has(value, 'key', 'order', 'events', 'input', 'previous', 'absorbed');
const isOrderStatusChange = (value: object): value is OrderStatusChange =>
  has(value, 'key', 'order', 'from', 'to', 'changedAt', 'lastedMs');
const isAgedOrder = (value: object): value is AgedOrder =>
  has(value, 'key', 'order', 'doubts', 'since', 'ageMs');
const isOrderEvent = (value: object): value is OrderEvent => 'executedBase' in value && 'inferred' in value;

const isTransactionUpdate = (value: object): value is TransactionUpdate =>
  has(value, 'transaction', 'events');

const isListOfChanges = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((change: unknown) => isRecord(change) && has(change, 'before', 'after'));
