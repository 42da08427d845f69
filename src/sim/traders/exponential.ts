/**
 * A waiting time of mean 1, as between the events of a Poisson process. By comparisons and additions alone (von Neumann,
 * "Various techniques used in connection with random digits", 1951), so that a seed gives the same on every machine,
 * which a logarithm does not promise.
 *
 * @param random gives numbers in [0, 1), some four of them a time.
 */
export function exponential(random: () => number): number {
  for (let whole = 0; ; whole++) {
    const first = random();
    let last = first;
    let length = 1;
    for (let next = random(); next <= last; next = random()) {
      last = next;
      length++;
    }
    // The run went down `length` times: an odd number of them has the chance e^-first.
    if (length % 2 === 1) return whole + first;
  }
}
