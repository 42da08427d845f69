import { expect } from 'chai';

import type { BalanceNews } from '../../src/money/balanceInput.js';
import { compareNews } from '../../src/money/compareNews.js';

type Place = Omit<BalanceNews, 'feed' | 'receivedAt'> & {
  readonly feed?: string;
  readonly receivedAt?: number;
};

const compared = (now: Place, earlier: Place): string =>
  compareNews({ feed: 'ws', receivedAt: 9, ...now }, { feed: 'ws', receivedAt: 5, ...earlier });

describe('compareNews', () => {
  it('goes by the count where both have it, above 2^53 too', () => {
    expect(compared({ sequence: 3, venueTime: 1 }, { sequence: 2, venueTime: 2 })).to.equal('newer');
    expect(compared({ sequence: 2 }, { sequence: 3 })).to.equal('older');
    expect(compared({ sequence: 2, feed: 'poll' }, { sequence: 2 })).to.equal('same');
    expect(compared({ sequence: 9007199254740993n }, { sequence: 9007199254740992n })).to.equal('newer');
  });

  it('goes by the times of the venue where one has no count', () => {
    expect(compared({ sequence: 3, venueTime: 1 }, { venueTime: 2 })).to.equal('older');
    expect(compared({ venueTime: 3 }, { sequence: 2, venueTime: 2 })).to.equal('newer');
    expect(compared({ venueTime: 2 }, { venueTime: 2 })).to.equal('newer');
    expect(compared({ venueTime: 2, feed: 'poll' }, { venueTime: 2 })).to.equal('undecided');
  });

  it('goes by arrival where one has no time: what was pushed is newer than what came before', () => {
    expect(compared({ venueTime: 2 }, {})).to.equal('newer');
    expect(compared({ feed: 'other' }, { venueTime: 2 })).to.equal('newer');
  });

  it('knows of an answer only that it is newer than what came before the question', () => {
    expect(compared({ feed: 'poll', requestedAt: 5 }, {})).to.equal('newer');
    expect(compared({ feed: 'poll', requestedAt: 4 }, {})).to.equal('undecided');
    expect(compared({ requestedAt: 4 }, {})).to.equal('undecided');
    expect(compared({ feed: 'poll', requestedAt: 4 }, { requestedAt: 3 })).to.equal('undecided');
  });

  it('orders the answers of one poll by their questions', () => {
    expect(compared({ requestedAt: 4 }, { requestedAt: 3 })).to.equal('newer');
    expect(compared({ requestedAt: 3 }, { requestedAt: 3 })).to.equal('newer');
    expect(compared({ requestedAt: 2 }, { requestedAt: 3 })).to.equal('older');
  });
});
