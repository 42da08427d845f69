import type { CallFailure } from '../requests/venueCall.js';

/** Why a call was not answered as wished, in words. Nothing secret is in it. */
export function callFailureText(failure: CallFailure): string {
  switch (failure._tag) {
    case 'notSent':
      return `not sent: ${failure.reason}`;
    case 'outcomeUnknown':
      return `no answer: ${failure.reason}`;
    case 'refused':
    case 'notFound':
    case 'rateLimited':
    case 'clockOff':
      return failure.code === undefined ? failure.message : `${failure.message} (${failure.code})`;
  }
}
