import * as E from 'fp-ts/lib/Either.js';

import { readWith } from '../../../connector/index.js';
import { orderId, tradeId, venueSymbol, type VenueName } from '../../../domain/ids.js';
import type { OneOrderInput, OrderFilled, OrderInputOrigin } from '../../../orders/index.js';
import { executedTrade, executionReport, type ExecutionReport } from '../wire/events.js';
import { clientIdOf, orderIdOf } from './listedOrders.js';
import { knownAmount, orderTerms, SIDES, STATUSES } from './orderTerms.js';
import type { Reading } from './readAnswer.js';

/**
 * What an execution report tells of its order ("User Data Streams", 2026-06-28): a fill, an amendment, and always how the order
 * stands. A fill comes before the status that it leads to.
 *
 * The news have no sequence: `I` is an execution's id, and nothing says that later ones are greater. They are ordered by what is
 * filled, by status and by `T` (law 5 of the design).
 */
export const orderNews = (
  venue: VenueName,
  event: unknown,
  under: string,
  receivedAt: number,
): Reading<readonly OneOrderInput[]> =>
  readWith(executionReport, event, under, (report) => {
    const origin: OrderInputOrigin = {
      venue,
      symbol: venueSymbol(report.s),
      clientId: clientIdOf(report.C, report.c),
      venueId: orderIdOf(report.i),
      venueTime: report.T,
      receivedAt,
    };
    const told = reportOf(report, origin);
    if (report.x === 'TRADE')
      return E.Functor.map(fillOf(event, under, report, origin), (fill) => [fill, told]);
    return E.right(report.x === 'REPLACED' ? [amendedBy(report, origin), told] : [told]);
  });

const reportOf = (report: ExecutionReport, origin: OrderInputOrigin): OneOrderInput => ({
  _tag: 'orderReported',
  ...origin,
  status: STATUSES[report.X],
  cumulativeBase: report.z,
  cumulativeQuote: knownAmount(report.Z),
  sequence: undefined,
  terms: orderTerms({
    side: report.S,
    type: report.o,
    price: report.p,
    quantity: report.q,
    quoteQuantity: report.Q,
  }),
  reason: reasonOf(report),
});

/** Why the order was rejected, or why it expired; undefined where there is nothing to explain. */
function reasonOf({ r, eR, X }: ExecutionReport): string | undefined {
  if (r !== undefined && r !== 'NONE') return r;
  return eR ?? (X === 'EXPIRED_IN_MATCH' ? X : undefined);
}

const amendedBy = (report: ExecutionReport, origin: OrderInputOrigin): OneOrderInput => {
  const venueId = orderId(report.i);
  return {
    _tag: 'amended',
    ...origin,
    venueId,
    previousVenueId: venueId,
    amount: report.q,
    price: undefined,
  };
};

/** A fill that is no trade, as an allocation, has no trade id: it is known by what is filled up to it. */
const fillOf = (
  event: unknown,
  under: string,
  report: ExecutionReport,
  origin: OrderInputOrigin,
): Reading<OrderFilled> =>
  readWith(executedTrade, event, under, ({ l, L, n, N, t, m }) => {
    const key = t.startsWith('-')
      ? { tradeId: undefined, cumulative: report.z }
      : { tradeId: tradeId(t), cumulative: report.z };
    return E.right({
      _tag: 'fill',
      ...origin,
      side: SIDES[report.S],
      fill: {
        ...key,
        amount: l,
        price: L,
        fees: N === null ? [] : [{ token: N, amount: n }],
        liquidity: m ? 'maker' : 'taker',
        venueTime: report.T,
        receivedAt: origin.receivedAt,
      },
    });
  });
