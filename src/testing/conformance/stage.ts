import { Decimal } from 'decimal.js';
import { filter, firstValueFrom, take, timeout, type Observable } from 'rxjs';

import type { CancelResult, Connector, LimitWish, OrderWish } from '../../connector/index.js';
import { add, multiply } from '../../domain/exact.js';
import type { ClientOrderId } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { Balances } from '../../money/index.js';
import {
  orderStatus,
  type Order,
  type OrderEvent,
  type OrderFilledEvent,
  type OrderStatus,
} from '../../orders/index.js';
import { brokenLaws } from './brokenLaws.js';
import { ConformanceError } from './conformanceError.js';
import { ConnectorWatch } from './connectorWatch.js';
import { demand, demandEqual, demandSame, eventually } from './demand.js';
import type {
  Awaitable,
  ConnectorBench,
  ConnectorHarness,
  ExchangeUnderTest,
  LedgerFill,
  LedgerOrder,
  TestedInstrument,
} from './harness.js';

/** One test at work: a connector, its exchange, and all that was heard of it so far. */
export class Stage {
  readonly instrument: TestedInstrument;
  readonly exchange: ExchangeUnderTest;
  readonly limitMs: number;
  readonly #bench: ConnectorBench;
  readonly #watch = new ConnectorWatch();
  readonly #sizedInQuote = new Set<string>();
  #connector: Connector;

  constructor({ instrument, limitMs = 5_000 }: ConnectorHarness, bench: ConnectorBench) {
    this.instrument = instrument;
    this.limitMs = limitMs;
    this.exchange = bench.exchange;
    this.#bench = bench;
    this.#connector = bench.connector;
    this.#watch.listen(bench.connector);
  }

  /** The connector of now. */
  get connector(): Connector {
    return this.#connector;
  }

  /** So many usual amounts, in base currency. */
  amount(times: number): Decimal {
    return multiply(this.instrument.amount, new Decimal(times));
  }

  /** The usual price and so many ticks. */
  price(ticks: number): Decimal {
    const { price, rule } = this.instrument;
    return add(price, multiply(rule.tickSize ?? new Decimal(1), new Decimal(ticks)));
  }

  /** A limit order of so many usual amounts, so many ticks from the usual price. */
  limit(amounts: number, ticks: number): LimitWish {
    return { orderType: 'limit', amount: this.amount(amounts), price: this.price(ticks) };
  }

  /** Starts it, and waits until it is ready. */
  async start(): Promise<void> {
    this.connector.start();
    await this.ready();
  }

  ready(): Promise<boolean> {
    return this.first(this.connector.ready$.pipe(filter((isReady) => isReady)), 'the connector is ready');
  }

  /** Stops the connector, and goes on with another one at the same exchange. */
  async again(): Promise<Connector> {
    await this.connector.stop();
    this.#connector = await this.#bench.again();
    this.#watch.listen(this.#connector);
    return this.#connector;
  }

  place(side: Side, wish: OrderWish): ClientOrderId {
    const { name } = this.instrument;
    const id = this.connector[side](name, wish);
    if (wish.sizedIn === 'quote') this.#sizedInQuote.add(id);
    return id;
  }

  buy(amounts: number, ticks: number): ClientOrderId {
    return this.place('buy', this.limit(amounts, ticks));
  }

  sell(amounts: number, ticks: number): ClientOrderId {
    return this.place('sell', this.limit(amounts, ticks));
  }

  /** Places a limit order, and waits until the venue has it. */
  async open(side: Side, amounts: number, ticks: number): Promise<ClientOrderId> {
    const id = this.place(side, this.limit(amounts, ticks));
    await this.told(id, ['created']);
    return id;
  }

  /** The other account's limit order. */
  async otherPlaces(side: Side, amounts: number, ticks: number): Promise<void> {
    await this.exchange.other.place(side, this.amount(amounts), this.price(ticks));
  }

  /** What comes of a cancel. */
  cancel(clientId: ClientOrderId): Promise<CancelResult> {
    return this.first(this.connector.cancel(clientId), `the result of the cancel of ${clientId}`);
  }

  /** An order as the connector has it. */
  order(clientId: ClientOrderId): Order {
    const order = this.connector.order(clientId);
    demand(order !== undefined, `${clientId} is not tracked`);
    return order;
  }

  status(clientId: ClientOrderId): OrderStatus {
    return orderStatus(this.order(clientId));
  }

  /** All events, or those of an order. */
  events(clientId?: ClientOrderId): readonly OrderEvent[] {
    return this.#watch.events.filter((event) => clientId === undefined || event.clientId === clientId);
  }

  /** The kinds of an order's events, in order. */
  kinds(clientId: ClientOrderId): readonly OrderEvent['_tag'][] {
    return this.events(clientId).map(({ _tag }) => _tag);
  }

  fills(clientId: ClientOrderId): readonly OrderFilledEvent[] {
    return this.events(clientId).filter((event) => event._tag === 'filled');
  }

  /** Waits until just these events have been told of an order. */
  told(clientId: ClientOrderId, kinds: readonly OrderEvent['_tag'][]): Promise<void> {
    return this.eventually(() => demandEqual(this.kinds(clientId), kinds, `the events of ${clientId}`));
  }

  /** The text of all that was told so far. */
  texts(): readonly string[] {
    return this.#watch.texts;
  }

  balances(): Promise<Balances> {
    return this.first(this.connector.balances$, 'balances');
  }

  async ledgerOrder(clientId: string): Promise<LedgerOrder> {
    const order = (await this.exchange.ledger.orders()).find((one) => one.clientId === clientId);
    demand(order !== undefined, `the exchange has no order ${clientId}`);
    return order;
  }

  async ledgerFills(clientId: string): Promise<readonly LedgerFill[]> {
    return (await this.exchange.ledger.fills()).filter((fill) => fill.clientId === clientId);
  }

  /** Waits until a look finds no fault. */
  eventually<T>(look: () => Awaitable<T>): Promise<T> {
    return eventually(look, this.limitMs);
  }

  /** The first value of an observable, within the limit. */
  first<T>(values$: Observable<T>, what: string): Promise<T> {
    const late = (): never => {
      throw new ConformanceError(`${what}: nothing after ${this.limitMs} ms`);
    };
    return firstValueFrom(values$.pipe(take(1), timeout({ first: this.limitMs, with: late })));
  }

  /** What holds at the end of every test: the connector knows what the exchange has, events keep the laws, nothing secret is seen. */
  async settle(): Promise<void> {
    if ((await firstValueFrom(this.connector.network$)) !== 'stopped')
      await this.eventually(async () => this.#demandLedger());
    const [broken] = brokenLaws(this.events(), this.#sizedInQuote);
    demand(broken === undefined, broken ?? '');
    this.demandNothingSecret();
  }

  /** @throws {ConformanceError} where something secret was told. */
  demandNothingSecret(): void {
    const told = this.texts().join('\n');
    demand(!this.#bench.secrets().some((secret) => told.includes(secret)), 'something secret was told');
  }

  async #demandLedger(): Promise<void> {
    const { ledger } = this.exchange;
    const [orders, fills] = [await ledger.orders(), await ledger.fills()];
    const openHere = this.connector.openOrders().map(({ clientId }) => clientId ?? '');
    const openThere = orders.filter(({ isOpen }) => isOpen).map(({ clientId }) => clientId);
    demandSame(openHere, openThere, 'open orders');
    for (const { clientId, filled } of orders) {
      const events = this.#watch.events.filter((event) => event.clientId === clientId);
      const told = events.flatMap((event) => (event._tag === 'filled' ? [event.tradeId ?? 'inferred'] : []));
      const traded = fills.filter((fill) => fill.clientId === clientId).map(({ tradeId }) => tradeId);
      demandSame(told, traded, `trades told of ${clientId}`);
      demandEqual(events.at(-1)?.executedBase ?? new Decimal(0), filled, `what is filled of ${clientId}`);
    }
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#bench.close();
  }
}
