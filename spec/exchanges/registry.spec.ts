import { expect } from 'chai';

import { allVenues, exchangeRegistry } from '../../src/exchanges/registry.js';
import { nodeInflate } from '../../src/transport/index.js';

const PORTS = { inflate: nodeInflate };

describe('exchangeRegistry', () => {
  it('has each venue once, in order of their names, with an example that it takes', () => {
    const exchanges = exchangeRegistry(PORTS);
    const names = exchanges.map(({ venue }) => venue.name);
    expect(names).to.deep.equal([...new Set(names)].sort());
    for (const { venue, example } of exchanges) {
      const plans = venue.subscribe([{ channel: 'book', symbols: [example] }]);
      expect(plans.length, venue.name).to.equal(1);
      expect(JSON.stringify(plans).toLowerCase(), venue.name).to.contain(example.toLowerCase());
    }
  });

  it('tells which can be traded on', () => {
    const traded = exchangeRegistry(PORTS).flatMap(({ venue }) => ('trading' in venue ? [venue.name] : []));
    expect(traded).to.deep.equal(['binance']);
    expect(allVenues(PORTS)).to.have.lengthOf(10);
  });
});
