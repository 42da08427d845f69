/** One of the limits of a venue: so much in any stretch of so long. */
export interface RateWindow {
  readonly name: string;
  readonly limit: number;
  readonly perMs: number;
  /** So much of the limit is kept for requests that go first: others leave it. Nothing unless given. */
  readonly reserved?: number;
  /**
   * `utc`: the venue counts from each whole multiple of `perMs` since 1970 on, as a day that begins at 00:00 UTC; what it says is
   * used counts until then, and not for a whole window. Without it, for a whole window from when it is said.
   */
  readonly resets?: 'utc';
}
