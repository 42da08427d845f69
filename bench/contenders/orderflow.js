// orderflow from the text of a frame to an emitted immutable book, as a user composes it: frames are decoded and
// checked by the venue's codecs, routed to one pipeline an instrument, sequenced by the venue's ids and built into books;
// crossed books are rejected. The subscriber reads the book that it gets.
import { Subject } from 'rxjs';

import { decodeFrames, marketMessages, orderBooks, orderBooksInPlace } from '../../dist/index.js';
import { binance } from '../../dist/exchanges/binance/index.js';

/** @typedef {import('./index.js').Level} Level */

/**
 * @param {import('../../dist/index.js').MarketDataVenue} venue
 * @param {typeof orderBooks | typeof orderBooksInPlace} build
 * @returns {import('./index.js').Contender}
 */
const contender = (venue, build = orderBooks) => ({
  hasBooks: true,
  create(_instruments, levels) {
    const frames$ = new Subject();
    /** @type {import('../../dist/index.js').ReadableBook} */
    let last;
    const subscription = frames$
      .pipe(decodeFrames(venue), marketMessages(), build(venue))
      .subscribe(({ symbol, value }) => {
        if (value.status === 'live') last = value.book;
        else if (value.status !== 'syncing') throw new Error(`${symbol} is ${value.status}`);
      });
    const url = 'https://api.binance.com/api/v3/depth';
    let receivedAt = 0;
    return {
      snapshot(symbol, text) {
        const connection = `${url}?symbol=${symbol}&limit=${levels}`;
        frames$.next({ text, via: 'request', connection, receivedAt: ++receivedAt });
      },
      onFrame(text) {
        frames$.next({ text, via: 'stream', connection: 'bench', receivedAt: ++receivedAt });
      },
      readBest(into, at) {
        const { bids, asks } = last;
        into[at] = bids.bestPriceNumber;
        into[at + 1] = bids.bestSizeNumber;
        into[at + 2] = asks.bestPriceNumber;
        into[at + 3] = asks.bestSizeNumber;
      },
      top: (n) => ({ bids: top(last.bids, n), asks: top(last.asks, n) }),
      ...(build === orderBooks && { version: () => last }),
      close: () => subscription.unsubscribe(),
    };
  },
});

/** As users have it: Binance's depth updates are read straight from their text. */
export const orderflow = contender(binance);

/** The same with books that each message changes in place. */
export const orderflowInPlace = contender(binance, orderBooksInPlace);

/** Every frame through JSON.parse and the codecs, as frames that are not just as usual are read. */
export const orderflowJson = contender({ ...binance, scan: undefined });

/** @param {import('../../dist/index.js').ReadableBook['bids']} side @param {number} n @returns {Level[]} */
const top = (side, n) => side.top(n).map(({ priceNumber, sizeNumber }) => [priceNumber, sizeNumber]);
