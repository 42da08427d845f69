import { Subject, type Observable } from 'rxjs';

import type { ConnectionId } from '../../domain/ids.js';
import type { OrderInput, TrackedUpdate } from '../../orders/index.js';
import { badFrameText } from '../badFrameText.js';
import type { AccountBalances } from './accountBalances.js';
import type { AccountStreamEvent } from './accountStream.js';
import type { ConnectorLog } from './connector.js';
import type { Desk } from './desk.js';
import type { StatusBoard } from './statusBoard.js';
import type { LinkContent } from './userSocket.js';

/** Where an account's news go. */
export interface AccountNewsOptions {
  readonly desk: Desk;
  readonly balances: AccountBalances;
  readonly status: StatusBoard;
  readonly log: (entry: ConnectorLog) => void;
  /** A user stream that has told nothing for so long may be dead, in milliseconds. */
  readonly silenceMs: number;
  /** From when on, by our clock, anything may have been missed before this began. */
  readonly missedSince: number;
}

/** Takes in what an account's connections tell, and knows whether the user stream is there, and since when something may be missing. */
export class AccountNews {
  readonly #options: AccountNewsOptions;
  /** The connections over which the user stream comes, the newest last. */
  readonly #live = new Set<ConnectionId>();
  readonly #ups$ = new Subject<void>();
  readonly #overStream = new WeakMap<OrderInput, ConnectionId>();
  #heardAt: number;
  /** Undefined while nothing was missed. */
  #missedSince: number | undefined;

  /** The user stream has been subscribed to. Hot; a late subscriber gets what comes after. */
  readonly ups$: Observable<void> = this.#ups$.asObservable();

  constructor(options: AccountNewsOptions) {
    this.#options = options;
    this.#heardAt = options.desk.now();
    this.#missedSince = options.missedSince;
  }

  /** Whether the user stream is subscribed to. */
  get isUp(): boolean {
    return this.#live.size > 0;
  }

  /** Whether it tells what happens, as far as anybody can know. */
  get isTold(): boolean {
    const { desk, silenceMs } = this.#options;
    return this.isUp && desk.now() - this.#heardAt <= silenceMs;
  }

  /** From when on, by our clock, anything may have been missed, and what is not asked for will be. */
  get since(): number {
    return Math.min(this.#missedSince ?? this.#heardAt, this.#heardAt);
  }

  /** All that may have been missed has been asked for. */
  caughtUp(): void {
    this.#missedSince = undefined;
  }

  /** An order has changed: by a fill that the stream told, the balances have as well. */
  changed(update: TrackedUpdate): void {
    const connection = this.#overStream.get(update.input);
    if (connection !== undefined) this.#options.balances.heard(update, connection);
  }

  take(event: AccountStreamEvent): void {
    const { status, log, desk } = this.#options;
    const { connection } = event;
    switch (event._tag) {
      case 'linkContent':
        return this.#takeContent(event);
      case 'linkUp':
        return log({ _tag: 'connected', connection, at: event.at });
      case 'linkDown': {
        const { reason, retryInMs, at } = event;
        if (retryInMs === undefined) return;
        return log({ _tag: 'connectionLost', connection, reason, retryInMs, at });
      }
      case 'streamUp':
        this.#missedSince = this.since;
        this.#live.add(connection);
        this.#heardAt = desk.now();
        status.set({ userStream: true });
        return this.#ups$.next();
      case 'streamDown':
        this.#live.delete(connection);
        if (!this.isUp) status.set({ userStream: false, orders: false });
    }
  }

  #takeContent({ connection, content, at }: LinkContent): void {
    const { desk, balances, log } = this.#options;
    switch (content._tag) {
      case 'balanceSnapshot':
      case 'balanceDelta':
      case 'orderLocked':
        this.#heardAt = desk.now();
        // Two connections tell the same while one takes over from the other.
        if (!this.isUp || [...this.#live].at(-1) === connection) balances.take(content, connection);
        return;
      case 'badFrame':
        return log({ _tag: 'badFrame', connection, reason: badFrameText(content), at });
      case 'unknownFrame': {
        const reason = `a frame of no known kind: ${content.excerpt}`;
        return log({ _tag: 'badFrame', connection, reason, at });
      }
      case 'refusal':
        return log({ _tag: 'unusable', what: connection, reason: content.message, at });
      case 'userStreamEnded':
        return log({ _tag: 'unusable', what: 'user stream', reason: content.reason, at });
      case 'other':
      case 'reply':
        return;
      case 'submitRequested':
      case 'submitAcknowledged':
      case 'submitRefused':
      case 'submitAnswerLost':
      case 'orderReported':
      case 'fill':
      case 'cancelRequested':
      case 'cancelAcknowledged':
      case 'cancelRefused':
      case 'cancelAnswerLost':
      case 'amended':
      case 'expired':
      case 'found':
      case 'notFound':
      case 'polled':
        this.#heardAt = desk.now();
        this.#overStream.set(content, connection);
        desk.orders.take([content]);
    }
  }
}
