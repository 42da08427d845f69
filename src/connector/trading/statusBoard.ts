import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';

import type { ConnectorStatus, NetworkState } from './connector.js';

/** What is known of the parts of a connector: each part says how it is, and whoever wants it sees all. */
export class StatusBoard {
  readonly #status$: BehaviorSubject<ConnectorStatus>;

  /** Hot; the last value at once; no value twice in a row. */
  readonly status$: Observable<ConnectorStatus>;
  /** Whether every part is as it should be. Hot; the last value at once; no value twice in a row. */
  readonly ready$: Observable<boolean>;
  /** Hot; the last value at once. */
  readonly network$: Observable<NetworkState>;

  /** @param hasAccount without one nothing is asked of the parts that are an account's. */
  constructor(hasAccount: boolean) {
    this.#status$ = new BehaviorSubject<ConnectorStatus>(NOTHING_THERE);
    this.status$ = this.#status$.asObservable();
    this.ready$ = this.#status$.pipe(
      map((status) => isReady(status, hasAccount)),
      distinctUntilChanged(),
    );
    this.network$ = this.#status$.pipe(
      map(({ network }) => network),
      distinctUntilChanged(),
    );
  }

  get now(): ConnectorStatus {
    return this.#status$.value;
  }

  /** Says how some parts are. */
  set(parts: Partial<ConnectorStatus>): void {
    const before = this.#status$.value;
    const after = { ...before, ...parts };
    if (NAMES.some((name) => before[name] !== after[name])) this.#status$.next(after);
  }
}

const NOTHING_THERE: ConnectorStatus = {
  network: 'stopped',
  listings: false,
  books: true,
  rules: false,
  clock: false,
  userStream: false,
  balances: false,
  orders: false,
};

const NAMES = [
  'network',
  'listings',
  'books',
  'rules',
  'clock',
  'userStream',
  'balances',
  'orders',
] as const satisfies readonly (keyof ConnectorStatus)[];

const isReady = (status: ConnectorStatus, hasAccount: boolean): boolean =>
  status.network === 'connected' &&
  status.listings &&
  status.books &&
  status.rules &&
  status.clock &&
  (!hasAccount || (status.userStream && status.balances && status.orders));
