/** What a connector did, or did not do, against what is asked of it. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}
