import type { BrokenRule } from '../../../money/checkOrder.js';
import type { ExchangeEvent, RequestRejected } from '../../engine/exchangeEvent.js';
import type { RejectReason } from '../../engine/rejectReason.js';
import { badSymbol, Refusal } from './refusal.js';

/** What was asked of the engine. */
type Asked = 'place' | 'cancel' | 'amend';

const CODE: Readonly<Record<Asked, number>> = { place: -2010, cancel: -2011, amend: -2038 };

/**
 * Why the engine refused a request, in Binance's codes and words.
 *
 * Source: binance-spot-api-docs, `errors.md`, "Messages for -1010, -2010, -2011 and -2038" and "Filter failures", as of
 * 2026-01-15.
 */
export function refusalOf(reason: RejectReason, asked: Asked): Refusal {
  const code = CODE[asked];
  switch (reason._tag) {
    case 'unknownInstrument':
      return badSymbol();
    case 'marketHalted':
      return new Refusal(-1013, 'Market is closed.');
    case 'ruleBroken':
      return brokenRule(reason.broken[0]);
    case 'tooPrecise':
      return new Refusal(-1111, `Parameter 'quoteOrderQty' has too much precision.`);
    case 'duplicateClientId':
      return new Refusal(code, 'Duplicate order sent.');
    case 'wouldMatch':
      return new Refusal(code, 'Order would immediately match and take.');
    case 'noLiquidity':
      return new Refusal(code, 'Order book liquidity is less than symbol minimum quantity.');
    case 'insufficientBalance':
      return new Refusal(code, 'Account has insufficient balance for requested action.');
    case 'unknownOrder':
      return new Refusal(code, 'Unknown order sent.');
    case 'cancelRestricted':
      return new Refusal(code, 'Order was not canceled due to cancel restrictions.');
    case 'notReduced':
      return reason.wanted.eq(reason.amount)
        ? new Refusal(code, 'The requested action would change no state; rejecting.')
        : new Refusal(code, 'Order amend (quantity increase) is not supported.');
    case 'expiryPassed':
      return new Refusal(-1013, 'Unsupported order combination.');
  }
}

/** The filter that each part of a rule is of. */
const FILTER: Readonly<Record<BrokenRule['_tag'], string | undefined>> = {
  minPrice: 'PRICE_FILTER',
  maxPrice: 'PRICE_FILTER',
  tickSize: 'PRICE_FILTER',
  positivePrice: 'PRICE_FILTER',
  priceDigits: 'PRICE_FILTER',
  minSize: 'LOT_SIZE',
  maxSize: 'LOT_SIZE',
  lotSize: 'LOT_SIZE',
  positiveSize: 'LOT_SIZE',
  sizeDigits: 'LOT_SIZE',
  minNotional: 'NOTIONAL',
  maxNotional: 'NOTIONAL',
  quoteIncrement: undefined,
  orderTypes: undefined,
  timesInForce: undefined,
  sizedIn: undefined,
};

/** Of several broken rules Binance tells one. */
function brokenRule(broken: BrokenRule | undefined): Refusal {
  const name = broken && FILTER[broken._tag];
  if (name !== undefined) return filter(name);
  return broken?._tag === 'orderTypes'
    ? new Refusal(-1116, 'Invalid orderType.')
    : new Refusal(-1013, 'Unsupported order combination.');
}

/** An order does not pass a filter of its symbol, or of the exchange. */
export const filter = (name: string): Refusal => new Refusal(-1013, `Filter failure: ${name}`);

/** The refusal that a command met, if it met one. */
export const rejectedIn = (
  events: readonly ExchangeEvent[],
  request?: RequestRejected['request'],
): RequestRejected | undefined =>
  events.find(
    (event): event is RequestRejected =>
      event._tag === 'rejected' && (request === undefined || event.request === request),
  );
