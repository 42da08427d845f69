import { map, merge, scan, startWith, type Observable } from 'rxjs';

import type { OrderEvent } from '../../orders/index.js';
import type { RateState } from '../requests/rateBudget.js';
import type { CallMade } from '../requests/venueCalls.js';
import type { Connector, ConnectorLog, ConnectorStatus } from './connector.js';

/** Calls of one name, one way and one outcome. */
export interface CallCount extends Pick<CallMade, 'call' | 'via' | 'outcome'> {
  readonly count: number;
  /** How long they waited for the venue's limits, together, in milliseconds. */
  readonly waitedMs: number;
  /** How long their answers took, together, in milliseconds. */
  readonly tookMs: number;
}

/** What a connector has done since it was looked at, in numbers, and how it is. */
export interface ConnectorMetrics {
  /** By name, way and outcome, in the order in which they first came. */
  readonly calls: readonly CallCount[];
  /** How often each kind of line came in the log, but for calls: `connectionLost`, `badFrame`, `reconciled` and so on. */
  readonly log: Readonly<Partial<Record<Exclude<ConnectorLog['_tag'], 'callMade'>, number>>>;
  readonly orderEvents: Readonly<Partial<Record<OrderEvent['_tag'], number>>>;
  readonly status: ConnectorStatus | undefined;
  readonly isReady: boolean;
  readonly rates: RateState | undefined;
}

/** Nothing yet. */
const NO_METRICS: ConnectorMetrics = {
  calls: [],
  log: {},
  orderEvents: {},
  status: undefined,
  isReady: false,
  rates: undefined,
};

/** One more thing to be counted. */
type Change = (before: ConnectorMetrics) => ConnectorMetrics;

/**
 * What a connector does, in numbers: one snapshot at once, and another at each change. Counts what happens from the subscription on. Cold; never
 * completes but with the connector's own streams; fails where its orders can be tracked no more.
 *
 * ```
 *   log:     ---c-l---c-   a call, a connection that is lost, another call
 *   result:  a--b-c---d-   counts
 * ```
 */
export function connectorMetrics(
  connector: Pick<Connector, 'log$' | 'orderEvents$' | 'status$' | 'ready$' | 'rates$'>,
): Observable<ConnectorMetrics> {
  const changes$ = merge(
    connector.log$.pipe(
      map(
        (entry): Change =>
          (before) =>
            countEntry(before, entry),
      ),
    ),
    connector.orderEvents$.pipe(
      map(({ _tag }): Change => (before) => ({
        ...before,
        orderEvents: { ...before.orderEvents, [_tag]: (before.orderEvents[_tag] ?? 0) + 1 },
      })),
    ),
    connector.status$.pipe(map((status): Change => (before) => ({ ...before, status }))),
    connector.ready$.pipe(map((isReady): Change => (before) => ({ ...before, isReady }))),
    connector.rates$.pipe(map((rates): Change => (before) => ({ ...before, rates }))),
  );
  return changes$.pipe(
    scan((metrics, change) => change(metrics), NO_METRICS),
    startWith(NO_METRICS),
  );
}

function countEntry(before: ConnectorMetrics, entry: ConnectorLog): ConnectorMetrics {
  if (entry._tag === 'callMade') return { ...before, calls: withCall(before.calls, entry) };
  const { _tag } = entry;
  return { ...before, log: { ...before.log, [_tag]: (before.log[_tag] ?? 0) + 1 } };
}

function withCall(
  calls: readonly CallCount[],
  { call, via, outcome, waitedMs, tookMs }: CallMade,
): readonly CallCount[] {
  const isSame = (known: CallCount) => known.call === call && known.via === via && known.outcome === outcome;
  const known = calls.find(isSame);
  if (known === undefined) return [...calls, { call, via, outcome, count: 1, waitedMs, tookMs }];
  return calls.map((one) =>
    one === known
      ? { ...one, count: one.count + 1, waitedMs: one.waitedMs + waitedMs, tookMs: one.tookMs + tookMs }
      : one,
  );
}
