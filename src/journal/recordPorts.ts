import { defer, tap } from 'rxjs';

import type { HttpPort, SocketPort } from '../connector/index.js';
import { connectionId, type ConnectionId } from '../domain/ids.js';
import type { Frame } from '../domain/frame.js';

/** What goes over a venue's connections, as a recorder takes it. */
export interface PortRecorder {
  /** A message that came over a WebSocket connection, or an answer over HTTP that is one: its status is in the two hundreds. */
  readonly frame: (frame: Frame) => void;
  /** A WebSocket connection is open. Its name is its own as long as the recorder is. */
  readonly connected: (connection: ConnectionId, url: string) => void;
  /** A message that we sent over it. */
  readonly sent: (connection: ConnectionId, text: string) => void;
}

/** The ports of a connector. */
export interface RecordedPorts {
  readonly http: HttpPort;
  readonly socket: SocketPort;
}

/** Headers of answers that are nobody else's business. */
const PRIVATE_HEADERS = new Set(['set-cookie', 'authorization']);

/**
 * The same ports, with a recorder that hears all that goes over them, before whoever asked does. All that it is told has
 * gone through `redact`, but for bytes: give it what takes secrets out.
 */
export function recordPorts(
  { http, socket }: RecordedPorts,
  recorder: PortRecorder,
  redact: (text: string) => string = (text) => text,
): RecordedPorts {
  let connections = 0;
  return {
    http: (request) =>
      http(request).pipe(
        tap((outcome) => {
          if (outcome._tag !== 'httpAnswer' || outcome.status < 200 || outcome.status > 299) return;
          const headers = Object.entries(outcome.headers).filter(([name]) => !PRIVATE_HEADERS.has(name));
          recorder.frame({
            text: redact(outcome.body),
            via: 'request',
            connection: connectionId(redact(request.url)),
            receivedAt: outcome.receivedAt,
            headers: Object.fromEntries(headers.map(([name, value]) => [name, redact(value)])),
          });
        }),
      ),
    socket: (request) =>
      defer(() => {
        const connection = connectionId(`ws ${++connections}`);
        const send$ = request.send$.pipe(tap((text) => recorder.sent(connection, redact(text))));
        return socket({ ...request, send$ }).pipe(
          tap((event) => {
            if (event._tag === 'socketOpened') recorder.connected(connection, redact(request.url));
            if (event._tag !== 'socketMessage') return;
            const { text, bytes, receivedAt } = event;
            recorder.frame({
              text: redact(text),
              ...(bytes !== undefined && { bytes }),
              via: 'stream',
              connection,
              receivedAt,
            });
          }),
        );
      }),
  };
}
