import type { VenueSymbol } from '../../../../domain/ids.js';
import type { TradeExecuted } from '../../../engine/exchangeEvent.js';
import type { ExchangeOrder } from '../../../engine/exchangeOrder.js';
import type { Desk } from '../desk.js';
import { numberText, wireTime } from '../numberText.js';
import type { Call, Operation } from '../operation.js';
import { orderJson } from '../orderJson.js';
import type { Params } from '../params.js';
import { badCombination, Refusal } from '../refusal.js';
import { orderOf, readReference } from './trading.js';
import { newest } from './newest.js';

const DAY_MS = 86_400_000;
const NO_RATES = { maker: '0.00000000', taker: '0.00000000', buyer: '0.00000000', seller: '0.00000000' };

/** Account information. */
export const accountInformation: Operation = {
  security: 'signed',
  parameters: ['omitZeroBalances'],
  weight: 20,
  run: ({ desk, params, account, time }) => {
    const { makerRate, takerRate } = desk.exchange.fees(account);
    const omitZero = params.flag('omitZeroBalances', false);
    const held = desk.exchange.balances(account);
    const tokens = new Set([...held.keys(), ...tokensOf(desk)]);
    const balances = [...tokens].map((asset) => {
      const balance = held.get(asset);
      const [free, locked] = balance ? [balance.available, balance.locked].map(numberText) : [];
      return { asset, free: free ?? '0.00000000', locked: locked ?? '0.00000000', total: balance?.total };
    });
    return {
      makerCommission: makerRate.times(10_000).round().toNumber(),
      takerCommission: takerRate.times(10_000).round().toNumber(),
      buyerCommission: 0,
      sellerCommission: 0,
      commissionRates: { ...NO_RATES, maker: makerRate.toFixed(8), taker: takerRate.toFixed(8) },
      canTrade: true,
      canWithdraw: false,
      canDeposit: false,
      brokered: false,
      requireSelfTradePrevention: false,
      preventSor: false,
      updateTime: wireTime(time),
      accountType: 'SPOT',
      balances: balances
        .filter(({ total }) => !omitZero || total?.gt(0) === true)
        .map(({ asset, free, locked }) => ({ asset, free, locked })),
      permissions: ['SPOT'],
      uid: 1,
    };
  },
};

/** The tokens that are traded. */
export function tokensOf({ exchange }: Desk): ReadonlySet<string> {
  const rules = exchange.symbols.map((symbol) => exchange.instrument(symbol).rule);
  return new Set(rules.flatMap(({ base, quote }) => [base, quote]));
}

/** Query commission rates. */
export const commissionRates: Operation = {
  security: 'signed',
  parameters: ['symbol'],
  weight: 20,
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const { makerRate, takerRate, discount } = desk.exchange.fees(account);
    return {
      symbol,
      standardCommission: { ...NO_RATES, maker: makerRate.toFixed(8), taker: takerRate.toFixed(8) },
      specialCommission: NO_RATES,
      taxCommission: NO_RATES,
      discount: {
        enabledForAccount: discount !== undefined,
        enabledForSymbol: discount !== undefined,
        discountAsset: discount?.token ?? 'BNB',
        discount: discount?.share.toFixed(8) ?? '0.00000000',
      },
    };
  },
};

/** Query order. */
export const queryOrder: Operation = {
  security: 'signed',
  parameters: ['symbol', 'orderId', 'origClientOrderId'],
  weight: 4,
  run: ({ desk, params, account }) =>
    json(desk, orderOf(desk, account, desk.symbol(params), readReference(params))),
};

/** Current open orders. */
export const openOrders: Operation = {
  security: 'signed',
  parameters: ['symbol'],
  weight: (params) => (params.has('symbol') ? 6 : 80),
  run: ({ desk, params, account }) => {
    const symbol = params.has('symbol') ? desk.symbol(params) : undefined;
    return desk.exchange.openOrders(account, symbol).map((order) => json(desk, order));
  },
};

/** All orders. */
export const allOrders: Operation = {
  security: 'signed',
  parameters: ['symbol', 'orderId', 'startTime', 'endTime', 'limit'],
  weight: 20,
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const from = params.whole('orderId');
    const between = readPeriod(params);
    const orders = desk.exchange
      .orders(account, symbol)
      .filter(({ orderId, placedAt }) => orderId >= (from ?? 0) && between.has(placedAt));
    const isForward = from !== undefined || between.isForward;
    return newest(orders, params.limit(500, 1000), isForward).map((order) => json(desk, order));
  },
};

/** Account trade list. */
export const myTrades: Operation = {
  security: 'signed',
  parameters: ['symbol', 'orderId', 'startTime', 'endTime', 'fromId', 'limit'],
  weight: (params) => (params.has('orderId') ? 5 : 20),
  run: (call) => {
    const { desk, params, account } = call;
    const symbol = desk.symbol(params);
    return tradesOf(call, symbol).flatMap((trade) => tradeJsons(trade, account, params.whole('orderId')));
  },
};

function tradesOf({ desk, params, account }: Call, symbol: VenueSymbol): readonly TradeExecuted[] {
  const [fromId, orderId] = [params.whole('fromId'), params.whole('orderId')];
  const between = readPeriod(params);
  const isTimed = params.has('startTime') || params.has('endTime');
  if (isTimed && (fromId !== undefined || orderId !== undefined)) throw badCombination();
  const trades = desk.exchange
    .accountTrades(account, symbol, { fromId, orderId })
    .filter(({ time }) => between.has(time));
  return newest(trades, params.limit(500, 1000), fromId !== undefined || between.isForward);
}

/** A trade of an account; both sides, where both are its own. */
function tradeJsons(trade: TradeExecuted, account: string, ofOrder: number | undefined): readonly unknown[] {
  const { symbol, tradeId, price, amount, quoteAmount, time, maker, taker } = trade;
  return [maker, taker]
    .filter((party) => party.account === account && (ofOrder === undefined || party.orderId === ofOrder))
    .map((party) => ({
      symbol,
      id: tradeId,
      orderId: party.orderId,
      orderListId: -1,
      price: numberText(price),
      qty: numberText(amount),
      quoteQty: numberText(quoteAmount),
      commission: numberText(party.fee.amount),
      commissionAsset: party.fee.token,
      time: wireTime(time),
      isBuyer: party.side === 'buy',
      isMaker: party.liquidity === 'maker',
      isBestMatch: true,
    }));
}

/** Query unfilled order count. */
export const orderCounts: Operation = {
  security: 'signed',
  parameters: [],
  weight: 40,
  run: ({ desk, account, time }) => desk.rates.uses('ORDERS', account, time),
};

/** Lists of what this exchange never has: order lists, prevented matches by id, allocations. */
export const nothing = (parameters: readonly string[], weight: number): Operation => ({
  security: 'signed',
  parameters,
  weight,
  run: () => [],
});

const json = (desk: Desk, order: ExchangeOrder) => orderJson(order, desk.labels.get(order.orderId));

function readPeriod(params: Params) {
  const [start, end] = [params.whole('startTime'), params.whole('endTime')];
  if (start !== undefined && end !== undefined && end - start > DAY_MS)
    throw new Refusal(-1127, 'More than 24 hours between startTime and endTime.');
  return {
    has: (time: number) => Math.floor(time) >= (start ?? 0) && Math.floor(time) <= (end ?? Infinity),
    /** Whether the oldest are wanted first, where there are too many. */
    isForward: start !== undefined,
  };
}
