import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { ConnectorStatus } from '../../../src/connector/index.js';
import type { ClientOrderId } from '../../../src/domain/index.js';
import { orderStatus } from '../../../src/orders/index.js';
import { FakeRefusal } from '../support/fakeExchange.js';
import { BTC, fakeVenue } from '../support/fakeVenue.js';
import { FakeWorld } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('accountSide', () => {
  let world: FakeWorld;
  afterEach(() => world.restore());

  const open = (): ClientOrderId => {
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    return id;
  };
  const statusOf = (id: ClientOrderId) => {
    const order = world.connector.order(id);
    return order && orderStatus(order);
  };
  const statusNow = (): ConnectorStatus => {
    let now: ConnectorStatus | undefined;
    world.connector.status$.subscribe((status) => (now = status)).unsubscribe();
    if (now === undefined) throw new Error('there is no status');
    return now;
  };
  const asked = (op: string): number =>
    world.exchange.requests.filter((one) => one === op || one.startsWith(`${op} `)).length;
  /** What is asked for while some time passes. */
  const askedWhile = (op: string, ms: number): number => {
    const before = asked(op);
    world.pass(ms);
    return asked(op) - before;
  };

  describe('reconnect', () => {
    it('signs and subscribes anew, and reconciles before it is ready', () => {
      world = new FakeWorld().started();
      const id = open();
      const readies: boolean[] = [];
      world.connector.ready$.subscribe((ready) => readies.push(ready));
      const signatures = () => world.wire.filter((line) => line.includes('"op":"subscribe"'));
      world.cut();
      expect(statusNow()).to.include({ userStream: false, orders: false });
      world.exchange.fill(id, '0.4');
      world.exchange.fill(id, '0.6');
      world.pass(5_000);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'filled', 'completed']);
      expect(readies).to.deep.equal([true, false, true]);
      expect(signatures()).to.have.length(2);
      const times = signatures().map((line) => /"time":(\d+)/.exec(line)?.[1]);
      expect(new Set(times).size).to.equal(2);
    });

    it('asks for fills from before it was last told anything, by as much as clocks may differ', () => {
      world = new FakeWorld().started();
      const id = open();
      world.pass(20_000);
      world.exchange.fill(id, '0.4');
      world.pass(10);
      const heardAt = Date.now();
      world.pass(5_000);
      world.wire.length = 0;
      world.cut();
      world.pass(5_000);
      const asked = world.wire.flatMap((line) => /\/fills .*"since":(\d+)/.exec(line)?.[1] ?? []);
      expect(asked.map(Number)).to.deep.equal([heardAt - 5_000]);
    });

    it('is not ready as long as the venue does not answer all that reconciliation asks', () => {
      world = new FakeWorld().started();
      open();
      world.fault = (op) => (op === 'open' ? 'lost' : undefined);
      world.cut();
      world.pass(60_000);
      expect(statusNow()).to.include({ userStream: true, orders: false });
      let ready: boolean | undefined;
      world.connector.ready$.subscribe((is) => (ready = is)).unsubscribe();
      expect(ready).to.equal(false);
      world.fault = () => undefined;
      world.pass(60_000);
      expect(statusNow()).to.include({ userStream: true, orders: true });
    });

    it('gets the fills of an order that ended while nobody listened, though its end was heard otherwise', () => {
      world = new FakeWorld({}, fakeVenue({ tellsFilled: false })).started();
      const id = open();
      world.isStreamDeaf = true;
      world.exchange.fill(id, '0.4');
      // The answer to the cancel tells the end and no fills.
      world.connector.cancel(id);
      world.pass(100);
      world.isStreamDeaf = false;
      expect(statusOf(id)).to.equal('cancelled');
      expect(world.eventsOf(id)).to.deep.equal(['created', 'cancelled']);
      world.cut();
      world.pass(5_000);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'cancelled', 'filled']);
      expect(world.connector.order(id)?.filledBase.toFixed()).to.equal('0.4');
    });

    it('makes one attempt at a time, with pauses that grow', () => {
      world = new FakeWorld().started();
      world.isDown = true;
      world.cut();
      world.pass(60_000);
      const lost = world.log.filter((entry) => entry._tag === 'connectionLost');
      expect(lost.map(({ retryInMs }) => retryInMs)).to.deep.equal([
        1_000, 2_000, 4_000, 8_000, 16_000, 30_000,
      ]);
      world.isDown = false;
      world.pass(30_000);
      expect(statusNow()).to.include({ userStream: true, orders: true, network: 'connected' });
    });

    it('a connection that is dead and open is found out, and made anew', () => {
      world = new FakeWorld().started();
      world.fault = (_, __, via) => (via === 'socket' ? 'lost' : undefined);
      world.pass(45_000);
      world.fault = () => undefined;
      expect(world.log.filter((entry) => entry._tag === 'connectionLost')).to.have.length(1);
      world.pass(20_000);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      expect(world.connections).to.equal(1);
    });

    it('a connection over which the venue says that it is unwell is alive', () => {
      world = new FakeWorld().started();
      let probes = 0;
      const handle = world.exchange.handle.bind(world.exchange);
      world.exchange.handle = (op, params) => {
        if (op !== 'time') return handle(op, params);
        probes++;
        throw new FakeRefusal('internal', 'something is wrong here', 500);
      };
      world.pass(120_000);
      expect(probes).to.be.above(3);
      expect(world.log.filter((entry) => entry._tag === 'connectionLost')).to.deep.equal([]);
      expect(statusNow()).to.include({ userStream: true, orders: true });
    });

    it('is not asked by ever more probes while the venue lets nothing go', () => {
      world = new FakeWorld().started();
      let waiting = 0;
      let most = 0;
      world.connector.rates$.subscribe((state) => {
        waiting = state.waiting;
        most = Math.max(most, waiting);
      });
      world.retryAfterSeconds = 3_600;
      world.fault = () => 'limited';
      world.connector.checkNetwork().subscribe();
      world.pass(100);
      world.fault = () => undefined;
      world.pass(3_000_000);
      expect(most).to.be.below(15);
      world.pass(700_000);
      expect(waiting).to.equal(0);
    });

    it('before the venue cuts a connection for its age another takes over: never down, each event once', () => {
      world = new FakeWorld({}, fakeVenue({ connectionLifetimeMs: 600_000 })).started();
      const id = open();
      const readies: boolean[] = [];
      world.connector.ready$.subscribe((ready) => readies.push(ready));
      // Both connections are there.
      world.pass(541_000 - 1_100);
      expect(world.connections).to.equal(2);
      world.exchange.fill(id, '0.4');
      world.exchange.deposit('BTC', '5');
      world.pass(100);
      let btc: string | undefined;
      world.connector.balances$.subscribe((all) => (btc = all.get('BTC')?.total.toFixed())).unsubscribe();
      expect(btc).to.equal('15.4');
      world.pass(10_000);
      expect(world.connections).to.equal(1);
      world.exchange.fill(id, '0.6');
      world.pass(1_000);
      expect(readies).to.deep.equal([true]);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'filled', 'completed']);
      expect(world.log.filter((entry) => entry._tag === 'connectionLost')).to.deep.equal([]);
    });

    it('subscribes again where the venue ends the stream over a connection that goes on', () => {
      world = new FakeWorld().started();
      const id = open();
      world.endStream();
      world.pass(11);
      expect(statusNow()).to.include({ userStream: false, orders: false });
      world.pass(2_000);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      world.exchange.fill(id, '1');
      world.pass(100);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
      expect(world.connections).to.equal(1);
    });

    it('subscribes over another connection where the answer to the subscription is lost, for over this one it is refused', () => {
      world = new FakeWorld();
      let isDue = true;
      world.fault = (op) => {
        if (op !== 'subscribe' || !isDue) return undefined;
        isDue = false;
        return 'answerLost';
      };
      world.started();
      world.pass(15_000);
      expect(isDue).to.equal(false);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      const lost = world.log.filter((entry) => entry._tag === 'connectionLost');
      expect(lost.map(({ reason }) => reason)).to.deep.equal([
        'whether the user stream comes over it is not known: no answer: no answer within 10000 ms',
      ]);
      const id = open();
      world.exchange.fill(id, '1');
      world.pass(100);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
    });

    it('subscribes over another connection where it is refused again, for it may be subscribed to there', () => {
      world = new FakeWorld().started();
      // The venue says that the stream has ended, and yet refuses another.
      world.push(JSON.stringify({ event: 'ended' }));
      world.pass(5_000);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      expect(world.connections).to.equal(1);
      const lost = world.log.filter((entry) => entry._tag === 'connectionLost');
      expect(lost.map(({ reason }) => reason)).to.deep.equal([
        'whether the user stream comes over it is not known: alreadySubscribed (alreadySubscribed)',
      ]);
    });

    it('leaves a connection over which the first subscription is refused, and asks again', () => {
      world = new FakeWorld();
      const handle = world.exchange.handle.bind(world.exchange);
      let subscriptions = 0;
      world.exchange.handle = (op, params) => {
        if (op === 'subscribe' && ++subscriptions === 1) throw new FakeRefusal('notNow');
        return handle(op, params);
      };
      world.started();
      world.pass(2_000);
      expect(subscriptions).to.equal(2);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      expect(world.log.filter((entry) => entry._tag === 'connectionLost')).to.deep.equal([]);
    });

    it('begins anew over another connection where the venue is about to end this one', () => {
      world = new FakeWorld().started();
      world.push(JSON.stringify({ event: 'shutdown' }));
      world.pass(11);
      expect(statusNow()).to.include({ userStream: false, orders: false });
      world.pass(3_000);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      const lost = world.log.filter((entry) => entry._tag === 'connectionLost');
      expect(lost.map(({ reason }) => reason)).to.deep.equal(['the exchange shuts down']);
    });

    it('tells a frame that cannot be read, and loses nothing of the rest', () => {
      world = new FakeWorld().started();
      const id = open();
      for (const text of ['{', '{"event":"nonsense"}', '{"event":"order"}', '[]', 'null', '""'])
        world.push(text);
      world.exchange.fill(id, '1');
      world.pass(100);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
      expect(world.log.filter((entry) => entry._tag === 'badFrame')).to.have.length(6);
    });
  });

  describe('listen key', () => {
    it('hears the account under a key of its own, kept alive, made anew where it expires, ended at the end', async () => {
      world = new FakeWorld({}, fakeVenue({ stream: 'listenKey' })).started();
      expect(statusNow()).to.include({ userStream: true, orders: true });
      const id = open();
      world.pass(31_000);
      expect(asked('keepKey listen-key-1')).to.equal(1);
      world.expireKey();
      world.pass(11);
      expect(statusNow()).to.include({ userStream: false });
      world.exchange.fill(id, '0.5');
      world.pass(5_000);
      expect(statusNow()).to.include({ userStream: true, orders: true });
      world.exchange.fill(id, '0.5');
      world.pass(100);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'filled', 'completed']);
      const stopped = world.connector.stop();
      await world.passAsync(1_000);
      await stopped;
      expect(asked('endKey listen-key-2')).to.equal(1);
      expect(world.connections).to.equal(0);
    });
  });

  describe('polls', () => {
    it('are slow while the stream tells what happens, and fast while it is silent', () => {
      world = new FakeWorld().started();
      open();
      expect(askedWhile('open', 55_000)).to.equal(0);
      // A minute of silence.
      world.pass(10_000);
      expect(askedWhile('open', 50_000)).to.equal(10);
      world.exchange.fill([...world.exchange.orders.keys()][0] ?? '', '0.1');
      world.pass(100);
      expect(askedWhile('open', 55_000)).to.equal(1);
    });

    it('find what a silent stream did not tell', () => {
      world = new FakeWorld().started();
      const [id, gone] = [open(), open()];
      world.pass(70_000);
      world.isStreamDeaf = true;
      world.exchange.fill(id, '0.4');
      world.exchange.cancelByItself(gone);
      world.pass(10_000);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled']);
      expect(world.eventsOf(gone)).to.deep.equal(['created', 'cancelled']);
      world.exchange.fill(id, '0.6');
      world.pass(10_000);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'filled', 'completed']);
    });

    it('an order of somebody else on the account is adopted, and cancelled where it goes', () => {
      world = new FakeWorld().started();
      world.isStreamDeaf = true;
      world.exchange.placeElsewhere('elsewhere');
      world.pass(125_000);
      expect(world.eventsOf('elsewhere')).to.deep.equal(['created']);
      expect(world.events.find(({ clientId }) => clientId === 'elsewhere')?.adopted).to.equal(true);
      world.exchange.cancelByItself('elsewhere');
      world.pass(130_000);
      expect(world.eventsOf('elsewhere')).to.deep.equal(['created', 'cancelled']);
    });

    it('while the stream is down they are fast, too, and orders are told all the same', () => {
      world = new FakeWorld().started();
      const id = open();
      world.fault = (op) => (op === 'subscribe' ? 'limited' : undefined);
      world.cut();
      world.pass(20_000);
      world.exchange.fill(id, '1');
      world.pass(20_000);
      expect(statusNow()).to.include({ userStream: false, orders: false });
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
    });
  });

  it('a venue whose clock is set is followed: the next order is signed by it', () => {
    world = new FakeWorld().started();
    world.pass(600_000);
    world.skewMs = 60_000;
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    expect(world.eventsOf(id)).to.deep.equal(['created']);
    let offset = 0;
    world.connector.clock$.subscribe(({ offsetMs }) => (offset = offsetMs));
    expect(offset).to.equal(60_000);
  });

  it('a fill that comes before the answer to the submit is an event after created', () => {
    world = new FakeWorld().started();
    world.fault = (op) => (op === 'place' ? { delayMs: 3_000 } : undefined);
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(15);
    world.exchange.fill(id, '1');
    world.pass(10_000);
    expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
  });
});
