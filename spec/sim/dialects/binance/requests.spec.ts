import { expect } from 'chai';

import { Counter, START } from './counter.js';

/** Source of the answers: binance-spot-api-docs, `rest-api.md` and `errors.md`, as of 2026-01-15. */
describe("Binance's dialect: market data over REST", () => {
  it('answers ping and time', () => {
    const counter = new Counter();
    expect(counter.ask('GET', '/api/v3/ping').json).to.deep.equal({});
    counter.now += 5;
    expect(counter.ask('GET', '/api/v3/time').json).to.deep.equal({ serverTime: START + 5 });
  });

  it('tells what is traded, with its filters', () => {
    const { json } = new Counter().ask('GET', '/api/v3/exchangeInfo', { symbol: 'ETHBTC' });
    expect(json).to.deep.equal({
      timezone: 'UTC',
      serverTime: START,
      rateLimits: [
        { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
        { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
        { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200000 },
        { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 300000 },
      ],
      exchangeFilters: [],
      symbols: [
        {
          symbol: 'ETHBTC',
          status: 'TRADING',
          baseAsset: 'ETH',
          baseAssetPrecision: 8,
          quoteAsset: 'BTC',
          quotePrecision: 8,
          quoteAssetPrecision: 8,
          baseCommissionPrecision: 8,
          quoteCommissionPrecision: 8,
          orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
          icebergAllowed: false,
          ocoAllowed: false,
          otoAllowed: false,
          opoAllowed: false,
          quoteOrderQtyMarketAllowed: true,
          allowTrailingStop: false,
          cancelReplaceAllowed: true,
          amendAllowed: true,
          pegInstructionsAllowed: false,
          isSpotTradingAllowed: true,
          isMarginTradingAllowed: false,
          filters: [
            {
              filterType: 'PRICE_FILTER',
              minPrice: '0.00001000',
              maxPrice: '1000000.00000000',
              tickSize: '0.00001000',
            },
            { filterType: 'LOT_SIZE', minQty: '0.00100000', maxQty: '9000.00000000', stepSize: '0.00100000' },
            {
              filterType: 'MARKET_LOT_SIZE',
              minQty: '0.00100000',
              maxQty: '9000.00000000',
              stepSize: '0.00000000',
            },
            {
              filterType: 'PERCENT_PRICE_BY_SIDE',
              bidMultiplierUp: '5',
              bidMultiplierDown: '0.2',
              askMultiplierUp: '5',
              askMultiplierDown: '0.2',
              avgPriceMins: 0,
            },
            {
              filterType: 'NOTIONAL',
              minNotional: '5.00000000',
              applyMinToMarket: true,
              maxNotional: '9000000.00000000',
              applyMaxToMarket: true,
              avgPriceMins: 0,
            },
            { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200 },
          ],
          permissions: [],
          permissionSets: [['SPOT']],
          defaultSelfTradePreventionMode: 'NONE',
          allowedSelfTradePreventionModes: [
            'NONE',
            'EXPIRE_TAKER',
            'EXPIRE_MAKER',
            'EXPIRE_BOTH',
            'DECREMENT',
          ],
        },
      ],
    });
  });

  it('chooses symbols by list and by status', () => {
    const counter = new Counter();
    const names = (form: Readonly<Record<string, string>>) => {
      const { json } = counter.ask('GET', '/api/v3/exchangeInfo', form);
      return (json as { symbols: { symbol: string }[] }).symbols.map(({ symbol }) => symbol);
    };
    expect(names({})).to.deep.equal(['BTCUSDT', 'ETHBTC']);
    expect(names({ symbols: '["ETHBTC"]' })).to.deep.equal(['ETHBTC']);
    counter.exchange.execute({ _tag: 'halt', time: counter.now, symbol: counter.exchange.symbols[0]! });
    expect(names({ symbolStatus: 'HALT' })).to.deep.equal(['BTCUSDT']);
    expect(names({ permissions: '["MARGIN"]' })).to.deep.equal([]);
  });

  it('gives the book to a depth, with the id of its last change', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.5', '90010');
    counter.limit('bob', 'SELL', '0.25', '90005.5');
    counter.limit('ann', 'BUY', '1', '90000');
    expect(counter.ask('GET', '/api/v3/depth', { symbol: 'BTCUSDT', limit: 1 }).json).to.deep.equal({
      lastUpdateId: 3,
      bids: [['90000.00000000', '1.00000000']],
      asks: [['90005.50000000', '0.25000000']],
    });
  });

  it('lists trades, one by one and together', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.5', '90000');
    counter.limit('bob', 'SELL', '0.5', '90000');
    counter.pass(1_000);
    counter.limit('ann', 'BUY', '0.75', '90000');
    const T = START + 1_000;
    expect(counter.ask('GET', '/api/v3/trades', { symbol: 'BTCUSDT' }).json).to.deep.equal([
      {
        id: 1,
        price: '90000.00000000',
        qty: '0.50000000',
        quoteQty: '45000.00000000',
        time: T,
        isBuyerMaker: false,
        isBestMatch: true,
      },
      {
        id: 2,
        price: '90000.00000000',
        qty: '0.25000000',
        quoteQty: '22500.00000000',
        time: T,
        isBuyerMaker: false,
        isBestMatch: true,
      },
    ]);
    expect(counter.ask('GET', '/api/v3/aggTrades', { symbol: 'BTCUSDT' }).json).to.deep.equal([
      { a: 1, p: '90000.00000000', q: '0.75000000', f: 1, l: 2, T, m: false, M: true },
    ]);
    expect(counter.ask('GET', '/api/v3/klines', { symbol: 'BTCUSDT', interval: '1m' }).json).to.deep.equal([
      [
        START,
        '90000.00000000',
        '90000.00000000',
        '90000.00000000',
        '90000.00000000',
        '0.75000000',
        START + 59_999,
        '67500.00000000',
        2,
        '0.75000000',
        '67500.00000000',
        '0',
      ],
    ]);
    expect(counter.ask('GET', '/api/v3/avgPrice', { symbol: 'BTCUSDT' }).json).to.deep.equal({
      mins: 5,
      price: '90000.00000000',
      closeTime: T,
    });
  });

  it('puts trades together only where order and price are one', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.1', '90000');
    counter.limit('bob', 'SELL', '0.1', '90010');
    counter.limit('ann', 'BUY', '0.2', '90010');
    const { json } = counter.ask('GET', '/api/v3/aggTrades', { symbol: 'BTCUSDT' });
    expect((json as { a: number; p: string; q: string }[]).map(({ a, p, q }) => [a, p, q])).to.deep.equal([
      [1, '90000.00000000', '0.10000000'],
      [2, '90010.00000000', '0.10000000'],
    ]);
  });

  it('gives tickers of one symbol, of some, and of all', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.5', '90000');
    counter.limit('ann', 'BUY', '0.2', '90000');
    counter.limit('ann', 'BUY', '1', '89000');
    expect(counter.ask('GET', '/api/v3/ticker/price', { symbol: 'BTCUSDT' }).json).to.deep.equal({
      symbol: 'BTCUSDT',
      price: '90000.00000000',
    });
    expect(counter.ask('GET', '/api/v3/ticker/bookTicker', { symbols: '["BTCUSDT"]' }).json).to.deep.equal([
      {
        symbol: 'BTCUSDT',
        bidPrice: '89000.00000000',
        bidQty: '1.00000000',
        askPrice: '90000.00000000',
        askQty: '0.30000000',
      },
    ]);
    expect(counter.ask('GET', '/api/v3/ticker/24hr', { symbol: 'BTCUSDT', type: 'MINI' }).json).to.deep.equal(
      {
        symbol: 'BTCUSDT',
        openPrice: '90000.00000000',
        highPrice: '90000.00000000',
        lowPrice: '90000.00000000',
        lastPrice: '90000.00000000',
        volume: '0.20000000',
        quoteVolume: '18000.00000000',
        openTime: START - 86_400_000,
        closeTime: START,
        firstId: 1,
        lastId: 1,
        count: 1,
      },
    );
    expect(counter.ask('GET', '/api/v3/ticker/price').json).to.have.length(2);
  });

  const refusals: readonly (readonly [string, Readonly<Record<string, string>>, number, string])[] = [
    ['/api/v3/depth', {}, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."],
    ['/api/v3/depth', { symbol: 'NOPE' }, -1121, 'Invalid symbol.'],
    [
      '/api/v3/depth',
      { symbol: 'btc usdt' },
      -1100,
      "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
    ],
    [
      '/api/v3/depth',
      { symbol: 'BTCUSDT', limit: 'x' },
      -1100,
      "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
    ],
    ['/api/v3/depth', { symbol: 'BTCUSDT', limit: '' }, -1105, "Parameter 'limit' was empty."],
    [
      '/api/v3/depth',
      { symbol: 'BTCUSDT', depth: '5' },
      -1104,
      "Not all sent parameters were read; read '1' parameter(s) but was sent '2'.",
    ],
    ['/api/v3/time', { symbol: 'BTCUSDT' }, -1101, "Too many parameters; expected '0' and received '1'."],
    ['/api/v3/klines', { symbol: 'BTCUSDT', interval: '7m' }, -1120, 'Invalid interval.'],
    [
      '/api/v3/ticker/price',
      { symbol: 'BTCUSDT', symbols: '["BTCUSDT"]' },
      -1128,
      'Combination of optional parameters invalid.',
    ],
  ];
  for (const [path, form, code, msg] of refusals)
    it(`refuses ${path} ${JSON.stringify(form)} with ${code}`, () => {
      const { status, json } = new Counter().ask('GET', path, form);
      expect({ status, json }).to.deep.equal({ status: 400, json: { code, msg } });
    });

  it('does not know other paths', () => {
    expect(new Counter().ask('GET', '/api/v3/nothing').status).to.equal(404);
  });
});
