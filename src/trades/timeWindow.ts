/** Where the window starts that a time is in: the last multiple of `everyMs` at or before it, exactly. */
export function windowStart(time: number, everyMs: number): number {
  // A remainder is exact; a quotient could be rounded up to the next window.
  const within = time % everyMs;
  return time - (within < 0 ? within + everyMs : within);
}
