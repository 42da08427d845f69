import { expect } from 'chai';

import { coinbaseAdvanced } from '../../../src/exchanges/coinbase-advanced/index.js';
import { answerFrame, changed, decoded, RECEIVED_AT } from '../frames.js';
import { futures, FUTURES_URL, products, PRODUCTS_URL } from './payloads.js';

const answer = (url: string, payload: unknown) => decoded(coinbaseAdvanced, answerFrame(url, payload));

const spot = (base: string, quote: string, trading: boolean) => ({
  symbol: `${base}-${quote}`,
  instrument: `${base}-${quote}`,
  base,
  quote,
  contract: { kind: 'spot' },
  trading,
});

const future = (symbol: string, base: string, expiry: string, trading: boolean) => ({
  symbol,
  instrument: `${base}-USD-${expiry}`,
  base,
  quote: 'USD',
  contract: { kind: 'future', expiry },
  trading,
});

const bit = future('BIT-24APR26-CDE', 'BTC', '20260424', true);
const bip = future('BIP-20DEC30-CDE', 'BTC', '20301220', true);
const etp = future('ETP-20DEC30-CDE', 'ETH', '20301220', false);
const perpetual = {
  symbol: 'BTC-PERP-INTX',
  instrument: 'BTC-USDC-PERP',
  base: 'BTC',
  quote: 'USDC',
  contract: { kind: 'perpetual' },
  trading: true,
};

const listings = (covers: string, list: readonly unknown[]) => [
  { _tag: 'listings', venue: 'coinbase-advanced', receivedAt: RECEIVED_AT, covers, listings: list },
];

describe("Coinbase Advanced Trade's answers", () => {
  it('list spot products, those that match orders as trading; none that comes under the name of another', () => {
    expect(answer(PRODUCTS_URL, products)).to.deep.equal(
      listings('spot', [
        spot('BTC', 'USD', true),
        spot('DAI', 'USD', false),
        spot('ETH', 'GBP', false),
        spot('SOL', 'GBP', false),
        spot('NMR', 'BTC', false),
        spot('YFI', 'BTC', false),
        spot('SKL', 'USD', true),
        spot('NU', 'GBP', true),
      ]),
    );
  });

  it('list contracts by the currency that they are on, and those whose hours are over as not trading', () => {
    expect(answer(FUTURES_URL, futures)).to.deep.equal(listings('nothing', [bit, bip, etp, perpetual]));
  });

  it('have a spot product without a status as not trading', () => {
    const [content] = answer(PRODUCTS_URL, changed(products, ['products', 0, 'status'], ''));
    expect(content).to.have.nested.property('listings[0].trading', false);
  });

  const contract = ['products', 0, 'future_product_details'] as const;

  for (const [what, changedFutures] of [
    ['is of another type', changed(futures, ['products', 0, 'product_type'], 'UNKNOWN_PRODUCT_TYPE')],
    ['tells no details', changed(futures, contract, null)],
    [
      'tells neither an end nor that there is none',
      changed(futures, [...contract, 'contract_expiry_type'], 'UNKNOWN'),
    ],
    ['ends at no time', changed(futures, [...contract, 'contract_expiry'], '0001-01-01T00:00:00Z')],
    ['ends, and does not say when', changed(futures, [...contract, 'contract_expiry'], null)],
    ['is on nothing', changed(futures, [...contract, 'contract_root_unit'], '')],
    ['has no quote currency', changed(futures, ['products', 0, 'quote_currency_id'], '')],
  ] as const) {
    it(`leave out what ${what}`, () => {
      expect(answer(FUTURES_URL, changedFutures)).to.deep.equal(listings('nothing', [bip, etp, perpetual]));
    });
  }

  it('take the base currency before that of the contract', () => {
    const named = changed(futures, ['products', 0, 'base_currency_id'], 'XBT');
    const [content] = answer(FUTURES_URL, named);
    expect(content).to.have.nested.property('listings[0].instrument', 'XBT-USD-20260424');
  });

  it('leave out contracts that would share one name, for a name tells one', () => {
    const nano = futures.products[0]!;
    const whole = { ...nano, product_id: 'BTI-24APR26-CDE' };
    const third = { ...nano, product_id: 'BTX-24APR26-CDE' };
    const all = { ...futures, products: [...futures.products, whole, third] };
    expect(answer(FUTURES_URL, all)).to.deep.equal(listings('nothing', [bip, etp, perpetual]));
  });

  it('cover spot where all of it was asked for, and answered in one', () => {
    const coverOf = (query: string, payload: unknown = products) => {
      const [content] = answer(PRODUCTS_URL + query, payload);
      return (content as { readonly covers?: unknown }).covers;
    };
    expect(coverOf('?product_type=SPOT')).to.equal('spot');
    expect(coverOf('', changed(products, ['pagination'], null))).to.equal('spot');
    expect(coverOf('', changed(products, ['pagination'], undefined))).to.equal('spot');
    expect(coverOf('?product_type=FUTURE')).to.equal('nothing');
    expect(coverOf('?limit=10')).to.equal('nothing');
    expect(coverOf('?product_ids=BTC-USD&product_type=SPOT')).to.equal('nothing');
    expect(coverOf('', changed(products, ['pagination', 'has_next'], true))).to.equal('nothing');
  });

  it('are refusals where they have a message, with a code where they have one', () => {
    const refusal = { _tag: 'refusal', venue: 'coinbase-advanced' };
    const denied = { error: 'PERMISSION_DENIED', code: 7, message: 'not yours', details: [] };
    expect(answer(PRODUCTS_URL, denied)).to.deep.equal([{ ...refusal, code: 7, message: 'not yours' }]);
    expect(answer(PRODUCTS_URL, { error: 'rate_limit', message: 'too many' })).to.deep.equal([
      { ...refusal, code: undefined, message: 'too many' },
    ]);
  });

  it("are unknown where something else was asked, of Coinbase Exchange's too", () => {
    for (const url of [
      'https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD',
      'https://api.exchange.coinbase.com/products',
      'COINBASE.ws.1',
    ]) {
      expect(answer(url, products)[0]).to.include({ _tag: 'unknownFrame', connection: url });
    }
  });
});
