import { expect } from 'chai';

import { VENUES } from '../../src/exchanges/registry.js';

describe('VENUES', () => {
  it('are the venues that there are, each under its own name', () => {
    expect(VENUES.map(({ name }) => name)).to.deep.equal([
      'binance',
      'binance-futures',
      'coinbase',
      'kraken',
      'okx',
    ]);
  });

  it('share no name of recordings', () => {
    const recordings = VENUES.flatMap((venue) => venue.recordings);
    expect(recordings).to.include.members(['BINANCE', 'BINANCE_FUTURES', 'COINBASE', 'KRAKEN', 'OKX']);
    expect(new Set(recordings).size).to.equal(recordings.length);
  });
});
