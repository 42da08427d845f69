import * as E from 'fp-ts/lib/Either.js';

import { decoded, readWith } from '../../connector/index.js';
import { venueSymbol } from '../../domain/ids.js';
import { listing, PERPETUAL, type Listing, type Listings } from '../../domain/listing.js';
import { tradeOf, type BookFeed, type ListingsOf, type TradeFeed } from '../shared/huobi/index.js';
import { highFreqRule } from './continuity.js';
import { half } from './half.js';
import { highFreqKind, tradesKind } from './scan.js';
import { contracts, highFreq, trades, type WireContract } from './wire.js';

/** `depth.size_LEVELS.high_freq`: a snapshot after each subscription, then diffs that are numbered one by one. */
export const highFreqFeed = (url: string, count: number): BookFeed => ({
  topic: `depth.size_${count}.high_freq`,
  url,
  asked: { data_type: 'incremental' },
  continuity: highFreqRule,
  kind: highFreqKind(count),
  push: (json, from) =>
    readWith(highFreq, json, '', ({ tick: { event, version, bids, asks } }) =>
      event === 'snapshot'
        ? decoded({
            _tag: 'snapshot',
            ...from,
            via: 'stream',
            lastId: version,
            coverage: { levels: count, maintained: true },
            bids,
            asks,
            checksum: undefined,
          })
        : decoded({
            _tag: 'diff',
            ...from,
            firstId: version,
            lastId: version,
            previousId: undefined,
            bids,
            asks,
            checksum: undefined,
          }),
    ),
  answer: undefined,
});

/** The trades of a frame. What they count is contracts, those that were bought and those that were sold. */
export const swapTrades: TradeFeed = {
  kind: tradesKind,
  push: (json, from) =>
    readWith(trades, json, '', ({ tick: { data } }) =>
      E.right(data.map((wire) => tradeOf({ ...wire, amount: half(wire.amount) }, wire.id, from))),
    ),
};

/** What a list is the whole of, by the `business_type` that was asked for. */
const COVERED: ReadonlyMap<string, Listings['covers']> = new Map([
  ['all', 'all'],
  ['futures', 'future'],
  ['swap', 'perpetual'],
]);

/** Parameters that ask for a part of the list. */
const FILTERS = ['contract_code', 'pair', 'contract_type', 'support_margin_mode'];

export const swapListings: ListingsOf = (json, { pathname, searchParams }, told) => {
  if (!pathname.endsWith('/swap_contract_info')) return undefined;
  const asked = FILTERS.some((name) => searchParams.has(name))
    ? undefined
    : COVERED.get(searchParams.get('business_type') ?? 'swap');
  return readWith(contracts, json, '', ({ data }) => told(asked ?? 'nothing', data.flatMap(listingOf)));
};

/** None of what is not named by its currencies. */
function listingOf({ contract_code, contract_status, delivery_date }: WireContract): readonly Listing[] {
  const [base, quote] = contract_code.split('-');
  if (base === undefined || base === '' || quote === undefined || quote === '') return [];
  const contract = delivery_date === '' ? PERPETUAL : ({ kind: 'future', expiry: delivery_date } as const);
  return [
    listing({ symbol: venueSymbol(contract_code), base, quote, contract, trading: contract_status === 1 }),
  ];
}
