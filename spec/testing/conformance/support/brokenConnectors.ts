import { isLeft, right as eitherRight } from 'fp-ts/lib/Either.js';
import { filter, map, merge, mergeMap, tap } from 'rxjs';

import type { Connector, TradingVenue, VenueCall } from '../../../../src/connector/index.js';
import { tradeId } from '../../../../src/domain/ids.js';
import { tradingRule } from '../../../../src/domain/tradingRule.js';
import { quantizePrice } from '../../../../src/money/index.js';
import { orderStatus, type Order, type OrderEvent } from '../../../../src/orders/index.js';
import { TESTED } from './quietExchange.js';
import type { Break } from './binanceHarness.js';

/** A right connector, but for what is given. */
const instead =
  (parts: (connector: Connector) => Partial<Connector>) =>
  (connector: Connector): Connector => ({ ...connector, ...parts(connector) });

/** A right venue, but for what is given. */
const trading =
  (parts: (trading: TradingVenue['trading']) => Partial<TradingVenue['trading']>) =>
  (venue: TradingVenue): TradingVenue => ({
    ...venue,
    trading: { ...venue.trading, ...parts(venue.trading) },
  });

const isKnown = (order: Order): boolean => order.accepted || order.end !== undefined;

/** Questions are answered once, at the start, and never again. */
function onceOnly<A>(call: VenueCall<A>, isFirst: boolean): VenueCall<A> {
  return isFirst ? call : { ...call, read: () => ({ _tag: 'outcomeUnknown', reason: 'not asked' }) };
}

/** Connectors that are broken on purpose, each in one way. */
export const BROKEN: Readonly<Record<string, Break>> = {
  'tracks an order when the venue has answered, not before it is sent': {
    connector: instead((right) => ({
      order: (id) => {
        const order = right.order(id);
        return order !== undefined && isKnown(order) ? order : undefined;
      },
      openOrders: () => right.openOrders().filter(isKnown),
    })),
  },
  'tells created again of open orders when it has reconnected': {
    connector: instead((right) => {
      const created = new Map<string, OrderEvent>();
      const again$ = right.log$.pipe(
        filter(({ _tag }) => _tag === 'reconciled'),
        mergeMap(() => right.openOrders().flatMap(({ clientId = '' }) => created.get(clientId) ?? [])),
      );
      return {
        orderEvents$: merge(
          right.orderEvents$.pipe(
            tap((event) => {
              if (event._tag === 'created' && event.clientId !== undefined)
                created.set(event.clientId, event);
            }),
          ),
          again$,
        ),
      };
    }),
  },
  'takes a lost answer for a refusal': {
    http: (right) => (request) =>
      right(request).pipe(
        map((outcome) => {
          const isLost =
            outcome._tag === 'httpFailure' ? outcome.outcome === 'unknown' : outcome.status >= 500;
          if (!isLost || request.method !== 'POST') return outcome;
          const body = '{"code":-2010,"msg":"Timed out."}';
          const { sentAt } = outcome;
          return { _tag: 'httpAnswer', status: 400, headers: {}, body, sentAt, receivedAt: sentAt };
        }),
      ),
  },
  'sends an order again, under another id, when the answer is lost': {
    connector: (right) => {
      const sentAgain = new Set<string>();
      right.orderUpdates$.subscribe(({ order }) => {
        const { clientId, terms, symbol } = order;
        if (orderStatus(order) !== 'unknown' || clientId === undefined || sentAgain.has(clientId)) return;
        if (terms?.price === undefined) return;
        sentAgain.add(clientId);
        const { side, amount, price } = terms;
        sentAgain.add(right[side](symbol, { orderType: 'limit', amount, price }));
      });
      return right;
    },
  },
  'tells no fill after the end of an order': {
    connector: instead((right) => ({ orderEvents$: right.orderEvents$.pipe(filter(({ late }) => !late)) })),
  },
  'rounds the prices of sells down': {
    connector: instead((right) => ({
      quantizePrice: (name, _, price) => right.quantizePrice(name, 'buy', price),
      sell: (name, wish) =>
        right.sell(
          name,
          wish.orderType === 'market'
            ? wish
            : { ...wish, price: quantizePrice(TESTED.rule, 'buy', wish.price) },
        ),
    })),
  },
  'never asks for what it missed, and says that it is ready': {
    venue: trading((right) => {
      let lists = 0;
      return {
        openOrders: (symbol) => onceOnly(right.openOrders(symbol), lists++ === 0),
        fills: (query) => onceOnly(right.fills(query), false),
        lookUp: (order) => onceOnly(right.lookUp(order), false),
      };
    }),
    connector: instead((right) => ({
      ready$: right.status$.pipe(
        map(({ network, listings, rules, clock, balances }) =>
          [network === 'connected', listings, rules, clock, balances].every(Boolean),
        ),
      ),
    })),
  },
  'says that all that it has is available': {
    connector: instead((right) => ({
      balances$: right.balances$.pipe(
        map(
          (balances) =>
            new Map(Array.from(balances, ([token, { total }]) => [token, { total, available: total }])),
        ),
      ),
    })),
  },
  'takes makers for takers in fees': {
    connector: instead((right) => ({
      fee: (name, request, liquidity) => right.fee(name, request, liquidity === 'maker' ? 'taker' : 'maker'),
    })),
  },
  'cancels the oldest order, whichever is meant': {
    connector: instead((right) => ({
      cancel: (clientId) => {
        const oldest = right.openOrders().find((order) => order.clientId !== undefined)?.clientId;
        return right.cancel(oldest ?? clientId).pipe(map((result) => ({ ...result, clientId })));
      },
    })),
  },
  'sends orders without a look at the rules': {
    venue: trading((right) => ({
      rules: () => {
        const call = right.rules();
        const { venue, symbol, base, quote } = TESTED.rule;
        return {
          ...call,
          read: (answer) => {
            const result = call.read(answer);
            if (result._tag !== 'answered') return result;
            return { ...result, value: { faults: [], rules: [tradingRule({ venue, symbol, base, quote })] } };
          },
        };
      },
    })),
  },
  'takes a repeated message of a fill for another fill': {
    venue: trading((right) => {
      const seen = new Set<string>();
      return {
        decodeUser: (json, frame) => {
          const decoded = right.decodeUser(json, frame);
          if (isLeft(decoded)) return decoded;
          return eitherRight(
            decoded.right.map((content) => {
              if (content._tag !== 'fill' || content.fill.tradeId === undefined) return content;
              const { fill } = content;
              const id = tradeId(seen.has(fill.tradeId) ? `${fill.tradeId} again` : fill.tradeId);
              seen.add(id);
              return { ...content, fill: { ...fill, tradeId: id, cumulative: fill.cumulative } };
            }),
          );
        },
      };
    }),
  },
  'takes all cancels for lost where one is': {
    connector: instead((right) => ({
      cancelAll: (timeoutMs) =>
        right
          .cancelAll(timeoutMs)
          .pipe(
            map((results) =>
              results.every(({ _tag }) => _tag === 'cancelled')
                ? results
                : results.map(
                    ({ clientId }) => ({ _tag: 'cancelUnknown', clientId, reason: 'one is slow' }) as const,
                  ),
            ),
          ),
    })),
  },
  'stops in name only': { connector: instead(() => ({ stop: () => Promise.resolve() })) },
  'keeps nothing over a restart': {
    connector: instead(() => ({ restoreTrackingStates: () => {} })),
    tracking: (right) => ({ ...right, known: () => [] }),
  },
  'shows its key when a connection is lost': {
    connector: (right, [key = '']) => ({
      ...right,
      log$: right.log$.pipe(
        map((entry) =>
          entry._tag === 'connectionLost' ? { ...entry, reason: `${entry.reason}, key ${key}` } : entry,
        ),
      ),
    }),
  },
};
