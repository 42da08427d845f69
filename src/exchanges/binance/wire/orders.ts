import * as t from 'io-ts';

import { decimalFromText, timeMs } from '../../../codec/index.js';
import { integerText, signedDecimal, wireSide, wireStatus } from './values.js';

/**
 * An order as the answers to placing, cancelling and asking show it. `origClientOrderId` is there in answers to a cancel:
 * `clientOrderId` is the cancel's own then. `cummulativeQuoteQty` is below zero where it is not known any more. Placed and
 * cancelled orders have a `transactTime`, others an `updateTime`.
 */
export const wireOrder = t.intersection([
  t.type({
    symbol: t.string,
    orderId: integerText,
    clientOrderId: t.string,
    price: decimalFromText,
    origQty: decimalFromText,
    executedQty: decimalFromText,
    cummulativeQuoteQty: signedDecimal,
    status: wireStatus,
    type: t.string,
    side: wireSide,
  }),
  t.partial({
    origClientOrderId: t.string,
    origQuoteOrderQty: decimalFromText,
    transactTime: timeMs,
    updateTime: timeMs,
  }),
]);

/** What every answer to placing an order has, whatever was asked for (`ACK`). */
export const wirePlaced = t.intersection([
  t.type({ symbol: t.string, orderId: integerText }),
  t.partial({ transactTime: timeMs }),
]);

/** The fills in a `FULL` answer to placing an order. */
export const wireOrderFills = t.type({
  transactTime: timeMs,
  fills: t.array(
    t.type({
      price: decimalFromText,
      qty: decimalFromText,
      commission: signedDecimal,
      commissionAsset: t.string,
      tradeId: integerText,
    }),
  ),
});

/** The answer to an amendment. Its order names quantities otherwise than all other answers do. */
export const wireAmendment = t.type({
  transactTime: timeMs,
  amendedOrder: t.intersection([
    t.type({
      symbol: t.string,
      orderId: integerText,
      clientOrderId: t.string,
      price: decimalFromText,
      qty: decimalFromText,
      executedQty: decimalFromText,
      cumulativeQuoteQty: signedDecimal,
      status: wireStatus,
      type: t.string,
      side: wireSide,
    }),
    t.partial({ quoteOrderQty: decimalFromText }),
  ]),
});

/** A trade of the account. */
export const wireTrade = t.type({
  symbol: t.string,
  id: integerText,
  orderId: integerText,
  price: decimalFromText,
  qty: decimalFromText,
  commission: signedDecimal,
  commissionAsset: t.string,
  time: timeMs,
  isBuyer: t.boolean,
  isMaker: t.boolean,
});

export type WireOrder = t.TypeOf<typeof wireOrder>;
export type WireTrade = t.TypeOf<typeof wireTrade>;
