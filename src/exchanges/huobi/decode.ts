import * as E from 'fp-ts/lib/Either.js';

import { decoded, readWith } from '../../connector/index.js';
import { venueSymbol } from '../../domain/ids.js';
import { listing } from '../../domain/listing.js';
import { NO_LEVELS } from '../../domain/priceLevels.js';
import { linkedRule } from '../../sequence/index.js';
import { tradeOf, type BookFeed, type ListingsOf, type TradeFeed } from '../shared/huobi/index.js';
import { mbpKind, tradesKind } from './scan.js';
import { mbp, mbpAnswer, symbolsV1, symbolsV2, trades } from './wire.js';

/** `mbp.LEVELS`: diffs, each of which names the one before it. The snapshot is asked for over the same connection. */
export const mbpFeed = (url: string, count: number): BookFeed => ({
  topic: `mbp.${count}`,
  url,
  asked: {},
  continuity: linkedRule,
  kind: mbpKind(count),
  push: (json, from) =>
    readWith(mbp, json, '', ({ tick: { seqNum, prevSeqNum, bids = NO_LEVELS, asks = NO_LEVELS } }) =>
      decoded({
        _tag: 'diff',
        ...from,
        // Ids jump, and where a diff begins is told by the one before it only.
        firstId: undefined,
        lastId: seqNum,
        previousId: prevSeqNum,
        bids,
        asks,
        checksum: undefined,
      }),
    ),
  answer: (json, from) =>
    readWith(mbpAnswer, json, '', ({ data: { seqNum, bids, asks } }) =>
      decoded({
        _tag: 'snapshot',
        ...from,
        via: 'request',
        lastId: seqNum,
        coverage: { levels: count, maintained: true },
        bids,
        asks,
        checksum: undefined,
      }),
    ),
});

/** The trades of a frame, in the order in which they were made. */
export const spotTrades: TradeFeed = {
  kind: tradesKind,
  push: (json, from) =>
    readWith(trades, json, '', ({ tick: { data } }) =>
      E.right(data.map((wire) => tradeOf(wire, wire.tradeId, from)).reverse()),
    ),
};

/** The instruments of either version of the list. Currencies by their codes, which the symbols are made of. */
export const spotListings: ListingsOf = (json, { pathname }, told) => {
  if (pathname.endsWith('/v1/common/symbols')) {
    return readWith(symbolsV1, json, '', ({ data }) =>
      told(
        'all',
        data.map((wire) =>
          listing({
            symbol: venueSymbol(wire.symbol),
            base: wire['base-currency'].toUpperCase(),
            quote: wire['quote-currency'].toUpperCase(),
            trading: wire.state === 'online' && wire['api-trading'] === 'enabled',
          }),
        ),
      ),
    );
  }
  if (!pathname.endsWith('/v2/settings/common/symbols')) return undefined;
  return readWith(symbolsV2, json, '', ({ data, full }) =>
    told(
      full === 1 ? 'all' : 'nothing',
      data.map(({ sc, bc, qc, state, te }) =>
        listing({
          symbol: venueSymbol(sc),
          base: bc.toUpperCase(),
          quote: qc.toUpperCase(),
          trading: state === 'online' && te,
        }),
      ),
    ),
  );
};
