import {
  accountInformation,
  allOrders,
  commissionRates,
  myTrades,
  nothing,
  openOrders,
  orderCounts,
  queryOrder,
} from './operations/account.js';
import { amendOrder } from './operations/amend.js';
import { allCoins, emptyInfo, noPairs, tradeFees } from './operations/beyondSpot.js';
import { cancelReplaceOrder } from './operations/cancelReplace.js';
import { exchangeInfo, ping, serverTime } from './operations/general.js';
import { endListenKey, keepListenKey, startListenKey } from './operations/listenKeys.js';
import { aggregateTrades, depth, historicalTrades, klines, recentTrades } from './operations/marketData.js';
import { averagePriceOf, bookTicker, dayTicker, priceTicker } from './operations/tickers.js';
import { cancelOpenOrders, cancelOrder, placeOrder, testOrder } from './operations/trading.js';
import type { Operation } from './operation.js';

const noLists = nothing(['fromId', 'startTime', 'endTime', 'limit'], 20);
const noMatches = nothing(['symbol', 'preventedMatchId', 'orderId', 'fromPreventedMatchId', 'limit'], 2);

/** What REST has, by method and path. */
export const ROUTES: Readonly<Record<string, Operation>> = {
  'GET /api/v3/ping': ping,
  'GET /api/v3/time': serverTime,
  'GET /api/v3/exchangeInfo': exchangeInfo,
  'GET /api/v3/depth': depth,
  'GET /api/v3/trades': recentTrades,
  'GET /api/v3/historicalTrades': historicalTrades,
  'GET /api/v3/aggTrades': aggregateTrades,
  'GET /api/v3/klines': klines,
  'GET /api/v3/uiKlines': klines,
  'GET /api/v3/avgPrice': averagePriceOf,
  'GET /api/v3/ticker/24hr': dayTicker,
  'GET /api/v3/ticker/price': priceTicker,
  'GET /api/v3/ticker/bookTicker': bookTicker,
  'POST /api/v3/order': placeOrder,
  'POST /api/v3/order/test': testOrder,
  'POST /api/v3/order/cancelReplace': cancelReplaceOrder,
  'PUT /api/v3/order/amend/keepPriority': amendOrder,
  'GET /api/v3/order': queryOrder,
  'DELETE /api/v3/order': cancelOrder,
  'GET /api/v3/openOrders': openOrders,
  'DELETE /api/v3/openOrders': cancelOpenOrders,
  'GET /api/v3/allOrders': allOrders,
  'GET /api/v3/myTrades': myTrades,
  'GET /api/v3/account': accountInformation,
  'GET /api/v3/account/commission': commissionRates,
  'GET /api/v3/rateLimit/order': orderCounts,
  'GET /api/v3/openOrderList': noLists,
  'GET /api/v3/allOrderList': noLists,
  'GET /api/v3/myPreventedMatches': noMatches,
  'POST /api/v3/userDataStream': startListenKey,
  'PUT /api/v3/userDataStream': keepListenKey,
  'DELETE /api/v3/userDataStream': endListenKey,
  'GET /sapi/v1/capital/config/getall': allCoins,
  'GET /sapi/v1/asset/tradeFee': tradeFees,
  'GET /sapi/v1/margin/allPairs': noPairs,
  'GET /sapi/v1/margin/isolated/allPairs': noPairs,
  'GET /fapi/v1/exchangeInfo': emptyInfo,
  'GET /dapi/v1/exchangeInfo': emptyInfo,
};

/** What the WebSocket API has, by method; besides what is about the connection itself. */
export const METHODS: Readonly<Record<string, Operation>> = {
  ping,
  time: serverTime,
  exchangeInfo,
  depth,
  'trades.recent': recentTrades,
  'trades.historical': historicalTrades,
  'trades.aggregate': aggregateTrades,
  klines,
  uiKlines: klines,
  avgPrice: averagePriceOf,
  'ticker.24hr': dayTicker,
  'ticker.price': priceTicker,
  'ticker.book': bookTicker,
  'order.place': placeOrder,
  'order.test': testOrder,
  'order.status': queryOrder,
  'order.cancel': cancelOrder,
  'order.cancelReplace': cancelReplaceOrder,
  'order.amend.keepPriority': amendOrder,
  'openOrders.status': openOrders,
  'openOrders.cancelAll': cancelOpenOrders,
  allOrders,
  myTrades,
  'account.status': accountInformation,
  'account.commission': commissionRates,
  'account.rateLimits.orders': orderCounts,
  'openOrderLists.status': noLists,
  allOrderLists: noLists,
  myPreventedMatches: noMatches,
  'userDataStream.start': startListenKey,
  'userDataStream.ping': keepListenKey,
  'userDataStream.stop': endListenKey,
};
