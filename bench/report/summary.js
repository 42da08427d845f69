/** @typedef {{ median: number, min: number, max: number }} Spread */
/** @typedef {{ name: string, ratio: Spread, microseconds: Spread, messagesPerSecond: number }} Result */

/** @param {readonly number[]} values @returns {Spread} */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]].map(Number);
  return {
    median: (Number(low) + Number(high)) / 2,
    min: Number(sorted[0]),
    max: Number(sorted[sorted.length - 1]),
  };
}

/**
 * Results of each contender. A ratio is taken inside each repeat, over the slice of the yardstick in the same repeat.
 * @param {ReadonlyMap<string, readonly number[]>} seconds of each repeat @param {string} yardstick @param {number} messages
 * @returns {Result[]}
 */
export function summary(seconds, yardstick, messages) {
  const base = seconds.get(yardstick) ?? [];
  return [...seconds].map(([name, slices]) => {
    const microseconds = spread(slices.map((slice) => (slice / messages) * 1e6));
    return {
      name,
      ratio: spread(slices.map((slice, repeat) => slice / Number(base[repeat]))),
      microseconds,
      messagesPerSecond: 1e6 / microseconds.median,
    };
  });
}
