// Frames of books as each venue writes them, generated from a seed, or recorded ones.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { mulberry32 } from '../traffic/mulberry32.js';

/**
 * @typedef {object} Numbers
 * @property {() => string} price
 * @property {() => string} size zero at times
 * @property {(most: number) => number} below an integer
 * @property {(count: number, row: (at: number) => string) => string} list
 */

/** @param {() => number} random @returns {Numbers} */
const numbersOf = (random) => ({
  price: () => (20_000 + random() * 2000).toFixed(2),
  size: () => (random() < 0.3 ? '0.00000000' : (random() * 10).toFixed(8)),
  below: (most) => Math.floor(random() * most),
  list: (count, row) => `[${Array.from({ length: count }, (_, at) => row(at)).join(',')}]`,
});

/** @param {Numbers} numbers */
const isoTime = ({ below }) =>
  `2026-08-09T21:05:${String(10 + below(50))}.${String(100_000 + below(900_000))}Z`;

/** A side of a book without quotes, some numbers as Java writes small and large ones. @param {Numbers} numbers @param {number} count */
const unquoted = ({ price, below, list }, count) =>
  list(count, () => {
    const size =
      below(10) === 0 ? `${1 + below(9)}.${1 + below(999)}E-4` : `${below(1000)}.${1 + below(9999)}`;
    return `[${Number(price())},${size}]`;
  });

/**
 * How each venue writes a change of a book (a whole book where it sends nothing else), with about as many levels as were
 * recorded.
 * @type {Readonly<Record<string, (numbers: Numbers, at: number) => string>>}
 */
const WRITERS = {
  binance: ({ price, size, below, list }, at) => {
    const side = () => list(1 + below(4), () => `["${price()}000000","${size()}"]`);
    return `{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":${1_786_000_000_000 + at},"s":"BTCUSDT","U":${7 * at},"u":${7 * at + 6},"b":${side()},"a":${side()}}}`;
  },
  coinbase: (numbers) =>
    `{"type":"l2update","product_id":"BTC-USD","changes":[["${numbers.below(2) ? 'buy' : 'sell'}","${numbers.price()}","${numbers.size()}"]],"time":"${isoTime(numbers)}"}`,
  'coinbase-advanced': (numbers, at) => {
    const time = isoTime(numbers);
    const updates = numbers.list(
      1 + numbers.below(10),
      () =>
        `{"side":"${numbers.below(2) ? 'bid' : 'offer'}","event_time":"${time}","price_level":"${numbers.price()}","new_quantity":"${numbers.size()}"}`,
    );
    return `{"channel":"l2_data","timestamp":"2026-08-09T21:05:48.505350477Z","sequence_num":${at},"events":[{"type":"update","product_id":"BTC-USD","updates":${updates}}]}`;
  },
  kraken: ({ price, size, below }, at) =>
    `[336,{"${below(2) ? 'a' : 'b'}":[["${price()}000","${size()}","${1_618_678_133 + at}.${100_000 + below(900_000)}"]],"c":"${below(2 ** 32)}"},"book-1000","XBT/USD"]`,
  okx: ({ price, size, below, list }, at) => {
    const side = () => list(1 + below(6), () => `["${price()}","${size()}","0","${below(9)}"]`);
    return `{"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":${side()},"bids":${side()},"ts":"${1_786_182_438_509 + at}","checksum":0,"seqId":${8_693_644_373 + at},"prevSeqId":${8_693_644_372 + at}}]}`;
  },
  'okex-v3': (numbers) => {
    const { price, size, below, list } = numbers;
    const side = () => list(below(4), () => `["${price()}","${size()}","0","${below(9)}"]`);
    return `{"table":"spot/depth_l2_tbt","action":"update","data":[{"instrument_id":"BTC-USDT","asks":${side()},"bids":${side()},"timestamp":"${isoTime(numbers).slice(0, -4)}Z","checksum":${below(2 ** 32) - 2 ** 31}}]}`;
  },
  huobi: (numbers, at) =>
    `{"ch":"market.btcusdt.depth.step0","ts":${1_786_000_000_000 + at},"tick":{"bids":${unquoted(numbers, 150)},"asks":${unquoted(numbers, 150)},"version":${100_182_534_697 + at},"ts":${1_786_000_000_000 + at}}}`,
  'huobi mbp.150': (numbers, at) =>
    `{"ch":"market.btcusdt.mbp.150","ts":${1_786_000_000_000 + at},"tick":{"seqNum":${204_675_265_972 + at},"prevSeqNum":${204_675_265_971 + at},"bids":${unquoted(numbers, 1 + numbers.below(5))},"asks":${unquoted(numbers, 1 + numbers.below(5))}}}`,
  'huobi-linear-swap': (numbers, at) =>
    `{"ch":"market.BTC-USDT.depth.step0","ts":${1_645_129_635_253 + at},"tick":{"mrid":${96_710_413_533 + at},"id":1645129635,"bids":${unquoted(numbers, 150)},"asks":${unquoted(numbers, 150)},"ts":${1_645_129_635_251 + at},"version":1645129635,"ch":"market.BTC-USDT.depth.step0"}}`,
};

/** @param {string} name @param {number} seed @param {number} count @returns {string[]} */
export function generatedFrames(name, seed, count) {
  const write = WRITERS[name];
  if (write === undefined) throw new Error(`no frames of ${name}`);
  const numbers = numbersOf(mulberry32(seed));
  return Array.from({ length: count }, (_, at) => write(numbers, at));
}

/** The texts of all stream frames of a recording; undefined without recordings. @param {string} recording @returns {string[] | undefined} */
export function recordedTexts(recording) {
  const folder = process.env['ORDERFLOW_RECORDINGS'];
  const file = join(folder ?? '', `${recording}.ndjson.gz`);
  if (folder === undefined || recording === '' || !existsSync(file)) return undefined;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ via }) => via === 'ws')
    .map(({ raw }) => raw);
}
