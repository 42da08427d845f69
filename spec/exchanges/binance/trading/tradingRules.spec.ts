import { expect } from 'chai';

import type { VenueRules } from '../../../../src/connector/index.js';
import { answer, plain, trading } from './support.js';

const call = trading.rules();

function rulesOf(...symbols: readonly unknown[]): VenueRules {
  const read = call.read(answer(200, { timezone: 'UTC', symbols }));
  if (read._tag !== 'answered') throw new Error(`no rules: ${JSON.stringify(read)}`);
  return read.value;
}

const price = {
  filterType: 'PRICE_FILTER',
  minPrice: '0.01000000',
  maxPrice: '1000000.00000000',
  tickSize: '0.01000000',
};
const lot = { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' };
const marketLot = {
  filterType: 'MARKET_LOT_SIZE',
  minQty: '0.00000000',
  maxQty: '107.80135333',
  stepSize: '0.00000000',
};
const notional = {
  filterType: 'NOTIONAL',
  minNotional: '5.00000000',
  applyMinToMarket: true,
  maxNotional: '9000000.00000000',
  applyMaxToMarket: false,
  avgPriceMins: 5,
};
const beyond = [
  { filterType: 'ICEBERG_PARTS', limit: 50 },
  { filterType: 'PERCENT_PRICE_BY_SIDE', bidMultiplierUp: '5', bidMultiplierDown: '0.2', avgPriceMins: 5 },
  { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200 },
];

const btc = {
  symbol: 'BTCUSDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  baseAssetPrecision: 8,
  quoteAsset: 'USDT',
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT'],
  quoteOrderQtyMarketAllowed: true,
  filters: [price, lot, ...beyond, marketLot, notional],
};

const withFilters = (...filters: readonly unknown[]) => plain(rulesOf({ ...btc, filters }).rules[0]);

describe("Binance's rules of orders", () => {
  it('are asked for without a key', () => {
    expect(call).to.include({ name: 'GET /api/v3/exchangeInfo', signed: false });
    expect(call.costs).to.deep.equal({ requestWeight: 20, rawRequests: 1 });
    expect(call.http(undefined)).to.deep.equal({
      method: 'GET',
      url: 'https://rest.test/api/v3/exchangeInfo',
    });
    expect(call.frame?.('7', undefined)).to.equal('{"id":"7","method":"exchangeInfo"}');
  });

  it('are what the filters say', () => {
    const { rules, faults } = rulesOf(btc);
    expect(faults).to.deep.equal([]);
    expect(plain(rules)).to.deep.equal([
      {
        venue: 'binance',
        symbol: 'BTCUSDT',
        base: 'BTC',
        quote: 'USDT',
        contract: undefined,
        minPrice: '0.01',
        maxPrice: '1000000',
        tickSize: '0.01',
        priceDigits: undefined,
        orderTypes: ['limit', 'limitMaker', 'market'],
        timesInForce: ['gtc', 'ioc', 'fok'],
        sizedIn: { buy: ['base', 'quote'], sell: ['base', 'quote'] },
        quoteIncrement: '0.00000001',
        minSize: '0.00001',
        maxSize: '9000',
        lotSize: '0.00001',
        sizeDigits: undefined,
        minNotional: '5',
        maxNotional: '9000000',
        market: {
          minSize: '0.00001',
          maxSize: '107.80135333',
          lotSize: '0.00001',
          sizeDigits: undefined,
          minNotional: '5',
          maxNotional: 'Infinity',
        },
      },
    ]);
  });

  it('have no limits where there are no filters', () => {
    expect(withFilters()).to.deep.include({
      minPrice: '0',
      maxPrice: 'Infinity',
      tickSize: undefined,
      minSize: '0',
      maxSize: 'Infinity',
      lotSize: undefined,
      minNotional: '0',
      maxNotional: 'Infinity',
    });
  });

  it('have no limits where the filters have zeros', () => {
    const zero = '0.00000000';
    expect(
      withFilters(
        { ...price, minPrice: zero, maxPrice: zero, tickSize: zero },
        { ...lot, minQty: zero, maxQty: zero, stepSize: zero },
        { ...marketLot, maxQty: zero },
        { ...notional, minNotional: zero, maxNotional: zero },
      ),
    ).to.deep.include({
      minPrice: '0',
      maxPrice: 'Infinity',
      tickSize: undefined,
      minSize: '0',
      maxSize: 'Infinity',
      lotSize: undefined,
      minNotional: '0',
      maxNotional: 'Infinity',
      market: {
        minSize: '0',
        maxSize: 'Infinity',
        lotSize: undefined,
        sizeDigits: undefined,
        minNotional: '0',
        maxNotional: 'Infinity',
      },
    });
  });

  it('are, for market orders, the stricter ones of both lots, and of the notional what applies', () => {
    const strict = { ...marketLot, minQty: '0.10000000', maxQty: '10000.00000000', stepSize: '0.10000000' };
    const applied = { ...notional, applyMinToMarket: false, applyMaxToMarket: true };
    expect(withFilters(lot, strict, applied))
      .to.have.property('market')
      .that.deep.includes({
        minSize: '0.1',
        maxSize: '9000',
        lotSize: '0.1',
        minNotional: '0',
        maxNotional: '9000000',
      });
  });

  it('know the older filter of the notional', () => {
    const older = {
      filterType: 'MIN_NOTIONAL',
      minNotional: '10.00000000',
      applyToMarket: true,
      avgPriceMins: 5,
    };
    expect(withFilters(older)).to.have.nested.property('minNotional', '10');
    expect(withFilters(older)).to.have.nested.property('market.minNotional', '10');
    expect(withFilters({ ...older, applyToMarket: false })).to.have.nested.property(
      'market.minNotional',
      '0',
    );
  });

  it('allow amounts in quote currency only where the instrument does', () => {
    const { rules } = rulesOf({ ...btc, quoteOrderQtyMarketAllowed: false });
    expect(rules[0]?.sizedIn).to.deep.equal({ buy: ['base'], sell: ['base'] });
  });

  it('tell what cannot be read, and where, and keep the others', () => {
    const broken = { ...btc, symbol: 'BAD1', filters: [lot, { ...price, tickSize: '-0.01' }] };
    const upside = { ...btc, symbol: 'BAD2', filters: [{ ...price, minPrice: '2', maxPrice: '1' }] };
    const { symbol: _, ...nameless } = btc;
    const { rules, faults } = rulesOf(broken, btc, upside, nameless);
    expect(rules.map(({ symbol }) => symbol)).to.deep.equal(['BTCUSDT']);
    expect(faults).to.deep.equal([
      {
        path: 'symbols[0].filters[1].tickSize',
        value: '"-0.01"',
        expected: 'text of a decimal number at or above zero',
      },
      { path: 'symbols[2]', value: '"BAD2"', expected: 'a rule: minPrice is above maxPrice: 2 > 1' },
      { path: 'symbols[3].symbol', value: 'undefined', expected: 'string' },
    ]);
  });

  it('are unknown where there is no list', () => {
    expect(call.read(answer(200, { symbols: {} }))._tag).to.equal('outcomeUnknown');
  });
});
