import { fold } from './checksum.js';

/**
 * What a best bid and ask come to. Sums of these do not depend on the order of messages of different books.
 *
 * @param {number} bid @param {number} bidSize @param {number} ask @param {number} askSize
 */
export const quoteSum = (bid, bidSize, ask, askSize) => fold(fold(fold(fold(0, bid), bidSize), ask), askSize);

/**
 * What a whole book comes to. Levels best first.
 *
 * @param {number} lastId
 * @param {Iterable<readonly [number, number]>} bids
 * @param {Iterable<readonly [number, number]>} asks
 */
export function bookSum(lastId, bids, asks) {
  let sum = fold(0, lastId);
  for (const side of [bids, asks]) {
    let levels = 0;
    for (const [price, size] of side) {
      sum = fold(fold(sum, price), size);
      levels++;
    }
    sum = fold(sum, levels);
  }
  return sum;
}
