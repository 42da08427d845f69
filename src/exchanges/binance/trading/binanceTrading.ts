import { binanceCall, type CallContext } from './binanceCall.js';
import type { MarketDataLimits, VenueTrading } from '../../../connector/index.js';
import { venueSymbol, type VenueName } from '../../../domain/ids.js';
import { feeSchedule } from '../../../money/index.js';
import { accountFees, balances, lastPrices, serverTime } from './accountCalls.js';
import { decodeUser } from './decodeUser.js';
import { listFills } from './listFills.js';
import { amendOrder, cancelOrder, lookUpOrder, openOrders } from './orderCalls.js';
import { placeOrder } from './placeOrder.js';
import { binanceRateWindows, usedByHeaders } from './rateWindows.js';
import { exchangeRules } from './tradingRules.js';
import { listenKeyUserStream, subscribedUserStream } from './userStreams.js';

/** What a venue that speaks Binance's dialect needs to be traded on. */
export interface BinanceTradingOptions {
  readonly venue: VenueName;
  /** Base of its REST URLs, without `/api/v3`. */
  readonly rest: string;
  /** Base of the URLs of its streams. */
  readonly stream: string;
  /** The URL of its WebSocket API; undefined where it has none. */
  readonly wsApi: string | undefined;
  readonly userStream: 'subscribed' | 'listenKey';
  /** After so long a signed call is refused, in milliseconds. */
  readonly recvWindowMs: number;
  readonly requestWeight: NonNullable<MarketDataLimits['requestWeight']>;
}

/** The maker and taker fee of an account of which nothing is known: 0.1 per cent, deducted from what is received. */
const DEFAULT_FEES = feeSchedule({
  makerRate: '0.001',
  takerRate: '0.001',
  buyFrom: 'returns',
  sellFrom: 'returns',
});

/** What `recvWindow` may be at most ("Timing security"). */
const MOST_RECV_WINDOW_MS = 60_000;

/**
 * The trading of Binance spot, and of what speaks its dialect.
 *
 * @throws {RangeError} where the user stream needs a WebSocket API that there is not, and where `recvWindowMs` is out of its range.
 */
export function binanceTrading(options: BinanceTradingOptions): VenueTrading {
  const { venue, rest, stream, wsApi, recvWindowMs } = options;
  if (!(Number.isSafeInteger(recvWindowMs) && recvWindowMs > 0 && recvWindowMs <= MOST_RECV_WINDOW_MS))
    throw new RangeError(`recvWindowMs is not within 1 and ${MOST_RECV_WINDOW_MS}: ${recvWindowMs}`);
  if (options.userStream === 'subscribed' && wsApi === undefined)
    throw new RangeError('a user stream that is subscribed to needs the address of a WebSocket API');
  const context: CallContext = { rest, recvWindowMs, hasSocketApi: wsApi !== undefined };
  return {
    json: 'lossless',
    needs: ['API_KEY', 'API_SECRET'],
    exampleSymbol: venueSymbol('BTCUSDT'),
    orderTypes: ['limit', 'limitMaker', 'market'],
    timesInForce: ['gtc', 'ioc', 'fok'],
    fees: DEFAULT_FEES,
    rateWindows: binanceRateWindows(options.requestWeight),
    usedBy: usedByHeaders,
    clientIds: { maxLength: 36 },
    callLifetimeMs: recvWindowMs,
    socketApi: wsApi === undefined ? undefined : { url: wsApi },
    userStream:
      options.userStream === 'subscribed'
        ? subscribedUserStream(context)
        : listenKeyUserStream(context, stream),
    decodeUser: decodeUser(venue),
    serverTime: () => binanceCall(context, serverTime()),
    rules: () => binanceCall(context, exchangeRules(venue)),
    lastPrices: (symbols) => binanceCall(context, lastPrices(symbols)),
    accountFees: (symbol) => binanceCall(context, accountFees(symbol)),
    balances: () => binanceCall(context, balances()),
    place: (order) => binanceCall(context, placeOrder(venue, order)),
    cancel: (order, request) => binanceCall(context, cancelOrder(venue, order, request)),
    amend: (amendment) => binanceCall(context, amendOrder(venue, amendment)),
    openOrders: (symbol) => binanceCall(context, openOrders(symbol)),
    lookUp: (order) => binanceCall(context, lookUpOrder(order)),
    fills: (query) => binanceCall(context, listFills(query)),
  };
}
