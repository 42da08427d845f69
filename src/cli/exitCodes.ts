/** What the process ends with. */
export const EXIT = {
  ok: 0,
  /** A fault of this program. */
  unexpected: 1,
  /** Unknown option, unknown venue, bad value. */
  usage: 2,
  /** An input file that is missing, broken, or no recording. */
  input: 3,
} as const;
