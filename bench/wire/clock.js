/** What the machine's clock is ahead of this process's, in nanoseconds. Of several tries the one with the least between the two. */
const offset = Math.max(
  ...Array.from({ length: 20 }, () => Number(process.hrtime.bigint()) - performance.now() * 1e6),
);

/** The time by the clock that all processes of the machine share, in nanoseconds. */
export const machineNs = () => performance.now() * 1e6 + offset;

/** Times of this process's own clock (`performance.now`) as those of the machine. @param {Float64Array} times changed in place */
export function toMachineNs(times) {
  for (let i = 0; i < times.length; i++) times[i] = Number(times[i]) * 1e6 + offset;
  return times;
}
