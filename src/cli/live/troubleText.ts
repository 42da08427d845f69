import type { CallFailure, ConnectorTrouble } from '../../connector/index.js';

/** What went wrong, in plain words. */
export function troubleText(trouble: ConnectorTrouble): string {
  switch (trouble._tag) {
    case 'connectionLost': {
      const { connection, reason, retryInMs } = trouble;
      const next = retryInMs === undefined ? '' : `; again in ${(retryInMs / 1000).toFixed(1)} s`;
      return `connection ${connection} lost: ${reason}${next}`;
    }
    case 'callFailed':
      return `${trouble.call}: ${failureText(trouble.failure)}`;
    case 'badFrame':
      return `a frame of ${trouble.connection} cannot be read: ${trouble.reason}`;
    case 'unusable':
      return `${trouble.what}: ${trouble.reason}`;
  }
}

/** Why a call failed, in plain words. */
function failureText(failure: CallFailure): string {
  switch (failure._tag) {
    case 'notSent':
      return `not sent: ${failure.reason}`;
    case 'outcomeUnknown':
      return `nobody knows whether it was done: ${failure.reason}`;
    case 'refused':
    case 'notFound':
    case 'rateLimited':
    case 'clockOff': {
      const code = failure.code === undefined ? '' : ` (${failure.code})`;
      return `${SAID[failure._tag]}: ${failure.message}${code}`;
    }
  }
}

const SAID = {
  refused: 'refused',
  notFound: 'not found',
  rateLimited: 'too many requests',
  clockOff: 'the clocks differ',
} as const;
