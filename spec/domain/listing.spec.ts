import { expect } from 'chai';

import {
  expiryOf,
  instrumentName,
  listing,
  PERPETUAL,
  SPOT,
  venueSymbol,
  type Contract,
} from '../../src/domain/index.js';

describe('instrumentName', () => {
  const option = { kind: 'option', expiry: '20261225', strike: '0.5' } as const;
  const names: readonly (readonly [Contract, string])[] = [
    [SPOT, 'BTC-USDT'],
    [PERPETUAL, 'BTC-USDT-PERP'],
    [{ kind: 'future', expiry: '20261225' }, 'BTC-USDT-20261225'],
    [{ ...option, right: 'call' }, 'BTC-USDT-20261225-0.5-C'],
    [{ ...option, right: 'put' }, 'BTC-USDT-20261225-0.5-P'],
  ];
  for (const [contract, name] of names) {
    it(`names a ${contract.kind}: ${name}`, () => {
      expect(instrumentName('BTC', 'USDT', contract)).to.equal(name);
    });
  }

  it('is spot unless said otherwise, in a listing too', () => {
    expect(instrumentName('BTC', 'USDT')).to.equal('BTC-USDT');
    const symbol = venueSymbol('XBT/USDT');
    expect(listing({ symbol, base: 'BTC', quote: 'USDT', trading: true })).to.deep.equal({
      symbol,
      instrument: 'BTC-USDT',
      base: 'BTC',
      quote: 'USDT',
      contract: { kind: 'spot' },
      trading: true,
    });
  });
});

describe('expiryOf', () => {
  it('is the day in UTC', () => {
    expect(expiryOf(Date.UTC(2026, 11, 25, 23, 59, 59, 999))).to.equal('20261225');
    expect(expiryOf(Date.UTC(2026, 11, 26))).to.equal('20261226');
  });
});
