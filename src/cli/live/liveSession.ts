import { merge, type Observable, type Subscription, tap } from 'rxjs';

import { spread, type BookState } from '../../book/index.js';
import type { Connector, ConnectorStatus, InstrumentName, RateState } from '../../connector/index.js';
import type { Trade } from '../../domain/messages.js';
import type { Balances } from '../../money/index.js';
import { orderStatus, termsOf, type Order, type OrderEvent } from '../../orders/index.js';
import { bookStatus } from '../bookStatus.js';
import { eventText } from '../eventWords.js';
import { ladderOf } from '../ladder.js';
import { statusStyle } from '../orderStyle.js';
import { executedText, termsText } from '../orderWords.js';
import type { Style } from '../paint.js';
import { RateMeter } from '../rateMeter.js';
import { troubleText } from './troubleText.js';
import type { LiveInstrumentView, LiveView, NoteView } from './liveView.js';

/** More than any screen has lines for. */
const KEPT = 100;

/** What has been heard of one instrument. */
interface Heard {
  state: BookState | undefined;
  trades: readonly Trade[];
}

const NOTHING_YET: ConnectorStatus = {
  network: 'stopped',
  listings: false,
  books: false,
  rules: false,
  clock: false,
  userStream: false,
  balances: false,
  orders: false,
};

/** What of a connector is listened to. */
export type WatchedConnector = Pick<
  Connector,
  | 'status$'
  | 'ready$'
  | 'clock$'
  | 'rates$'
  | 'balances$'
  | 'orderEvents$'
  | 'trouble$'
  | 'book'
  | 'trades'
  | 'openOrders'
>;

/** Listens to a connector, and says what there is to see. */
export class LiveSession {
  readonly #connector: WatchedConnector;
  readonly #heard: ReadonlyMap<InstrumentName, Heard>;
  readonly #versions = new RateMeter();
  readonly #startedAt: number;
  #selected = 0;
  #status = NOTHING_YET;
  #isReady = false;
  #offsetMs: number | undefined;
  #rates: RateState | undefined;
  #balances: Balances = new Map();
  #notes: readonly NoteView[] = [];

  constructor(
    connector: WatchedConnector,
    names: readonly InstrumentName[],
    private readonly options: {
      readonly title: string;
      readonly keys: boolean;
      readonly now: () => number;
    },
  ) {
    this.#connector = connector;
    this.#heard = new Map(names.map((name) => [name, { state: undefined, trades: [] }]));
    this.#startedAt = options.now();
  }

  /** Listens until it is unsubscribed. An instrument that cannot be listened to is told of, and the others go on. */
  listen(): Subscription {
    const { status$, ready$, clock$, rates$, balances$, orderEvents$, trouble$ } = this.#connector;
    const heard: readonly Observable<unknown>[] = [
      status$.pipe(tap((status) => (this.#status = status))),
      ready$.pipe(tap((isReady) => (this.#isReady = isReady))),
      clock$.pipe(tap(({ offsetMs }) => (this.#offsetMs = offsetMs))),
      rates$.pipe(tap((rates) => (this.#rates = rates))),
      balances$.pipe(tap((balances) => (this.#balances = balances))),
      orderEvents$.pipe(tap((event) => this.#noteEvent(event))),
      trouble$.pipe(tap((trouble) => this.#note(trouble.at, troubleText(trouble), 'bad'))),
    ];
    const all = merge(...heard).subscribe();
    for (const [name, heardOf] of this.#heard) all.add(this.#listenTo(name, heardOf));
    return all;
  }

  /** Shows the instrument that is so many places after (or before) the one that is shown. */
  select(offset: number): void {
    const count = this.#heard.size;
    if (count > 0) this.#selected = (this.#selected + offset + count) % count;
  }

  /** What there is to see now. */
  view(phase: LiveView['phase']): LiveView {
    const { title, keys } = this.options;
    const now = this.options.now();
    return {
      title,
      keys,
      now,
      phase,
      elapsedMs: now - this.#startedAt,
      status: this.#status,
      isReady: this.#isReady,
      clockOffsetMs: this.#offsetMs,
      rateUse: Math.max(0, ...(this.#rates?.windows ?? []).map(({ used, limit }) => used / limit)),
      versionsPerSecond: this.#versions.perSecond(now),
      books: Array.from(this.#heard, ([name, heard]) => instrumentView(name, heard, now)),
      selected: this.#selected,
      balances: Array.from(this.#balances, ([token, { total, available }]) => ({
        token,
        total: total.toFixed(),
        available: available.toFixed(),
      })),
      orders: this.#connector.openOrders().map(orderView),
      notes: this.#notes,
    };
  }

  #listenTo(name: InstrumentName, heard: Heard): Subscription {
    const book$ = this.#connector.book(name).pipe(
      tap((state) => {
        heard.state = state;
        this.#versions.add(this.options.now());
      }),
    );
    const trades$ = this.#connector.trades(name).pipe(
      tap((trade) => {
        heard.trades = [trade, ...heard.trades.slice(0, KEPT - 1)];
      }),
    );
    const error = (reason: unknown): void =>
      this.#note(this.options.now(), reason instanceof Error ? reason.message : String(reason), 'bad');
    return merge(book$, trades$).subscribe({ error });
  }

  #noteEvent(event: OrderEvent): void {
    const what = [event.side, event.amount?.toFixed(), event.symbol, event.clientId ?? event.venueId];
    const text = `${what.filter((part) => part !== undefined).join(' ')}: ${eventText(event)}`;
    this.#note(event.receivedAt, text, EVENT_STYLES[event._tag]);
  }

  #note(at: number, text: string, style: Style): void {
    this.#notes = [...this.#notes.slice(1 - KEPT), { at, text, style }];
  }
}

const EVENT_STYLES: Readonly<Record<OrderEvent['_tag'], Style>> = {
  created: 'strong',
  filled: 'good',
  completed: 'good',
  cancelled: 'dim',
  expired: 'dim',
  failed: 'bad',
  anomaly: 'bad',
};

function instrumentView(name: InstrumentName, { state, trades }: Heard, now: number): LiveInstrumentView {
  const { status, reason, book } = bookStatus(state);
  return {
    name,
    status,
    reason,
    ageMs: book === undefined ? undefined : Math.max(0, now - book.receivedAt),
    bids: book === undefined ? [] : ladderOf(book.bids),
    asks: book === undefined ? [] : ladderOf(book.asks),
    spread: book === undefined ? undefined : spread(book)?.toFixed(),
    trades: trades.map(({ receivedAt, side, price, size }) => ({
      at: receivedAt,
      side,
      price: price.toFixed(),
      size: size.toFixed(),
    })),
  };
}

function orderView(order: Order): NoteView {
  const terms = termsOf(order);
  const what = terms === undefined ? (order.clientId ?? 'an order') : termsText(terms);
  return {
    at: order.createdAt,
    text: `${what}, ${orderStatus(order)}, executed ${executedText(order)}`,
    style: statusStyle(order),
  };
}
