import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { decodeFrame, type MarketDataVenue } from '../../src/connector/index.js';
import {
  instrumentName,
  type Frame,
  type FrameContent,
  type PriceLevels,
  type RestingOrder,
} from '../../src/domain/index.js';
import { binance } from '../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../src/exchanges/binance-futures/index.js';
import { bittrexVenue } from '../../src/exchanges/bittrex/index.js';
import { coinbase, coinbaseVenue } from '../../src/exchanges/coinbase/index.js';
import { coinbaseAdvanced } from '../../src/exchanges/coinbase-advanced/index.js';
import { huobiVenue } from '../../src/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../src/exchanges/huobi-linear-swap/index.js';
import { kraken } from '../../src/exchanges/kraken/index.js';
import { okexV3Venue } from '../../src/exchanges/okex-v3/index.js';
import { okx } from '../../src/exchanges/okx/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import * as ofBittrex from './bittrex/payloads.js';
import * as ordersOfCoinbase from './coinbase/orderPayloads.js';
import * as ofCoinbase from './coinbase/payloads.js';
import * as ofCoinbaseAdvanced from './coinbase-advanced/payloads.js';
import { answerFrame, streamFrame } from './frames.js';
import * as ofHuobi from './huobi/payloads.js';
import * as ofHuobiSwaps from './huobi-linear-swap/payloads.js';
import * as ofKraken from './kraken/payloads.js';
import { bytesChanged, valueChanged } from './mutations.js';
import * as ofOkexV3 from './okex-v3/payloads.js';
import * as ofOkx from './okx/payloads.js';
import { inflated, recordedFrames, recordingsOrPending } from './recordings.js';
import * as ofBinance from './shared/binance/payloads.js';

const { combined } = ofBinance;
const binanceUrl = (path: string) => `https://api.binance.com/api/v3/${path}`;
const futuresUrl = (path: string) => `https://fapi.binance.com/fapi/v1/${path}`;

const control = [
  { result: null, id: 1 },
  { error: { code: 2, msg: 'Invalid request' }, id: 1 },
];

const WRITTEN: readonly (readonly [MarketDataVenue, string, readonly Frame[]])[] = [
  [
    binance,
    'BINANCE',
    [
      ...[
        combined('nknusdt@depth@100ms', ofBinance.spotDepthUpdate),
        ofBinance.spotDepthUpdate,
        combined('nknusdt@aggTrade', ofBinance.spotAggTrade),
        combined('!serverShutdown', { e: 'serverShutdown', E: 1770123456789 }),
        ...control,
      ].map((payload) => streamFrame(payload)),
      answerFrame(binanceUrl('depth?symbol=NKNUSDT&limit=1000'), ofBinance.spotDepth),
      answerFrame(binanceUrl('exchangeInfo'), ofBinance.spotExchangeInfo),
    ],
  ],
  [
    binanceFutures,
    'BINANCE_FUTURES',
    [
      ...[
        combined('sushiusdt@depth@100ms', ofBinance.futuresDepthUpdate),
        ofBinance.futuresAggTrade,
        ...control,
      ].map((payload) => streamFrame(payload)),
      answerFrame(futuresUrl('depth?symbol=SUSHIUSDT&limit=1000'), ofBinance.futuresDepth),
      answerFrame(futuresUrl('exchangeInfo'), ofBinance.futuresExchangeInfo),
    ],
  ],
  [
    bittrexVenue({ inflate: nodeInflate }),
    'BITTREX.prefix',
    [
      ...[
        ofBittrex.frameOf('orderBook', ofBittrex.orderBook),
        ofBittrex.frameOf('trade', ofBittrex.trade),
        ofBittrex.frameOf('ticker', ofBittrex.ticker),
        ofBittrex.initialized,
        ofBittrex.refused,
        ofBittrex.unauthenticated,
      ].map((payload) => streamFrame(payload)),
      { ...answerFrame(ofBittrex.SNAPSHOT_URL, ofBittrex.snapshot), headers: ofBittrex.HEADERS },
      answerFrame(ofBittrex.MARKETS_URL, ofBittrex.markets),
    ],
  ],
  [
    coinbase,
    'COINBASE.prefix',
    [
      ...[
        ofCoinbase.snapshot,
        ofCoinbase.update,
        ofCoinbase.batch,
        ofCoinbase.match,
        ofCoinbase.lastMatch,
        ofCoinbase.heartbeat,
        ofCoinbase.refused,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ofCoinbase.PRODUCTS_URL, ofCoinbase.products),
    ],
  ],
  [
    coinbaseAdvanced,
    'COINBASE@2026-08-09.prefix',
    [
      ...[
        ofCoinbaseAdvanced.snapshot,
        ofCoinbaseAdvanced.update,
        ofCoinbaseAdvanced.twoBooks,
        ofCoinbaseAdvanced.trades,
        ofCoinbaseAdvanced.backFill,
        ofCoinbaseAdvanced.heartbeat,
        ofCoinbaseAdvanced.refused,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ofCoinbaseAdvanced.PRODUCTS_URL, ofCoinbaseAdvanced.products),
      answerFrame(ofCoinbaseAdvanced.FUTURES_URL, ofCoinbaseAdvanced.futures),
    ],
  ],
  [
    huobiVenue({ inflate: nodeInflate }),
    'HUOBI.prefix',
    [
      ...[
        ofHuobi.depth,
        ofHuobi.depthText,
        ofHuobi.trades,
        ofHuobi.tradesText,
        ofHuobi.ping,
        ofHuobi.subscribed,
        ofHuobi.refused,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ofHuobi.SYMBOLS_V1_URL, ofHuobi.symbolsV1),
      answerFrame(ofHuobi.SYMBOLS_V2_URL, ofHuobi.symbolsV2),
    ],
  ],
  [
    huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' }),
    'HUOBI.prefix',
    [ofHuobi.mbp, ofHuobi.mbpAnswer].map((payload) => streamFrame(payload)),
  ],
  [
    huobiLinearSwapVenue({ inflate: nodeInflate }),
    'HUOBI_LINEAR_SWAP@2022-02-17',
    [
      ...[ofHuobiSwaps.depth, ofHuobiSwaps.trades, ofHuobiSwaps.subscribed].map((payload) =>
        streamFrame(payload),
      ),
      answerFrame(ofHuobiSwaps.CONTRACTS_URL, ofHuobiSwaps.contracts),
      answerFrame(ofHuobiSwaps.CONTRACTS_URL, ofHuobiSwaps.refused),
    ],
  ],
  [
    huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_150.high_freq' }),
    'HUOBI_LINEAR_SWAP@2022-02-17',
    [ofHuobiSwaps.highFreqSnapshot, ofHuobiSwaps.highFreqUpdate].map((payload) => streamFrame(payload)),
  ],
  [
    coinbaseVenue({ book: 'full' }),
    'COINBASE.prefix',
    [
      ...[
        ordersOfCoinbase.received,
        ordersOfCoinbase.open,
        ordersOfCoinbase.done,
        ordersOfCoinbase.orderMatch,
        ordersOfCoinbase.change,
        ordersOfCoinbase.modified,
        ordersOfCoinbase.changedFunds,
        ordersOfCoinbase.activate,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ordersOfCoinbase.BOOK_URL, ordersOfCoinbase.orderBook),
    ],
  ],
  [
    kraken,
    'KRAKEN',
    [
      ...[
        ofKraken.snapshot,
        ofKraken.askUpdate,
        ofKraken.bidUpdate,
        ofKraken.twoSides,
        ofKraken.trades,
        ofKraken.systemStatus,
        ofKraken.subscribed,
        ofKraken.refused,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ofKraken.ASSET_PAIRS_URL, ofKraken.assetPairs),
    ],
  ],
  [
    okexV3Venue({ inflate: nodeInflate }),
    'OKCOIN@2021-04-17',
    [
      ...[
        ofOkexV3.partial,
        ofOkexV3.update,
        ofOkexV3.depthOfSpot,
        ofOkexV3.trades,
        ofOkexV3.futuresTrades,
        ofOkexV3.optionTrade,
        ofOkexV3.optionTrades,
        ofOkexV3.ticker,
        ofOkexV3.subscribed,
        ofOkexV3.refused,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ofOkexV3.SPOT_URL, ofOkexV3.spotInstruments),
      answerFrame(ofOkexV3.OPTIONS_URL, ofOkexV3.optionInstruments),
    ],
  ],
  [
    okx,
    'OKX',
    [
      ...[
        ofOkx.snapshot,
        ofOkx.update,
        ofOkx.update2022,
        ofOkx.snapshotTbt,
        ofOkx.trades,
        ofOkx.subscribed,
        ofOkx.refused,
        ofOkx.notice,
      ].map((payload) => streamFrame(payload)),
      answerFrame(ofOkx.INSTRUMENTS_URL, ofOkx.instruments),
    ],
  ],
];

/** Texts over this length are left to the count test: mutating them would take its time copying. */
const LONGEST = 20_000;

function checkLevels(levels: PriceLevels): void {
  for (const { priceNumber, sizeNumber, price, size } of levels) {
    expect(priceNumber >= 0 && sizeNumber >= 0).to.equal(true);
    expect(price.isNaN() || size.isNaN()).to.equal(false);
  }
}

function checkOrders(orders: readonly RestingOrder[]): void {
  for (const { price, size } of orders) {
    expect(new Decimal(price).gte(0) && new Decimal(size).gte(0)).to.equal(true);
  }
}

/** What must be true of any content, whatever the frame was. */
function checkContent(content: FrameContent, venue: MarketDataVenue, frame: Frame): void {
  if ('venue' in content) expect(content.venue).to.equal(venue.name);
  switch (content._tag) {
    case 'badFrame':
      expect(content.faults).to.not.have.lengthOf(0);
      for (const fault of content.faults) expect(fault.expected).to.match(/\S/);
      expect(content).to.include({ connection: frame.connection, receivedAt: frame.receivedAt });
      expect(content.excerpt).to.equal(frame.text.slice(0, 200));
      break;
    case 'unknownFrame':
      expect(content.excerpt).to.equal(frame.text.slice(0, 200));
      break;
    case 'snapshot':
    case 'diff':
      checkLevels(content.bids);
      checkLevels(content.asks);
      expect(content.venueTime).to.satisfy((time: unknown) => time === undefined || Number.isFinite(time));
      break;
    case 'orderSnapshot':
      checkOrders(content.bids);
      checkOrders(content.asks);
      break;
    case 'orderDiff':
      for (const change of content.changes) {
        if (change._tag === 'opened') checkOrders([change]);
        else if (change._tag !== 'done') expect(new Decimal(change.size).gte(0)).to.equal(true);
      }
      break;
    case 'trade':
      expect(content.price.gte(0) && content.size.gte(0)).to.equal(true);
      expect(content.side).to.be.oneOf(['buy', 'sell']);
      break;
    case 'listings':
      for (const { symbol, base, quote, contract, instrument } of content.listings) {
        expect([typeof symbol, typeof base, typeof quote]).to.deep.equal(['string', 'string', 'string']);
        expect(instrument).to.equal(instrumentName(base, quote, contract));
      }
      break;
    case 'other':
    case 'refusal':
      break;
    case 'interrupted':
    case 'frameRepeated':
    case 'reply':
      expect(content.connection).to.equal(frame.connection);
      break;
  }
}

function checkMutations(venue: MarketDataVenue, frames: readonly Frame[], numRuns: number): void {
  const mutated = fc.constantFrom(...frames).chain((frame) => {
    const text = fc.constant(frame.text);
    return fc
      .oneof(bytesChanged(text), valueChanged(text))
      .map((changedText) => ({ ...frame, text: changedText }));
  });
  fc.assert(
    fc.property(mutated, (frame) => {
      for (const content of decodeFrame(venue, frame)) checkContent(content, venue, frame);
    }),
    { numRuns },
  );
}

describe('A mutated frame decodes or is bad, unknown or something else, and never throws:', () => {
  for (const [venue, recording, frames] of WRITTEN) {
    it(`${venue.name} (${venue.continuity.name}), frames by the documents`, () =>
      checkMutations(venue, frames, 3000));

    it(`${venue.name} (${venue.continuity.name}), recorded frames`, function () {
      const folder = recordingsOrPending(this);
      const recorded = recordedFrames(folder, recording)
        .map((frame) => inflated(venue, frame))
        .filter(({ text }) => text.length <= LONGEST);
      expect(recorded).to.not.have.lengthOf(0);
      checkMutations(venue, recorded, 2000);
    });
  }
});
