import { readdirSync } from 'node:fs';

import { expect } from 'chai';

import type { MarketDataVenue } from '../../src/connector/index.js';
import { coinbaseVenue } from '../../src/exchanges/coinbase/index.js';
import { huobiVenue } from '../../src/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../src/exchanges/huobi-linear-swap/index.js';
import { allVenues } from '../../src/exchanges/registry.js';
import { bookMarbles, describeMarbles, venueOperators } from '../../src/testing/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import { wireText as ofBittrex } from './bittrex/wireText.js';

/** Of venues whose frames carry compressed texts, which marble files write as they are. */
const WIRE_TEXTS: Readonly<Partial<Record<string, (text: string) => string>>> = { bittrex: ofBittrex };

/** The venues by their names, and feeds of theirs that have to be asked for. */
const VENUES = new Map<string, MarketDataVenue>([
  ...allVenues({ inflate: nodeInflate }).map((venue) => [venue.name, venue] as const),
  ['coinbase-full', coinbaseVenue({ book: 'full' })],
  ['huobi-mbp', huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' })],
  [
    'huobi-linear-swap-high-freq',
    huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_150.high_freq' }),
  ],
]);

describe("the venues' protocols as marbles", () => {
  it('stand in a folder of each venue and feed', () => {
    expect(readdirSync('marbles/exchanges').sort()).to.deep.equal([...VENUES.keys()].sort());
  });
});

for (const [folder, venue] of VENUES) {
  const operators = venueOperators(venue, { wireText: WIRE_TEXTS[folder] });
  describeMarbles(`marbles/exchanges/${folder}`, operators, bookMarbles);
}
