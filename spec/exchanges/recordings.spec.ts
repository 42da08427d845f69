import { expect } from 'chai';

import { decodeFrame, type MarketDataVenue } from '../../src/connector/index.js';
import { instrumentName, type FrameContent, type Listing, type Origin } from '../../src/domain/index.js';
import { binance } from '../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../src/exchanges/binance-futures/index.js';
import { bittrexVenue } from '../../src/exchanges/bittrex/index.js';
import { coinbase } from '../../src/exchanges/coinbase/index.js';
import { coinbaseAdvanced } from '../../src/exchanges/coinbase-advanced/index.js';
import { huobiVenue } from '../../src/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../src/exchanges/huobi-linear-swap/index.js';
import { kraken } from '../../src/exchanges/kraken/index.js';
import { okexV3Venue } from '../../src/exchanges/okex-v3/index.js';
import { okx } from '../../src/exchanges/okx/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import { compressedFrames, oracleOf, recordedFrames, recordingsOrPending } from './recordings.js';

type Channels = Readonly<Partial<Record<FrameContent['_tag'], string>>>;

const BINANCE: Channels = {
  diff: 'depthUpdate',
  trade: 'aggTrade',
  snapshot: 'http depth',
  listings: 'http exchangeInfo',
};
const COINBASE: Channels = {
  diff: 'l2update',
  trade: 'match',
  snapshot: 'snapshot',
  listings: 'http products',
};
const COINBASE_ADVANCED: Channels = {
  diff: 'l2_data',
  trade: 'market_trades',
  snapshot: 'l2_data',
  listings: 'http products',
};
const HUOBI: Channels = {
  trade: 'trade.detail',
  snapshot: 'depth.step0',
  listings: 'http symbols',
  other: 'sub ack',
  reply: 'ping',
};
const KRAKEN: Channels = {
  diff: 'book update',
  trade: 'trade',
  snapshot: 'book snapshot',
  listings: 'http AssetPairs',
};
const OKX: Channels = {
  diff: 'books update',
  trade: 'trades',
  snapshot: 'books snapshot',
  listings: 'http instruments',
};

const OKCOIN: Channels = {
  diff: 'spot/depth_l2_tbt update',
  trade: 'spot/trade',
  snapshot: 'spot/depth_l2_tbt partial',
  listings: 'http instruments',
};
const OKEX: Channels = { ...OKX, diff: 'books-l2-tbt update', snapshot: 'books-l2-tbt snapshot' };

/** Each message of a frame is counted; what SignalR says of the connection is not, or not by its name. */
const BITTREX: Channels = {
  diff: 'orderBook',
  trade: 'trade',
  snapshot: 'http orderbook',
  listings: 'http markets',
};
const ofBittrex = (contents: readonly FrameContent[]) =>
  contents
    .filter((content) => content._tag !== 'other' || !['initialized', 'groups'].includes(content.kind))
    .map((content): FrameContent => {
      const unnamed = content._tag === 'other' && ['keepAlive', 'result'].includes(content.kind);
      return unnamed ? { ...content, kind: 'other' } : content;
    });

/** A recording, its venue, the names of its channels, and what of a frame is counted: the first content unless told. */
type Session = readonly [
  name: string,
  venue: MarketDataVenue,
  channels: Channels,
  counted?: (contents: readonly FrameContent[]) => readonly FrameContent[],
];

const SESSIONS: readonly Session[] = [
  ['BINANCE', binance, BINANCE],
  ['BINANCE@2021-08-14', binance, BINANCE],
  ['BINANCE_FUTURES', binanceFutures, BINANCE],
  ['BITTREX.prefix', bittrexVenue({ inflate: nodeInflate }), BITTREX, ofBittrex],
  ['COINBASE.prefix', coinbase, COINBASE],
  ['COINBASE@2026-08-09.prefix', coinbaseAdvanced, COINBASE_ADVANCED],
  ['HUOBI.prefix', huobiVenue({ inflate: nodeInflate }), HUOBI],
  ['HUOBI_LINEAR_SWAP@2022-02-17', huobiLinearSwapVenue({ inflate: nodeInflate }), HUOBI],
  ['KRAKEN', kraken, KRAKEN],
  ['OKCOIN@2021-04-17', okexV3Venue({ inflate: nodeInflate }), OKCOIN],
  ['OKEX@2021-07-22', okx, OKEX],
  ['OKX', okx, OKX],
];

/** The channel of a content under the name that the independent answers have for it. */
function channelOf(content: FrameContent, channels: Channels): string {
  const channel = channels[content._tag];
  if (content._tag === 'other') return channel ?? content.kind.replace(/_\d+[smhdw]$/, '');
  if (channel === undefined) throw new Error(`${content._tag}: ${JSON.stringify(content)}`);
  return channel;
}

/** The names of books in the independent answers: `connection|symbol` where several connections carry one. */
const bookName = (perConnection: boolean, { connection, symbol }: Origin): string =>
  perConnection ? `${connection}|${symbol}` : symbol;

const symbolOf = (name: string): string => name.slice(name.indexOf('|') + 1);

/** The first content of a frame, which holds at least one. */
const firstOf = (contents: readonly FrameContent[]) => contents.slice(0, 1);

const add = (counts: Record<string, number>, key: string) => (counts[key] = (counts[key] ?? 0) + 1);

describe('Every recorded frame decodes:', () => {
  for (const [name, venue, channels, counted = firstOf] of SESSIONS) {
    it(`${name}, as many of each kind as were sent`, function () {
      const folder = recordingsOrPending(this);
      const counts: Record<string, number> = {};
      for (const frame of recordedFrames(folder, name)) {
        const contents = decodeFrame(venue, frame);
        expect(contents, frame.text.slice(0, 200)).to.not.have.lengthOf(0);
        for (const content of counted(contents)) add(counts, channelOf(content, channels));
      }
      expect(counts).to.deep.equal(oracleOf(folder, name).frames_per_channel);
    });

    it(`${name}, as many messages of each symbol as were sent`, function () {
      const folder = recordingsOrPending(this);
      const symbols = Object.entries(oracleOf(folder, name).symbols);
      const perConnection = symbols.some(([symbol]) => symbol.includes('|'));
      const counts = { snapshot: {}, diff: {}, trade: {} } satisfies Record<string, Record<string, number>>;
      for (const content of recordedFrames(folder, name).flatMap((frame) => decodeFrame(venue, frame))) {
        if (content._tag === 'snapshot' || content._tag === 'diff' || content._tag === 'trade') {
          add(counts[content._tag], bookName(perConnection, content));
        }
      }
      const expected = (count: (answer: (typeof symbols)[number][1]) => number) =>
        Object.fromEntries(
          symbols.map(([symbol, answer]) => [symbol, count(answer)]).filter(([, total]) => total !== 0),
        ) as Record<string, number>;
      expect(counts).to.deep.equal({
        snapshot: expected((answer) => answer.snapshots),
        diff: expected((answer) => answer.diffs_applied + answer.diffs_stale),
        trade: expected((answer) => answer.trades),
      });
    });

    it(`${name}, each compressed frame inflated to what was recorded beside it`, function () {
      const folder = recordingsOrPending(this);
      for (const { bytes, text } of compressedFrames(folder, name)) {
        expect(venue.readBytes?.(bytes)).to.equal(text);
      }
    });

    it(`${name}, with a unified name of its own for each instrument that trades`, function () {
      const folder = recordingsOrPending(this);
      const listed = new Map<string, Listing>();
      for (const frame of recordedFrames(folder, name).filter(({ via }) => via === 'request')) {
        for (const content of decodeFrame(venue, frame)) {
          if (content._tag !== 'listings') continue;
          for (const listing of content.listings) if (listing.trading) listed.set(listing.symbol, listing);
        }
      }
      const named = new Map<string, string[]>();
      for (const { symbol, instrument } of listed.values()) {
        named.set(instrument, [...(named.get(instrument) ?? []), symbol]);
      }
      expect(named.size).to.be.above(0);
      expect([...named].filter(([, symbols]) => symbols.length > 1)).to.deep.equal([]);
    });

    it(`${name}, with the listing of every symbol that was heard`, function () {
      const folder = recordingsOrPending(this);
      const contents = recordedFrames(folder, name).flatMap((frame) => decodeFrame(venue, frame));
      const listed = new Map<string, Listing>();
      for (const content of contents) {
        if (content._tag !== 'listings') continue;
        const { listings } = content;
        // A session may have asked more than once; no answer lists a symbol twice.
        expect(new Set(listings.map(({ symbol }) => symbol)).size).to.equal(listings.length);
        for (const listing of listings) listed.set(listing.symbol, listing);
      }
      for (const symbol of Object.keys(oracleOf(folder, name).symbols)) {
        const listing = listed.get(symbolOf(symbol));
        expect(listing?.trading).to.equal(true);
        expect(listing?.instrument).to.equal(
          instrumentName(listing!.base, listing!.quote, listing!.contract),
        );
      }
    });
  }
});
