import type { Observable } from 'rxjs';

/** A connection that is wanted. */
export interface SocketRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * What to send, from when the connection is open until it ends. Where it completes, the connection stays open; where it
   * fails, the connection is closed and the reason told.
   */
  readonly send$: Observable<string>;
}

/** The connection is open. Times by our clock, in milliseconds since 1970. */
export interface SocketOpened {
  readonly _tag: 'socketOpened';
  readonly openedAt: number;
}

/** One message: `bytes` where it was binary, else `text`. */
export interface SocketMessage {
  readonly _tag: 'socketMessage';
  readonly text: string;
  readonly bytes: Uint8Array | undefined;
  readonly receivedAt: number;
}

/** The connection ended, or never came to be: the last thing that is told of it. */
export interface SocketClosed {
  readonly _tag: 'socketClosed';
  /** Whether it had been open. */
  readonly wasOpen: boolean;
  /** The close code of the WebSocket protocol; undefined where it never was open. */
  readonly code: number | undefined;
  /** What was told; empty where nothing was. */
  readonly reason: string;
  /** The status of the HTTP answer that refused it, such as 429; undefined where there was none. */
  readonly refusedStatus: number | undefined;
  /** How long the refusal asks to wait, in milliseconds (Retry-After). */
  readonly retryAfterMs: number | undefined;
  readonly closedAt: number;
}

/** What a connection tells. */
export type SocketEvent = SocketOpened | SocketMessage | SocketClosed;

/**
 * WebSocket connections, as a platform has them. Cold: subscribing connects, unsubscribing closes at once and tells nothing
 * more. It never errors: it ends with {@link SocketClosed}, and completes. Nothing is lost between `socketOpened` and the
 * first message.
 */
export type SocketPort = (request: SocketRequest) => Observable<SocketEvent>;
