import type { ConnectionId } from './ids.js';

/** What a venue sent, as it came: one WebSocket frame or the body of one HTTP answer. */
export interface Frame {
  /** The exact text; of a frame that came as bytes what a recorder made of them, else empty. */
  readonly text: string;
  /** A binary frame, as it came over the wire: it is what is read then, not the text. */
  readonly bytes?: Uint8Array | undefined;
  readonly via: 'stream' | 'request';
  /** The connection that it came over; for an HTTP answer the URL that was asked. */
  readonly connection: ConnectionId;
  /** When it reached us, by our clock: milliseconds since 1970, microseconds in the fraction. */
  readonly receivedAt: number;
  /** Those of an HTTP answer, names as sent. */
  readonly headers?: Readonly<Record<string, string>>;
}
