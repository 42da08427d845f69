import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import type { CancelResult, ConnectorOptions } from '../../../src/connector/index.js';
import type { ClientOrderId } from '../../../src/domain/index.js';
import { orderStatus, termsOf } from '../../../src/orders/index.js';
import type { FakeOrder } from './fakeExchange.js';
import { BTC, fakeVenue, type FakeVenueOptions } from './fakeVenue.js';
import { FakeWorld, type Fault } from './fakeWorld.js';

/** Something that happens. Numbers pick orders, amounts and times. */
type Step =
  | { readonly _tag: 'buy' | 'sell' | 'market' | 'fill' | 'end' | 'cancel' | 'amend'; readonly which: number }
  | { readonly _tag: 'fault'; readonly fault: Fault; readonly op: string; readonly count: number }
  | { readonly _tag: 'cut' | 'cancelAll' | 'restart' | 'elsewhere' | 'streamEnds' }
  | { readonly _tag: 'deaf' | 'down'; readonly forMs: number }
  | { readonly _tag: 'skew'; readonly byMs: number }
  | { readonly _tag: 'wait'; readonly ms: number };

const which = fc.nat(20);
const faults: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  'lost',
  'answerLost',
  'notSent',
  'broken',
  'limited',
  { delayMs: 500 },
  { delayMs: 12_000 },
);
const ops = fc.constantFrom('place', 'cancel', 'amend', 'lookUp', 'fills', 'open', 'subscribe', 'time');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ _tag: fc.constantFrom('buy', 'sell', 'market'), which }) },
  { weight: 4, arbitrary: fc.record({ _tag: fc.constantFrom('fill', 'end', 'cancel', 'amend'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      _tag: fc.constant('fault'),
      fault: faults,
      op: ops,
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constantFrom('cut', 'cancelAll', 'restart', 'elsewhere', 'streamEnds'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constantFrom('deaf', 'down'),
      forMs: fc.integer({ min: 1, max: 100_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ _tag: fc.constant('skew'), byMs: fc.integer({ min: -60_000, max: 60_000 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      _tag: fc.constant('wait'),
      ms: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30_000 })),
    }),
  },
);

/** A program of what a user does and of what goes wrong. */
export interface Program {
  readonly venue: FakeVenueOptions;
  readonly ordersOver: 'http' | 'socket';
  readonly steps: readonly Step[];
}

export const programs: fc.Arbitrary<Program> = fc.record({
  venue: fc.record({ stream: fc.constantFrom('subscribed', 'listenKey') }),
  ordersOver: fc.constantFrom('http', 'socket'),
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

/** After so long everything is settled: no validity window, pause or poll is longer. */
const QUIET_MS = 300_000;

/** Runs a program, lets the dust settle, and holds the connector to what the exchange knows. */
export function holdToExchange(program: Program, options: Partial<ConnectorOptions> = {}): void {
  const world = new FakeWorld({ ordersOver: program.ordersOver, ...options }, fakeVenue(program.venue));
  try {
    const run = new Run(world);
    world.started();
    for (const one of program.steps) run.take(one);
    run.heal();
    world.pass(QUIET_MS);
    run.check();
  } finally {
    void world.connector.stop();
    world.pass(20_000);
    world.restore();
  }
}

const isOpen = ({ status }: FakeOrder): boolean => status === 'open' || status === 'partiallyFilled';

class Run {
  readonly #world: FakeWorld;
  readonly #issued: ClientOrderId[] = [];
  #asked = 0;
  readonly #results: CancelResult[] = [];

  constructor(world: FakeWorld) {
    this.#world = world;
  }

  take(one: Step): void {
    const world = this.#world;
    switch (one._tag) {
      case 'buy':
      case 'sell': {
        const price = new Decimal(one._tag === 'buy' ? 90 : 110);
        const amount = new Decimal(one.which + 20).div(100);
        return this.#place(() =>
          world.connector[one._tag === 'buy' ? 'buy' : 'sell'](BTC, { orderType: 'limit', amount, price }),
        );
      }
      case 'market':
        return this.#place(() =>
          world.connector.buy(BTC, { orderType: 'market', amount: new Decimal(one.which + 20).div(100) }),
        );
      case 'fill': {
        const [order] = this.#openThere(one.which);
        if (order !== undefined)
          world.exchange.fill(
            order.clientId,
            Decimal.min('0.13', order.amount.minus(order.executed)).toFixed(),
          );
        return;
      }
      case 'end': {
        const [order] = this.#openThere(one.which);
        if (order !== undefined) world.exchange.cancelByItself(order.clientId);
        return;
      }
      case 'cancel': {
        const id = this.#issued[one.which % Math.max(1, this.#issued.length)];
        if (id === undefined) return;
        this.#asked++;
        world.connector.cancel(id).subscribe((result) => this.#results.push(result));
        return;
      }
      case 'amend': {
        const id = this.#issued[one.which % Math.max(1, this.#issued.length)];
        if (id !== undefined) world.connector.amend(id, new Decimal(one.which + 30).div(100)).subscribe();
        return;
      }
      case 'cancelAll':
        world.connector.cancelAll(5_000).subscribe();
        return;
      case 'fault': {
        let left = one.count;
        const before = world.fault;
        world.fault = (op, params, via) =>
          op === one.op && left-- > 0 ? one.fault : before(op, params, via);
        return;
      }
      case 'cut':
        return world.cut();
      case 'restart':
        void world.connector.stop();
        world.pass(12_000);
        return world.connector.start();
      case 'elsewhere':
        return world.exchange.placeElsewhere(`elsewhere-${world.exchange.orders.size}`);
      case 'streamEnds':
        return world.expireKey();
      case 'deaf':
        world.isStreamDeaf = true;
        world.pass(one.forMs);
        // What was not told is not told later: the stream is known to be broken then.
        world.isStreamDeaf = false;
        return world.cut();
      case 'down':
        world.isDown = true;
        world.cut();
        world.pass(one.forMs);
        world.isDown = false;
        return;
      case 'skew':
        world.skewMs = one.byMs;
        return;
      case 'wait':
        return world.pass(one.ms);
    }
  }

  heal(): void {
    this.#world.fault = () => undefined;
    this.#world.isStreamDeaf = false;
    this.#world.isDown = false;
  }

  check(): void {
    const { connector, exchange, events } = this.#world;
    for (const id of this.#issued) {
      const [here, there] = [connector.order(id), exchange.orders.get(id)];
      if (here === undefined) throw new Error(`${id} is not tracked`);
      if (there === undefined) expect(orderStatus(here), id).to.equal('failed');
    }
    for (const there of exchange.orders.values()) {
      const here =
        connector.openOrders().find(({ clientId }) => clientId === there.clientId) ??
        connector.order(there.clientId as ClientOrderId);
      // Somebody else's, that came and went while nobody listened, is nobody's business here.
      if (here === undefined && there.clientId.startsWith('elsewhere') && !isOpen(there)) continue;
      if (here === undefined) throw new Error(`${there.clientId} is not tracked`);
      expect(orderStatus(here), there.clientId).to.equal(there.status);
      expect(here.filledBase.toFixed(), there.clientId).to.equal(there.executed.toFixed());
      expect(here.fills.map(({ tradeId }) => String(tradeId)).toSorted(), there.clientId).to.deep.equal(
        exchange.fills
          .filter(({ clientId }) => clientId === there.clientId)
          .map(({ tradeId }) => tradeId)
          .toSorted(),
      );
      if (here.end === undefined && here.terms?.type === 'limit')
        expect(termsOf(here)?.amount.toFixed(), `${there.clientId} amount`).to.equal(there.amount.toFixed());
    }
    expect(connector.openOrders().length, 'open orders').to.equal(this.#openThere(0).length);
    this.#checkEvents(events);
    this.#checkRequests();
    expect(this.#results.length, 'a result of each cancel').to.equal(this.#asked);
    this.#checkBalances();
    let ready: boolean | undefined;
    connector.ready$.subscribe((is) => (ready = is)).unsubscribe();
    expect(ready, 'ready').to.equal(true);
  }

  #place(place: () => ClientOrderId): void {
    this.#issued.push(place());
  }

  #openThere(from: number) {
    const all = [...this.#world.exchange.orders.values()].filter(isOpen);
    return all.length === 0 ? [] : [...all.slice(from % all.length), ...all.slice(0, from % all.length)];
  }

  /** Created before all else and once, each fill once, one end. */
  #checkEvents(events: FakeWorld['events']): void {
    const byOrder = new Map<string, string[]>();
    for (const event of events) {
      if (event._tag === 'anomaly') continue;
      const key = String(event.venueId ?? event.clientId);
      const name = event._tag === 'filled' ? `filled ${event.tradeId ?? 'inferred'}` : event._tag;
      byOrder.set(key, [...(byOrder.get(key) ?? []), name]);
    }
    for (const [id, names] of byOrder) {
      expect(new Set(names).size, `${id}: ${names.join(', ')}`).to.equal(names.length);
      const ends = names.filter((name) => ['completed', 'cancelled', 'expired', 'failed'].includes(name));
      expect(ends.length, `${id}: ${names.join(', ')}`).to.be.below(2);
      if (names.some((name) => name !== 'failed')) expect(names[0], id).to.equal('created');
    }
  }

  /** Nothing that changes something is ever sent twice, nor under another id. */
  #checkRequests(): void {
    const places = this.#world.exchange.requests.filter((one) => one.startsWith('place '));
    expect(new Set(places).size).to.equal(places.length);
    const ids: readonly string[] = this.#issued;
    for (const one of places) expect(ids).to.include(one.slice('place '.length));
  }

  #checkBalances(): void {
    const { connector, exchange } = this.#world;
    let told = '';
    connector.balances$
      .subscribe((all) => {
        told = [...all]
          .map(([token, { total }]) => `${token} ${total.toFixed()}`)
          .toSorted()
          .join(', ');
      })
      .unsubscribe();
    const there = [...exchange.totals].map(([token, total]) => `${token} ${total.toFixed()}`).toSorted();
    expect(told, 'balances').to.equal(there.join(', '));
  }
}
