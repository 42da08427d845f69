import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { AccountFees } from './accountFees.js';
import type { OrderReference } from './exchangeCommand.js';
import type { TradeExecuted } from './exchangeEvent.js';
import { feeRates, type FeeRates } from './feeRates.js';
import { isOpen, type OrderRecord } from './orderRecord.js';
import { Recent } from './recent.js';

/** What an account does on one instrument. */
export class Seat {
  /** Open orders by id, in the order in which they came. */
  readonly open = new Map<number, OrderRecord>();
  readonly trades: Recent<TradeExecuted>;
  /** Orders that have ended, in the order in which they did. */
  readonly #ended: Recent<OrderRecord>;
  readonly #byOrderId = new Map<number, OrderRecord>();
  /** The last order of each client id. */
  readonly #byClientId = new Map<ClientOrderId, OrderRecord>();

  constructor(history: number) {
    this.trades = new Recent(history);
    this.#ended = new Recent(history, (order) => this.#forget(order));
  }

  add(order: OrderRecord): void {
    this.open.set(order.orderId, order);
    this.#byOrderId.set(order.orderId, order);
    this.#byClientId.set(order.clientId, order);
  }

  end(order: OrderRecord): void {
    this.open.delete(order.orderId);
    this.#ended.push(order);
  }

  rename(order: OrderRecord, clientId: ClientOrderId): void {
    if (this.#byClientId.get(order.clientId) === order) this.#byClientId.delete(order.clientId);
    order.clientId = clientId;
    this.#byClientId.set(clientId, order);
  }

  /** The order that has these ids; of those of one client id the last. */
  find({ orderId, clientId }: OrderReference): OrderRecord | undefined {
    const order = orderId === undefined ? this.#byClientId.get(clientId) : this.#byOrderId.get(orderId);
    return clientId === undefined || order?.clientId === clientId ? order : undefined;
  }

  /** The open order that has these ids. */
  findOpen(reference: OrderReference): OrderRecord | undefined {
    const order = this.find(reference);
    return order !== undefined && isOpen(order) ? order : undefined;
  }

  /** All orders that are kept, the oldest first. */
  get orders(): readonly OrderRecord[] {
    return [...this.#byOrderId.values()];
  }

  #forget(order: OrderRecord): void {
    this.#byOrderId.delete(order.orderId);
    if (this.#byClientId.get(order.clientId) === order) this.#byClientId.delete(order.clientId);
  }
}

/** Who trades. */
export class TradingAccount {
  readonly #seats = new Map<VenueSymbol, Seat>();

  #fees: AccountFees;
  #rates: FeeRates;

  constructor(
    fees: AccountFees,
    private readonly history: number,
  ) {
    this.#fees = fees;
    this.#rates = feeRates(fees);
  }

  get fees(): AccountFees {
    return this.#fees;
  }

  get rates(): FeeRates {
    return this.#rates;
  }

  setFees(fees: AccountFees): void {
    this.#fees = fees;
    this.#rates = feeRates(fees);
  }

  seat(symbol: VenueSymbol): Seat {
    let seat = this.#seats.get(symbol);
    if (seat === undefined) this.#seats.set(symbol, (seat = new Seat(this.history)));
    return seat;
  }
}
