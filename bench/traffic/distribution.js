// How depth updates are distributed: the mean of three recordings, each with the same weight, as printed by
// measureRecordings.js: BINANCE (2021-10-12, 173 messages after the snapshots), BINANCE_FUTURES (2021-07-22, 760) and
// BINANCE (2021-08-14, 542). The recordings differ: 1 to 31 % of their changes are deletes, and the mean number of
// changes a message is 2.4, 8.3 and 2.8.

/** @typedef {() => number} Random */
/** A bin `[from, below, weight]`, uniform inside. @typedef {readonly [number, number, number]} Bin */

/** Of 100 changes 71 give a level another size, 27 insert or delete one, 2 delete a level that is not there. */
export const kindShares = { amend: 0.71, insertOrDelete: 0.27, deleteMissing: 0.02 };

/** Changes a message as recorded. More than 20 (9 % of the futures messages, next to none of the others) count as 11 to 20. */
const recorded = sampler([
  [1, 2, 35.1],
  [2, 3, 19.4],
  [3, 4, 10.3],
  [4, 6, 13.7],
  [6, 11, 11.8],
  [11, 21, 9.6],
]);

/** Changes a message, by what a scenario asks for. @type {Record<'single' | 'uniform' | 'recorded', (random: Random) => number>} */
export const changesPerMessage = {
  single: () => 1,
  uniform: (random) => 1 + Math.floor(random() * 20),
  recorded,
};

/** How many levels are better than the one that gets another size. */
export const amendRank = sampler([
  [0, 1, 10.7],
  [1, 2, 10.3],
  [2, 5, 24.1],
  [5, 10, 21.5],
  [10, 20, 13.1],
  [20, 50, 12.0],
  [50, 100, 6.1],
  [100, 200, 1.6],
  [200, 500, 0.5],
  [500, 1000, 0.1],
]);

/** How many levels are better than the one that is inserted or deleted. The last bin stands for "1,000 and more". */
export const insertOrDeleteRank = sampler([
  [0, 1, 38.0],
  [1, 2, 19.1],
  [2, 5, 17.7],
  [5, 10, 6.2],
  [10, 20, 5.9],
  [20, 50, 3.4],
  [50, 100, 4.6],
  [100, 200, 1.8],
  [200, 500, 0.3],
  [500, 1000, 1.4],
  [1000, 5000, 1.7],
]);

/** @param {readonly Bin[]} bins @returns {(random: Random) => number} */
function sampler(bins) {
  const total = bins.reduce((sum, bin) => sum + bin[2], 0);
  return (random) => {
    let left = random() * total;
    for (const [from, below, weight] of bins) {
      if (left < weight) return from + Math.floor(random() * (below - from));
      left -= weight;
    }
    return /** @type {Bin} */ (bins[bins.length - 1])[0];
  };
}
