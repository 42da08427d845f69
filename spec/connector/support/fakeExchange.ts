import { Decimal } from 'decimal.js';

/** Parameters and answers of the fake exchange's own little protocol. */
export type Params = Readonly<Record<string, string | number | undefined>>;
export type Body = Readonly<Record<string, unknown>>;

/** An order at the fake exchange. */
export interface FakeOrder {
  readonly symbol: string;
  readonly clientId: string;
  readonly venueId: string;
  readonly side: 'buy' | 'sell';
  readonly type: string;
  amount: Decimal;
  readonly price: Decimal;
  status: 'open' | 'partiallyFilled' | 'filled' | 'cancelled' | 'rejected';
  executed: Decimal;
  executedQuote: Decimal;
  sequence: number;
  changedAt: number;
}

export interface FakeFill {
  readonly tradeId: string;
  readonly symbol: string;
  readonly clientId: string;
  readonly venueId: string;
  readonly side: 'buy' | 'sell';
  readonly amount: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly at: number;
}

/** What it will not do. */
export class FakeRefusal extends Error {
  constructor(
    readonly code: string,
    message: string = code,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** So much before or after its own time a signed request may say it was made. */
export const WINDOW_MS = 5_000;
const AHEAD_MS = 1_000;
/** Market orders are filled at once at this price, and limit orders only when a test says so. */
const MARKET_PRICE = new Decimal(100);
const FEE_RATE = new Decimal('0.001');
const PAGE = 3;

/**
 * A model of an exchange with one account: orders, fills and balances, and the news of them. It draws no lots: what is filled, and when,
 * is for the test to say.
 */
export class FakeExchange {
  readonly orders = new Map<string, FakeOrder>();
  readonly fills: FakeFill[] = [];
  readonly totals = new Map([
    ['BTC', new Decimal(10)],
    ['USDT', new Decimal(100_000)],
  ]);
  /** All requests that it looked at, as `op clientId`; not those whose time was not its own. */
  readonly requests: string[] = [];
  /** Each change of an order or of the balances, told at once. */
  onNews: (news: Body) => void = () => {};
  lot = '0.01';
  #ids = 0;
  #sequence = 0;
  #stamped = 0;

  constructor(
    /** Its clock. */
    readonly now: () => number,
  ) {}

  /** Does what a request says. Throws a {@link FakeRefusal} where it will not. */
  handle(op: string, params: Params): Body {
    this.#demandTime(params);
    this.requests.push(`${op} ${String(params['clientId'] ?? params['symbol'] ?? '')}`.trim());
    switch (op) {
      case 'time':
        return { time: this.now() };
      case 'rules':
        return {
          rules: [
            { symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', tick: '0.5', lot: this.lot, minNotional: '10' },
          ],
        };
      case 'listings':
        return { listings: [{ symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' }] };
      case 'prices':
        return { prices: { BTCUSDT: MARKET_PRICE.toFixed() } };
      case 'fees':
        return { maker: '0.0005', taker: FEE_RATE.toFixed() };
      case 'balances':
        return { at: this.#stamp(), balances: this.#balances() };
      case 'place':
        return { order: this.#place(params) };
      case 'cancel':
        return { order: this.#cancel(params) };
      case 'amend':
        return { order: this.#amend(params) };
      case 'open':
        return {
          orders: [...this.orders.values()]
            .filter((order) => isOpen(order) && (params['symbol'] ?? order.symbol) === order.symbol)
            .map(wireOrder),
        };
      case 'lookUp':
        return { order: wireOrder(this.#find(params)) };
      case 'fills':
        return this.#listFills(params);
      case 'subscribe':
        return {};
      default:
        throw new FakeRefusal('unknownRequest', op);
    }
  }

  /** Fills so much of an open order, at its price. */
  fill(clientId: string, amount: string): void {
    const order = this.orders.get(clientId);
    if (order === undefined || !isOpen(order)) throw new Error(`no open order ${clientId}`);
    this.#fill(order, new Decimal(amount), order.price);
  }

  /** Ends an order without having been asked. */
  cancelByItself(clientId: string): void {
    const order = this.orders.get(clientId);
    if (order === undefined || !isOpen(order)) throw new Error(`no open order ${clientId}`);
    order.status = 'cancelled';
    this.#tell(order);
  }

  /** Somebody pays so much in. */
  deposit(token: string, amount: string): void {
    this.totals.set(token, this.#total(token).plus(amount));
    this.onNews({ event: 'deposit', at: this.#stamp(), token, amount });
  }

  /** Places an order that nobody here sent. */
  placeElsewhere(clientId: string): void {
    this.#place({ symbol: 'BTCUSDT', clientId, side: 'buy', type: 'limit', amount: '1', price: '50' });
  }

  #demandTime({ time }: Params): void {
    if (time === undefined) return;
    const late = this.now() - Number(time);
    if (late > WINDOW_MS || late < -AHEAD_MS) throw new FakeRefusal('clock', `${late} ms late`);
  }

  #place(params: Params): Body {
    const clientId = String(params['clientId']);
    if (this.orders.has(clientId)) throw new FakeRefusal('duplicate');
    const side = params['side'] === 'sell' ? 'sell' : 'buy';
    const type = String(params['type']);
    const order: FakeOrder = {
      symbol: String(params['symbol']),
      clientId,
      venueId: String(++this.#ids),
      side,
      type,
      amount: new Decimal(String(params['amount'])),
      price: type === 'market' ? MARKET_PRICE : new Decimal(String(params['price'])),
      status: 'open',
      executed: new Decimal(0),
      executedQuote: new Decimal(0),
      sequence: 0,
      changedAt: this.#stamp(),
    };
    const [token, free] =
      side === 'buy' ? ['USDT', this.#free('USDT')] : (['BTC', this.#free('BTC')] as const);
    const needed = side === 'buy' ? order.amount.times(order.price) : order.amount;
    if (free.lt(needed)) throw new FakeRefusal('insufficientBalance', `not enough ${token}`);
    this.orders.set(clientId, order);
    this.#tell(order);
    if (type === 'market') this.#fill(order, order.amount, MARKET_PRICE);
    return wireOrder(order);
  }

  #cancel(params: Params): Body {
    const order = this.orders.get(String(params['clientId']));
    if (order === undefined || !isOpen(order)) throw new FakeRefusal('unknownOrder');
    order.status = 'cancelled';
    this.#tell(order);
    return wireOrder(order);
  }

  #amend(params: Params): Body {
    const order = this.orders.get(String(params['clientId']));
    if (order === undefined || !isOpen(order)) throw new FakeRefusal('unknownOrder');
    const amount = new Decimal(String(params['amount']));
    if (!amount.gt(order.executed)) throw new FakeRefusal('tooSmall');
    order.amount = amount;
    this.#tell(order);
    return wireOrder(order);
  }

  #find(params: Params): FakeOrder {
    const { clientId, venueId } = params;
    for (const order of this.orders.values())
      if (order.clientId === clientId || order.venueId === venueId) return order;
    throw new FakeRefusal('unknownOrder');
  }

  #fill(order: FakeOrder, amount: Decimal, price: Decimal): void {
    const quote = amount.times(price);
    const fee = quote.times(FEE_RATE);
    order.executed = order.executed.plus(amount);
    order.executedQuote = order.executedQuote.plus(quote);
    order.status = order.executed.gte(order.amount) ? 'filled' : 'partiallyFilled';
    const sign = order.side === 'buy' ? 1 : -1;
    this.totals.set('BTC', this.#total('BTC').plus(amount.times(sign)));
    this.totals.set('USDT', this.#total('USDT').minus(quote.times(sign)).minus(fee));
    const { symbol, clientId, venueId, side } = order;
    const fill: FakeFill = {
      tradeId: String(this.fills.length + 1),
      symbol,
      clientId,
      venueId,
      side,
      amount,
      price,
      fee,
      at: this.#stamp(),
    };
    this.fills.push(fill);
    this.onNews({ event: 'fill', fill: wireFill(fill) });
    this.#tell(order);
  }

  #tell(order: FakeOrder): void {
    order.sequence = ++this.#sequence;
    order.changedAt = this.#stamp();
    this.onNews({ event: 'order', order: wireOrder(order) });
    this.onNews({
      event: 'balances',
      at: this.#stamp(),
      sequence: ++this.#sequence,
      balances: this.#balances(),
    });
  }

  /** What happens later is told to be later, whoever sets its clock. */
  #stamp(): number {
    this.#stamped = Math.max(this.#stamped, this.now());
    return this.#stamped;
  }

  #total(token: string): Decimal {
    return this.totals.get(token) ?? new Decimal(0);
  }

  #locked(token: string): Decimal {
    let locked = new Decimal(0);
    for (const order of this.orders.values()) {
      if (!isOpen(order)) continue;
      const left = order.amount.minus(order.executed);
      if (token === 'USDT' && order.side === 'buy') locked = locked.plus(left.times(order.price));
      if (token === 'BTC' && order.side === 'sell') locked = locked.plus(left);
    }
    return locked;
  }

  #free(token: string): Decimal {
    return this.#total(token).minus(this.#locked(token));
  }

  #balances(): readonly Body[] {
    return Array.from(this.totals, ([token, total]) => ({
      token,
      total: total.toFixed(),
      available: this.#free(token).toFixed(),
    }));
  }

  #listFills({ symbol, venueId, since = 0, page = 0 }: Params): Body {
    const all = this.fills.filter(
      (fill) =>
        fill.symbol === symbol && (venueId ?? fill.venueId) === fill.venueId && fill.at >= Number(since),
    );
    const from = Number(page) * PAGE;
    const fills = all.slice(from, from + PAGE).map(wireFill);
    return { fills, ...(from + PAGE < all.length && { next: String(Number(page) + 1) }) };
  }
}

const isOpen = ({ status }: FakeOrder): boolean => status === 'open' || status === 'partiallyFilled';

const wireOrder = (order: FakeOrder): Body => ({
  ...order,
  amount: order.amount.toFixed(),
  price: order.price.toFixed(),
  executed: order.executed.toFixed(),
  executedQuote: order.executedQuote.toFixed(),
});

const wireFill = (fill: FakeFill): Body => ({
  ...fill,
  amount: fill.amount.toFixed(),
  price: fill.price.toFixed(),
  fee: fill.fee.toFixed(),
});
