import { Decimal } from 'decimal.js';
import { BehaviorSubject, Subject } from 'rxjs';

import type { BookState } from '../../../src/book/index.js';
import type { WatchedConnector } from '../../../src/cli/live/liveSession.js';
import type {
  ClockOffset,
  ConnectorStatus,
  ConnectorTrouble,
  InstrumentName,
  RateState,
} from '../../../src/connector/index.js';
import { connectionId, tradeId, venueName, venueSymbol } from '../../../src/domain/ids.js';
import type { Trade } from '../../../src/domain/messages.js';
import type { Balances } from '../../../src/money/index.js';
import type { Order, OrderEvent } from '../../../src/orders/index.js';

export const BTC = venueSymbol('BTCUSDT');
export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

const ORIGIN = {
  venue: venueName('binance'),
  connection: connectionId('market 1'),
  venueTime: NOW - 20,
  receivedAt: NOW - 10,
} as const;

export const READY: ConnectorStatus = {
  network: 'connected',
  listings: true,
  books: true,
  rules: true,
  clock: true,
  userStream: true,
  balances: true,
  orders: true,
};

export const trade = (price: string): Trade => ({
  _tag: 'trade',
  ...ORIGIN,
  symbol: BTC,
  id: tradeId('7'),
  price: new Decimal(price),
  size: new Decimal('0.25'),
  side: 'sell',
});

export const created: OrderEvent = {
  _tag: 'created',
  venue: ORIGIN.venue,
  symbol: BTC,
  clientId: undefined,
  venueId: undefined,
  side: 'buy',
  type: 'limit',
  amount: new Decimal('1.50'),
  price: new Decimal('100'),
  executedBase: new Decimal(0),
  executedQuote: new Decimal(0),
  fees: [],
  venueTime: NOW - 20,
  receivedAt: NOW - 10,
  late: false,
  inferred: false,
  adopted: false,
};

/** What a connector tells, each by hand. */
export class ScriptedConnector implements WatchedConnector {
  readonly status$ = new BehaviorSubject<ConnectorStatus>(READY);
  readonly ready$ = new BehaviorSubject(true);
  readonly clock$ = new Subject<ClockOffset>();
  readonly rates$ = new Subject<RateState>();
  readonly balances$ = new Subject<Balances>();
  readonly orderEvents$ = new Subject<OrderEvent>();
  readonly trouble$ = new Subject<ConnectorTrouble>();
  readonly books = new Map<InstrumentName, Subject<BookState>>();
  readonly trades$ = new Subject<Trade>();
  orders: readonly Order[] = [];

  readonly book = (name: InstrumentName): Subject<BookState> => {
    const book$ = this.books.get(name) ?? new Subject<BookState>();
    this.books.set(name, book$);
    return book$;
  };
  readonly trades = (): Subject<Trade> => this.trades$;
  readonly openOrders = (): readonly Order[] => this.orders;
}
