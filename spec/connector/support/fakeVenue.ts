import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';

import {
  Secret,
  type CallFailure,
  type Credentials,
  type HeardUse,
  type ListenKeyUserStream,
  type Signing,
  type TradingVenue,
  type UserContent,
  type VenueAnswer,
  type VenueCall,
} from '../../../src/connector/index.js';
import {
  clientOrderId,
  listing,
  orderId,
  tradeId,
  tradingRule,
  venueName,
  venueSymbol,
} from '../../../src/domain/index.js';
import { feeSchedule, type BalanceSnapshot } from '../../../src/money/index.js';
import type { ListedFill, ListedOrder, OneOrderInput, OrderReport } from '../../../src/orders/index.js';
import { contiguousRule } from '../../../src/sequence/index.js';
import { WINDOW_MS, type Params } from './fakeExchange.js';

const FAKE = venueName('fake');
export const BTC = venueSymbol('BTCUSDT');
export const KEY = 'the-api-key-of-somebody';

/** Credentials whose signature is as little secret as that of any. */
export const CREDENTIALS: Credentials = {
  apiKey: new Secret(KEY),
  signer: { algorithm: 'HMAC-SHA256', sign: (text) => `signed(${text.length})` },
};

interface WireOrder {
  readonly symbol: string;
  readonly clientId: string;
  readonly venueId: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'limit' | 'limitMaker' | 'market';
  readonly amount: string;
  readonly price: string;
  readonly status: OrderReport['status'];
  readonly executed: string;
  readonly executedQuote: string;
  readonly sequence: number;
  readonly changedAt: number;
}

interface WireFill {
  readonly tradeId: string;
  readonly symbol: string;
  readonly clientId: string;
  readonly venueId: string;
  readonly side: 'buy' | 'sell';
  readonly amount: string;
  readonly price: string;
  readonly fee: string;
  readonly at: number;
}

/** What the fake exchange answers, as far as each answer has it. */
interface Wire {
  readonly time: number;
  readonly rules: readonly {
    symbol: string;
    base: string;
    quote: string;
    tick: string;
    lot: string;
    minNotional: string;
  }[];
  readonly prices: Readonly<Record<string, string>>;
  readonly maker: string;
  readonly taker: string;
  readonly at: number;
  readonly sequence: number;
  readonly balances: readonly { token: string; total: string; available: string }[];
  readonly order: WireOrder;
  readonly orders: readonly WireOrder[];
  readonly fill: WireFill;
  readonly fills: readonly WireFill[];
  readonly next?: string;
  readonly key: string;
  readonly token: string;
  readonly amount: string;
  readonly error: { readonly code: string; readonly message: string; readonly retryAfterMs?: number };
  readonly event: string;
  readonly id: string;
  readonly status: number;
  readonly body: unknown;
  readonly used?: readonly HeardUse[];
}

const wire = (json: unknown): Wire => json as Wire;

interface Plan<A> {
  readonly op: string;
  readonly params?: Params;
  readonly signed?: boolean;
  readonly weight?: number;
  readonly overHttp?: boolean;
  readonly overSocket?: boolean;
  readonly read: (body: Wire, answer: VenueAnswer) => A;
  /** The codes that say that there is no such thing. */
  readonly notFound?: string;
}

function call<A>({ op, params = {}, signed = true, weight = 1, read, ...plan }: Plan<A>): VenueCall<A> {
  const { overHttp = true, overSocket = true, notFound } = plan;
  const paramsOf = (signing: Signing | undefined): Params =>
    signing === undefined
      ? params
      : {
          ...params,
          time: signing.venueTime,
          key: signing.credentials.apiKey.reveal(),
          signature: signing.credentials.signer.sign(JSON.stringify(params)),
        };
  return {
    name: op,
    costs: { weight },
    signed,
    http: (signing) => {
      if (!overHttp) throw new RangeError(`${op} goes over the socket only`);
      return { method: 'POST', url: `http://fake/${op}`, body: JSON.stringify(paramsOf(signing)) };
    },
    frame: overSocket ? (id, signing) => JSON.stringify({ id, op, params: paramsOf(signing) }) : undefined,
    read: (answer) => {
      const { status, json, sentAt, receivedAt } = answer;
      if (json === undefined) return { _tag: 'outcomeUnknown', reason: `no JSON: ${answer.excerpt}` };
      if (status === 200) return { _tag: 'answered', value: read(wire(json), answer), sentAt, receivedAt };
      return failureOf(answer, notFound);
    },
  };
}

function failureOf(
  { status, json, excerpt, sentAt, receivedAt }: VenueAnswer,
  notFound: string | undefined,
): Exclude<CallFailure, { _tag: 'notSent' }> {
  if (status >= 500) return { _tag: 'outcomeUnknown', reason: `${status} ${excerpt}` };
  const { code, message, retryAfterMs } = wire(json).error;
  if (code === 'limits') return { _tag: 'rateLimited', code, message, retryAfterMs };
  if (code === 'clock') return { _tag: 'clockOff', code, message };
  if (code === notFound) return { _tag: 'notFound', code, message, sentAt, receivedAt };
  return { _tag: 'refused', code, message };
}

const report = (order: WireOrder): ListedOrder => ({
  symbol: venueSymbol(order.symbol),
  clientId: clientOrderId(order.clientId),
  venueId: orderId(order.venueId),
  venueTime: order.changedAt,
  status: order.status,
  cumulativeBase: new Decimal(order.executed),
  cumulativeQuote: new Decimal(order.executedQuote),
  sequence: order.sequence,
  terms: {
    side: order.side,
    type: order.type,
    amount: new Decimal(order.amount),
    sizedIn: 'base',
    price: order.type === 'market' ? undefined : new Decimal(order.price),
    base: 'BTC',
    quote: 'USDT',
  },
  reason: undefined,
});

const listedFill = (fill: WireFill, receivedAt: number): ListedFill => ({
  symbol: venueSymbol(fill.symbol),
  clientId: undefined,
  venueId: orderId(fill.venueId),
  side: fill.side,
  fill: {
    tradeId: tradeId(fill.tradeId),
    cumulative: undefined,
    amount: new Decimal(fill.amount),
    price: new Decimal(fill.price),
    fees: [{ token: 'USDT', amount: new Decimal(fill.fee) }],
    liquidity: undefined,
    venueTime: fill.at,
    receivedAt,
  },
});

const snapshotOf = (
  { at, balances }: Wire,
  more: Omit<BalanceSnapshot, '_tag' | 'balances' | 'venueTime'>,
): BalanceSnapshot => ({
  _tag: 'balanceSnapshot',
  ...more,
  venueTime: at,
  balances: balances.map(({ token, total, available }) => ({
    token,
    total: new Decimal(total),
    available: new Decimal(available),
  })),
});

const reported = (order: WireOrder, receivedAt: number): OneOrderInput => ({
  _tag: 'orderReported',
  venue: FAKE,
  ...report(order),
  receivedAt,
});

function contentOf(
  json: unknown,
  connection: string,
  receivedAt: number,
): readonly UserContent[] | undefined {
  const { event, id, status, body, used = [], ...news } = wire(json);
  if (typeof id === 'string')
    return [
      {
        _tag: 'callAnswer',
        id,
        used,
        answer: { status, headers: {}, json: body, excerpt: JSON.stringify(body), receivedAt },
      },
    ];
  switch (event) {
    case 'order':
      return [reported(news.order, receivedAt)];
    case 'fill': {
      const { venueTime } = { venueTime: news.fill.at };
      const one = listedFill(news.fill, receivedAt);
      return [{ _tag: 'fill', venue: FAKE, ...one, venueTime, receivedAt }];
    }
    case 'balances': {
      return [snapshotOf(wire(json), { feed: connection, covers: 'listed', receivedAt })];
    }
    case 'deposit': {
      const { at: venueTime, token, amount } = news;
      const changes = [{ token, amount: new Decimal(amount) }];
      return [{ _tag: 'balanceDelta', feed: connection, venueTime, receivedAt, changes }];
    }
    case 'ended':
      return [{ _tag: 'userStreamEnded', reason: 'the exchange says so' }];
    case 'shutdown':
      return [{ _tag: 'userStreamEnded', reason: 'the exchange shuts down', withConnection: true }];
    default:
      return undefined;
  }
}

const KEYS: ListenKeyUserStream = {
  _tag: 'listenKey',
  create: () => call({ op: 'createKey', overSocket: false, read: ({ key }) => new Secret(key) }),
  keepAlive: (key) =>
    call({
      op: 'keepKey',
      params: { listenKey: key.reveal() },
      overSocket: false,
      notFound: 'noKey',
      read: () => 0,
    }),
  end: (key) => call({ op: 'endKey', params: { listenKey: key.reveal() }, overSocket: false, read: () => 0 }),
  keepAliveEveryMs: 30_000,
  url: (key) => `ws://fake/user/${key.reveal()}`,
};

/** What can be said otherwise of the fake venue. */
export interface FakeVenueOptions {
  readonly stream?: 'subscribed' | 'listenKey';
  readonly weightPerMinute?: number;
  readonly connectionLifetimeMs?: number;
  readonly withAmend?: boolean;
  /** Whether the answer to a cancel tells how much was filled. */
  readonly tellsFilled?: boolean;
}

/** A venue that speaks the fake exchange's protocol. */
export const fakeVenue = ({
  stream = 'subscribed',
  weightPerMinute = 100_000,
  connectionLifetimeMs,
  withAmend = true,
  tellsFilled = true,
}: FakeVenueOptions = {}): TradingVenue => ({
  name: FAKE,
  title: 'Fake',
  recordings: [],
  readBytes: undefined,
  json: 'native',
  limits: {
    streamsPerConnection: undefined,
    framesPerSecond: undefined,
    connectionAttempts: undefined,
    connectionLifetimeMs,
    requestWeight: undefined,
  },
  continuity: contiguousRule,
  checksum: undefined,
  subscribe: () => [],
  unsubscribe: () => [],
  requestSnapshot: (symbol) => ({ method: 'GET', url: `http://fake/depth?symbol=${symbol}`, weight: 1 }),
  requestListings: () => ({ method: 'GET', url: 'http://fake/listings', weight: 1 }),
  scan: undefined,
  numberOf: undefined,
  decode: (json, { receivedAt }) => {
    const { listings } = json as {
      readonly listings: readonly { symbol: string; base: string; quote: string }[];
    };
    return E.right([
      {
        _tag: 'listings',
        venue: FAKE,
        receivedAt,
        covers: 'all',
        listings: listings.map(({ symbol, base, quote }) =>
          listing({ symbol: venueSymbol(symbol), base, quote, trading: true }),
        ),
      },
    ]);
  },
  trading: {
    json: 'native',
    needs: ['API_KEY'],
    exampleSymbol: BTC,
    orderTypes: ['limit', 'market'],
    timesInForce: ['gtc'],
    fees: feeSchedule({ makerRate: '0.002', takerRate: '0.002' }),
    rateWindows: [{ name: 'weight', limit: weightPerMinute, perMs: 60_000 }],
    usedBy: ({ 'x-used': used }) => (used === undefined ? [] : [{ window: 'weight', used: Number(used) }]),
    clientIds: { maxLength: 32, prefix: 'of' },
    callLifetimeMs: WINDOW_MS,
    socketApi: { url: 'ws://fake/api' },
    userStream:
      stream === 'listenKey'
        ? KEYS
        : {
            _tag: 'subscribed',
            subscribe: () => call({ op: 'subscribe', overHttp: false, read: () => undefined }),
          },
    decodeUser: (json, { connection, receivedAt }) => {
      const contents = contentOf(json, connection, receivedAt);
      return contents === undefined
        ? E.left([{ path: 'event', value: JSON.stringify(wire(json).event), expected: 'an event' }])
        : E.right(contents);
    },
    serverTime: () => call({ op: 'time', signed: false, read: ({ time }) => time }),
    rules: () =>
      call({
        op: 'rules',
        signed: false,
        read: ({ rules }) => ({
          rules: rules.map(({ symbol, base, quote, tick, lot, minNotional }) =>
            tradingRule({
              venue: FAKE,
              symbol: venueSymbol(symbol),
              base,
              quote,
              tickSize: tick,
              lotSize: lot,
              minSize: lot,
              minNotional,
            }),
          ),
          faults: [],
        }),
      }),
    lastPrices: () =>
      call({
        op: 'prices',
        signed: false,
        read: ({ prices }) =>
          new Map(Object.entries(prices).map(([symbol, price]) => [venueSymbol(symbol), new Decimal(price)])),
      }),
    accountFees: (symbol) =>
      call({
        op: 'fees',
        params: { symbol },
        read: ({ maker, taker }) => feeSchedule({ makerRate: maker, takerRate: taker }),
      }),
    balances: () =>
      call({
        op: 'balances',
        read: (body, { sentAt, receivedAt }) =>
          snapshotOf(body, { feed: 'poll', covers: 'all', requestedAt: sentAt, receivedAt }),
      }),
    place: ({ symbol, clientId, side, orderType: type, amount, price }) =>
      call({
        op: 'place',
        params: { symbol, clientId, side, type, amount: amount.toFixed(), price: price?.toFixed() },
        read: ({ order }, { receivedAt }) => {
          const { venueId, venueTime } = report(order);
          const origin = { venue: FAKE, symbol, clientId, venueId, venueTime, receivedAt };
          return [{ _tag: 'submitAcknowledged', ...origin }, reported(order, receivedAt)];
        },
      }),
    cancel: ({ symbol, clientId }, request) =>
      call({
        op: 'cancel',
        params: { symbol, clientId },
        read: ({ order }, { receivedAt }): readonly OneOrderInput[] => {
          const { venueId, venueTime } = report(order);
          const origin = { venue: FAKE, symbol, clientId, venueId, venueTime, receivedAt };
          const told: readonly OneOrderInput[] = tellsFilled ? [reported(order, receivedAt)] : [];
          return [{ _tag: 'cancelAcknowledged', ...origin, request, final: true }, ...told];
        },
      }),
    amend: withAmend
      ? ({ symbol, clientId, amount }) =>
          call({
            op: 'amend',
            params: { symbol, clientId, amount: amount.toFixed() },
            read: ({ order }, { receivedAt }): readonly OneOrderInput[] => {
              const venueId = orderId(order.venueId);
              const { venueTime } = report(order);
              const origin = { venue: FAKE, symbol, clientId, venueId, venueTime, receivedAt };
              return [{ _tag: 'amended', ...origin, previousVenueId: venueId, amount, price: undefined }];
            },
          })
      : undefined,
    openOrders: (symbol) =>
      call({ op: 'open', params: { symbol }, read: ({ orders }) => orders.map(report) }),
    lookUp: ({ symbol, clientId, venueId }) =>
      call({
        op: 'lookUp',
        params: { symbol, clientId, venueId },
        notFound: 'unknownOrder',
        read: ({ order }) => report(order),
      }),
    fills: ({ symbol, venueId, since, page }) =>
      call({
        op: 'fills',
        params: { symbol, venueId, since, page },
        read: ({ fills, next }, { receivedAt }) => ({
          fills: fills.map((fill) => listedFill(fill, receivedAt)),
          next,
        }),
      }),
  },
});
