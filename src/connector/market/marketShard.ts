import {
  asyncScheduler,
  filter,
  interval,
  map,
  merge,
  NEVER,
  of,
  Subject,
  Subscription,
  switchMap,
  take,
  timer,
  type Observable,
} from 'rxjs';

import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import type { ConnectionId, VenueSymbol } from '../../domain/ids.js';
import {
  keepConnected,
  type ConnectionEvent,
  type KeepConnectedOptions,
} from '../connection/keepConnected.js';
import { isMarketMessage } from '../marketMessages.js';
import type { SocketPort } from '../ports/socket.js';
import type { MarketDataVenue } from '../venue.js';
import { MarketLine, type LineStream, type LineTasks, type LineWishes } from './marketLine.js';
import { LOOK_MS, RenewalPauses } from './renewalPauses.js';
import { Takeover } from './takeover.js';
import type { WireStream } from './wireStreams.js';

/** How a shard is kept. Times in milliseconds. */
export interface ShardOptions extends Omit<KeepConnectedOptions, 'silenceMs' | 'cut'> {
  /** A connection over which no message about an instrument comes for so long is cut. `Infinity`: never. */
  readonly silenceMs: number;
  /** How many messages of a new connection are held at most before it takes over from the old one. */
  readonly takeoverLimit: number;
}

/** What happens to the connections of a shard, frames left out. */
export type ShardEvent = Exclude<ConnectionEvent, { readonly _tag: 'connectionFrame' }>;

/** Who hears what a shard has to tell. */
export interface ShardListener {
  /** What the connection that carries the shard brings, and the interruption where that ends. */
  readonly content: (content: FrameContent) => void;
  readonly event: (event: ShardEvent) => void;
  /** Another connection carries the shard than before, or none does. */
  readonly carried: () => void;
  /** How many answers to heartbeats were left out, of a connection that takes no more. */
  readonly leftOut: (connection: ConnectionId, count: number) => void;
}

const timerNow = (): number => asyncScheduler.now();

/** A snapshot that is asked for beside the stream waits for the first message of its stream, but no longer than this. */
const JOIN_MS = 1000;

/**
 * Some streams of one URL, over a connection that is kept; for a while over two of them, when a new one takes over. Whichever
 * connection is made is subscribed to what the shard holds at that time.
 */
export class MarketShard implements LineWishes {
  readonly streams = new Map<string, WireStream>();
  #carrier: MarketLine | undefined;
  readonly #renewals = new Set<string>();
  readonly #pauses = new RenewalPauses();
  readonly #requests = new Map<VenueSymbol, string>();
  readonly #lines = new Map<ConnectionId, MarketLine>();
  readonly #kept = new Subscription();
  /** By the key of a stream of which something has changed; undefined where it may be all of them. */
  readonly #moved$ = new Subject<string | undefined>();
  /** By the key of a stream that brought a snapshot. */
  readonly #snapshots$ = new Subject<string>();
  #takeover: { readonly line: MarketLine; readonly held: Takeover } | undefined;
  /** What the connection that took over has still to repeat. */
  #repeats: Takeover | undefined;

  constructor(
    readonly url: string,
    private readonly venue: MarketDataVenue,
    private readonly socket: SocketPort,
    private readonly options: ShardOptions,
    private readonly listener: ShardListener,
  ) {}

  get name(): string {
    return this.options.name;
  }

  /** The connection whose messages count; undefined while there is none. */
  get connection(): ConnectionId | undefined {
    return this.#carrier?.connection;
  }

  /** Connects, for as long as it is not closed. */
  open(): void {
    const { silenceMs: _, takeoverLimit: __, ...keep } = this.options;
    const open = (connection: ConnectionId) => [{ url: this.url, send$: this.#newLine(connection).send$ }];
    const cut = (connection: ConnectionId): Observable<string> => this.#lines.get(connection)?.cut$ ?? NEVER;
    this.#kept.add(interval(LOOK_MS).subscribe(() => this.#renewSilent()));
    this.#kept.add(
      keepConnected(this.socket, open, { ...keep, cut }).subscribe((event) => this.#take(event)),
    );
  }

  /** Subscribes anew to what brings nothing, all in one. */
  #renewSilent(): void {
    const line = this.#carrier;
    if (line === undefined) return;
    this.#pauses.keep(this.streams);
    for (const key of this.#pauses.takeDue(line.subscribed, timerNow())) this.#renewals.add(key);
    if (this.#renewals.size > 0) line.sendChanges();
  }

  close(): void {
    this.#kept.unsubscribe();
    this.#carrier = undefined;
    this.#takeover = undefined;
    for (const connection of this.#lines.keys()) this.#forget(connection);
  }

  /** Sends what has changed in what it holds. */
  sendChanges(): void {
    for (const line of this.#lines.values()) line.sendChanges();
  }

  /** What the connection is subscribed to of a stream; undefined where it is not, or not yet. */
  of(key: string): LineStream | undefined {
    return this.#carrier?.of(key);
  }

  /** Subscribes to a stream anew; where there is no connection, the next one does so anyway. */
  renew(key: string): void {
    if (this.#carrier === undefined) return;
    this.#renewals.add(key);
    this.#carrier.sendChanges();
  }

  /** Sends a frame that asks for an instrument's snapshot, as soon as there is a connection; gives a way to take it back until then. */
  request(symbol: VenueSymbol, frame: string): () => void {
    this.#requests.set(symbol, frame);
    this.#carrier?.sendChanges();
    return () => this.#requests.delete(symbol);
  }

  /**
   * Emits once, and completes, when a snapshot that is asked for now would join what comes: when something has come of the
   * stream over the connection of today, or should have long since.
   */
  joinable(key: string): Observable<unknown> {
    return merge(of(key), this.#moved$).pipe(
      filter((moved) => moved === undefined || moved === key),
      map(() => this.of(key)),
      switchMap((stream) => {
        if (stream === undefined) return NEVER;
        return stream.heard ? of(0) : timer(Math.max(0, stream.sentAt + JOIN_MS - timerNow()));
      }),
      take(1),
    );
  }

  /** Emits whenever a stream brings a snapshot. */
  snapshotsOf(key: string): Observable<unknown> {
    return this.#snapshots$.pipe(filter((other) => other === key));
  }

  takeTasks(line: MarketLine): LineTasks {
    if (line !== this.#carrier) return { renewals: new Set(), requests: [] };
    const tasks = { renewals: new Set(this.#renewals), requests: [...this.#requests.values()] };
    this.#renewals.clear();
    this.#requests.clear();
    return tasks;
  }

  changed(): void {
    this.#moved$.next(undefined);
  }

  #newLine(connection: ConnectionId): MarketLine {
    const line = new MarketLine(connection, this.venue, this, timerNow);
    this.#lines.set(connection, line);
    line.leftOut$.subscribe((count) => this.listener.leftOut(connection, count));
    return line;
  }

  #take(event: ConnectionEvent): void {
    switch (event._tag) {
      case 'connectionFrame':
        return this.#takeFrame(event.frame);
      case 'connected':
        this.#takeOpened(event.connection);
        break;
      case 'connectionRotated':
        this.#takeRotated(event.connection);
        break;
      case 'connectionLost':
        this.#takeLost(event.connection, event.reason, event.at);
    }
    this.listener.event(event);
  }

  #takeOpened(connection: ConnectionId): void {
    const line = this.#lines.get(connection);
    if (line === undefined) return;
    this.#watch(line);
    if (this.#carrier === undefined) this.#carry(line);
    else this.#takeover = { line, held: new Takeover() };
  }

  #carry(line: MarketLine | undefined): void {
    this.#carrier = line;
    this.#moved$.next(undefined);
    this.listener.carried();
  }

  /** Cuts a connection that brings nothing, although it may answer and send heartbeats. */
  #watch(line: MarketLine): void {
    const { silenceMs } = this.options;
    if (silenceMs === Infinity) return;
    line.newsAt = timerNow();
    const look = (afterMs: number): void =>
      line.while(
        timer(afterMs).subscribe(() => {
          const restMs = line.newsAt + silenceMs - timerNow();
          if (restMs > 0) look(restMs);
          else line.cut$.next(`no market data for ${silenceMs} ms`);
        }),
      );
    look(silenceMs);
  }

  #takeFrame(frame: Frame): void {
    const line = this.#lines.get(frame.connection);
    if (line === undefined || (line !== this.#carrier && line !== this.#takeover?.line)) return;
    for (const content of line.decode(frame)) {
      if (content._tag === 'reply') line.reply(content.text);
      else this.#takeContent(line, content);
    }
  }

  #takeContent(line: MarketLine, content: FrameContent): void {
    if (isMarketMessage(content)) this.#note(line, content);
    if (line === this.#carrier) {
      this.#takeover?.held.hear(content);
      this.#tell(content);
    } else {
      this.#takeover?.held.hold(content);
    }
    if ((this.#takeover?.held.size ?? 0) >= this.options.takeoverLimit) this.#takeOver();
  }

  #note(line: MarketLine, { _tag, symbol }: { readonly _tag: string; readonly symbol: VenueSymbol }): void {
    line.newsAt = timerNow();
    if (_tag === 'trade') return;
    const stream = line.bookOf(symbol);
    if (stream === undefined) return;
    if (line === this.#carrier) this.#pauses.heard(stream.stream.key, line.newsAt);
    if (_tag === 'snapshot' || _tag === 'orderSnapshot') {
      stream.snapshot = true;
      if (line === this.#carrier) this.#snapshots$.next(stream.stream.key);
    }
    if (stream.heard) return;
    stream.heard = true;
    if (line === this.#carrier) this.#moved$.next(stream.stream.key);
  }

  #tell(content: FrameContent): void {
    if (content._tag === 'trade' && this.#repeats?.isRepeated(content) === true) {
      if (this.#repeats.isOver) this.#repeats = undefined;
      return;
    }
    this.listener.content(content);
  }

  /** The new connection takes over: what it has brought so far follows. */
  #takeOver(): void {
    if (this.#takeover === undefined) return;
    const { line, held } = this.#takeover;
    this.#takeover = undefined;
    this.#carry(line);
    this.#repeats = held.isOver ? undefined : held;
    for (const content of held.release()) this.#tell(content);
    line.sendChanges();
  }

  #takeRotated(connection: ConnectionId): void {
    if (this.#takeover?.line.connection === connection) this.#takeOver();
    this.#takeover = undefined;
    for (const [other, line] of this.#lines) if (line !== this.#carrier) this.#forget(other);
  }

  #takeLost(connection: ConnectionId, reason: string, at: number): void {
    const line = this.#lines.get(connection);
    this.#forget(connection);
    if (line === undefined) return;
    // The old connection goes on alone: nothing of the new one was let through.
    if (line === this.#takeover?.line) this.#takeover = undefined;
    if (line !== this.#carrier) return;
    this.#carry(undefined);
    this.#repeats = undefined;
    this.#renewals.clear();
    const cause = { _tag: 'disconnected', reason } as const;
    this.listener.content({ _tag: 'interrupted', connection, cause, receivedAt: at });
    this.#takeOver();
  }

  #forget(connection: ConnectionId): void {
    this.#lines.get(connection)?.end();
    this.#lines.delete(connection);
  }
}
