import { defer, exhaustMap, filter, ignoreElements, map, merge, tap, timer, type Observable } from 'rxjs';

import type { VenueSymbol } from '../../domain/ids.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import type { BackoffOptions } from '../../sequence/backoff.js';
import type { CallFailure } from '../requests/venueCall.js';
import { venueClock, type VenueClock } from '../requests/venueClock.js';
import {
  ENDED,
  venueCalls,
  type CallMade,
  type MakeCall,
  type VenueCallsOptions,
} from '../requests/venueCalls.js';
import type { ConnectorLog } from './connector.js';
import type { GivenOptions } from './connectorOptions.js';
import { keepAsking } from './keepAsking.js';
import type { StatusBoard } from './statusBoard.js';
import type { TradingVenue } from './tradingVenue.js';

/** What the line to a venue is made of. */
export interface VenueLineOptions extends Pick<
  VenueCallsOptions,
  'http' | 'budget' | 'redaction' | 'credentials' | 'ended$'
> {
  readonly venue: TradingVenue;
  readonly given: Pick<
    GivenOptions,
    'callLimitMs' | 'networkEveryMs' | 'networkLimitMs' | 'clockEveryMs' | 'rulesEveryMs' | 'random' | 'now'
  >;
  readonly backoff: BackoffOptions;
  readonly status: StatusBoard;
  readonly log: (entry: ConnectorLog) => void;
}

/** What is asked of a venue without an account: calls, whether it is there, its clock and its rules. */
export interface VenueLine {
  readonly make: MakeCall;
  readonly clock: VenueClock;
  /** Asks once. */
  readonly checkNetwork: () => Observable<'connected' | 'notConnected'>;
  /** Checks the network and the clock all the time, as long as it is subscribed. Never completes and never errors. */
  readonly run: () => Observable<never>;
  /** The rules, each time that the venue tells them. Cold; never completes and never errors. */
  readonly rules: () => Observable<ReadonlyMap<VenueSymbol, TradingRule>>;
}

/** The line to a venue. */
export function venueLine({ venue, given, backoff, status, log, ...calls }: VenueLineOptions): VenueLine {
  const { trading } = venue;
  const { callLimitMs, networkEveryMs, networkLimitMs, clockEveryMs, rulesEveryMs, random, now } = given;
  const clock = venueClock(() => make(trading.serverTime(), { timeLimitMs: networkLimitMs }), clockEveryMs);
  const make = venueCalls({
    ...calls,
    json: trading.json,
    usedBy: trading.usedBy,
    clockOffsetMs: clock.offsetMs,
    measureClock: clock.measureAnew,
    timeLimitMs: callLimitMs,
    onCall: (made, failure) => tell(made, failure),
    ...(random !== undefined && { random }),
    now,
  });

  /** That there is no such thing is an answer like another; and what stopping cuts has not failed. */
  function tell(made: CallMade, failure: CallFailure | undefined): void {
    log(made);
    if (failure === undefined || failure._tag === 'notFound') return;
    if ('reason' in failure && failure.reason === ENDED) return;
    log({ _tag: 'callFailed', call: made.call, failure, at: made.at });
  }

  /** Whoever refuses is there. */
  const checkNetwork = (): Observable<'connected' | 'notConnected'> =>
    make(trading.serverTime(), { timeLimitMs: networkLimitMs }).pipe(
      map(({ _tag }) => (_tag === 'notSent' || _tag === 'outcomeUnknown' ? 'notConnected' : 'connected')),
    );

  const network$ = timer(0, networkEveryMs).pipe(
    exhaustMap(checkNetwork),
    filter(() => status.now.network !== 'stopped'),
    tap((network) => status.set({ network })),
  );

  // What an earlier run knew is used, and is not known.
  const clock$ = defer(clock.run).pipe(tap(() => status.set({ clock: true })));

  return {
    make,
    clock,
    checkNetwork,
    run: () => merge(network$, clock$).pipe(ignoreElements()),
    rules: () =>
      keepAsking(() => make(trading.rules()), rulesEveryMs, backoff).pipe(
        map(({ rules, faults }) => {
          for (const { path, value, expected } of faults) {
            const reason = `${path}: ${value} is not ${expected}`;
            log({ _tag: 'unusable', what: 'trading rule', reason, at: now() });
          }
          return new Map(rules.map((rule) => [rule.symbol, rule]));
        }),
      ),
  };
}
