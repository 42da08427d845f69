import { topEvery, topLevels } from '../traffic/generateTraffic.js';
import { fold } from './checksum.js';

/** @typedef {import('../contenders/index.js').Books} Books */
/** @typedef {import('../contenders/index.js').Level} Level */

/** The timed part for the yardstick. @param {Books} books @param {readonly string[]} frames */
export function driveParser(books, frames) {
  for (let i = 0; i < frames.length; i++) books.onFrame(/** @type {string} */ (frames[i]));
}

/**
 * The timed part for a contender with books: each frame, the best levels after it, the top of the book now and then.
 * @param {Books} books
 * @param {readonly string[]} frames
 * @param {readonly string[]} symbols of each frame
 * @returns {number} checksum of all that was read
 */
export function driveBooks(books, frames, symbols) {
  let sum = 0;
  for (let i = 0; i < frames.length; i++) {
    const symbol = /** @type {string} */ (symbols[i]);
    books.onFrame(/** @type {string} */ (frames[i]));
    const bid = books.bestBid(symbol);
    const ask = books.bestAsk(symbol);
    sum = fold(fold(fold(fold(sum, bid[0]), bid[1]), ask[0]), ask[1]);
    if ((i + 1) % topEvery === 0) {
      const { bids, asks } = books.top(symbol, topLevels);
      sum = foldLevels(foldLevels(sum, bids), asks);
    }
  }
  return sum;
}

/** @param {number} sum @param {readonly Level[]} levels */
function foldLevels(sum, levels) {
  for (const level of levels) sum = fold(fold(sum, level[0]), level[1]);
  return sum;
}

/**
 * The same reads, not timed and compared one by one: tells the first that is wrong.
 * @param {Books} books
 * @param {readonly string[]} frames
 * @param {readonly string[]} symbols of each frame
 * @param {Float64Array} expected
 * @returns {string | undefined}
 */
export function firstDifference(books, frames, symbols, expected) {
  let position = 0;
  for (const [i, frame] of frames.entries()) {
    const symbol = /** @type {string} */ (symbols[i]);
    books.onFrame(frame);
    /** @type {[string, Level | undefined][]} */
    const read = [
      ['best bid', books.bestBid(symbol)],
      ['best ask', books.bestAsk(symbol)],
    ];
    if ((i + 1) % topEvery === 0) {
      const { bids, asks } = books.top(symbol, topLevels);
      for (let n = 0; n < topLevels; n++) read.push([`bid ${n + 1}`, bids[n]]);
      for (let n = 0; n < topLevels; n++) read.push([`ask ${n + 1}`, asks[n]]);
    }
    for (const [what, level] of read) {
      const right = [expected[position++], expected[position++]];
      if (level?.[0] !== right[0] || level?.[1] !== right[1]) {
        return `message ${i} (${symbol}): ${what} is ${level?.join(' x ')}, expected ${right.join(' x ')}\n  ${frame}`;
      }
    }
  }
  return undefined;
}
