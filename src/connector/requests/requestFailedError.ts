import type { CallFailure } from './venueCall.js';

/** A request came to nothing; `failure` says how, and whether it may have been done. */
export class RequestFailedError extends Error {
  readonly _tag = 'requestFailed';
  override readonly name = 'RequestFailedError';

  constructor(
    /** What was asked, without its parameters. */
    readonly call: string,
    readonly failure: CallFailure,
  ) {
    super(`${call}: ${'reason' in failure ? failure.reason : failure.message}`);
  }
}
