import { expect } from 'chai';
import { asyncScheduler, filter, map, NEVER, concat, of, type Observable } from 'rxjs';

import type { BookState } from '../../../src/book/index.js';
import { connectionId, venueSymbol, type Frame } from '../../../src/domain/index.js';
import { decodeFrames, marketMessages, orderBooks } from '../../../src/connector/index.js';
import { binance } from '../../../src/exchanges/binance/index.js';
import { inProcessPorts, parseFaults, SimVenue, type InProcessPorts } from '../../../src/sim/index.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';

const START = Date.UTC(2026, 0, 5);
const now = () => START + asyncScheduler.now();
const SYMBOLS = ['BTCUSDT', 'ETHBTC'].map(venueSymbol);

/** All that comes over the connections that the venue plans. */
function streamFrames({ sockets }: InProcessPorts): Observable<Frame> {
  const [plan] = binance.subscribe([{ channel: 'book', symbols: SYMBOLS }]);
  if (plan === undefined) throw new Error('no connection is planned');
  return sockets({ url: plan.url, send$: concat(of(...plan.frames), NEVER) }).pipe(
    filter((event) => event._tag === 'socketMessage'),
    map(({ text, receivedAt }) => ({ text, via: 'stream', connection: connectionId('1'), receivedAt })),
  );
}

function snapshotFrames({ http }: InProcessPorts, symbol: string): Observable<Frame> {
  const plan = binance.requestSnapshot?.(venueSymbol(symbol));
  if (plan === undefined || !('method' in plan)) throw new Error('no request is planned');
  return http({ method: 'GET', url: plan.url, timeLimitMs: 2_000 }).pipe(
    filter((outcome) => outcome._tag === 'httpAnswer'),
    map(({ body, receivedAt }) => ({
      text: body,
      via: 'request',
      connection: connectionId(plan.url),
      receivedAt,
    })),
  );
}

/** The books that the connector's own code makes of the venue, its last state by symbol; and whatever else it heard. */
function booksAfter(
  ms: number,
  faults: string,
  check: (venue: SimVenue, books: ReadonlyMap<string, BookState>) => void,
): ReadonlySet<string> {
  const statuses = new Set<string>();
  inVirtualTime(() => {
    const options = faults === '' ? {} : { faults: parseFaults(faults) };
    const venue = new SimVenue({ seed: 7, now, warmUpMs: 2_000, keys: [], verify: () => false, ...options });
    const ports = inProcessPorts(venue.gate, {
      now,
      latency: { toVenueMs: 15, fromVenueMs: 15, jitterMs: 20 },
    });
    const books = new Map<string, BookState>();
    const read = <T extends Observable<Frame>>(frames$: T) =>
      frames$.pipe(decodeFrames(binance), marketMessages());
    const request = ({ symbol }: { readonly symbol: string }) =>
      read(snapshotFrames(ports, symbol)).pipe(filter((message) => message._tag === 'snapshot'));
    const running = venue.run$.subscribe();
    const listening = read(streamFrames(ports))
      .pipe(orderBooks(binance, { snapshots: { request } }))
      .subscribe(({ symbol, value }) => {
        statuses.add(value.status);
        books.set(symbol, value);
      });
    // All changes up to a tick of the streams have been sent, and no more come: what is heard by and by is the book.
    asyncScheduler.schedule(() => running.unsubscribe(), ms + 5);
    asyncScheduler.schedule(() => {
      check(venue, books);
      listening.unsubscribe();
    }, ms + 200);
  });
  return statuses;
}

describe('the Binance market data of the connector, on the embedded exchange', () => {
  it('makes of it books that are the exchange’s own, level by level', () => {
    const statuses = booksAfter(10_000, '', (venue, books) => {
      for (const symbol of SYMBOLS) {
        const state = books.get(symbol);
        if (state?.status !== 'live') throw new Error(`${symbol} is ${state?.status}`);
        const theirs = venue.exchange.book(symbol);
        for (const [side, levels] of [
          [state.book.bids, theirs.bids],
          [state.book.asks, theirs.asks],
        ] as const)
          expect(
            Array.from(side, ({ priceText, sizeText }) => [priceText, sizeText]),
            symbol,
          ).to.deep.equal(levels.map(({ price, size }) => [price.toFixed(), size.toFixed()]));
      }
    });
    expect([...statuses].toSorted()).to.deep.equal(['live', 'syncing']);
  });

  it('sees the holes, and heals', () => {
    const statuses = booksAfter(10_000, 'hole@20+40,lostRequest@2', (_, books) => {
      expect([...books.values()].map(({ status }) => status)).to.deep.equal(['live', 'live']);
    });
    expect([...statuses].toSorted()).to.deep.equal(['gap', 'live', 'syncing']);
  });
});
