import ccxt from 'ccxt';
import { expect, Steps } from './steps.js';

const PAIR = 'BTC/USDT';

/** ccxt.pro's client of Binance as it is, but for its addresses. @param {import('./startSim.js').Serving} sim */
function connect({ restUrl, streamUrl, apiUrl, apiKey, secret }) {
  const client = new ccxt.pro.binance({ apiKey, secret });
  const api = /** @type {Record<string, any>} */ (client.urls.api);
  for (const [name, url] of Object.entries(api))
    if (typeof url === 'string') api[name] = url.replace(/^https:\/\/[^/]+/, restUrl);
  api.ws = { ...api.ws, spot: `${streamUrl}/ws`, 'ws-api': { ...api.ws['ws-api'], spot: apiUrl } };
  return client;
}

/** @param {import('./startSim.js').Serving} sim */
export async function runCcxt(sim) {
  const steps = new Steps('ccxt');
  const client = connect(sim);
  // ccxt asks for it where a WebSocket address is not encrypted.
  await client.loadHttpProxyAgent();
  try {
    await steps.take(
      'load markets',
      () => client.loadMarkets(),
      (markets) => Object.keys(markets).join(', '),
    );
    await steps.take(
      'fetch time',
      () => client.fetchTime(),
      (time) => `${time}`,
    );
    const ticker = await steps.take(
      'fetch ticker',
      () => client.fetchTicker(PAIR),
      ({ last }) => `last ${last}`,
    );
    await steps.take(
      'fetch order book',
      () => client.fetchOrderBook(PAIR, 10),
      ({ bids, asks }) => `${bids.length} bids, ${asks.length} asks`,
    );
    await steps.take(
      'fetch trades',
      () => client.fetchTrades(PAIR, undefined, 5),
      (trades) => `${trades.length} trades`,
    );
    await steps.take(
      'fetch candles',
      () => client.fetchOHLCV(PAIR, '1m', undefined, 5),
      (candles) => `${candles.length} candles`,
    );
    await steps.take(
      'watch order book',
      async () => {
        let book = await client.watchOrderBook(PAIR);
        const first = book.nonce ?? 0;
        for (let at = 0; at < 5; at++) book = await client.watchOrderBook(PAIR);
        expect((book.nonce ?? 0) > first, 'the book goes on');
        expect(Number(book.bids[0]?.[0]) < Number(book.asks[0]?.[0]), 'the book is not crossed');
        return book;
      },
      ({ bids, asks }) => `${bids.length} bids, ${asks.length} asks after 6 updates`,
    );
    await steps.take(
      'watch trades',
      () => client.watchTrades(PAIR),
      (trades) => `${trades.length} trades`,
    );
    await steps.take(
      'watch ticker',
      () => client.watchTicker(PAIR),
      ({ last }) => `last ${last}`,
    );
    await steps.take(
      'fetch balance',
      () => client.fetchBalance(),
      (balance) => `${balance['USDT']?.free} USDT free`,
    );
    await steps.take(
      'fetch trading fee',
      () => client.fetchTradingFee(PAIR),
      ({ maker, taker }) => `maker ${maker}, taker ${taker}`,
    );

    const orders = client.watchOrders(PAIR);
    const fills = client.watchMyTrades(PAIR);
    const balance = client.watchBalance();
    for (const watched of [orders, fills, balance]) watched.catch(() => {});
    // It subscribes in its own time, and gives nothing to wait for.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const price = Math.round((ticker?.last ?? 90_000) * 0.9);
    const limit = await steps.take(
      'create limit order',
      () => client.createOrder(PAIR, 'limit', 'buy', 0.001, price),
      ({ id, status }) => `order ${id} is ${status}`,
    );
    const id = limit?.id ?? '';
    await steps.take(
      'user stream: orders',
      () => orders,
      ([order]) => `order ${order?.id} is ${order?.status}`,
    );
    await steps.take(
      'user stream: balance',
      () => balance,
      (told) => `${told['USDT']?.used} USDT used`,
    );
    await steps.take(
      'fetch order',
      () => client.fetchOrder(id, PAIR),
      ({ status, remaining }) => `${status}, ${remaining} remaining`,
    );
    await steps.take(
      'fetch open orders',
      () => client.fetchOpenOrders(PAIR),
      (open) => {
        expect(
          open.some((order) => order.id === id),
          'the order is among them',
        );
        return `${open.length} open`;
      },
    );
    await steps.take(
      'edit order',
      () => client.editOrder(id, PAIR, 'limit', 'buy', 0.002, price - 10),
      ({ id: newId, status }) => `order ${newId} is ${status}`,
    );
    await steps.take(
      'cancel all orders',
      () => client.cancelAllOrders(PAIR),
      (cancelled) => `${cancelled.length} cancelled`,
    );
    const second = await client.createOrder(PAIR, 'limit', 'buy', 0.001, price).catch(() => undefined);
    await steps.take(
      'cancel order',
      () => client.cancelOrder(second?.id ?? '', PAIR),
      ({ status }) => `${status}`,
    );
    await steps.take(
      'create market order',
      () => client.createOrder(PAIR, 'market', 'buy', 0.001),
      ({ status, filled, average }) => {
        expect(status === 'closed' && filled === 0.001, 'it is filled');
        return `${status}, ${filled} at ${average}`;
      },
    );
    await steps.take(
      'user stream: fills',
      () => fills,
      ([fill]) => `${fill?.amount} at ${fill?.price}, fee ${fill?.fee?.cost} ${fill?.fee?.currency}`,
    );
    await steps.take(
      'create post-only order',
      () => client.createOrder(PAIR, 'limit', 'buy', 0.001, price, { postOnly: true }),
      ({ type, status }) => `${type}, ${status}`,
    );
    await steps.take(
      'fetch orders',
      () => client.fetchOrders(PAIR),
      (all) => `${all.length} orders`,
    );
    await steps.take(
      'fetch my trades',
      () => client.fetchMyTrades(PAIR),
      (trades) => `${trades.length} trades`,
    );
    await steps.take(
      'orders over the WebSocket API',
      async () => {
        const placed = await client.createOrderWs(PAIR, 'limit', 'buy', 0.001, price);
        return client.cancelOrderWs(placed.id ?? '', PAIR);
      },
      ({ status }) => `${status}`,
    );
    await steps.take(
      'refusals are its own errors',
      async () => {
        /** @type {unknown[]} */
        const errors = [];
        await client.createOrder(PAIR, 'limit', 'buy', 50, price).catch((error) => errors.push(error));
        await client.cancelOrder('999999999', PAIR).catch((error) => errors.push(error));
        await client.fetchOrder('999999999', PAIR).catch((error) => errors.push(error));
        return errors;
      },
      (errors) => {
        const names = errors.map((error) => /** @type {Error} */ (error).constructor.name).join(', ');
        expect(names === 'InsufficientFunds, OrderNotFound, OrderNotFound', names);
        return names;
      },
    );
  } finally {
    await client.close();
  }
  return steps.outcomes;
}
