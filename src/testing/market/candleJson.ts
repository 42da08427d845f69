import { Decimal } from 'decimal.js';
import * as t from 'io-ts';

import { tradeId, venueName, venueSymbol } from '../../domain/ids.js';
import type { Candle } from '../../trades/candle.js';
import type { Json } from '../marbleDiagram.js';
import { closed } from './closed.js';
import { readOrThrow } from './marbleJsonError.js';
import { DEFAULT_SYMBOL, DEFAULT_VENUE } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { amountText, count, exactly, fieldsJson, unless } from './scalars.js';

const prices = exactly(t.tuple([amountText, amountText, amountText, amountText], '[open, high, low, close]'));
const ids = exactly(t.tuple([t.string, t.string], '[first, last]'));

const candleFields = closed(
  {
    candle: prices,
    from: t.number,
    to: t.number,
    volume: amountText,
    quoteVolume: amountText,
    takerBuyVolume: amountText,
    trades: count,
  },
  { ids, late: count, seenFromStart: t.boolean, complete: t.boolean, venue: t.string, symbol: t.string },
);

/** The candle that `json` stands for. */
export const readCandle: Reader<Candle> = (json) => {
  const { candle, from, to, ids, venue, symbol, ...fields } = readOrThrow(candleFields, json);
  const [open, high, low, close] = candle;
  return {
    venue: venue === undefined ? DEFAULT_VENUE : venueName(venue),
    symbol: symbol === undefined ? DEFAULT_SYMBOL : venueSymbol(symbol),
    openTime: from,
    closeTime: to,
    open: new Decimal(open),
    high: new Decimal(high),
    low: new Decimal(low),
    close: new Decimal(close),
    volume: new Decimal(fields.volume),
    quoteVolume: new Decimal(fields.quoteVolume),
    takerBuyVolume: new Decimal(fields.takerBuyVolume),
    trades: fields.trades,
    firstId: ids && tradeId(ids[0]),
    lastId: ids && tradeId(ids[1]),
    late: fields.late ?? 0,
    seenFromStart: fields.seenFromStart ?? true,
    complete: fields.complete ?? true,
  };
};

/** The JSON of a candle. */
export const candleJson = ({ open, high, low, close, firstId, lastId, ...candle }: Candle): Json =>
  fieldsJson({
    candle: [open, high, low, close].map((price) => price.toFixed()),
    from: candle.openTime,
    to: candle.closeTime,
    volume: candle.volume.toFixed(),
    quoteVolume: candle.quoteVolume.toFixed(),
    takerBuyVolume: candle.takerBuyVolume.toFixed(),
    trades: candle.trades,
    ids: firstId === undefined && lastId === undefined ? undefined : [firstId ?? null, lastId ?? null],
    late: unless(candle.late, 0),
    seenFromStart: unless(candle.seenFromStart, true),
    complete: unless(candle.complete, true),
    venue: unless<string>(candle.venue, DEFAULT_VENUE),
    symbol: unless<string>(candle.symbol, DEFAULT_SYMBOL),
  });
