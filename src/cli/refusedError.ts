/** The venue, or a rule, would not do what was asked: nothing is wrong with how it was asked. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
