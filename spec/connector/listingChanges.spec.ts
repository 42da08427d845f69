import { expect } from 'chai';

import { listingChanges, listingsReducer, type KnownListings } from '../../src/connector/index.js';
import {
  listing,
  PERPETUAL,
  venueName,
  venueSymbol,
  type Contract,
  type Listing,
  type ListingChange,
  type Listings,
} from '../../src/domain/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

const spot = (symbol: string, trading = true, contract?: Contract): Listing => {
  const [base = '', quote = ''] = symbol.split('-');
  return listing({ symbol: venueSymbol(symbol), base, quote, trading, ...(contract && { contract }) });
};

const list = (
  listings: readonly Listing[],
  { covers = 'all', venue = 'v' }: { readonly covers?: Listings['covers']; readonly venue?: string } = {},
): Listings => ({ _tag: 'listings', venue: venueName(venue), receivedAt: 7, covers, listings });

const told = ({ _tag, symbol }: ListingChange) => `${_tag} ${symbol}`;

/** What each list changes after those before it. */
const changesOf = (...lists: readonly Listings[]): readonly (readonly string[])[] => {
  let known: KnownListings = new Map();
  return lists.map((each) => {
    const result = listingsReducer(known, each);
    ({ known } = result);
    return result.changes.map(told);
  });
};

describe('listingsReducer', () => {
  it('tells what is new, what trades no more or again, and what is gone', () => {
    expect(
      changesOf(
        list([spot('A-USD'), spot('B-USD', false), spot('C-USD')]),
        list([spot('A-USD'), spot('B-USD', false), spot('C-USD')]),
        list([spot('A-USD', false), spot('B-USD'), spot('D-USD')]),
        list([spot('A-USD'), spot('C-USD')]),
      ),
    ).to.deep.equal([
      ['listed A-USD', 'listed B-USD', 'listed C-USD'],
      [],
      ['halted A-USD', 'resumed B-USD', 'listed D-USD', 'delisted C-USD'],
      ['resumed A-USD', 'listed C-USD', 'delisted B-USD', 'delisted D-USD'],
    ]);
  });

  it('tells the listing as it is now, one that is gone as it was last, and when', () => {
    const first = listingsReducer(new Map(), list([spot('A-USD'), spot('B-USD')]));
    const { changes } = listingsReducer(first.known, list([spot('A-USD', false)]));
    const common = { venue: 'v', receivedAt: 7 };
    expect(changes).to.deep.equal([
      { _tag: 'halted', ...common, symbol: 'A-USD', listing: spot('A-USD', false) },
      { _tag: 'delisted', ...common, symbol: 'B-USD', listing: spot('B-USD') },
    ]);
  });

  it('takes for gone only what the list would have', () => {
    const swap = spot('A-USD-SWAP', true, PERPETUAL);
    expect(
      changesOf(
        list([spot('A-USD'), spot('B-USD')], { covers: 'spot' }),
        list([swap], { covers: 'perpetual' }),
        list([spot('B-USD', false)], { covers: 'nothing' }),
        list([spot('A-USD')], { covers: 'spot' }),
        list([spot('A-USD')]),
      ),
    ).to.deep.equal([
      ['listed A-USD', 'listed B-USD'],
      ['listed A-USD-SWAP'],
      ['halted B-USD'],
      ['delisted B-USD'],
      ['delisted A-USD-SWAP'],
    ]);
  });

  it('does not believe a list that has nothing', () => {
    expect(changesOf(list([spot('A-USD')]), list([]), list([spot('A-USD')]))).to.deep.equal([
      ['listed A-USD'],
      [],
      [],
    ]);
  });

  it('lists a symbol anew that stands for something else now', () => {
    expect(changesOf(list([spot('A-USD')]), list([spot('A-USD', true, PERPETUAL)]))).to.deep.equal([
      ['listed A-USD'],
      ['delisted A-USD', 'listed A-USD'],
    ]);
  });

  it('takes the later place of a symbol that is told twice', () => {
    const twice = list([spot('A-USD', true, PERPETUAL), spot('A-USD')]);
    expect(changesOf(twice, twice)).to.deep.equal([['listed A-USD'], []]);
  });

  it('leaves what it was given as it was', () => {
    const { known } = listingsReducer(new Map(), list([spot('A-USD')]));
    listingsReducer(known, list([spot('B-USD')]));
    expect([...known.keys()]).to.deep.equal(['A-USD']);
  });
});

describe('listingChanges', () => {
  it('keeps the lists of venues apart', () => {
    const changes = outputsOf(listingChanges(), [
      list([spot('A-USD')], { venue: 'v' }),
      list([spot('A-USD')], { venue: 'w' }),
      list([spot('B-USD')], { venue: 'w' }),
    ]);
    expect(changes.map((change) => `${change.venue} ${told(change)}`)).to.deep.equal([
      'v listed A-USD',
      'w listed A-USD',
      'w listed B-USD',
      'w delisted A-USD',
    ]);
  });

  itKeepsTheChecklist(() => listingChanges(), [list([spot('A-USD')]), list([spot('B-USD')])]);
});
