import { topEvery, topLevels } from '../traffic/generateTraffic.js';

/** @typedef {import('../contenders/index.js').Books} Books */
/** @typedef {import('../contenders/index.js').Level} Level */

/**
 * Some frames of a slice.
 * @typedef {object} Part
 * @property {readonly string[]} frames
 * @property {number} from of the frames, the first
 * @property {number} to of the frames, the one behind the last
 */

/** The timed part for the yardstick. @param {Books} books @param {Part} part */
export function driveParser(books, { frames, from, to }) {
  for (let i = from; i < to; i++) books.onFrame(/** @type {string} */ (frames[i]));
}

/**
 * The timed part for a contender with books: each frame, the best levels after it, the top of the book now and then.
 * What is read is kept, and compared later.
 * @param {Books} books
 * @param {Part} part
 * @param {Float64Array} read
 * @param {number} at where in `read` to go on
 * @returns {number} where it ends
 */
export function driveBooks(books, { frames, from, to }, read, at) {
  for (let i = from; i < to; i++) {
    books.onFrame(/** @type {string} */ (frames[i]));
    books.readBest(read, at);
    at += 4;
    if ((i + 1) % topEvery === 0) at = readTop(books, read, at);
  }
  return at;
}

/**
 * The same, each frame timed by itself, with its best levels and without the top; how long each took, in nanoseconds.
 * @param {Books} books
 * @param {Part} part
 * @param {Float64Array | undefined} read undefined for the yardstick
 * @param {number} at
 * @returns {Float64Array}
 */
export function driveOneByOne(books, { frames, from, to }, read, at) {
  const nanoseconds = new Float64Array(to - from);
  for (let i = from; i < to; i++) {
    const frame = /** @type {string} */ (frames[i]);
    const start = performance.now();
    books.onFrame(frame);
    if (read !== undefined) books.readBest(read, at);
    nanoseconds[i - from] = (performance.now() - start) * 1e6;
    if (read === undefined) continue;
    at += 4;
    if ((i + 1) % topEvery === 0) at = readTop(books, read, at);
  }
  return nanoseconds;
}

/** @param {Books} books @param {Float64Array} read @param {number} at */
function readTop(books, read, at) {
  const { bids, asks } = books.top(topLevels);
  for (const levels of [bids, asks]) {
    for (let n = 0; n < topLevels; n++) {
      const level = /** @type {Level} */ (levels[n]);
      read[at++] = level[0];
      read[at++] = level[1];
    }
  }
  return at;
}

/**
 * Tells the first that is wrong of what was read.
 * @param {Float64Array} read
 * @param {Float64Array} expected
 * @param {readonly string[]} frames
 * @param {readonly string[]} symbols
 * @returns {string | undefined}
 */
export function firstDifference(read, expected, frames, symbols) {
  let position = 0;
  for (const [i, frame] of frames.entries()) {
    const names = ['best bid', 'best ask'];
    if ((i + 1) % topEvery === 0)
      for (const side of ['bid', 'ask']) for (let n = 1; n <= topLevels; n++) names.push(`${side} ${n}`);
    for (const name of names) {
      const [price, size] = [read[position], read[position + 1]];
      const [rightPrice, rightSize] = [expected[position], expected[position + 1]];
      position += 2;
      if (price !== rightPrice || size !== rightSize)
        return `message ${i} (${symbols[i]}): ${name} is ${price} x ${size}, expected ${rightPrice} x ${rightSize}\n  ${frame}`;
    }
  }
  return undefined;
}
