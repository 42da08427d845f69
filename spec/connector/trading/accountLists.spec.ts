import { expect } from 'chai';
import { of } from 'rxjs';

import type { CallResult, VenueCall } from '../../../src/connector/index.js';
import { listFills } from '../../../src/connector/trading/accountLists.js';
import { BTC, fakeVenue } from '../support/fakeVenue.js';

describe('accountLists', () => {
  it('leaves a list of fills that never ends, and says that it is not complete', () => {
    const { trading } = fakeVenue();
    let pages = 0;
    const make = <A>(call: VenueCall<A>) => {
      pages++;
      // Were it asked for ever, this is where the test ends.
      const next = pages < 1_000 && { next: String(pages) };
      const json = { fills: [], ...next };
      const answer = { status: 200, headers: {}, json, excerpt: '', sentAt: pages, receivedAt: pages + 1 };
      return of<CallResult<A>>(call.read(answer));
    };
    const told: unknown[] = [];
    listFills(trading, make, { symbol: BTC }).subscribe((list) => told.push(list));
    expect(pages).to.equal(50);
    expect(told).to.deep.equal([{ fills: [], askedAt: 1, receivedAt: 51, complete: false }]);
  });
});
