import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

import { readWith } from '../../../connector/index.js';
import { add, multiply } from '../../../domain/exact.js';
import type { FeeSchedule } from '../../../domain/fee.js';
import { venueSymbol, type VenueSymbol } from '../../../domain/ids.js';
import { feeSchedule, type BalanceSnapshot } from '../../../money/index.js';
import { wireAccount, wireCommission, wirePrice, wireTime, type WireCommission } from '../wire/account.js';
import type { CallPlan } from './binanceCall.js';

/** The venue's clock ("Check server time", weight 1). */
export const serverTime = (): CallPlan<number> => ({
  rest: ['GET', '/api/v3/time'],
  socket: 'time',
  security: 'none',
  weight: 1,
  read: (json) => readWith(wireTime, json, '', (time) => E.right(time.serverTime)),
});

/** The last traded prices ("Symbol price ticker", weight 2 of one symbol, else 4); all there are where no symbol is named. */
export const lastPrices = (symbols: readonly VenueSymbol[]): CallPlan<ReadonlyMap<VenueSymbol, Decimal>> => ({
  rest: ['GET', '/api/v3/ticker/price'],
  socket: 'ticker.price',
  security: 'none',
  weight: symbols.length === 1 ? 2 : 4,
  parameters: () =>
    symbols.length === 1 ? { symbol: symbols[0] } : { symbols: symbols.length === 0 ? undefined : symbols },
  read: (json) =>
    readWith(t.array(wirePrice), Array.isArray(json) ? json : [json], '', (prices) =>
      E.right(new Map(prices.map(({ symbol, price }) => [venueSymbol(symbol), price]))),
    ),
});

/**
 * All balances that are not zero ("Account information", weight 20). `updateTime` is when the account last changed, as `u` is in
 * the user stream: a list that was made before an event that is known is older than it by that.
 */
export const balances = (): CallPlan<BalanceSnapshot> => ({
  rest: ['GET', '/api/v3/account'],
  socket: 'account.status',
  security: 'signed',
  weight: 20,
  parameters: () => ({ omitZeroBalances: true }),
  read: (json, { sentAt, receivedAt }) =>
    readWith(wireAccount, json, '', (account) =>
      E.right({
        _tag: 'balanceSnapshot',
        feed: 'GET /api/v3/account',
        venueTime: account.updateTime,
        requestedAt: sentAt,
        receivedAt,
        covers: 'all',
        balances: account.balances.map(({ asset, free, locked }) => ({
          token: asset,
          total: add(free, locked),
          available: free,
        })),
      }),
    ),
});

/** What this account pays on an instrument ("Account Commission Rates", weight 20). */
export const accountFees = (symbol: VenueSymbol): CallPlan<FeeSchedule> => ({
  rest: ['GET', '/api/v3/account/commission'],
  socket: 'account.commission',
  security: 'signed',
  weight: 20,
  parameters: () => ({ symbol }),
  read: (json) => readWith(wireCommission, json, '', (wire) => E.right(feesOf(wire))),
});

const ZERO = new Decimal(0);
const ONE = new Decimal(1);

/**
 * The rates of standard, special and tax commission together ("Commission Rates" FAQ): each is that of the maker or taker with that
 * of the buyer or seller, of which the higher one is taken here. All of it is deducted from what is received, or paid in BNB, where
 * that is switched on: the standard commission times `discount` then.
 */
function feesOf({
  standardCommission,
  specialCommission,
  taxCommission,
  discount,
}: WireCommission): FeeSchedule {
  const inToken = discount !== undefined && discount.enabledForAccount && discount.enabledForSymbol;
  const parts = [
    { rates: standardCommission, times: inToken ? discount.discount : ONE },
    ...[specialCommission, taxCommission].flatMap((rates) =>
      rates === undefined ? [] : [{ rates, times: ONE }],
    ),
  ];
  const rateOf = (who: 'maker' | 'taker'): Decimal =>
    parts.reduce(
      (sum, { rates, times }) =>
        add(sum, multiply(add(rates[who], Decimal.max(rates.buyer, rates.seller)), times)),
      ZERO,
    );
  return feeSchedule({
    makerRate: rateOf('maker'),
    takerRate: rateOf('taker'),
    buyFrom: 'returns',
    sellFrom: 'returns',
    token: inToken ? (discount.discountAsset ?? undefined) : undefined,
  });
}
