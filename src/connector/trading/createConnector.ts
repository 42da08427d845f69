import { isRight } from 'fp-ts/lib/Either.js';
import {
  BehaviorSubject,
  filter,
  merge,
  mergeMap,
  NEVER,
  ReplaySubject,
  Subject,
  take,
  tap,
  timer,
} from 'rxjs';

import type { VenueSymbol } from '../../domain/ids.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import { estimateFee, quantizeAmount, quantizePrice } from '../../money/index.js';
import { toLimitOrder } from '../../orders/index.js';
import { marketData } from '../market/marketData.js';
import { marketWindows } from '../requests/marketWindows.js';
import { rateBudget } from '../requests/rateBudget.js';
import { Redaction } from '../requests/redaction.js';
import { accountDesk, type AccountDesk } from './accountDesk.js';
import { accountFees } from './accountFees.js';
import type { Connector, ConnectorLog, ConnectorTrouble } from './connector.js';
import { connectorSession } from './connectorSession.js';
import { givenOptions, type ConnectorOptions, type ConnectorPlatform } from './connectorOptions.js';
import { NO_INSTRUMENTS, ruleOf, wishedOrder, type Instruments } from './instruments.js';
import { marketSide } from './marketSide.js';
import { memoryTracking } from './orderTracking.js';
import { StatusBoard } from './statusBoard.js';
import { TrackedOrders } from './trackedOrders.js';
import { trackingStatesFromJson, trackingStatesToJson } from './trackingStates.js';
import type { TradingVenue } from './tradingVenue.js';
import { venueLine } from './venueLine.js';

/**
 * A connector to one venue, for one account or, without one, for its market data. It reads no clock and draws no lots but those that are
 * handed in, and opens nothing before `start`.
 *
 * ```ts
 * const connector = createConnector(binance, { http: httpRequests(), socket: webSockets() }, { account, random: Math.random });
 * connector.orderEvents$.subscribe(show);
 * connector.start();
 * ```
 *
 * @throws {RangeError} where an option is no time or no count, or the account's instance does not fit into a client id.
 */
export function createConnector(
  venue: TradingVenue,
  platform: ConnectorPlatform,
  options: ConnectorOptions = {},
): Connector {
  const given = givenOptions(options);
  const { account, now, random } = given;
  const pauses = { firstDelayMs: given.firstPauseMs, maxDelayMs: given.maxPauseMs };
  const backoff = { ...pauses, ...(random !== undefined && { random }) };
  const log$ = new Subject<ConnectorLog>();
  const budget = rateBudget(windowsOf(venue), now);
  const redaction = new Redaction();
  /** Tells it; a venue's own words may quote what was sent to it. */
  const log = (entry: ConnectorLog): void =>
    log$.next('reason' in entry ? { ...entry, reason: redaction.of(entry.reason) } : entry);
  const status = new StatusBoard(account !== undefined);
  /** Whether all that is under way is to end. */
  const isEnding$ = new BehaviorSubject(false);
  const ended$ = isEnding$.pipe(filter((isEnding) => isEnding));
  const running$ = new BehaviorSubject(false);
  const rules$ = new ReplaySubject<ReadonlyMap<VenueSymbol, TradingRule>>(1);
  let instruments: Instruments = NO_INSTRUMENTS;

  const line = venueLine({
    venue,
    http: platform.http,
    budget,
    redaction,
    credentials: account?.credentials,
    ended$,
    given,
    backoff,
    status,
    log,
  });
  const data = marketData(venue, platform, {
    ...backoff,
    budget,
    now,
    usedBy: venue.trading.usedBy,
    ...(given.staleAfterMs !== Infinity && { staleAfterMs: given.staleAfterMs }),
    ...(given.healEveryMs !== undefined && { healEveryMs: given.healEveryMs }),
  });
  const market = marketSide({
    venue,
    data,
    ask: line.make,
    running$,
    midPriceMs: given.midPriceMs,
    now,
  });
  const fees = accountFees(
    account === undefined ? { fees: venue.trading.fees, accountFees: undefined } : venue.trading,
    line.make,
    given.feesEveryMs,
    backoff,
  );
  const memory = memoryTracking(given);
  const orders = new TrackedOrders(given.orders ?? memory, given);
  const desk =
    account &&
    accountDesk({
      venue,
      account,
      orders,
      line,
      socket: platform.socket,
      budget,
      redaction,
      fees,
      instruments: () => instruments,
      status,
      log,
      stopped$: ended$,
      backoff,
      given,
    });

  const session = connectorSession({
    desk,
    orders,
    given,
    isEnding$,
    running$,
    status,
    log,
    parts: () => [
      data.troubles$.pipe(tap(log)),
      line.run(),
      line.rules().pipe(
        tap((rules) => {
          instruments = { ...instruments, rules };
          rules$.next(rules);
          status.set({ rules: true });
        }),
      ),
      market.run().pipe(
        tap((listings) => {
          instruments = { ...instruments, listings };
          status.set({ listings: true });
        }),
      ),
      market.areBooksLive$.pipe(tap((books) => status.set({ books }))),
    ],
    // Signed calls want the venue's clock; where it is not to be had, they find that out themselves.
    beforeAccount$: merge(line.clock.offset$, timer(given.networkLimitMs)).pipe(take(1)),
  });

  /** @throws {RangeError} where there are no credentials, or the connector is not started. */
  function started(): AccountDesk {
    if (desk === undefined) throw new RangeError('there is no account: give the connector credentials');
    if (!session.isRunning()) throw new RangeError('the connector is not started');
    return desk;
  }

  /** @throws where `started` does, and where orders can be tracked no more. */
  function trading(): AccountDesk {
    const all = started();
    orders.demandTracking();
    return all;
  }

  const ruleFor = (name: Parameters<typeof ruleOf>[1]): TradingRule | undefined => ruleOf(instruments, name);

  return {
    venue: venue.name,
    start: session.start,
    stop: session.stop,
    checkNetwork: line.checkNetwork,
    network$: status.network$,
    status$: status.status$,
    ready$: status.ready$,
    clock$: line.clock.offset$,
    rates$: budget.state$,
    trouble$: log$.pipe(filter(isTrouble)),
    log$: log$.asObservable(),

    listings$: market.listings$,
    rules$: rules$.asObservable(),
    book: market.book,
    books: market.books,
    trades: market.trades,
    lastTradedPrices: market.lastTradedPrices,
    midPrice: market.midPrice,

    buy: (name, wish) => trading().place('buy', name, wish),
    sell: (name, wish) => trading().place('sell', name, wish),
    checkOrder: (name, request) => wishedOrder(instruments, name, request),
    cancel: (clientId) => started().cancel(clientId),
    cancelAll: (timeoutMs, options) => started().cancelAll(timeoutMs, options),
    amend: (clientId, amount) => started().amend(clientId, amount),

    order: (clientId) => orders.byClientId(clientId),
    openOrders: () => orders.open().map(({ order }) => order),
    limitOrders: () =>
      orders.open().flatMap(({ order }) => {
        const limit = toLimitOrder(order);
        return limit === undefined ? [] : [limit];
      }),
    orderUpdates$: orders.updates$,
    orderEvents$: orders.updates$.pipe(mergeMap(({ events }) => events)),
    balances$: desk?.balances$ ?? NEVER,

    quantizeAmount: (name, amount) => {
      const rule = ruleFor(name);
      return rule && quantizeAmount(rule, amount);
    },
    quantizePrice: (name, side, price) => {
      const rule = ruleFor(name);
      return rule && quantizePrice(rule, side, price);
    },
    fee: (name, { side, amount, sizedIn = 'base', price }, liquidity) => {
      const rule = ruleFor(name);
      if (rule === undefined) return undefined;
      const { symbol, base, quote, contract } = rule;
      const trade = { side, base, quote, contract, amount, sizedIn, price, liquidity };
      const estimated = estimateFee(fees.of(symbol), trade);
      return isRight(estimated) ? estimated.right : undefined;
    },

    trackingStates: () => trackingStatesToJson({ ...memory.rest(), orders: orders.all() }),
    restoreTrackingStates: (json) => {
      if (!session.isStopped()) throw new RangeError('orders are restored before the connector is started');
      if (given.orders !== undefined)
        throw new RangeError('the orders are tracked elsewhere, and restored there');
      const states = trackingStatesFromJson(json);
      memory.restore(states);
      orders.replaceBy(states.orders);
    },
  };
}

/** The limits of calls and those of market data: one that both name is one, as trading has it. */
function windowsOf({ limits, trading }: TradingVenue): Parameters<typeof rateBudget>[0] {
  const own = new Set(trading.rateWindows.map(({ name }) => name));
  return [...trading.rateWindows, ...marketWindows(limits).filter(({ name }) => !own.has(name))];
}

const TROUBLES: ReadonlySet<ConnectorLog['_tag']> = new Set<ConnectorTrouble['_tag']>([
  'connectionLost',
  'callFailed',
  'badFrame',
  'unusable',
]);

const isTrouble = (entry: ConnectorLog): entry is ConnectorTrouble => TROUBLES.has(entry._tag);
