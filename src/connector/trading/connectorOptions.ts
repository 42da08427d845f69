import { asyncScheduler } from 'rxjs';

import type { HttpPort } from '../ports/http.js';
import type { SocketPort } from '../ports/socket.js';
import type { Credentials } from '../requests/venueCall.js';
import type { OrderTracking } from './orderTracking.js';

/** What a connector needs of the platform that it runs on. */
export interface ConnectorPlatform {
  readonly http: HttpPort;
  readonly socket: SocketPort;
}

/** How a connector works, but for whose account it is. Times in milliseconds. */
export interface ConnectorSettings {
  /** Where orders are tracked. In memory unless given. */
  readonly orders?: OrderTracking | undefined;
  /** What happens, when it is stopped, to open orders that were submitted here; those of others are left. They are left unless given. */
  readonly onStop?: 'leave' | 'cancel';
  /** Over what orders are sent, amended and taken back: the venue's WebSocket API, where it has one and is connected. HTTP unless given. */
  readonly ordersOver?: 'http' | 'socket';
  /** How long an answer of the venue may take. 10 seconds unless given. */
  readonly callLimitMs?: number;
  /** An order, or an amendment, that the venue's limits have held back for so long is not sent any more. 10 seconds unless given. */
  readonly sendWithinMs?: number;
  /** How long a cancel is followed. 20 seconds unless given. */
  readonly cancelLimitMs?: number;
  /** So long after a cancel that may have arrived no other one is sent. A minute unless given. */
  readonly cancelAgainAfterMs?: number;
  /** How long stopping may take: cancels, and answers that are awaited. 10 seconds unless given. */
  readonly stopLimitMs?: number;
  /** How often the network is checked. 10 seconds unless given. */
  readonly networkEveryMs?: number;
  /** How long the answer to that may take. 5 seconds unless given. */
  readonly networkLimitMs?: number;
  /** How often the venue's clock is asked for. A minute unless given. */
  readonly clockEveryMs?: number;
  /** How often orders and balances are asked for while the user stream tells them. 2 minutes unless given. */
  readonly slowPollMs?: number;
  /** How often while it does not. 5 seconds unless given. */
  readonly fastPollMs?: number;
  /** A user stream that has told nothing for so long may be dead. A minute unless given. */
  readonly silenceMs?: number;
  /**
   * A book of which nothing has come for so long is `stale`, until something comes: nobody can tell a quiet instrument from a dead
   * stream. 2 minutes unless given; `Infinity`: never.
   */
  readonly staleAfterMs?: number;
  /** Asks for each book's snapshot every so often as well, and heals the book with the answer. Not unless given. */
  readonly healEveryMs?: number | undefined;
  /** How often the rules of orders are asked for. 30 minutes unless given. */
  readonly rulesEveryMs?: number;
  /** How often the account's fees are asked for. 12 hours unless given. */
  readonly feesEveryMs?: number;
  /** For how long a mid price that was asked for counts. 5 seconds unless given. */
  readonly midPriceMs?: number;
  /** How long an order is kept after its end. 15 minutes unless given. */
  readonly keepFinishedMs?: number;
  /** How many orders are kept after their end. 1000 unless given. */
  readonly keepFinished?: number;
  /** The first pause before something is tried again; each further one is twice as long, up to `maxPauseMs`. A second unless given. */
  readonly firstPauseMs?: number;
  /** 30 seconds unless given. */
  readonly maxPauseMs?: number;
  /** Spreads pauses, so that not all ask at once: numbers in [0, 1). Exact pauses unless given. */
  readonly random?: (() => number) | undefined;
  /** Our clock: milliseconds since 1970; RxJS's own unless given. */
  readonly now?: () => number;
}

/** Whose account it is; without it there is market data alone. */
export interface ConnectorAccount {
  readonly credentials: Credentials;
  /**
   * Who sends orders: another name for each program that trades on the account at the same time, for no two orders may have
   * one client id. Of the characters that the venue takes in client ids.
   */
  readonly instance: string;
}

/** How a connector works, and for whom. */
export interface ConnectorOptions extends ConnectorSettings {
  readonly account?: ConnectorAccount | undefined;
}

const DEFAULTS = {
  orders: undefined,
  account: undefined,
  onStop: 'leave',
  ordersOver: 'http',
  callLimitMs: 10_000,
  sendWithinMs: 10_000,
  cancelLimitMs: 20_000,
  cancelAgainAfterMs: 60_000,
  stopLimitMs: 10_000,
  networkEveryMs: 10_000,
  networkLimitMs: 5_000,
  clockEveryMs: 60_000,
  slowPollMs: 120_000,
  fastPollMs: 5_000,
  silenceMs: 60_000,
  staleAfterMs: 120_000,
  healEveryMs: undefined,
  rulesEveryMs: 30 * 60_000,
  feesEveryMs: 12 * 3_600_000,
  midPriceMs: 5_000,
  keepFinishedMs: 15 * 60_000,
  keepFinished: 1000,
  firstPauseMs: 1_000,
  maxPauseMs: 30_000,
  random: undefined,
  now: () => asyncScheduler.now(),
} as const satisfies ConnectorOptions;

const TIMES = [
  'callLimitMs',
  'sendWithinMs',
  'cancelLimitMs',
  'cancelAgainAfterMs',
  'stopLimitMs',
  'networkEveryMs',
  'networkLimitMs',
  'clockEveryMs',
  'slowPollMs',
  'fastPollMs',
  'silenceMs',
  'rulesEveryMs',
  'feesEveryMs',
  'midPriceMs',
  'keepFinishedMs',
  'firstPauseMs',
  'maxPauseMs',
] as const satisfies readonly (keyof ConnectorSettings)[];

/** All that can be set. */
export type GivenOptions = Required<ConnectorOptions>;

/** Options with what is meant where nothing is said.
 *
 * @throws {RangeError} where one is no time of a timer.
 */
export function givenOptions(options: ConnectorOptions): GivenOptions {
  const given: GivenOptions = { ...DEFAULTS, ...options };
  for (const name of TIMES) demandTime(name, given[name]);
  return given;
}

/** @throws {RangeError} where it is no time of a timer. */
export function demandTime(name: string, ms: number): void {
  if (!(ms > 0 && ms < 2 ** 31)) throw new RangeError(`${name} is no time of a timer: ${ms}`);
}
