import rxjsWebSockets from 'rxjs-websockets';
import { catchError, EMPTY, Observable, switchMap, takeWhile, type Subscriber } from 'rxjs';
import WebSocket from 'ws';

import {
  retryAfterMs,
  type SocketClosed,
  type SocketEvent,
  type SocketPort,
  type SocketRequest,
} from '../connector/index.js';

/** How connections are kept. Times in milliseconds. */
export interface WebSocketOptions {
  /** How long connecting may take. 10 seconds unless given. */
  readonly connectLimitMs?: number;
  /** How long the other side is given to close. 2 seconds unless given. */
  readonly closeLimitMs?: number;
  /** So many bytes may wait to be sent; more end the connection, whose other side takes nothing. 1 MiB unless given. */
  readonly sendBufferBytes?: number;
  /** The longest message that is taken, in bytes. 64 MiB unless given. */
  readonly messageBytes?: number;
  /** Our clock: milliseconds since 1970. */
  readonly now?: () => number;
}

const DEFAULTS = {
  connectLimitMs: 10_000,
  closeLimitMs: 2_000,
  sendBufferBytes: 1024 * 1024,
  messageBytes: 64 * 1024 * 1024,
  now: Date.now,
};

type Given = Required<WebSocketOptions>;

/** What ws knows of `closeTimeout` and its types do not (ws 8.19, 2026-01). */
type ClientOptions = WebSocket.ClientOptions & { readonly closeTimeout: number };

/** One connection, from the wish to its end. */
class Connection {
  readonly #given: Given;
  readonly #subscriber: Subscriber<SocketEvent>;
  readonly #socket: WebSocket;
  #wasOpen = false;
  #why = '';
  #refusedStatus: number | undefined;
  #retryAfterMs: number | undefined;

  constructor(request: SocketRequest, given: Given, subscriber: Subscriber<SocketEvent>) {
    this.#given = given;
    this.#subscriber = subscriber;
    const options: ClientOptions = {
      headers: { ...request.headers },
      handshakeTimeout: given.connectLimitMs,
      closeTimeout: given.closeLimitMs,
      maxPayload: given.messageBytes,
      perMessageDeflate: false,
      followRedirects: false,
    };
    this.#socket = new WebSocket(request.url, options);
    this.#socket.binaryType = 'arraybuffer';
    const send = this.#socket.send.bind(this.#socket);
    // rxjs-websockets lets what `send` throws go to the process.
    this.#socket.send = (data: string) => {
      try {
        send(data);
      } catch (error) {
        this.#close(`sending failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    // The close code is told here only; and after an error too.
    this.#socket.on('close', (code, reason) => this.#end(code, reason.toString()));
    this.#socket.on('error', ({ message }) => {
      this.#why ||= message;
    });
    this.#socket.on('unexpected-response', (_, { statusCode, statusMessage, headers }) => {
      this.#refusedStatus = statusCode;
      this.#retryAfterMs = retryAfterMs({ 'retry-after': headers['retry-after'] ?? '' }, given.now());
      this.#why = `${statusCode} ${statusMessage}`;
      this.#socket.terminate();
    });
    this.#drive(request);
  }

  /** rxjs-websockets sends and receives; its errors say less than the socket's own events, which tell the end. */
  #drive({ url, send$ }: SocketRequest): void {
    const open$ = rxjsWebSockets.default<string | ArrayBuffer>(url, {
      protocols: [],
      makeWebSocket: () => this.#socket,
    });
    const messages$ = open$.pipe(
      switchMap((messagesFor) => {
        this.#wasOpen = true;
        this.#subscriber.next({ _tag: 'socketOpened', openedAt: this.#given.now() });
        return messagesFor(this.#guarded(send$));
      }),
      catchError(() => EMPTY),
    );
    this.#subscriber.add(messages$.subscribe((data) => this.#subscriber.next(this.#messageOf(data))));
    // Whoever leaves is not to wait for the other side.
    this.#subscriber.add(() => this.#socket.terminate());
  }

  /** What is to be sent; its failure, and a socket that takes no more, end the connection and not the process. */
  #guarded(send$: Observable<string>): Observable<string> {
    return send$.pipe(
      takeWhile(() => this.#takesMore()),
      catchError((error: unknown) => {
        this.#close(`what was to be sent failed: ${error instanceof Error ? error.message : String(error)}`);
        return EMPTY;
      }),
    );
  }

  #takesMore(): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    if (this.#socket.bufferedAmount <= this.#given.sendBufferBytes) return true;
    this.#close(`the other side takes nothing: ${this.#socket.bufferedAmount} bytes wait to be sent`);
    return false;
  }

  #close(why: string): void {
    this.#why ||= why;
    this.#socket.terminate();
  }

  #messageOf(data: string | ArrayBuffer): SocketEvent {
    const receivedAt = this.#given.now();
    return typeof data === 'string'
      ? { _tag: 'socketMessage', text: data, bytes: undefined, receivedAt }
      : { _tag: 'socketMessage', text: '', bytes: new Uint8Array(data), receivedAt };
  }

  #end(code: number, reason: string): void {
    this.#subscriber.next({
      _tag: 'socketClosed',
      wasOpen: this.#wasOpen,
      code: this.#wasOpen ? code : undefined,
      reason: this.#why || reason,
      refusedStatus: this.#refusedStatus,
      retryAfterMs: this.#retryAfterMs,
      closedAt: this.#given.now(),
    });
    this.#subscriber.complete();
  }
}

/**
 * {@link SocketPort} of Node, by rxjs-websockets over ws. Pings are answered by ws. A URL that is none is a connection that
 * never came to be.
 */
export const webSockets = (options: WebSocketOptions = {}): SocketPort => {
  const given = { ...DEFAULTS, ...options };
  return (request) =>
    new Observable((subscriber) => {
      try {
        new Connection(request, given, subscriber);
      } catch (error) {
        subscriber.next(neverOpened(error, given.now()));
        subscriber.complete();
      }
    });
};

const neverOpened = (error: unknown, closedAt: number): SocketClosed => ({
  _tag: 'socketClosed',
  wasOpen: false,
  code: undefined,
  reason: error instanceof Error ? error.message : String(error),
  refusedStatus: undefined,
  retryAfterMs: undefined,
  closedAt,
});
