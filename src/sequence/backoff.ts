/** The pauses between attempts. */
export interface BackoffOptions {
  /** The pause after the first attempt, in milliseconds; each further one is twice as long. 500 unless given. */
  readonly firstDelayMs?: number;
  /** The longest pause, in milliseconds. 30,000 unless given. */
  readonly maxDelayMs?: number;
  /** A source of numbers in [0, 1) that spreads each pause over its second half; without it pauses are exact. */
  readonly random?: () => number;
}

/**
 * The pause after attempt `attempt` (1-based), in milliseconds: doubling from `firstDelayMs` up to `maxDelayMs`, spread
 * over the upper half of that by `random`, so that many books do not ask at once.
 */
export function backoffMs(attempt: number, options: BackoffOptions = {}): number {
  const { firstDelayMs = 500, maxDelayMs = 30_000, random } = options;
  const delay = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return random === undefined ? delay : delay * (0.5 + random() / 2);
}

/** @throws {RangeError} where a pause is no time. */
export function checkBackoff({ firstDelayMs = 0, maxDelayMs = 0 }: BackoffOptions): void {
  if (!(firstDelayMs >= 0)) throw new RangeError(`firstDelayMs is no time: ${firstDelayMs}`);
  if (!(maxDelayMs >= 0)) throw new RangeError(`maxDelayMs is no time: ${maxDelayMs}`);
}
