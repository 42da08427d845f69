import { asyncScheduler, Observable, timer, type Subscriber } from 'rxjs';

import type { SocketEvent, SocketPort, SocketRequest } from '../../connector/index.js';

/** How a connection ends. */
export interface ScriptedClose {
  /** The close code of the WebSocket protocol. 1006 unless given: the line is dead. */
  readonly code?: number;
  readonly reason?: string;
}

/** How an attempt to connect is refused. */
export interface ScriptedRefusal {
  /** The status of the HTTP answer; none unless given, as where nobody listens. */
  readonly status?: number;
  /** Retry-After, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly reason?: string;
}

/** The venue's side of one connection. */
export interface ScriptedConnection {
  /** Counts the attempts to connect, from 1. */
  readonly number: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `connecting` until it is accepted or refused. */
  readonly state: 'connecting' | 'open' | 'closed';
  /** All that came over it so far, in order. */
  readonly received: readonly string[];
  /** Lets it be open. What the other side wants to send comes from then on. */
  accept(): void;
  /** Lets it never be open. */
  refuse(refusal?: ScriptedRefusal): void;
  /** Sends a message: text, or bytes. Nothing is sent over a connection that is closed; over one that is connecting it is an error. */
  send(message: string | Uint8Array): void;
  /** Ends it. */
  close(end?: ScriptedClose): void;
}

/** What a scripted venue does. */
export interface SocketScript {
  /** Hears of each attempt to connect. Accepts it unless given; where it does nothing, connecting takes for ever. */
  readonly connect?: (connection: ScriptedConnection) => void;
  /** Hears what comes over a connection. Nothing is answered unless given. */
  readonly message?: (connection: ScriptedConnection, text: string) => void;
  /** Hears that a connection has ended, whoever ended it. */
  readonly closed?: (connection: ScriptedConnection) => void;
}

/** Times in milliseconds. */
export interface ScriptedSocketOptions {
  /**
   * How long what is sent is under way, in either direction; of each connection its own, where it is a function of the number of
   * the connection. Nothing unless given: it is there before `send` returns.
   */
  readonly latencyMs?: number | ((number: number) => number);
  /** The clock of the side that connects; RxJS's own unless given, which is virtual under a TestScheduler. */
  readonly now?: () => number;
}

/** A venue in memory, for pipelines that open sockets. */
export interface ScriptedSocket {
  /** For whoever connects. As the ports of platforms: cold, and never errors. */
  readonly port: SocketPort;
  /** All connections that were ever wanted, in order. */
  readonly connections: readonly ScriptedConnection[];
  /** Those of them that are open. */
  readonly open: () => readonly ScriptedConnection[];
}

/**
 * Sockets without a network: a script says what the venue does with each connection and each message, in real or in virtual
 * time. What a script does not do does not happen, so that silence, refusals and garbage are one line each.
 *
 * ```ts
 * const venue = scriptedSocket({
 *   message: (connection, text) => connection.send(`you said ${text}`),
 * });
 * keepConnected(venue.port, () => [{ url: 'ws://venue', send$: of('hello') }], { name: 'c' }).subscribe(show);
 * venue.connections[0]?.close({ code: 1012, reason: 'restart' });
 * ```
 */
export function scriptedSocket(
  script: SocketScript = {},
  options: ScriptedSocketOptions = {},
): ScriptedSocket {
  const { latencyMs = 0, now = () => asyncScheduler.now() } = options;
  const connections: Connection[] = [];
  return {
    port: (request) =>
      new Observable((subscriber) => {
        const number = connections.length + 1;
        const ms = typeof latencyMs === 'number' ? latencyMs : latencyMs(number);
        const later = (act: () => void): void => {
          if (ms === 0) act();
          else subscriber.add(timer(ms).subscribe(act));
        };
        const connection = new Connection(number, request, subscriber, script, later, now);
        connections.push(connection);
        subscriber.add(() => connection.ended());
        later(() => (script.connect ?? accept)(connection));
      }),
    connections,
    open: () => connections.filter(({ state }) => state === 'open'),
  };
}

const accept = (connection: ScriptedConnection): void => connection.accept();

class Connection implements ScriptedConnection {
  readonly received: string[] = [];
  state: ScriptedConnection['state'] = 'connecting';

  constructor(
    readonly number: number,
    private readonly request: SocketRequest,
    private readonly subscriber: Subscriber<SocketEvent>,
    private readonly script: SocketScript,
    private readonly later: (act: () => void) => void,
    private readonly now: () => number,
  ) {}

  get url(): string {
    return this.request.url;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.request.headers ?? {};
  }

  accept(): void {
    if (this.state !== 'connecting') return;
    this.state = 'open';
    this.later(() => {
      this.subscriber.next({ _tag: 'socketOpened', openedAt: this.now() });
      if (this.subscriber.closed) return;
      this.subscriber.add(
        this.request.send$.subscribe({
          next: (text) => this.later(() => this.receive(text)),
          error: (error: unknown) => {
            const why = error instanceof Error ? error.message : String(error);
            this.end({ reason: `what was to be sent failed: ${why}` }, {});
          },
        }),
      );
    });
  }

  refuse({ status, retryAfterMs, reason = String(status ?? 'nobody listens') }: ScriptedRefusal = {}): void {
    if (this.state === 'connecting') this.later(() => this.end({ reason }, { status, retryAfterMs }));
  }

  send(message: string | Uint8Array): void {
    if (this.state === 'connecting') throw new RangeError(`connection ${this.number} is not accepted yet`);
    if (this.state === 'closed') return;
    this.later(() =>
      this.subscriber.next({
        _tag: 'socketMessage',
        ...(typeof message === 'string' ? { text: message, bytes: undefined } : { text: '', bytes: message }),
        receivedAt: this.now(),
      }),
    );
  }

  close(end: ScriptedClose = {}): void {
    if (this.state === 'open') this.later(() => this.end(end, {}));
  }

  /** The side that connected has let go of it, or has heard of its end. */
  ended(): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.script.closed?.(this);
  }

  private receive(text: string): void {
    if (this.state !== 'open') return;
    this.received.push(text);
    this.script.message?.(this, text);
  }

  private end(
    { code = 1006, reason = '' }: ScriptedClose,
    {
      status,
      retryAfterMs,
    }: { readonly status?: number | undefined; readonly retryAfterMs?: number | undefined },
  ): void {
    const wasOpen = this.state === 'open';
    this.ended();
    this.subscriber.next({
      _tag: 'socketClosed',
      wasOpen,
      code: wasOpen ? code : undefined,
      reason,
      refusedStatus: status,
      retryAfterMs,
      closedAt: this.now(),
    });
    this.subscriber.complete();
  }
}
