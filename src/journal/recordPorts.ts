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

const SHOWN = '[secret]';

/** What accounts prove themselves with, by the names that venues have for it, in a query or in JSON. */
const NAMED_SECRET = /(["']?(?:signature|api-?key|passphrase|listen-?key)["']?\s*[=:]\s*["']?)[^&"'\s,}]+/gi;

/** The text without what accounts prove themselves with. */
const withoutSecrets = (text: string): string => text.replaceAll(NAMED_SECRET, `$1${SHOWN}`);

/** An address without it: of listen keys that are a part of the path, too. */
const addressWithoutSecrets = (url: string): string =>
  withoutSecrets(url).replaceAll(/(?<=[/=])[A-Za-z0-9]{40,}(?=$|[/?&])/g, SHOWN);

/**
 * The same ports, with a recorder that hears all that goes over them, before whoever asked does. What it is told has no
 * signatures, keys and listen keys in it, by the names that they go by; what else is to be taken out, `redact` takes out, such as
 * a `Redaction` of the account's keys. Bytes are told as they are.
 */
export function recordPorts(
  { http, socket }: RecordedPorts,
  recorder: PortRecorder,
  redact: (text: string) => string = (text) => text,
): RecordedPorts {
  const shown = (text: string): string => withoutSecrets(redact(text));
  const address = (url: string): string => addressWithoutSecrets(redact(url));
  let connections = 0;
  return {
    http: (request) =>
      http(request).pipe(
        tap((outcome) => {
          if (outcome._tag !== 'httpAnswer' || outcome.status < 200 || outcome.status > 299) return;
          const headers = Object.entries(outcome.headers).filter(([name]) => !PRIVATE_HEADERS.has(name));
          recorder.frame({
            text: shown(outcome.body),
            via: 'request',
            connection: connectionId(address(request.url)),
            receivedAt: outcome.receivedAt,
            headers: Object.fromEntries(headers.map(([name, value]) => [name, shown(value)])),
          });
        }),
      ),
    socket: (request) =>
      defer(() => {
        const connection = connectionId(`ws ${++connections}`);
        const send$ = request.send$.pipe(tap((text) => recorder.sent(connection, shown(text))));
        return socket({ ...request, send$ }).pipe(
          tap((event) => {
            if (event._tag === 'socketOpened') recorder.connected(connection, address(request.url));
            if (event._tag !== 'socketMessage') return;
            const { text, bytes, receivedAt } = event;
            recorder.frame({
              text: shown(text),
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
