import * as t from 'io-ts';

import { decimalFromText } from '../../../codec/index.js';

/** `/api/v3/exchangeInfo`, its instruments unread: one that cannot be read is not to cost the others. */
export const wireExchangeInfo = t.type({ symbols: t.UnknownArray });

/** The part of an instrument that says what orders may be. */
export const wireInstrument = t.intersection([
  t.type({
    symbol: t.string,
    baseAsset: t.string,
    quoteAsset: t.string,
    orderTypes: t.array(t.string),
    filters: t.array(t.intersection([t.type({ filterType: t.string }), t.UnknownRecord])),
  }),
  t.partial({ quoteAssetPrecision: t.number, quoteOrderQtyMarketAllowed: t.boolean }),
]);

export const priceFilter = t.type({
  minPrice: decimalFromText,
  maxPrice: decimalFromText,
  tickSize: decimalFromText,
});

/** `LOT_SIZE` and `MARKET_LOT_SIZE`. */
export const lotFilter = t.type({
  minQty: decimalFromText,
  maxQty: decimalFromText,
  stepSize: decimalFromText,
});

/** `MIN_NOTIONAL`, which `NOTIONAL` took the place of. */
export const minNotionalFilter = t.type({ minNotional: decimalFromText, applyToMarket: t.boolean });

export const notionalFilter = t.type({
  minNotional: decimalFromText,
  applyMinToMarket: t.boolean,
  maxNotional: decimalFromText,
  applyMaxToMarket: t.boolean,
});

export type WireInstrument = t.TypeOf<typeof wireInstrument>;
