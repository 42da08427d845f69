import * as t from 'io-ts';

import type { BestQuote } from '../../book/bestQuotes.js';
import { priceLevels } from '../../domain/priceLevels.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleCodecs, MarbleMoment } from '../marbleOperator.js';
import { BALANCE_EVENT_READERS, BALANCE_READERS } from './balanceJson.js';
import { readBook } from './books.js';
import { readCandle } from './candleJson.js';
import { closed, isRecord } from './closed.js';
import { readConsolidatedQuote, readVenueQuote } from './consolidated.js';
import { CONTENT_READERS } from './contents.js';
import { EVENT_READERS } from './events.js';
import { LISTING_READERS } from './listings.js';
import { readByFirstKey, type Reader } from './readByFirstKey.js';
import { INPUT_READERS, readFrame } from './inputs.js';
import { readOrThrow } from './marbleJsonError.js';
import { ofInstrumentReader } from './ofInstruments.js';
import { ORDER_READERS } from './orders.js';
import { levelTexts } from './scalars.js';
import { readState } from './states.js';
import { readStatusChange } from './statusChanges.js';
import { TRANSACTION_READERS } from './transactions.js';
import { valueJson } from './valueJson.js';

const quoteFields = closed({}, { bid: levelTexts, ask: levelTexts, complete: t.boolean });

const readQuote: Reader<BestQuote> = (json) => {
  const { bid, ask, complete = true } = readOrThrow(quoteFields, json);
  return { bid: bid && priceLevels([bid]).at(0), ask: ask && priceLevels([ask]).at(0), complete };
};

/** Every object that can be written, by its first key. */
const READERS: Readonly<Record<string, Reader<unknown>>> = {
  ...INPUT_READERS,
  ...EVENT_READERS,
  status: readState,
  bids: readBook,
  asks: readBook,
  bid: readQuote,
  ask: readQuote,
  to: readStatusChange,
  from: readStatusChange,
  level: readVenueQuote,
  instrument: readConsolidatedQuote,
  symbol: ofInstrumentReader(readAny),
  candle: readCandle,
  frame: readFrame,
  ...CONTENT_READERS,
  ...LISTING_READERS,
  ...BALANCE_READERS,
  ...BALANCE_EVENT_READERS,
  ...ORDER_READERS,
  ...TRANSACTION_READERS,
};

function readAny(json: unknown, moment: MarbleMoment, title?: string): unknown {
  return isRecord(json) ? readByFirstKey(READERS, json, moment, title) : json;
}

const START: MarbleMoment = { frame: 0 };

/**
 * Codecs for marble files about books: short JSON for our messages, events, states and books.
 *
 * An object's first key says what it is. What is left out has its default, both ways: a value is written with just the
 * keys that differ from what its absence means. An unknown key, and a value of the wrong kind, is refused.
 *
 * ```
 * Messages
 * {"snapshot":10,"bids":[["100","1"]],"asks":[["101","1"]]}      its id, or null; sides without levels may be left out
 *     via "stream" ("request" in the input titled snapshots), coverage "full" | {"levels":10,"maintained":true}
 * {"diff":11,"bids":[["100","0"]]}                               its id (first and last), [11,13], or null
 *     previousId
 * {"trade":["100.5","0.2"],"side":"buy"}                         [price, size]; id
 * {"orderSnapshot":10,"bids":[["id","100","1"]],"asks":[]}      orders: [id, price, size]
 * {"orderDiff":11,"changes":[{"opened":"id","side":"buy","price":"100","size":"1"},{"changed":"id","size":"2"},
 *     {"matched":"id","size":"1"},{"done":"id"}]}
 * {"listed":"BTC-USD"}   {"halted":{"symbol":"BTC-USD","trading":false}}   {"resumed":...}   {"delisted":...}   {"dropped":"BTC-USD"}
 *     a listing: its symbol, or that with base, quote, contract {"kind":"spot"}, trading true
 * {"snapshotRequested":true}
 * {"snapshotFailed":"HTTP 503"}                                  what the request failed with; attempts 1
 * {"interrupted":"c","cause":"disconnected","reason":"closed"}   the connection; or "connectionGap", expected, actual
 *     of snapshots and diffs: checksum, keepText false (whether levels keep their wire text)
 *     of all that have an origin: venue "test", symbol "BTC-USD", connection "c", venueTime, receivedAt
 * {"frame":5}                                                    a numbered frame of a connection; connection "c"
 *
 * What else a frame may hold
 * {"listings":["BTC-USD"],"covers":"all"}                         listings; covers "all", receivedAt
 * {"other":"ticker"}                                             its kind
 * {"refusal":"no such symbol","code":-1121}                      the venue's message; code
 * {"badFrame":[["data.p","1","text"]],"excerpt":"{}"}            its faults, [path, value, expected]; excerpt ""
 * {"unknownFrame":"{}"}                                          its excerpt
 *     of all: venue "test"; of bad and unknown frames: connection "c", receivedAt
 *
 * Events of a sequencer
 * {"joined":{"snapshot":10},"diffs":[{"diff":11}],"stale":1}     diffs [], stale 0
 * {"healed":{"snapshot":10},"diffs":[{"diff":11}]}               diffs []; the snapshot's via is "request"
 * {"applied":{"diff":11}}   {"stale":{"diff":9}}   {"held":{"diff":12},"waiting":1}   {"unsynced":{"diff":12}}
 * {"gap":"diffGap","last":11,"firstId":13}                       the cause's tag, its fields; receivedAt
 * {"traded":{"trade":["100.5","0.2"],"side":"buy"}}
 *
 * States and books
 * {"status":"live","cause":"diff","book":{"bids":[["100","1"]],"asks":[["101","1"]],"lastId":11}}
 *     ageMs 0, generation 1, missingDeletes 0, expectedChecksum, mismatch {"expected":1,"computed":2}
 * {"status":"gap","cause":"diffGap","last":11,"firstId":13,"lastBook":{...}}
 *     the cause's fields stand beside its tag; lastBook, ageMs 0 (none without a book), snapshotFailure
 * {"bids":[["100","1"]],"asks":[]}                               a book shows both sides when it is an output
 *     lastId, lastTrade, venue, symbol, venueTime, receivedAt, keepText; coverage (input), completeTo (output)
 * {"to":"gap","from":"live","cause":"diffGap","last":11}          a change of status, with its cause's fields; from, lastedMs,
 *     changedAt and ageMs 0 (none of syncing, or where changedAt is null), receivedAt ageMs before it, venueTime
 * {"bid":["100","1"],"ask":["101","1"]}                          a best quote; complete true
 * {"instrument":"BTC-USD","bids":[{"level":["100","1"],"venue":"kraken"}],"asks":[]}
 *     a consolidated quote; of each in it: venue "test", symbol "BTC-USD", venueTime, receivedAt
 * {"symbol":"ETH-USD","value":{...}}                             an output of one instrument; venue "test"
 * {"bids":[["100","1","2"]],"asks":[["101",null,"3"]]}           output: changes, [price, size before, size after]
 * {"candle":["100","102","99","101"],"from":0,"to":5,"volume":"3","quoteVolume":"302","takerBuyVolume":"1","trades":2}
 *     [open, high, low, close]; ids [first, last], late 0, seenFromStart true, complete true, venue, symbol
 *
 * Orders
 * {"input":"fill","clientId":"c1","venueId":"v1","fill":["t1","40","10"]}   an input, in the JSON of `orderInputToJson`, its tag as input;
 *     terms ["buy","100","10"]: a limit order; fills as [trade id, amount, price]; validUntil 1000, request "x", final false;
 *     now, receivedAt, and that of fills
 * {"order":"open","clientId":"c1","venueId":"v1","executed":"40","quote":"400","wants":["fills: fillsMissing"],"events":[...]}
 *     output: an order's usual name and what it wants asked now; executed and quote "0", fees, events []
 * {"event":"filled","tradeId":"t1","amount":"40","price":"10"}    in it, an event: what its order does not say; late, inferred and adopted
 *     false, net and replaces of inferred fills. Alone it also says clientId, venueId, order ["buy","100","10"], type "limit",
 *     executed, quote, totalFees, venueTime, receivedAt
 * [{"order":"open","clientId":"c1"}]                             output: a set of orders, each in short; in doubt: doubts
 *     [["answerLost",5]], what is not known since when, and ageMs
 * {"to":"open","from":"pendingCreate","clientId":"c1","lastedMs":5}   output: a change of an order's status; changedAt
 * {"transaction":"transactionStarted","transactionId":"0x1","kind":"create","limitMs":5}   an input of a transaction, in the JSON of
 *     `transactionInputToJson`, its tag as transaction; now, receivedAt. As an output, where it is and its events
 * {"left":...}  {"right":...}                                    output: an Either
 *
 * Balances
 * {"balances":{"USD":["100","90"],"BTC":"1"}}                     [total, available], or the total alone; covers "all"
 * {"balanceDelta":{"USD":"-5"}}
 *     of both: feed "c", sequence, venueTime, requestedAt, receivedAt
 * {"orderLocked":"order","locks":{"USD":"10"}}                    locks {}
 * {"balancesChanged":["USD"],"balances":{"USD":["95","85"]}}      the tokens, and all balances; refused {"BTC":"older"}
 * {"balancesUnchanged":{"USD":["95","85"]}}   {"balancesRefused":{}}   all balances; refused
 * ```
 *
 * `receivedAt` is the moment of the marble, in milliseconds of virtual time (0 outside of a run); that of a state's book
 * is `ageMs` before it. Prices and sizes are texts; ids above 2^53 are texts of their digits. Of anything else, numbers
 * and texts pass as they are, decimals become their text, and lists and plain objects are gone through.
 *
 * ```ts
 * describeMarbles('marbles', { ...marketOperators, spreadsInTicks }, bookMarbles);
 * ```
 *
 * @throws {MarbleJsonError} that names each fault: its place, the value there and what was expected.
 */
export const bookMarbles = {
  input: (json: Json, title?: string, moment?: MarbleMoment): unknown =>
    readAny(json, moment ?? START, title),
  output: (value: unknown, moment?: MarbleMoment): unknown => valueJson(value, moment ?? START),
} satisfies MarbleCodecs;
