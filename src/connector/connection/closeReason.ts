import type { SocketClosed } from '../ports/socket.js';

/** What close codes mean (RFC 6455, section 7.4.1, and the registry of IANA, 2026-11). */
const MEANINGS: Readonly<Record<number, string>> = {
  1000: 'done',
  1001: 'going away',
  1002: 'protocol error',
  1005: 'no close code',
  1006: 'without a close frame',
  1007: 'text that is no UTF-8',
  1008: 'against its policy',
  1009: 'message too long',
  1011: 'internal error',
  1012: 'restart',
  1013: 'try again later',
};

/** Why a connection ended, never empty: the reason that was told, else what is known of it. */
export function closeReason({
  reason,
  code,
  wasOpen,
}: Pick<SocketClosed, 'reason' | 'code' | 'wasOpen'>): string {
  if (reason.trim() !== '') return reason;
  if (!wasOpen) return 'it could not be opened, no reason was told';
  if (code === undefined) return 'closed, no reason was told';
  const meaning = MEANINGS[code];
  return `closed by the other side: ${meaning === undefined ? `code ${code}` : `${meaning} (${code})`}`;
}
