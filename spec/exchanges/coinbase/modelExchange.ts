import type { Side } from '../../../src/domain/index.js';
import type { Pair } from '../../support/messages.js';

/** What somebody does at an exchange. `at` picks one of the orders that rest; prices and sizes count ticks and lots. */
export type Act =
  | {
      readonly kind: 'limit' | 'selfTrade';
      readonly side: Side;
      readonly price: number;
      readonly size: number;
    }
  | { readonly kind: 'market'; readonly side: Side; readonly size: number }
  | { readonly kind: 'cancel'; readonly at: number }
  | { readonly kind: 'shrink'; readonly at: number; readonly size: number }
  | { readonly kind: 'modify'; readonly at: number; readonly price: number; readonly size: number }
  | { readonly kind: 'stop' | 'heartbeat' };

interface Order {
  readonly id: string;
  readonly side: Side;
  readonly price: number;
  readonly size: number;
}

interface Levels {
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
}

/** One message of the full channel, and how far the product's sequence has come with it. */
interface Sent {
  readonly message: object;
  readonly sequence: number;
}

/** What an exchange did over time: all that it sent, and what was true after each message. */
export interface OrderMarket {
  /** How far the sequence had come before the first message. */
  readonly start: number;
  readonly sent: readonly Sent[];
  /** The true levels at a sequence. */
  readonly levelsAt: (sequence: number) => Levels;
  /** What REST answers of all orders at a sequence. */
  readonly answerAt: (sequence: number) => object;
}

export const PRODUCT = 'BTC-USD';

const priceOf = (ticks: number): number => 100 + ticks / 2;
const sizeOf = (lots: number): number => lots / 4;
const priceText = (ticks: number): string => priceOf(ticks).toFixed(2);
const sizeText = (lots: number): string => sizeOf(lots).toFixed(8);

const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');
/** The sooner filled comes first. */
const bestFirst = (side: Side) => (a: Order, b: Order) =>
  side === 'buy' ? b.price - a.price : a.price - b.price;

/**
 * An exchange as simple as it can be: limit and market orders match by price and time, what is left of a limit order
 * rests, resting orders are cancelled, get smaller and move. It says what it does in messages of the full channel.
 */
export class ModelExchange {
  /** In order of time. Those filled to nothing are gone at once, though `done` is yet to be sent. */
  private orders: readonly Order[] = [];
  private readonly sent: Sent[] = [];
  private readonly truths = new Map<number, { readonly levels: Levels; readonly answer: object }>();
  private sequence: number;
  private ids = 0;

  constructor(private readonly start: number) {
    this.sequence = start;
    this.remember();
  }

  do(act: Act): void {
    switch (act.kind) {
      case 'limit':
        return this.limit(act.side, act.price, act.size);
      case 'market':
        return this.market(act.side, act.size);
      case 'selfTrade':
        return this.selfTrade(act.side, act.price, act.size);
      case 'stop':
        return this.sendUnnumbered({
          type: 'activate',
          order_id: this.nextId(),
          stop_type: 'entry',
          private: true,
        });
      case 'heartbeat':
        return this.sendUnnumbered({ type: 'heartbeat', sequence: this.sequence, last_trade_id: this.ids });
      case 'cancel':
      case 'shrink':
      case 'modify': {
        const order = this.orders[act.at % Math.max(1, this.orders.length)];
        if (order !== undefined) this.change(act, order);
      }
    }
  }

  history(): OrderMarket {
    const truthAt = (sequence: number) => {
      const truth = this.truths.get(sequence);
      if (truth === undefined) throw new Error(`nothing is known of ${sequence}`);
      return truth;
    };
    return {
      start: this.start,
      sent: this.sent,
      levelsAt: (sequence) => truthAt(sequence).levels,
      answerAt: (sequence) => truthAt(sequence).answer,
    };
  }

  private limit(side: Side, price: number, size: number): void {
    const id = this.nextId();
    const texts = { price: priceText(price), size: sizeText(size) };
    this.send('received', { order_id: id, order_type: 'limit', side, ...texts });
    const left = this.take(id, side, size, price);
    if (left === 0) return this.send('done', this.doneOf({ id, side, price, size: 0 }, 'filled'));
    this.orders = [...this.orders, { id, side, price, size: left }];
    this.send('open', { order_id: id, side, price: priceText(price), remaining_size: sizeText(left) });
  }

  private market(side: Side, size: number): void {
    const id = this.nextId();
    this.send('received', { order_id: id, order_type: 'market', side, funds: '1000' });
    this.send('change', {
      order_id: id,
      reason: 'STP',
      side,
      price: null,
      old_funds: '1000',
      new_funds: '900',
    });
    const left = this.take(id, side, size);
    this.send('done', { order_id: id, side, reason: left === 0 ? 'filled' : 'canceled' });
  }

  /** An order that is made smaller and then cancelled before it comes to rest. */
  private selfTrade(side: Side, price: number, size: number): void {
    const id = this.nextId();
    this.send('received', {
      order_id: id,
      order_type: 'limit',
      side,
      price: priceText(price),
      size: sizeText(size + 1),
    });
    this.send('change', {
      order_id: id,
      reason: 'STP',
      side,
      price: priceText(price),
      old_size: sizeText(size + 1),
      new_size: sizeText(size),
    });
    this.send('done', this.doneOf({ id, side, price, size }, 'canceled'));
  }

  /** Fills an incoming order from those that rest, at no worse than its price; what is left of it. */
  private take(taker: string, side: Side, size: number, price?: number): number {
    let left = size;
    const makers = this.orders
      .filter((order) => order.side === opposite(side))
      .toSorted(bestFirst(opposite(side)));
    for (const maker of makers) {
      const tooDear = price !== undefined && (side === 'buy' ? maker.price > price : maker.price < price);
      if (left === 0 || tooDear) break;
      const filled = Math.min(left, maker.size);
      left -= filled;
      this.replace(maker, { ...maker, size: maker.size - filled });
      this.send('match', {
        trade_id: ++this.ids,
        maker_order_id: maker.id,
        taker_order_id: taker,
        side: maker.side,
        price: priceText(maker.price),
        size: sizeText(filled),
      });
      if (filled === maker.size) this.send('done', this.doneOf({ ...maker, size: 0 }, 'filled'));
    }
    return left;
  }

  private change(act: Extract<Act, { readonly at: number }>, order: Order): void {
    const { id, side } = order;
    if (act.kind === 'cancel') {
      this.replace(order);
      return this.send('done', this.doneOf(order, 'canceled'));
    }
    const size = act.kind === 'shrink' ? Math.min(order.size, act.size) : act.size;
    const sizes = { old_size: sizeText(order.size), new_size: sizeText(size) };
    if (act.kind === 'shrink') {
      this.replace(order, { ...order, size });
      return this.send('change', {
        order_id: id,
        reason: 'STP',
        side,
        price: priceText(order.price),
        ...sizes,
      });
    }
    const { price } = act;
    const crosses = this.orders.some(
      (other) => other.side !== side && (side === 'buy' ? other.price <= price : other.price >= price),
    );
    if (crosses) return;
    this.replace(order, { ...order, size, price });
    const prices = { old_price: priceText(order.price), new_price: priceText(price) };
    this.send('change', { order_id: id, reason: 'modify_order', side, ...sizes, ...prices });
  }

  private doneOf({ id, side, price, size }: Order, reason: 'filled' | 'canceled'): object {
    return { order_id: id, side, reason, price: priceText(price), remaining_size: sizeText(size) };
  }

  private replace(order: Order, by?: Order): void {
    this.orders = this.orders.flatMap((other) => {
      if (other.id !== order.id) return [other];
      return by === undefined || by.size === 0 ? [] : [by];
    });
  }

  private nextId(): string {
    return `order-${++this.ids}`;
  }

  private send(type: string, fields: object): void {
    this.sequence++;
    this.remember();
    const { sequence } = this;
    const message = { type, product_id: PRODUCT, sequence, time: '2022-11-07T08:19:27.028459Z', ...fields };
    this.sent.push({ message, sequence });
  }

  private sendUnnumbered(message: object): void {
    this.sent.push({ message: { product_id: PRODUCT, ...message }, sequence: this.sequence });
  }

  private remember(): void {
    const { orders, sequence } = this;
    const sideOf = (side: Side) => orders.filter((order) => order.side === side).toSorted(bestFirst(side));
    const levelsOf = (side: Side): readonly Pair[] => {
      const totals = new Map<number, number>();
      for (const { price, size } of sideOf(side)) totals.set(price, (totals.get(price) ?? 0) + size);
      return Array.from(totals, ([price, size]): Pair => [String(priceOf(price)), String(sizeOf(size))]);
    };
    const rowsOf = (side: Side) =>
      sideOf(side).map(({ price, size, id }) => [priceText(price), sizeText(size), id]);
    this.truths.set(sequence, {
      levels: { bids: levelsOf('buy'), asks: levelsOf('sell') },
      answer: { sequence, bids: rowsOf('buy'), asks: rowsOf('sell'), auction_mode: false, auction: null },
    });
  }
}
