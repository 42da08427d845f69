import { concatMap, from, map, Observable, of, Subject, Subscription, type Subscriber } from 'rxjs';

import { boundedBuffer } from '../../backpressure/index.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import type { ConnectionId, VenueSymbol } from '../../domain/ids.js';
import { frameDecoder } from '../decodeFrames.js';
import { rateBudget } from '../requests/rateBudget.js';
import type { ConnectionPlan, MarketDataVenue } from '../venue.js';
import { subscriptionsOf, type WireStream } from './wireStreams.js';

/** Answers to heartbeats that may wait to be sent; of more the oldest are left out. */
const REPLIES = 100;

/** What one line is to do once. */
export interface LineTasks {
  /** Streams that are to be subscribed to anew, by their keys. */
  readonly renewals: ReadonlySet<string>;
  /** Frames that ask for something. */
  readonly requests: readonly string[];
}

/** What a connection is to carry and to send, now. */
export interface LineWishes {
  readonly streams: ReadonlyMap<string, WireStream>;
  /** What is to be done once, for this line to do: it is taken. */
  readonly takeTasks: (line: MarketLine) => LineTasks;
  /** The line is sending that it is to carry other streams than before. */
  readonly changed: () => void;
}

/** A stream that a connection is subscribed to, and since when by the timers' clock. */
export interface LineStream {
  readonly stream: WireStream;
  readonly sentAt: number;
  /** Whether a message of its book has come. */
  heard: boolean;
  /** Whether a snapshot of its book has come. */
  snapshot: boolean;
}

/**
 * One connection: it knows what it has subscribed to, and sends what is missing or too much, as fast as the venue allows. What
 * is wanted is looked at when there is room to send: however often it changes, nothing piles up.
 */
export class MarketLine {
  readonly decode: (frame: Frame) => readonly FrameContent[];
  /** Emits why the connection is to be cut. */
  readonly cut$ = new Subject<string>();
  /** How many answers to heartbeats were left out, whenever some were. */
  readonly leftOut$ = new Subject<number>();
  /** What is to be sent over the connection: for the one who sends it, from when it is open. */
  readonly send$ = new Observable<string>((out) => this.#open(out));
  /** When a message about an instrument came last, by the timers' clock. */
  newsAt = 0;
  readonly #subscribed = new Map<string, LineStream>();
  readonly #books = new Map<VenueSymbol, LineStream>();
  readonly #replies$ = new Subject<string>();
  readonly #pace: (frame: string) => Observable<string>;
  readonly #tied = new Subscription();
  #out: Subscriber<string> | undefined;
  #sending = false;

  constructor(
    readonly connection: ConnectionId,
    private readonly venue: MarketDataVenue,
    private readonly wishes: LineWishes,
    private readonly timerNow: () => number,
  ) {
    this.decode = frameDecoder(venue);
    this.#pace = pacedBy(venue.limits.framesPerSecond);
  }

  /** What it is subscribed to of a stream; undefined where it is not, or not yet. */
  of(key: string): LineStream | undefined {
    return this.#subscribed.get(key);
  }

  /** All that it is subscribed to. */
  get subscribed(): Iterable<LineStream> {
    return this.#subscribed.values();
  }

  /** The stream of an instrument's book, by the symbol. */
  bookOf(symbol: VenueSymbol): LineStream | undefined {
    return this.#books.get(symbol);
  }

  /** Ties something to the line: it ends with it. */
  while(subscription: Subscription): void {
    this.#tied.add(subscription);
  }

  /** The line is no more. */
  end(): void {
    this.#tied.unsubscribe();
  }

  /** Sends an answer to a heartbeat; of many that wait the oldest are left out. */
  reply(text: string): void {
    this.#replies$.next(text);
  }

  #open(out: Subscriber<string>): Subscription {
    this.#out = out;
    const replies$ = this.#replies$.pipe(
      boundedBuffer(
        ({ value, dropped }) => {
          if (dropped > 0) this.leftOut$.next(dropped);
          return this.#pace(value);
        },
        { limit: REPLIES, overflow: 'dropOldest' },
      ),
    );
    const open = replies$.subscribe((frame) => out.next(frame));
    open.add(() => {
      this.#out = undefined;
    });
    this.sendChanges();
    return open;
  }

  /** Sends what has changed in what is wanted, unless it is at that already: then it looks again when that is done. */
  sendChanges(): void {
    const out = this.#out;
    if (out === undefined || this.#sending) return;
    const frames = this.#changes();
    if (frames.length === 0) return;
    this.#sending = true;
    this.wishes.changed();
    out.add(
      from(frames)
        .pipe(concatMap((frame) => this.#pace(frame)))
        .subscribe({
          next: (frame) => out.next(frame),
          complete: () => {
            this.#sending = false;
            this.sendChanges();
          },
        }),
    );
  }

  /** The frames that make of what is subscribed to what is wanted. What is to go goes first: it may hold the place. */
  #changes(): readonly string[] {
    const { streams } = this.wishes;
    const { renewals, requests } = this.wishes.takeTasks(this);
    const gone = [...this.#subscribed.values()].filter(
      ({ stream: { key } }) => !streams.has(key) || renewals.has(key),
    );
    for (const { stream } of gone) {
      this.#subscribed.delete(stream.key);
      if (stream.channels.has('book')) this.#books.delete(stream.symbol);
    }
    const missing = [...streams.values()].filter(({ key }) => !this.#subscribed.has(key));
    const sentAt = this.timerNow();
    for (const stream of missing)
      this.#subscribed.set(stream.key, { stream, sentAt, heard: false, snapshot: false });
    // A stream may have become that of a book since it was subscribed to.
    for (const subscribed of this.#subscribed.values())
      if (subscribed.stream.channels.has('book')) this.#books.set(subscribed.stream.symbol, subscribed);
    const ended = gone.map(({ stream }) => stream);
    return [
      ...(ended.length === 0 ? [] : framesOf(this.venue.unsubscribe(subscriptionsOf(ended)))),
      ...(missing.length === 0 ? [] : framesOf(this.venue.subscribe(subscriptionsOf(missing)))),
      ...requests,
    ];
  }
}

/** All streams of a line have one URL, and so have the plans. */
const framesOf = (plans: readonly ConnectionPlan[]): readonly string[] =>
  plans.flatMap(({ frames }) => frames);

/** Lets frames go as a venue allows it. One a second less: answers to pings of the protocol count too, and go by themselves. */
function pacedBy(framesPerSecond: number | undefined): (frame: string) => Observable<string> {
  if (framesPerSecond === undefined) return (frame) => of(frame);
  const limit = Math.max(1, framesPerSecond - 1);
  const pace = rateBudget([{ name: 'frames', limit, perMs: 1000 }]);
  return (frame) => pace.take({ frames: 1 }).pipe(map(() => frame));
}
