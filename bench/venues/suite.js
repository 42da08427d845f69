// Times how the frames of each venue are read: straight from their texts, and as JSON with the codecs.
import { decodeFrame } from '../../dist/index.js';
import { binance } from '../../dist/exchanges/binance/index.js';
import { coinbase } from '../../dist/exchanges/coinbase/index.js';
import { coinbaseAdvanced } from '../../dist/exchanges/coinbase-advanced/index.js';
import { huobiVenue } from '../../dist/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../dist/exchanges/huobi-linear-swap/index.js';
import { kraken } from '../../dist/exchanges/kraken/index.js';
import { okexV3Venue } from '../../dist/exchanges/okex-v3/index.js';
import { okx } from '../../dist/exchanges/okx/index.js';
import { nodeInflate } from '../../dist/transport/index.js';
import { collectGarbage } from '../measure/collectGarbage.js';
import { refuseUnknown } from '../options.js';
import { machine } from '../report/machine.js';
import { TextStore } from '../traffic/textStore.js';
import { generatedFrames, recordedTexts } from './frames.js';

/** @typedef {import('../../dist/index.js').MarketDataVenue} MarketDataVenue */
/** @typedef {import('../../dist/index.js').Frame} Frame */

const inflate = nodeInflate;

/** @type {readonly (readonly [name: string, venue: MarketDataVenue, recording: string])[]} */
const VENUES = [
  ['binance', binance, 'BINANCE@2021-08-14'],
  ['coinbase', coinbase, 'COINBASE.prefix'],
  ['coinbase-advanced', coinbaseAdvanced, 'COINBASE@2026-08-09.prefix'],
  ['kraken', kraken, 'KRAKEN'],
  ['okx', okx, 'OKX'],
  ['okex-v3', okexV3Venue({ inflate }), 'OKCOIN@2021-04-17'],
  ['huobi', huobiVenue({ inflate }), 'HUOBI.prefix'],
  ['huobi mbp.150', huobiVenue({ inflate, feed: 'mbp.150' }), ''],
  ['huobi-linear-swap', huobiLinearSwapVenue({ inflate }), 'HUOBI_LINEAR_SWAP@2022-02-17'],
];

/** How much text a slice reads. */
const SLICE_BYTES = 400_000;

/** Slices that warm the code up, and are not counted. */
const WARM_UP = 10;

/** @param {string} text @returns {Frame} */
const frameOf = (text) => ({ text, via: 'stream', connection: /** @type {any} */ ('bench'), receivedAt: 1 });

/** @param {MarketDataVenue} venue @returns {Readonly<Record<string, (text: string) => unknown>>} */
const readersOf = (venue) => {
  const asJson = { ...venue, scan: undefined };
  return {
    parse: (text) => JSON.parse(text),
    scanned: (text) => decodeFrame(venue, frameOf(text)),
    decoded: (text) => decodeFrame(asJson, frameOf(text)),
  };
};

/** Whether a frame is one of a book that is read straight from its text. @param {MarketDataVenue} venue @param {string} text */
function isScannedBook(venue, text) {
  const contents = venue.scan?.(frameOf(text))?.contents ?? [];
  return text.length < 100_000 && contents.some(({ _tag }) => _tag === 'diff' || _tag === 'snapshot');
}

/** The frames of a slice, as new strings. @param {readonly string[]} texts */
function stored(texts) {
  const store = new TextStore();
  for (const text of texts) store.add(text);
  return store;
}

/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) =>
  /** @type {number} */ (values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]);

/** @param {MarketDataVenue} venue @param {(slice: number) => readonly string[]} textsOf @param {number} slices */
async function measure(venue, textsOf, slices) {
  const readers = Object.entries(readersOf(venue));
  /** @type {{ scanned: number[], decoded: number[] }} */
  const ratios = { scanned: [], decoded: [] };
  for (let slice = 0; slice < slices + WARM_UP; slice++) {
    const store = stored(textsOf(slice));
    /** @type {Record<string, number>} */
    const took = {};
    for (let turn = 0; turn < readers.length; turn++) {
      const [name, read] = /** @type {[string, (text: string) => unknown]} */ (
        readers[(slice + turn) % readers.length]
      );
      const texts = store.texts();
      await collectGarbage();
      const start = process.hrtime.bigint();
      for (const text of texts) read(text);
      took[name] = Number(process.hrtime.bigint() - start);
    }
    const { parse = 1, scanned = 0, decoded = 0 } = took;
    if (slice < WARM_UP) continue;
    ratios.scanned.push(scanned / parse);
    ratios.decoded.push(decoded / parse);
  }
  return ratios;
}

/** @param {readonly string[]} texts @param {number} slice */
function partOf(texts, slice) {
  const length = Math.max(1, Math.ceil((SLICE_BYTES * texts.length) / texts.join('').length));
  return Array.from(
    { length },
    (_, at) => /** @type {string} */ (texts[(slice * length + at) % texts.length]),
  );
}

/** Measures what the options ask for and prints it. @param {ReturnType<typeof import('../options.js').readOptions>} options */
export async function runVenuesSuite({ mode, only }) {
  refuseUnknown(
    'venue',
    only,
    VENUES.map(([name]) => name),
  );
  const slices = mode === 'full' ? 60 : 20;
  const { cpu, cores, node } = machine([]);
  console.log(
    `${new Date().toISOString().slice(0, 10)}: ${slices} slices, medians and quartiles. ${cpu}, ${cores} cores, Node ${node}.\n`,
  );
  console.log('| venue | frames | bytes each | from the text | quartiles | JSON and codecs | quartiles |');
  console.log('|---|---|--:|--:|--:|--:|--:|');
  for (const [name, venue, recording] of VENUES) {
    if (only?.includes(name) === false) continue;
    const recorded = recordedTexts(recording)?.filter((text) => isScannedBook(venue, text));
    const texts = recorded ?? generatedFrames(name, 1, 2000);
    if (!texts.every((text) => isScannedBook(venue, text)))
      throw new Error(`${name} has frames that are not scanned`);
    const ofSlice = partOf(texts, 0).length;
    const { scanned, decoded } = await measure(
      venue,
      (slice) => (recorded ? partOf(recorded, slice) : generatedFrames(name, 1000 + slice, ofSlice)),
      slices,
    );
    const columns = [scanned, decoded].flatMap((ratios) => [
      quantile(ratios, 0.5).toFixed(2),
      `${quantile(ratios, 0.25).toFixed(2)}-${quantile(ratios, 0.75).toFixed(2)}`,
    ]);
    const bytes = Math.round(texts.join('').length / texts.length);
    console.log(`| ${name} | ${recorded ? 'recorded' : 'generated'} | ${bytes} | ${columns.join(' | ')} |`);
  }
}
