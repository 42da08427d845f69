import { readdirSync } from 'node:fs';

import { expect } from 'chai';

import { allVenues } from '../../src/exchanges/registry.js';
import { bookMarbles, describeMarbles, venueOperators } from '../../src/testing/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import { wireText as ofBittrex } from './bittrex/wireText.js';

/** Of venues whose frames carry compressed texts, which marble files write as they are. */
const WIRE_TEXTS: Readonly<Partial<Record<string, (text: string) => string>>> = { bittrex: ofBittrex };

const VENUES = allVenues({ inflate: nodeInflate });

describe("the venues' protocols as marbles", () => {
  it('stand in a folder of each venue', () => {
    expect(readdirSync('marbles/exchanges').sort()).to.deep.equal(VENUES.map(({ name }) => name).sort());
  });
});

for (const venue of VENUES) {
  const operators = venueOperators(venue, { wireText: WIRE_TEXTS[venue.name] });
  describeMarbles(`marbles/exchanges/${venue.name}`, operators, bookMarbles);
}
