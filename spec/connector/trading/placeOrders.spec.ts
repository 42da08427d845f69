import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { Secret } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { orderStatus, type OrderEvent } from '../../../src/orders/index.js';
import { BTC, CREDENTIALS, fakeVenue } from '../support/fakeVenue.js';
import { FakeWorld, type Fault } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('placeOrders', () => {
  let world: FakeWorld;
  afterEach(() => world.restore());

  const placed = (): readonly string[] => world.exchange.requests.filter((one) => one.startsWith('place'));
  const statusOf = (id: Parameters<typeof world.connector.order>[0]) => {
    const order = world.connector.order(id);
    return order && orderStatus(order);
  };
  const reasonOf = (clientId: string) =>
    world.events.flatMap((event) =>
      event.clientId === clientId && event._tag === 'failed' ? [event.reason] : [],
    )[0];
  const failOnce = (fault: Fault, op = 'place') => {
    let isDue = true;
    world.fault = (asked) => {
      if (asked !== op || !isDue) return undefined;
      isDue = false;
      return fault;
    };
  };

  it('gives the client id at once; the order is tracked before anything is sent', () => {
    world = new FakeWorld().started();
    const before = world.wire.length;
    const id = world.connector.buy(BTC, LIMIT);
    expect(id).to.match(/^ofBBCUT[0-9A-Za-z]+a$/);
    expect(statusOf(id)).to.equal('pendingCreate');
    expect(world.wire.slice(before).filter((line) => line.includes('/place '))).to.have.length(1);
    expect(world.eventsOf(id)).to.deep.equal([]);
    world.pass(20);
    expect(world.eventsOf(id)).to.deep.equal(['created']);
    expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([id]);
  });

  it('takes either name of an instrument, and no two orders get one id', () => {
    world = new FakeWorld().started();
    const ids = [
      world.connector.buy(BTC, LIMIT),
      world.connector.buy(venueSymbol('BTC-USDT'), LIMIT),
      world.connector.sell(BTC, { ...LIMIT, price: D('110') }),
    ];
    world.pass(100);
    expect(new Set(ids).size).to.equal(3);
    expect([...world.exchange.orders.values()].map(({ symbol, side }) => `${side} ${symbol}`)).to.deep.equal([
      'buy BTCUSDT',
      'buy BTCUSDT',
      'sell BTCUSDT',
    ]);
  });

  it('sends a buy price rounded down, a sell price up, amounts down', () => {
    world = new FakeWorld().started();
    world.connector.buy(BTC, { orderType: 'limit', amount: D('1.2399'), price: D('90.9') });
    world.connector.sell(BTC, { orderType: 'limit', amount: D('1.2399'), price: D('110.1') });
    world.pass(100);
    const sent = [...world.exchange.orders.values()].map(
      (order) => `${order.amount.toFixed()} ${order.price.toFixed()}`,
    );
    expect(sent).to.deep.equal(['1.23 90.5', '1.23 110.5']);
  });

  it('does not send what breaks a rule: failed, with the rule and both numbers', () => {
    world = new FakeWorld().started();
    const id = world.connector.buy(BTC, { orderType: 'limit', amount: D('0.05'), price: D('90') });
    const small = world.connector.buy(BTC, { orderType: 'limit', amount: D('0.001'), price: D('90') });
    world.pass(100);
    expect(world.eventsOf(id)).to.deep.equal(['failed']);
    expect(reasonOf(id)).to.equal('minNotional: 4.5 is wanted, 10 allowed');
    expect(reasonOf(small)).to.equal(
      'positiveSize: 0 is wanted, 0 allowed; minSize: 0 is wanted, 0.01 allowed; minNotional: 0 is wanted, 10 allowed',
    );
    expect(placed()).to.deep.equal([]);
    expect(
      world.connector.checkOrder(BTC, { side: 'buy', orderType: 'limit', amount: D('0.05'), price: D('90') }),
    ).to.have.nested.property('left.broken[0]._tag', 'minNotional');
  });

  it('fails what nobody trades here, and what no rule is known for yet', () => {
    world = new FakeWorld();
    world.connector.start();
    const early = world.connector.buy(BTC, LIMIT);
    world.pass(1_000);
    const unknown = world.connector.sell(venueSymbol('DOGE-BTC'), LIMIT);
    expect(reasonOf(early)).to.equal('the rules of the venue are not known yet');
    expect(reasonOf(unknown)).to.equal('DOGE-BTC is no instrument that the venue trades');
    expect(placed()).to.deep.equal([]);
  });

  it('throws for a mistake of the caller: no start, no credentials, no number', () => {
    world = new FakeWorld();
    expect(() => world.connector.buy(BTC, LIMIT)).to.throw(RangeError, 'not started');
    world.connect({ account: undefined });
    world.started();
    expect(() => world.connector.buy(BTC, LIMIT)).to.throw(RangeError, 'credentials');
    world.connect({});
    world.started();
    for (const amount of [D('-1'), D('NaN'), D('Infinity')])
      expect(() => world.connector.buy(BTC, { ...LIMIT, amount })).to.throw(RangeError, 'amount');
    expect(() => world.connector.buy(BTC, { ...LIMIT, price: D('NaN') })).to.throw(RangeError, 'price');
    expect(world.connector.openOrders()).to.deep.equal([]);
    expect(() => world.connect({ account: { credentials: CREDENTIALS, instance: 'with blanks' } })).to.throw(
      RangeError,
      'alphabet',
    );
    expect(new Secret('x').toString()).to.equal('[secret]');
  });

  it('fails what the venue refuses, with its words', () => {
    world = new FakeWorld().started();
    const id = world.connector.buy(BTC, { ...LIMIT, amount: D('100000') });
    world.pass(100);
    expect(world.eventsOf(id)).to.deep.equal(['failed']);
    expect(reasonOf(id)).to.equal('not enough USDT (insufficientBalance)');
  });

  it('fails what certainly was not sent, and what the venue did not look at; neither is sent again', () => {
    world = new FakeWorld().started();
    failOnce('notSent');
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    failOnce('limited');
    const limited = world.connector.buy(BTC, LIMIT);
    world.pass(60_000);
    expect(world.eventsOf(id)).to.deep.equal(['failed']);
    expect(reasonOf(id)).to.match(/^not sent: cannot connect/);
    expect(reasonOf(limited)).to.equal('too many requests (limits)');
    expect(placed()).to.deep.equal([]);
  });

  it('finds an order whose answer was lost, by its client id: created once, never sent twice', () => {
    world = new FakeWorld().started();
    world.isStreamDeaf = true;
    failOnce('answerLost');
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(9_000);
    expect(statusOf(id)).to.equal('pendingCreate');
    world.pass(1_500);
    expect(world.eventsOf(id)).to.deep.equal(['created']);
    expect(statusOf(id)).to.equal('open');
    expect(placed()).to.deep.equal([`place ${id}`]);
  });

  it('hears of an order whose answer was lost by the user stream before all else', () => {
    world = new FakeWorld().started();
    failOnce('answerLost');
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    expect(statusOf(id)).to.equal('open');
  });

  it('gives up an order that never arrived only when the venue cannot take it any more, and says so twice', () => {
    world = new FakeWorld().started();
    failOnce('lost');
    const id = world.connector.buy(BTC, LIMIT);
    const { validUntil = 0 } = world.connector.order(id)?.submit ?? {};
    expect(validUntil - Date.now()).to.equal(16_000);
    world.pass(15_900);
    expect(world.exchange.requests.filter((one) => one === `lookUp ${id}`).length).to.be.above(2);
    expect(statusOf(id)).to.equal('unknown');
    world.pass(5_000);
    expect(world.eventsOf(id)).to.deep.equal(['failed']);
    expect(reasonOf(id)).to.equal('not found');
    expect(placed()).to.deep.equal([]);
    expect(world.exchange.requests).to.include('open BTCUSDT');
  });

  it('a network that is down is never "not found"', () => {
    world = new FakeWorld().started();
    failOnce('lost');
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(10);
    world.fault = () => 'lost';
    world.cut();
    world.isDown = true;
    world.pass(10 * 60_000);
    expect(statusOf(id)).to.equal('unknown');
    expect(world.eventsOf(id)).to.deep.equal([]);
  });

  it('an order that comes to life after all is adopted again', () => {
    world = new FakeWorld().started();
    failOnce('lost');
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(30_000);
    expect(world.eventsOf(id)).to.deep.equal(['failed']);
    world.exchange.placeElsewhere(id);
    world.pass(100);
    expect(world.eventsOf(id)).to.deep.equal(['failed', 'anomaly', 'created']);
  });

  it('does not send what the limits held back too long', () => {
    world = new FakeWorld({ sendWithinMs: 2_000 }, fakeVenue({ weightPerMinute: 30 })).started();
    const ids = Array.from({ length: 30 }, () => world.connector.buy(BTC, { ...LIMIT, amount: D('0.2') }));
    world.pass(5_000);
    const reasons = ids.map((id) => reasonOf(id)).filter((reason) => reason !== undefined);
    expect(placed().length).to.equal(30 - reasons.length);
    expect(reasons.length).to.be.above(5);
    expect(new Set(reasons)).to.deep.equal(
      new Set(["not sent: the venue's limits left no room for it within 2000 ms"]),
    );
  });

  it('calls made in an event of an order are placed after it', () => {
    world = new FakeWorld().started();
    const seen: string[] = [];
    world.connector.orderEvents$.subscribe((event: OrderEvent) => {
      seen.push(`${event._tag} ${event.side ?? ''}`);
      if (event._tag === 'completed' && event.side === 'buy')
        world.connector.sell(BTC, { orderType: 'market', amount: D('1') });
    });
    world.connector.buy(BTC, { orderType: 'market', amount: D('1') });
    world.pass(1_000);
    expect(seen).to.deep.equal([
      'created buy',
      'filled buy',
      'completed buy',
      'created sell',
      'filled sell',
      'completed sell',
    ]);
  });

  it('sends orders over the WebSocket API where that is set, and over HTTP while that is not connected', () => {
    world = new FakeWorld({ ordersOver: 'socket' }).started();
    const first = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    expect(world.wire.some((line) => line.startsWith('>>') && line.includes(first))).to.equal(true);
    expect(world.eventsOf(first)).to.deep.equal(['created']);
    world.cut();
    const second = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    expect(
      world.wire.some((line) => line.startsWith('> http://fake/place') && line.includes(second)),
    ).to.equal(true);
    expect(world.eventsOf(second)).to.deep.equal(['created']);
  });

  it('a connection that is lost with an order under way leaves it unknown, until it is found', () => {
    world = new FakeWorld({ ordersOver: 'socket' }).started();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(15);
    world.cut();
    expect(statusOf(id)).to.equal('unknown');
    world.pass(2_000);
    expect(statusOf(id)).to.equal('open');
    expect(placed()).to.deep.equal([`place ${id}`]);
  });
});
