import { expect } from 'chai';

import { allVenues } from '../../src/exchanges/registry.js';
import { nodeInflate } from '../../src/transport/index.js';

const VENUES = allVenues({ inflate: nodeInflate });

describe('allVenues', () => {
  it('are the venues that there are, each under its own name', () => {
    expect(VENUES.map(({ name }) => name)).to.deep.equal([
      'binance',
      'binance-futures',
      'bittrex',
      'coinbase',
      'coinbase-advanced',
      'huobi',
      'huobi-linear-swap',
      'kraken',
      'okex-v3',
      'okx',
    ]);
  });

  it('say under which names recordings of theirs go', () => {
    const recordings = VENUES.flatMap((venue) => venue.recordings);
    expect(recordings).to.include.members([
      'BINANCE',
      'BINANCE_FUTURES',
      'BITTREX',
      'COINBASE',
      'HUOBI',
      'HUOBI_LINEAR_SWAP',
      'KRAKEN',
      'OKCOIN',
      'OKX',
    ]);
  });
});
