import type { FeedInterrupted } from '../../domain/messages.js';
import type { Origin } from '../../domain/origin.js';

/**
 * The interruption of the connection that a frame or a message came over, as noticed when that came: the mark of a break
 * for `cutSome`.
 */
export const interruptionAfter = ({
  connection,
  receivedAt,
}: Pick<Origin, 'connection' | 'receivedAt'>): FeedInterrupted => ({
  _tag: 'interrupted',
  connection,
  cause: { _tag: 'disconnected', reason: 'cut on purpose' },
  receivedAt,
});
