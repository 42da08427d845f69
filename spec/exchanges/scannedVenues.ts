import { expect } from 'chai';
import * as E from 'fp-ts/lib/Either.js';

import { readJson } from '../../src/codec/index.js';
import type { MarketDataVenue } from '../../src/connector/index.js';
import type { Frame } from '../../src/domain/index.js';
import { binance } from '../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../src/exchanges/binance-futures/index.js';
import { coinbase } from '../../src/exchanges/coinbase/index.js';
import { coinbaseAdvanced } from '../../src/exchanges/coinbase-advanced/index.js';
import { huobiVenue } from '../../src/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../src/exchanges/huobi-linear-swap/index.js';
import { kraken } from '../../src/exchanges/kraken/index.js';
import { okexV3Venue } from '../../src/exchanges/okex-v3/index.js';
import { okx } from '../../src/exchanges/okx/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import * as ofCoinbase from './coinbase/payloads.js';
import * as ofCoinbaseAdvanced from './coinbase-advanced/payloads.js';
import { readable, streamFrame } from './frames.js';
import * as ofHuobi from './huobi/payloads.js';
import * as ofHuobiSwaps from './huobi-linear-swap/payloads.js';
import * as ofKraken from './kraken/payloads.js';
import * as ofOkexV3 from './okex-v3/payloads.js';
import * as ofOkx from './okx/payloads.js';
import * as ofBinance from './shared/binance/payloads.js';

/** A venue that reads frames straight from their texts, and some frames of each shape that it reads so. */
export interface ScannedVenue {
  readonly title: string;
  readonly venue: MarketDataVenue;
  readonly texts: readonly string[];
}

const scanned = (title: string, venue: MarketDataVenue, ...payloads: readonly unknown[]): ScannedVenue => ({
  title,
  venue,
  texts: payloads.map((payload) => (typeof payload === 'string' ? payload : JSON.stringify(payload))),
});

const { combined } = ofBinance;
const { st: _, ...withoutKind } = ofBinance.futuresDepthUpdate;
const { ps: __, ...futuresOf2021 } = withoutKind;
const { nq: ___, st: ____, ...tradeOf2021 } = ofBinance.futuresAggTrade;

/** An update of OKX as it came in 2026: the ids in another order than the guide has, and no checksum in the end. */
const okxOf2026 =
  '{"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["83802","0","0","0"]],' +
  '"bids":[["83800.8","1.25","0","18"]],"instId":"BTC-USDT","ts":"1790358602306","seqId":81625399057,"prevSeqId":81625399056}]}';

const okxTrade =
  '{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"338476307","px":"30236",' +
  '"sz":"0.0002","side":"buy","ts":"1652459224818"}]}';

const advanced = (channel: string, events: readonly unknown[]): unknown => ({
  channel,
  client_id: '',
  timestamp: '2026-08-09T21:05:49.1Z',
  sequence_num: 17,
  events,
});

const { events: advancedTrades } = ofCoinbaseAdvanced.trades;

/** As users saw it in 2026: with exponents, and an empty side. */
const mbpText =
  '{"ch":"market.btcjpy.mbp.150","ts":1790134136934,"tick":{"seqNum":204675265972,"prevSeqNum":204675265969,' +
  '"bids":[[1.3640078E7,3.6E-4],[13638902,1.7E-4],[1.1001001E7,0.0]],"asks":[]}}';

const depthText =
  '{"ch":"market.trioeth.depth.step0","ts":1618678069870,"tick":{"bids":[[9.121E-7,92730.24],[6.0E-10,3.358149508E7],' +
  '[1.0E-10,2.2E8]],"asks":[[645.14,3307.9982700421942],[645.2,2.516448728473207E7]],"version":100182534697,"ts":1618678069868}}';

const tradesText =
  '{"ch":"market.fil3susdt.trade.detail","ts":1618678071891,"tick":{"id":677689788,"ts":1618678071887,"data":[' +
  '{"id":677689788255757382474787,"ts":1618678071887,"tradeId":5957206,"amount":543526.9513115989,"price":1.3303E-4,"direction":"buy"},' +
  '{"id":677689788255757466856372,"ts":1618678071886,"tradeId":5957205,"amount":119142.1159,"price":1.3302E-4,"direction":"sell"}]}}';

const inflate = nodeInflate;

/** Every venue that reads frames straight from their texts. */
export const SCANNED_VENUES: readonly ScannedVenue[] = [
  scanned(
    'binance',
    binance,
    ofBinance.spotDepthUpdate,
    combined('nknusdt@depth@100ms', ofBinance.spotDepthUpdate),
    { ...ofBinance.spotDepthUpdate, b: [], a: [] },
    combined('nknusdt@aggTrade', ofBinance.spotAggTrade),
    { ...ofBinance.spotAggTrade, m: true },
  ),
  scanned(
    'binance-futures',
    binanceFutures,
    ofBinance.futuresDepthUpdate,
    withoutKind,
    futuresOf2021,
    combined('sushiusdt@depth@100ms', futuresOf2021),
    ofBinance.futuresAggTrade,
    combined('ctkusdt@aggTrade', tradeOf2021),
  ),
  scanned(
    'coinbase',
    coinbase,
    ofCoinbase.update,
    ofCoinbase.batch,
    { ...ofCoinbase.batch, changes: [] },
    ofCoinbase.match,
  ),
  scanned(
    'coinbase-advanced',
    coinbaseAdvanced,
    ofCoinbaseAdvanced.update,
    ofCoinbaseAdvanced.snapshot,
    advanced('l2_data', [{ type: 'update', product_id: 'ETH-USD', updates: [] }]),
    advanced('market_trades', advancedTrades),
    ofCoinbaseAdvanced.trades,
    // No time.
    JSON.stringify(ofCoinbaseAdvanced.update).replace(
      /"event_time":"[^"]*"/g,
      '"event_time":"1970-01-01T00:00:00Z"',
    ),
  ),
  scanned(
    'kraken',
    kraken,
    ofKraken.askUpdate,
    ofKraken.bidUpdate,
    ofKraken.twoSides,
    [1, { b: [], c: '0' }, 'book-25', 'A/B'],
    ofKraken.trades,
  ),
  scanned('okx', okx, ofOkx.update, ofOkx.update2022, okxOf2026, okxTrade, ofOkx.trades),
  scanned('okex-v3', okexV3Venue({ inflate }), ofOkexV3.update, { ...ofOkexV3.update, table: 'swap/depth' }),
  scanned(
    'huobi, depth.step0',
    huobiVenue({ inflate }),
    depthText,
    tradesText,
    tradesText.replace(/"ts":\d+/g, '"ts":161867807189123'),
  ),
  scanned('huobi, mbp.150', huobiVenue({ inflate, feed: 'mbp.150' }), ofHuobi.mbp, mbpText, {
    ...ofHuobi.mbp,
    tick: { seqNum: 7, prevSeqNum: 6, asks: [[645.14, 26.75]] },
  }),
  scanned(
    'huobi-linear-swap, depth.step0',
    huobiLinearSwapVenue({ inflate }),
    ofHuobiSwaps.depth,
    ofHuobiSwaps.trades,
  ),
  scanned(
    'huobi-linear-swap, high_freq',
    huobiLinearSwapVenue({ inflate, feed: 'depth.size_150.high_freq' }),
    ofHuobiSwaps.highFreqUpdate,
  ),
];

/**
 * Whether a frame is read straight from its text. Fails where that gives another thing than the JSON and the codecs, which
 * define what is right: other contents, another number in the connection, or anything at all of what they refuse.
 */
export function scansTruly(venue: MarketDataVenue, frame: Frame): boolean {
  const read = venue.scan?.(frame);
  if (read === undefined) return false;
  const json = readJson(frame.text, venue.json);
  if (E.isLeft(json)) throw new Error(`no JSON: ${frame.text} (${json.left.message})`);
  const decoded = venue.decode(json.right, frame);
  if (E.isLeft(decoded)) throw new Error(`the codecs refuse ${frame.text}: ${JSON.stringify(decoded.left)}`);
  expect(read.contents.map(readable), frame.text).to.deep.equal(decoded.right.map(readable));
  expect(read.sequence, frame.text).to.equal(venue.numberOf?.(json.right));
  return true;
}

/** {@link scansTruly}, of a text that came over a stream. */
export const textScansTruly = (venue: MarketDataVenue, text: string): boolean =>
  scansTruly(venue, streamFrame(text));
