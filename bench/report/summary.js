/** @typedef {{ median: number, min: number, max: number }} Spread */
/**
 * @typedef {object} Result
 * @property {string} name
 * @property {Spread} ratio time over that of the yardstick
 * @property {Spread} microseconds a message
 * @property {number} messagesPerSecond
 * @property {{ median: number, p99: number }} single of messages timed one by one, in microseconds
 */

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
 * @param {ReadonlyMap<string, readonly import('../measure/times.js').Slice[]>} slices of each repeat @param {string} yardstick
 * @returns {Result[]}
 */
export function summary(slices, yardstick) {
  const each = (/** @type {string} */ name) =>
    (slices.get(name) ?? []).map(({ seconds, messages }) => (seconds / messages) * 1e6);
  const base = each(yardstick);
  return [...slices].map(([name, ofName]) => {
    const microseconds = spread(each(name));
    const singles = Float64Array.from(ofName.flatMap((slice) => [...slice.singles])).sort();
    const within = (/** @type {number} */ share) =>
      Number(singles[Math.floor(share * (singles.length - 1))]) / 1000;
    return {
      name,
      ratio: spread(each(name).map((time, repeat) => time / Number(base[repeat]))),
      microseconds,
      messagesPerSecond: 1e6 / microseconds.median,
      single: { median: within(0.5), p99: within(0.99) },
    };
  });
}
