import { expect } from 'chai';

import type { VenueCall } from '../../../../src/connector/index.js';
import { venueSymbol } from '../../../../src/domain/index.js';
import {
  answer,
  API_KEY,
  plain,
  PROOF,
  RECEIVED_AT,
  SENT_AT,
  signedFrame,
  signedUrl,
  signing,
  trading,
} from './support.js';

const symbol = venueSymbol('BTCUSDT');
const headers = { 'X-MBX-APIKEY': API_KEY };

const valueOf = <A>(call: VenueCall<A>, body: unknown): unknown => {
  const read = call.read(answer(200, body));
  return read._tag === 'answered' ? plain(read.value) : read;
};

describe("Binance's clock", () => {
  it('is asked for without a key', () => {
    const call = trading.serverTime();
    expect(call).to.include({ name: 'GET /api/v3/time', signed: false });
    expect(call.costs).to.deep.equal({ requestWeight: 1, rawRequests: 1 });
    expect(call.http(undefined)).to.deep.equal({ method: 'GET', url: 'https://rest.test/api/v3/time' });
    expect(call.frame?.('7', undefined)).to.equal('{"id":"7","method":"time"}');
    expect(valueOf(call, { serverTime: 1_499_827_319_559 })).to.equal(1_499_827_319_559);
    expect(valueOf(call, { serverTime: 'noon' })).to.include({ _tag: 'outcomeUnknown' });
  });
});

describe('last prices at Binance', () => {
  const urlOf = (...names: readonly string[]) =>
    trading.lastPrices(names.map(venueSymbol)).http(undefined).url;

  it('are those of one symbol, of some, or of all', () => {
    expect(urlOf('BTCUSDT')).to.equal('https://rest.test/api/v3/ticker/price?symbol=BTCUSDT');
    expect(urlOf('BTCUSDT', '币USDT')).to.equal(
      'https://rest.test/api/v3/ticker/price?symbols=%5B%22BTCUSDT%22%2C%22%E5%B8%81USDT%22%5D',
    );
    expect(urlOf()).to.equal('https://rest.test/api/v3/ticker/price');
    expect(trading.lastPrices([symbol]).costs).to.include({ requestWeight: 2 });
    expect(trading.lastPrices([symbol, venueSymbol('LTCBTC')]).costs).to.include({ requestWeight: 4 });
    expect(trading.lastPrices([]).costs).to.include({ requestWeight: 4 });
  });

  it('are a list in a frame', () => {
    expect(trading.lastPrices([symbol, venueSymbol('LTCBTC')]).frame?.('7', undefined)).to.equal(
      '{"id":"7","method":"ticker.price","params":{"symbols":["BTCUSDT","LTCBTC"]}}',
    );
  });

  it('come bare, or as a list', () => {
    const btc = { symbol: 'BTCUSDT', price: '61000.10000000' };
    expect(valueOf(trading.lastPrices([symbol]), btc)).to.deep.equal([['BTCUSDT', '61000.1']]);
    const all = [btc, { symbol: 'LTCBTC', price: '4.00000200' }];
    expect(valueOf(trading.lastPrices([]), all)).to.deep.equal([
      ['BTCUSDT', '61000.1'],
      ['LTCBTC', '4.000002'],
    ]);
    expect(valueOf(trading.lastPrices([]), [{ ...btc, price: 61_000.1 }])).to.include({
      _tag: 'outcomeUnknown',
    });
  });
});

describe('balances at Binance', () => {
  const call = trading.balances();

  it('are asked for without those that are zero', () => {
    expect(call).to.include({ name: 'GET /api/v3/account', signed: true });
    expect(call.costs).to.deep.equal({ requestWeight: 20, rawRequests: 1 });
    expect(call.http(signing)).to.deep.equal({
      method: 'GET',
      url: signedUrl('/api/v3/account', 'omitZeroBalances=true'),
      headers,
    });
    const { apiKey, recvWindow, timestamp } = PROOF;
    expect(JSON.parse(call.frame?.('7', signing) ?? '')).to.deep.equal(
      signedFrame('account.status', { apiKey, omitZeroBalances: true, recvWindow, timestamp }),
    );
  });

  it("are all that there is, as of the account's last change", () => {
    const account = {
      makerCommission: 15,
      updateTime: 1_660_801_833_000,
      balances: [
        { asset: 'BTC', free: '1.3447112', locked: '0.08600000' },
        { asset: 'USDT', free: '0.00000000', locked: '123456789012345678901.00000001' },
      ],
    };
    const snapshot = {
      _tag: 'balanceSnapshot',
      feed: 'GET /api/v3/account',
      venueTime: 1_660_801_833_000,
      requestedAt: SENT_AT,
      receivedAt: RECEIVED_AT,
      covers: 'all',
      balances: [
        { token: 'BTC', total: '1.4307112', available: '1.3447112' },
        { token: 'USDT', total: '123456789012345678901.00000001', available: '0' },
      ],
    };
    expect(valueOf(call, account)).to.deep.equal(snapshot);
    const { updateTime: _, ...undated } = account;
    expect(valueOf(call, undated)).to.deep.equal({ ...snapshot, venueTime: undefined });
  });
});

describe('fees at Binance', () => {
  const rates = (maker: string, taker: string, buyer: string, seller: string) => ({
    maker,
    taker,
    buyer,
    seller,
  });
  const standardCommission = rates('0.00000010', '0.00000020', '0.00000030', '0.00000040');
  const discount = {
    enabledForAccount: true,
    enabledForSymbol: true,
    discountAsset: 'BNB',
    discount: '0.25000000',
  };
  const feesOf = (body: unknown) => {
    const call = trading.accountFees?.(symbol);
    return call && valueOf(call, body);
  };
  const plainFees = {
    makerFlat: [],
    takerFlat: [],
    buyFrom: 'returns',
    sellFrom: 'returns',
    sizeInclusiveOfFees: false,
    token: undefined,
    aliases: {},
  };

  it('are 0.1 per cent of what is received where nothing is known', () => {
    expect(plain(trading.fees)).to.deep.equal({ ...plainFees, makerRate: '0.001', takerRate: '0.001' });
  });

  it('are asked for by instrument', () => {
    const call = trading.accountFees?.(symbol);
    expect(call).to.include({ name: 'GET /api/v3/account/commission', signed: true });
    expect(call?.costs).to.deep.equal({ requestWeight: 20, rawRequests: 1 });
    expect(call?.http(signing)).to.deep.equal({
      method: 'GET',
      url: signedUrl('/api/v3/account/commission', 'symbol=BTCUSDT'),
      headers,
    });
    const { apiKey, recvWindow, timestamp } = PROOF;
    expect(JSON.parse(call?.frame?.('7', signing) ?? '')).to.deep.equal(
      signedFrame('account.commission', { apiKey, recvWindow, symbol: 'BTCUSDT', timestamp }),
    );
  });

  it('are those of the maker or taker with the higher ones of buyer and seller', () => {
    expect(feesOf({ symbol: 'BTCUSDT', standardCommission })).to.deep.equal({
      ...plainFees,
      makerRate: '0.0000005',
      takerRate: '0.0000006',
    });
  });

  it('have the special commission and the taxes in them', () => {
    expect(
      feesOf({
        standardCommission,
        specialCommission: rates('0.01', '0.02', '0.03', '0.04'),
        taxCommission: rates('0.00000112', '0.00000114', '0.00000118', '0.00000116'),
        discount: { ...discount, enabledForSymbol: false },
      }),
    ).to.deep.equal({ ...plainFees, makerRate: '0.0500028', takerRate: '0.06000292' });
  });

  it('are paid in BNB where that is on, the standard part at a discount', () => {
    expect(
      feesOf({ standardCommission, taxCommission: rates('0.001', '0.002', '0', '0'), discount }),
    ).to.deep.equal({ ...plainFees, makerRate: '0.001000125', takerRate: '0.00200015', token: 'BNB' });
    for (const off of ['enabledForAccount', 'enabledForSymbol'])
      expect(feesOf({ standardCommission, discount: { ...discount, [off]: false } })).to.include({
        makerRate: '0.0000005',
        token: undefined,
      });
  });

  it('are unknown where they are no shares', () => {
    expect(feesOf({ standardCommission: rates('15', '15', '0', '0') })).to.deep.equal({
      _tag: 'outcomeUnknown',
      reason: 'GET /api/v3/account/commission: makerRate is no fraction: 15',
    });
  });
});
