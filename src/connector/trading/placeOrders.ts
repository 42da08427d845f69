import type { Decimal } from 'decimal.js';
import { isLeft } from 'fp-ts/lib/Either.js';

import { venueSymbol, type ClientOrderId } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { OrderRequest } from '../../domain/tradingRule.js';
import { clientOrderIds, type OrderTerms, type SubmitRequested } from '../../orders/index.js';
import type { CallResult } from '../requests/venueCall.js';
import { callFailureText } from './callFailureText.js';
import type { InstrumentName, OrderWish } from './connector.js';
import { CLOCK_MARGIN_MS, originOf, type Desk } from './desk.js';
import { ruleOf, symbolOf, wishedOrder, type Instruments } from './instruments.js';
import type { NewVenueOrder } from './tradingVenue.js';
import { wishFaultText } from './wishFaultText.js';

/** How orders are placed. Times in milliseconds. */
export interface PlaceOrdersOptions {
  /** Who gives out client ids: see `clientOrderIds`. */
  readonly instance: string;
  /** An order that could not be sent for so long is not sent any more. */
  readonly sendWithinMs: number;
  readonly instruments: () => Instruments;
}

/**
 * Places an order, and gives its client id at once.
 *
 * @throws {RangeError} where the amount or the price is below zero, infinite or none.
 */
export type PlaceOrder = (side: Side, name: InstrumentName, wish: OrderWish) => ClientOrderId;

/**
 * What places orders: each gets a client id, is quantized, and tracked before it is sent, once. What breaks a rule, and what the venue
 * will not have or never got, is `submitRefused`, so that the order fails; where no answer came it is unknown what became
 * of it.
 *
 * @throws {RangeError} at once where the instance does not fit into a client id.
 */
export function placeOrders(
  { venue, orders, act, now }: Desk,
  { instance, sendWithinMs, instruments }: PlaceOrdersOptions,
): PlaceOrder {
  const { trading } = venue;
  const issue = clientOrderIds({ ...trading.clientIds, instance });
  let lastTick: number | undefined;

  function idFor(side: Side, base: string, quote: string, at: number): ClientOrderId {
    const { clientId, tick } = issue({ side, base, quote }, at, lastTick);
    lastTick = tick;
    return clientId;
  }

  /** What the answer to a submit means. */
  function answered(order: NewVenueOrder, result: CallResult<Parameters<typeof orders.take>[0]>): void {
    const origin = originOf(venue, { ...order, venueId: undefined }, now());
    if (result._tag === 'answered') orders.take(result.value);
    else if (result._tag === 'outcomeUnknown') orders.take([{ _tag: 'submitAnswerLost', ...origin }]);
    else orders.take([{ _tag: 'submitRefused', ...origin, reason: callFailureText(result) }]);
  }

  return (side, name, wish) => {
    demandNumber('amount', wish.amount);
    if (wish.price !== undefined) demandNumber('price', wish.price);
    const at = now();
    const known = instruments();
    const rule = ruleOf(known, name);
    const request: OrderRequest = { ...wish, side };
    const wished = wishedOrder(known, name, request);
    const [base = name, quote = ''] = rule === undefined ? name.split('-') : [rule.base, rule.quote];
    const clientId = idFor(side, base, quote, at);
    const symbol = symbolOf(known, name) ?? venueSymbol(name);
    const sent = isLeft(wished) ? request : wished.right;
    const order: NewVenueOrder = { ...sent, symbol, clientId };
    const terms = termsOf(order, rule);
    const origin = originOf(venue, { symbol, clientId, venueId: undefined }, at);
    const sendBefore = at + sendWithinMs;
    const validUntil = sendBefore + trading.callLifetimeMs + CLOCK_MARGIN_MS;
    const requested: SubmitRequested = {
      _tag: 'submitRequested',
      ...origin,
      clientId,
      terms,
      validUntil,
    };
    orders.takeThen(requested, () => {
      if (isLeft(wished))
        orders.take([{ _tag: 'submitRefused', ...origin, reason: wishFaultText(wished.left) }]);
      else act(trading.place(order), { sendBefore }).subscribe((result) => answered(order, result));
    });
    return clientId;
  };
}

const termsOf = (
  { side, orderType: type, amount, sizedIn = 'base', price }: NewVenueOrder,
  rule: { readonly base: string; readonly quote: string } | undefined,
): OrderTerms => ({ side, type, amount, sizedIn, price, base: rule?.base, quote: rule?.quote });

function demandNumber(name: string, value: Decimal): void {
  if (!(value.isFinite() && value.gte(0)))
    throw new RangeError(`${name} is not at or above zero: ${value.toFixed()}`);
}
