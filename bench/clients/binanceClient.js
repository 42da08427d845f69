import binance from 'binance';
import { expect, Steps, within } from './steps.js';

const { MainClient, WebsocketAPIClient, WebsocketClient } = binance;

const SYMBOL = 'BTCUSDT';
/** Says nothing: the package tells what it does on the console. */
const quiet = Object.fromEntries(
  ['trace', 'debug', 'info', 'notice', 'warning', 'silly', 'error'].map((name) => [name, () => {}]),
);

/** The clients of the `binance` package as they are, but for their addresses. @param {import('./startSim.js').Serving} sim */
export async function runBinance({ restUrl, streamUrl, apiKey, secret }) {
  const steps = new Steps('binance');
  const keys = { api_key: apiKey, api_secret: secret };
  const rest = new MainClient({ ...keys, baseUrl: restUrl });
  const logger = /** @type {any} */ (quiet);
  const streams = new WebsocketClient(
    { ...keys, wsUrl: streamUrl, restOptions: { baseUrl: restUrl } },
    logger,
  );
  // Sessions are for Ed25519 keys: with one of HMAC each request is signed, at Binance too.
  const options = {
    ...keys,
    wsUrl: streamUrl,
    authPrivateRequestsIndividually: true,
    attachEventListeners: false,
  };
  const api = new WebsocketAPIClient(options, logger);
  /** @type {Record<string, any[]>} */
  const heard = {};
  /** @param {any} message @param {string} from */
  const hear = (message, from) => {
    const name = `${from}:${message?.data?.e ?? message?.event?.e ?? message?.e ?? message?.stream ?? ''}`;
    (heard[name] ??= []).push(message);
  };
  const listening = /** @type {any} */ (streams);
  listening.on('message', (/** @type {any} */ message) => hear(message, 'stream'));
  listening.on('exception', () => {});
  const listeningApi = /** @type {any} */ (api.getWSClient());
  listeningApi.on('message', (/** @type {any} */ message) => hear(message, 'api'));
  listeningApi.on('exception', () => {});
  /** @param {string} name */
  const heardOf = async (name) => {
    while (heard[name] === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    return heard[name] ?? [];
  };
  try {
    await steps.take(
      'load markets',
      () => rest.getExchangeInfo(),
      ({ symbols }) => symbols.map(({ symbol }) => symbol).join(', '),
    );
    steps.lacks('fetch time', 'getServerTime() asks api.binance.com whatever the base URL is');
    const ticker = await steps.take(
      'fetch ticker',
      () => rest.get24hrChangeStatistics({ symbol: SYMBOL }),
      (told) => `last ${/** @type {any} */ (told).lastPrice}`,
    );
    const last = Number(/** @type {any} */ (ticker)?.lastPrice ?? 90_000);
    await steps.take(
      'fetch order book',
      () => rest.getOrderBook({ symbol: SYMBOL, limit: 10 }),
      ({ bids, asks }) => `${bids.length} bids, ${asks.length} asks`,
    );
    await steps.take(
      'fetch trades',
      () => rest.getRecentTrades({ symbol: SYMBOL, limit: 5 }),
      (trades) => `${trades.length} trades`,
    );
    await steps.take(
      'fetch candles',
      () => rest.getKlines({ symbol: SYMBOL, interval: '1m', limit: 5 }),
      (candles) => `${candles.length} candles`,
    );
    await steps.take(
      'watch order book',
      async () => {
        await streams.subscribe(['btcusdt@depth@100ms', 'btcusdt@trade', 'btcusdt@ticker'], 'main');
        return heardOf('stream:depthUpdate');
      },
      (messages) => `${messages.length} diffs`,
    );
    await steps.take(
      'watch trades',
      () => heardOf('stream:trade'),
      (messages) => `${messages.length} trades`,
    );
    await steps.take(
      'watch ticker',
      () => heardOf('stream:24hrTicker'),
      (messages) => `${messages.length} tickers`,
    );
    await steps.take(
      'fetch balance',
      () => rest.getAccountInformation(),
      ({ balances }) => balances.map(({ free, asset }) => `${free} ${asset}`).join(', '),
    );

    await steps.take(
      'user stream: WebSocket API',
      () => api.subscribeUserDataStream('mainWSAPI'),
      (told) => JSON.stringify(/** @type {any} */ (told).result),
    );
    await steps.take(
      'user stream: listen key',
      async () => {
        const { listenKey } = await rest.getSpotUserDataListenKey();
        await streams.subscribeSpotUserDataStreamWithListenKey('main', listenKey);
        await rest.keepAliveSpotUserDataListenKey(listenKey);
        await new Promise((resolve) => setTimeout(resolve, 500));
        return listenKey;
      },
      (key) => `${key.length} characters`,
    );
    const price = String(Math.round(last * 0.9));
    const limit = await steps.take(
      'create limit order',
      () =>
        rest.submitNewOrder({
          symbol: SYMBOL,
          side: 'BUY',
          type: 'LIMIT',
          timeInForce: 'GTC',
          quantity: 0.001,
          price: Number(price),
        }),
      (order) => `order ${order.orderId} is ${/** @type {any} */ (order).status}`,
    );
    const orderId = Number(limit?.orderId ?? 0);
    await steps.take(
      'user stream: orders',
      () => heardOf('api:executionReport'),
      ([told]) => `${(told.event ?? told.data ?? told).X}`,
    );
    await steps.take(
      'user stream: orders, by listen key',
      () => heardOf('stream:executionReport'),
      ([told]) => `${(told.data ?? told).X}`,
    );
    await steps.take(
      'user stream: balance',
      () => heardOf('api:outboundAccountPosition'),
      (messages) => `${messages.length} updates`,
    );
    await steps.take(
      'fetch order',
      () => rest.getOrder({ symbol: SYMBOL, orderId }),
      ({ status }) => status,
    );
    await steps.take(
      'fetch open orders',
      () => rest.getOpenOrders({ symbol: SYMBOL }),
      (open) => {
        expect(
          open.some((order) => order.orderId === orderId),
          'the order is among them',
        );
        return `${open.length} open`;
      },
    );
    await steps.take(
      'edit order',
      () =>
        rest.replaceOrder({
          symbol: SYMBOL,
          side: 'BUY',
          type: 'LIMIT',
          timeInForce: 'GTC',
          quantity: 0.002,
          price: Number(price) - 10,
          cancelReplaceMode: 'STOP_ON_FAILURE',
          cancelOrderId: orderId,
        }),
      (told) => `${/** @type {any} */ (told).newOrderResult}`,
    );
    await steps.take(
      'cancel all orders',
      () => rest.cancelAllSymbolOrders({ symbol: SYMBOL }),
      (cancelled) => `${cancelled.length} cancelled`,
    );
    await steps.take(
      'cancel order',
      async () => {
        const { orderId: id } = await rest.submitNewOrder({
          symbol: SYMBOL,
          side: 'BUY',
          type: 'LIMIT',
          timeInForce: 'GTC',
          quantity: 0.001,
          price: Number(price),
        });
        return rest.cancelOrder({ symbol: SYMBOL, orderId: Number(id) });
      },
      (cancelled) => `${/** @type {any} */ (cancelled).status}`,
    );
    await steps.take(
      'create market order',
      () =>
        rest.submitNewOrder({
          symbol: SYMBOL,
          side: 'BUY',
          type: 'MARKET',
          quantity: 0.001,
          newOrderRespType: 'FULL',
        }),
      (order) => {
        const { status, fills } = /** @type {any} */ (order);
        expect(status === 'FILLED', 'it is filled');
        return `${status}, ${fills.length} fills`;
      },
    );
    await steps.take(
      'test order',
      () => rest.testNewOrder({ symbol: SYMBOL, side: 'SELL', type: 'MARKET', quantity: 0.001 }),
      (told) => JSON.stringify(told),
    );
    await steps.take(
      'fetch orders',
      () => rest.getAllOrders({ symbol: SYMBOL }),
      (all) => `${all.length} orders`,
    );
    await steps.take(
      'fetch my trades',
      () => rest.getAccountTradeList({ symbol: SYMBOL }),
      (trades) => `${trades.length} trades`,
    );
    await steps.take(
      'orders over the WebSocket API',
      async () => {
        // Its types leave the time out that it wants to be given.
        const order = {
          symbol: SYMBOL,
          side: /** @type {const} */ ('BUY'),
          type: /** @type {const} */ ('LIMIT'),
          timeInForce: /** @type {const} */ ('GTC'),
          quantity: '0.001',
          price,
          timestamp: Date.now(),
        };
        const placed = await api.submitNewSpotOrder(order);
        const id = Number(/** @type {any} */ (placed).result.orderId);
        return api.cancelSpotOrder({ symbol: SYMBOL, orderId: id, timestamp: Date.now() });
      },
      (told) => `${/** @type {any} */ (told).result.status}`,
    );
    await steps.take(
      'refusals keep their codes',
      async () => {
        /** @type {any[]} */
        const errors = [];
        await rest.cancelOrder({ symbol: SYMBOL, orderId: 999_999_999 }).catch((error) => errors.push(error));
        await rest.getOrder({ symbol: SYMBOL, orderId: 999_999_999 }).catch((error) => errors.push(error));
        return errors.map(({ code }) => code);
      },
      (codes) => {
        expect(codes.join() === '-2011,-2013', codes.join());
        return codes.join(', ');
      },
    );
  } finally {
    streams.closeAll(true);
    await within(api.disconnectAll(), 'end of the connections').catch(() => {});
  }
  return steps.outcomes;
}
