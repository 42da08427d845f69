import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import { merge, Subject } from 'rxjs';

import { memoryTracking } from '../../../src/connector/trading/orderTracking.js';
import type { ConnectorStatus, NetworkState } from '../../../src/connector/index.js';
import { BTC, fakeVenue } from '../support/fakeVenue.js';
import { FakeWorld } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('connectorSession', () => {
  let world: FakeWorld;
  afterEach(() => world.restore());

  const stopped = async (ms = 15_000): Promise<void> => {
    const done = world.connector.stop();
    await world.passAsync(ms);
    await done;
  };
  const asked = (op: string): number => world.exchange.requests.filter((one) => one.startsWith(op)).length;

  it('opens nothing before it is started, and leaves nothing after it is stopped', async () => {
    world = new FakeWorld();
    world.connector.ready$.subscribe();
    world.pass(60_000);
    expect(world.wire).to.deep.equal([]);
    world.started();
    expect(world.connections).to.equal(1);
    await stopped();
    expect(world.connections).to.equal(0);
    expect(world.clock.countTimers()).to.equal(0);
    const { length } = world.wire;
    await world.passAsync(600_000);
    expect(world.wire.length).to.equal(length);
  });

  it('starting twice is starting once, stopping twice stopping once', async () => {
    world = new FakeWorld();
    world.connector.start();
    world.connector.start();
    world.pass(1_000);
    expect(world.connections).to.equal(1);
    expect(asked('rules')).to.equal(1);
    const both = [world.connector.stop(), world.connector.stop()];
    await world.passAsync(100);
    await Promise.all(both);
    await world.connector.stop();
    expect(world.log.filter(({ _tag }) => _tag === 'stopped')).to.have.length(1);
  });

  it('can be stopped while it starts, at any moment', async () => {
    for (const ms of [0, 1, 5, 10, 11, 15, 20, 25, 30, 35, 45]) {
      world = new FakeWorld();
      world.connector.start();
      world.pass(ms);
      await stopped();
      expect(world.connections, `after ${ms} ms`).to.equal(0);
      expect(world.clock.countTimers(), `after ${ms} ms`).to.equal(0);
      world.restore();
    }
  });

  it('can be started again, and goes on with its orders', async () => {
    world = new FakeWorld().started();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    world.exchange.fill(id, '0.4');
    world.pass(100);
    await stopped();
    world.exchange.fill(id, '0.3');
    world.connector.start();
    world.pass(1_000);
    expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'filled']);
    world.exchange.fill(id, '0.3');
    world.pass(100);
    expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'filled', 'filled', 'completed']);
    const next = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    expect(world.eventsOf(next)).to.deep.equal(['created']);
  });

  it('is started again where that was asked for while it stopped', async () => {
    world = new FakeWorld().started();
    world.fault = (op) => (op === 'place' ? { delayMs: 500 } : undefined);
    world.connector.buy(BTC, LIMIT);
    const done = world.connector.stop();
    world.connector.start();
    expect(() => world.connector.buy(BTC, LIMIT)).to.throw(RangeError, 'not started');
    await world.passAsync(2_000);
    await done;
    expect(world.log.map(({ _tag }) => _tag).filter((tag) => tag.startsWith('st'))).to.deep.equal([
      'started',
      'stopping',
      'stopped',
      'started',
    ]);
    expect(world.connections).to.equal(1);
    let ready: boolean | undefined;
    world.connector.ready$.subscribe((is) => (ready = is));
    expect(ready).to.equal(true);
  });

  it('stays stopped where a start that was asked for while it stopped is taken back', async () => {
    world = new FakeWorld().started();
    world.fault = (op) => (op === 'place' ? { delayMs: 500 } : undefined);
    world.connector.buy(BTC, LIMIT);
    const first = world.connector.stop();
    world.connector.start();
    const second = world.connector.stop();
    await world.passAsync(5_000);
    await Promise.all([first, second]);
    expect(world.connections).to.equal(0);
    expect(world.log.filter(({ _tag }) => _tag === 'started')).to.have.length(1);
  });

  it('keeps no more orders after their end than it is told to', () => {
    world = new FakeWorld({ keepFinished: 2 }).started();
    const ids = [1, 2, 3, 4].map(() => world.connector.buy(BTC, LIMIT));
    world.pass(100);
    for (const id of ids.slice(0, 3)) world.exchange.fill(id, '1');
    world.pass(2_000);
    expect(ids.map((id) => world.connector.order(id)?.end?.outcome ?? 'none')).to.deep.equal([
      'none',
      'filled',
      'filled',
      'none',
    ]);
    expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([ids[3]]);
  });

  it('gets the fills that nobody told of an order that ended while it stopped', async () => {
    world = new FakeWorld({}, fakeVenue({ tellsFilled: false })).started();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    world.isStreamDeaf = true;
    world.exchange.fill(id, '0.4');
    world.connector.cancel(id);
    await stopped();
    world.isStreamDeaf = false;
    expect(world.eventsOf(id)).to.deep.equal(['created', 'cancelled']);
    await world.passAsync(60_000);
    world.connector.start();
    await world.passAsync(1_000);
    expect(world.eventsOf(id)).to.deep.equal(['created', 'cancelled', 'filled']);
  });

  it('leaves open orders where nothing else is said', async () => {
    world = new FakeWorld().started();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    await stopped();
    expect(world.exchange.orders.get(id)?.status).to.equal('open');
    expect(() => world.connector.buy(BTC, LIMIT)).to.throw(RangeError, 'not started');
  });

  it('takes open orders back where that is set, within the time', async () => {
    world = new FakeWorld({ onStop: 'cancel', stopLimitMs: 3_000 }).started();
    const ids = [1, 2, 3].map(() => world.connector.buy(BTC, LIMIT));
    world.pass(100);
    world.fault = (op, { clientId }) => (op === 'cancel' && clientId === ids[1] ? 'lost' : undefined);
    let isDone = false;
    void world.connector.stop().then(() => (isDone = true));
    await world.passAsync(2_900);
    expect(isDone).to.equal(false);
    await world.passAsync(200);
    expect(isDone).to.equal(true);
    expect(ids.map((id) => world.exchange.orders.get(id)?.status)).to.deep.equal([
      'cancelled',
      'open',
      'cancelled',
    ]);
    expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([ids[1]]);
  });

  describe('where orders can be tracked no more', () => {
    /** Whose orders are tracked until that is called. */
    const failing = (onStop: 'cancel' | 'leave'): (() => void) => {
      world = new FakeWorld({ onStop });
      const memory = memoryTracking();
      const full$ = new Subject<never>();
      world.connect({
        orders: { known: memory.known, track: () => (source) => merge(full$, source.pipe(memory.track())) },
      });
      world.connector.orderUpdates$.subscribe({ error: () => {} });
      world.started();
      return () => full$.error(new Error('the disk is full'));
    };
    const reason = 'orders can be tracked no more: the disk is full';

    for (const onStop of ['cancel', 'leave'] as const)
      it(`stops all the same, and can be started again: ${onStop}`, async () => {
        const fail = failing(onStop);
        world.connector.buy(BTC, LIMIT);
        world.pass(100);
        fail();
        await stopped();
        expect(world.connections).to.equal(0);
        expect(world.clock.countTimers()).to.equal(0);
        world.connector.start();
        await world.passAsync(1_000);
        expect(world.log.filter(({ _tag }) => _tag === 'started')).to.have.length(2);
      });

    it('gives a cancel and an amendment that are under way a result, and those that are asked for then', () => {
      const fail = failing('leave');
      const id = world.connector.buy(BTC, LIMIT);
      world.pass(100);
      world.fault = () => 'lost';
      const told: unknown[] = [];
      const hear = { next: (value: unknown) => told.push(value), error: () => told.push('an error') };
      world.connector.cancel(id).subscribe(hear);
      world.connector.amend(id, D('0.5')).subscribe(hear);
      world.pass(10);
      fail();
      expect(told).to.deep.equal([
        { _tag: 'cancelUnknown', clientId: id, reason },
        { _tag: 'amendUnknown', reason },
      ]);
      const before = world.wire.length;
      world.connector.cancel(id).subscribe(hear);
      world.connector.cancelAll(1_000).subscribe(hear);
      world.connector.amend(id, D('0.5')).subscribe(hear);
      expect(told.slice(2)).to.deep.equal([
        { _tag: 'cancelUnknown', clientId: id, reason },
        [{ _tag: 'cancelUnknown', clientId: id, reason }],
        { _tag: 'amendUnknown', reason },
      ]);
      expect(world.wire.length).to.equal(before);
      expect(() => world.connector.buy(BTC, LIMIT)).to.throw('the disk is full');
    });
  });

  for (const fault of ['notSent', 'limited'] as const)
    it(`asks again to take an order back where that was not done: ${fault}`, async () => {
      world = new FakeWorld({ onStop: 'cancel' }).started();
      const id = world.connector.buy(BTC, LIMIT);
      world.pass(100);
      let faults = 2;
      world.fault = (op) => (op === 'cancel' && faults-- > 0 ? fault : undefined);
      await stopped();
      expect(world.exchange.orders.get(id)?.status).to.equal('cancelled');
      expect(world.log.filter(({ _tag }) => _tag === 'unusable')).to.deep.equal([]);
    });

  it('names the orders that are left open where they were to be taken back', async () => {
    world = new FakeWorld({ onStop: 'cancel', stopLimitMs: 3_000 }).started();
    const [left, lost] = [1, 2, 3].map(() => world.connector.buy(BTC, LIMIT));
    world.pass(100);
    world.fault = (op, { clientId }) => {
      if (op !== 'cancel') return undefined;
      if (clientId === left) return 'limited';
      return clientId === lost ? 'lost' : undefined;
    };
    const before = Date.now();
    let stoppedAt: number | undefined;
    void world.connector.stop().then(() => (stoppedAt = Date.now()));
    await world.passAsync(15_000);
    expect((stoppedAt ?? Infinity) - before).to.be.closeTo(3_000, 2);
    const told = world.log.flatMap((entry) =>
      entry._tag === 'unusable' ? [[entry.what, entry.reason]] : [],
    );
    expect(told).to.deep.equal([
      [`order ${left}`, 'it may be open still: too many requests (limits)'],
      [`order ${lost}`, 'it may be open still: nothing is known after 3000 ms'],
    ]);
  });

  it('leaves the orders of others on the account where open orders are taken back', async () => {
    world = new FakeWorld({ onStop: 'cancel' }).started();
    const id = world.connector.buy(BTC, LIMIT);
    world.exchange.placeElsewhere('elsewhere');
    world.pass(100);
    await stopped();
    expect(world.exchange.orders.get(id)?.status).to.equal('cancelled');
    expect(world.exchange.orders.get('elsewhere')?.status).to.equal('open');
  });

  it('waits for the answer to an order that is under way', async () => {
    world = new FakeWorld().started();
    world.fault = (op) => (op === 'place' ? { delayMs: 2_000 } : undefined);
    const id = world.connector.buy(BTC, LIMIT);
    await stopped();
    expect(world.eventsOf(id)).to.deep.equal(['created']);
  });

  it('an order whose answer does not come until then is unknown; one that was not sent has failed', async () => {
    world = new FakeWorld(
      { stopLimitMs: 1_000, callLimitMs: 60_000 },
      fakeVenue({ weightPerMinute: 30 }),
    ).started();
    world.fault = (op) => (op === 'place' ? 'answerLost' : undefined);
    world.isStreamDeaf = true;
    const ids = Array.from({ length: 30 }, () => world.connector.buy(BTC, { ...LIMIT, amount: D('0.2') }));
    await stopped();
    const [first, last] = [ids[0], ids.at(-1)];
    if (first === undefined || last === undefined) throw new Error('there are no orders');
    expect(world.connector.order(first)?.submit?.answer).to.equal('lost');
    expect(world.connector.order(first)?.end).to.equal(undefined);
    expect(world.connector.order(last)?.end?.outcome).to.equal('failed');
    expect(world.connector.order(last)?.end?.reason).to.equal('not sent: the connector was stopped');
    expect(asked('place')).to.be.below(30);
    // Found when it is started again.
    world.fault = () => undefined;
    world.connector.start();
    await world.passAsync(120_000);
    for (const id of ids) {
      const isThere = world.exchange.orders.has(id);
      expect(world.connector.order(id)?.end?.outcome).to.equal(isThere ? undefined : 'failed');
    }
  });

  it('does not tell the calls that stopping cuts as trouble', async () => {
    world = new FakeWorld().started();
    world.fault = () => 'lost';
    world.pass(62_000);
    const troubles: string[] = [];
    const cut: string[] = [];
    world.connector.trouble$.subscribe(({ _tag }) => troubles.push(_tag));
    world.connector.log$.subscribe((entry) => {
      if (entry._tag === 'callMade') cut.push(entry.outcome);
    });
    await stopped(100);
    expect(cut).to.include('outcomeUnknown');
    expect(troubles).to.deep.equal([]);
  });

  it('what an earlier run knew does not count as known', async () => {
    world = new FakeWorld().started();
    const statuses: ConnectorStatus[] = [];
    world.connector.status$.subscribe((status) => statuses.push(status));
    expect(statuses[0]).to.include({ clock: true, rules: true, listings: true, balances: true });
    await stopped();
    world.isDown = true;
    world.connector.start();
    await world.passAsync(60_000);
    const nothing = { clock: false, rules: false, listings: false, balances: false, orders: false };
    expect(statuses.at(-1)).to.include(nothing);
    world.isDown = false;
    await world.passAsync(120_000);
    expect(statuses.at(-1)).to.include({ clock: true, rules: true, listings: true, balances: true });
  });

  it('tells the network: stopped, not there, there', async () => {
    world = new FakeWorld();
    const states: NetworkState[] = [];
    world.connector.network$.subscribe((state) => states.push(state));
    world.connector.start();
    world.pass(100);
    world.fault = (op) => (op === 'time' ? 'lost' : undefined);
    world.pass(14_800);
    expect(states).to.deep.equal(['stopped', 'notConnected', 'connected']);
    world.pass(200);
    expect(states).to.deep.equal(['stopped', 'notConnected', 'connected', 'notConnected']);
    world.fault = (op) => (op === 'time' ? 'limited' : undefined);
    world.pass(10_100);
    world.fault = () => undefined;
    await stopped();
    expect(states).to.deep.equal([
      'stopped',
      'notConnected',
      'connected',
      'notConnected',
      // Whoever refuses is there.
      'connected',
      'stopped',
    ]);
  });

  it('asks once whether the venue is there, started or not', () => {
    world = new FakeWorld();
    const answers: string[] = [];
    world.connector.checkNetwork().subscribe((answer) => answers.push(answer));
    world.pass(100);
    world.isDown = true;
    world.connector.checkNetwork().subscribe((answer) => answers.push(answer));
    world.pass(100);
    expect(answers).to.deep.equal(['connected', 'notConnected']);
  });

  it('is ready without an account when the market is', () => {
    world = new FakeWorld({ account: undefined });
    let ready: boolean | undefined;
    let status: ConnectorStatus | undefined;
    world.connector.ready$.subscribe((is) => (ready = is));
    world.connector.status$.subscribe((is) => (status = is));
    expect(ready).to.equal(false);
    world.started();
    expect(ready).to.equal(true);
    expect(status).to.deep.equal({
      network: 'connected',
      listings: true,
      books: true,
      rules: true,
      clock: true,
      userStream: false,
      balances: false,
      orders: false,
    });
    expect(world.wire.some((line) => line.includes('signature'))).to.equal(false);
  });

  it('asks for the rules every half an hour, and sooner where there was no answer', () => {
    world = new FakeWorld();
    world.fault = (op) => (op === 'rules' ? 'broken' : undefined);
    world.started();
    expect(asked('rules')).to.equal(1);
    world.pass(3_000);
    expect(asked('rules')).to.equal(3);
    world.fault = () => undefined;
    world.pass(30_000);
    const count = asked('rules');
    world.pass(29 * 60_000);
    expect(asked('rules')).to.equal(count);
    world.exchange.lot = '0.1';
    world.pass(60_000);
    expect(asked('rules')).to.equal(count + 1);
    expect(world.connector.quantizeAmount(BTC, D('1.27'))?.toFixed()).to.equal('1.2');
  });
});
