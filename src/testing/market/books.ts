import * as t from 'io-ts';

import { bookFromSnapshot } from '../../book/bookReducer.js';
import type { BookSide } from '../../book/bookSide.js';
import type { OrderBook } from '../../book/orderBook.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import { readOrThrow } from './marbleJsonError.js';
import {
  coverage,
  DEFAULT_SYMBOL,
  DEFAULT_VENUE,
  isKept,
  toSnapshot,
  toTrade,
  tradeFields,
  tradeJson,
} from './messages.js';
import { fieldsJson, id, idJson, levelsJson, levelTexts, milliseconds, unless } from './scalars.js';
import type { Reader } from './readByFirstKey.js';

export const bookFields = closed(
  {},
  {
    bids: t.array(levelTexts),
    asks: t.array(levelTexts),
    lastId: id,
    lastTrade: tradeFields,
    coverage,
    keepText: t.boolean,
    venue: t.string,
    symbol: t.string,
    venueTime: milliseconds,
    receivedAt: milliseconds,
  },
);

/** The book that `json` stands for; `moment` is that of its last message, `tradeMoment` that of its last trade. */
export const toBook = (
  { lastId, lastTrade, ...json }: t.TypeOf<typeof bookFields>,
  moment: MarbleMoment,
  tradeMoment = moment,
): OrderBook =>
  bookFromSnapshot(
    toSnapshot({ snapshot: lastId ?? null, ...json }, moment, 'stream'),
    lastTrade && toTrade(lastTrade, tradeMoment),
  );

export const readBook: Reader<OrderBook> = (json, moment) => toBook(readOrThrow(bookFields, json), moment);

/** The JSON of a book. */
export const bookJson = (book: OrderBook, moment: MarbleMoment, tradeMoment = moment): Json =>
  fieldsJson({
    bids: levelsJson(book.bids),
    asks: levelsJson(book.asks),
    lastId: book.lastId === undefined ? undefined : idJson(book.lastId),
    completeTo: completeToJson(book),
    lastTrade: book.lastTrade && tradeJson(book.lastTrade, tradeMoment),
    keepText: [book.bids, book.asks].some(isKept) ? true : undefined,
    venue: unless(book.venue, DEFAULT_VENUE),
    symbol: unless(book.symbol, DEFAULT_SYMBOL),
    venueTime: book.venueTime,
    receivedAt: unless(book.receivedAt, moment.frame),
  });

function completeToJson({ bids, asks }: OrderBook): Json | undefined {
  const priceOf = (side: BookSide) => side.completeTo?.priceText;
  if (priceOf(bids) === undefined && priceOf(asks) === undefined) return undefined;
  return fieldsJson({ bids: priceOf(bids), asks: priceOf(asks) });
}
