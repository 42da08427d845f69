/** More values came than may wait for a slow consumer. */
export class BufferOverflowError extends Error {
  readonly _tag = 'bufferOverflow';
  override readonly name = 'BufferOverflowError';

  constructor(
    /** How many may wait. */
    readonly limit: number,
  ) {
    super(`the consumer is too slow: more than ${limit} values would have to wait`);
  }
}
