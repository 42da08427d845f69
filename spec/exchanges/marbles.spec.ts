import { readdirSync } from 'node:fs';

import { expect } from 'chai';

import { allVenues } from '../../src/exchanges/registry.js';
import { bookMarbles, describeMarbles, venueOperators } from '../../src/testing/index.js';
import { nodeInflate } from '../../src/transport/index.js';

const VENUES = allVenues({ inflate: nodeInflate });

describe("the venues' protocols as marbles", () => {
  it('stand in a folder of each venue', () => {
    expect(readdirSync('marbles/exchanges').sort()).to.deep.equal(VENUES.map(({ name }) => name).sort());
  });
});

for (const venue of VENUES) {
  describeMarbles(`marbles/exchanges/${venue.name}`, venueOperators(venue), bookMarbles);
}
