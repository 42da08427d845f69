import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { AmendResult, CancelResult } from '../../../src/connector/index.js';
import { clientOrderId, type ClientOrderId } from '../../../src/domain/index.js';
import { orderStatus } from '../../../src/orders/index.js';
import { BTC } from '../support/fakeVenue.js';
import { FakeWorld, type Fault } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('cancelOrders', () => {
  let world: FakeWorld;
  afterEach(() => world.restore());

  const cancels = (): readonly string[] => world.exchange.requests.filter((one) => one.startsWith('cancel'));
  const failOnce = (fault: Fault, op: string) => {
    let isDue = true;
    world.fault = (asked) => {
      if (asked !== op || !isDue) return undefined;
      isDue = false;
      return fault;
    };
  };
  /** What came of a cancel: results, and when, in milliseconds since now. */
  const cancelled = (id: ClientOrderId): (readonly [CancelResult, number])[] => {
    const results: (readonly [CancelResult, number])[] = [];
    const from = Date.now();
    world.connector.cancel(id).subscribe((result) => results.push([result, Date.now() - from]));
    return results;
  };
  const statusOf = (id: ClientOrderId) => {
    const order = world.connector.order(id);
    return order && orderStatus(order);
  };
  const open = (): ClientOrderId => {
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    return id;
  };

  it('takes an order back', () => {
    world = new FakeWorld().started();
    const id = open();
    const results = cancelled(id);
    world.pass(1_000);
    expect(results).to.deep.equal([[{ _tag: 'cancelled', clientId: id }, 20]]);
    expect(world.eventsOf(id)).to.deep.equal(['created', 'cancelled']);
    expect(world.connector.openOrders()).to.deep.equal([]);
  });

  it('is asked for at the call, subscribed or not, and once while it is under way', () => {
    world = new FakeWorld().started();
    const id = open();
    world.connector.cancel(id);
    const [results, again] = [cancelled(id), cancelled(id)];
    world.pass(1_000);
    expect(cancels()).to.deep.equal([`cancel ${id}`]);
    expect(results).to.deep.equal(again);
    expect(results[0]?.[0]._tag).to.equal('cancelled');
  });

  it('knows nothing of an order that nobody here sent, and says how one ended that did', () => {
    world = new FakeWorld().started();
    const id = open();
    world.exchange.fill(id, '1');
    world.pass(100);
    const nobodys = clientOrderId('nobodys');
    expect(cancelled(nobodys)).to.deep.equal([
      [{ _tag: 'notCancelled', clientId: nobodys, reason: 'no order of that id is known here' }, 0],
    ]);
    expect(cancelled(id)).to.deep.equal([[{ _tag: 'notCancelled', clientId: id, reason: 'filled' }, 0]]);
    expect(cancels()).to.deep.equal([]);
  });

  it('waits for the answer to the submit, so that it cannot overtake the order', () => {
    world = new FakeWorld().started();
    const id = world.connector.buy(BTC, LIMIT);
    const results = cancelled(id);
    world.pass(1_000);
    expect(results[0]?.[0]).to.deep.equal({ _tag: 'cancelled', clientId: id });
    expect(world.exchange.requests.filter((one) => one.endsWith(id))).to.deep.equal([
      `place ${id}`,
      `cancel ${id}`,
    ]);
  });

  it('is not sent while nobody knows whether the venue has the order', () => {
    world = new FakeWorld().started();
    world.isStreamDeaf = true;
    world.fault = (op) => (op === 'place' ? { delayMs: 3_000 } : undefined);
    const id = world.connector.buy(BTC, LIMIT);
    const results = cancelled(id);
    world.pass(2_900);
    expect(cancels()).to.deep.equal([]);
    world.pass(200);
    expect(results[0]?.[0]).to.deep.equal({ _tag: 'cancelled', clientId: id });
  });

  it('an order that is filled before the cancel comes is filled, whatever the venue answers', () => {
    world = new FakeWorld().started();
    const id = open();
    world.isStreamDeaf = true;
    const results = cancelled(id);
    world.exchange.fill(id, '1');
    world.pass(5_000);
    expect(results[0]?.[0]).to.deep.equal({ _tag: 'notCancelled', clientId: id, reason: 'filled' });
    expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
  });

  it('looks into a refusal, and says so where the order is still there', () => {
    world = new FakeWorld().started();
    const id = open();
    failOnce('limited', 'cancel');
    expect(world.exchange.orders.get(id)?.status).to.equal('open');
    const results = cancelled(id);
    world.pass(5_000);
    expect(results[0]?.[0]).to.deep.equal({
      _tag: 'notCancelled',
      clientId: id,
      reason: 'too many requests (limits)',
    });
    expect(world.connector.order(id)?.end).to.equal(undefined);
    const again = cancelled(id);
    world.pass(5_000);
    expect(again[0]?.[0]._tag).to.equal('cancelled');
  });

  it('goes on asking where the reason changes while a question is under way', () => {
    world = new FakeWorld().started();
    const id = open();
    world.pass(20_000);
    world.isStreamDeaf = true;
    world.exchange.cancelByItself(id);
    // The list lacks it, and the question is lost; the cancel is refused meanwhile.
    failOnce('lost', 'lookUp');
    world.pass(45_000);
    const results = cancelled(id);
    world.pass(20_000);
    expect(results[0]?.[0]).to.deep.equal({ _tag: 'cancelled', clientId: id });
  });

  it('a lost answer is asked for: the order is gone', () => {
    world = new FakeWorld().started();
    const id = open();
    world.isStreamDeaf = true;
    failOnce('answerLost', 'cancel');
    const results = cancelled(id);
    world.pass(15_000);
    expect(results[0]?.[0]).to.deep.equal({ _tag: 'cancelled', clientId: id });
    expect(cancels()).to.deep.equal([`cancel ${id}`]);
  });

  it('a cancel that never arrived leaves the order tracked, and nobody knows until it cannot be taken any more', () => {
    world = new FakeWorld({ cancelLimitMs: 12_000 }).started();
    const id = open();
    failOnce('lost', 'cancel');
    const results = cancelled(id);
    world.pass(11_000);
    // It may still arrive: no other one is sent.
    const again = cancelled(id);
    world.pass(1_000);
    expect(results).to.deep.equal([
      [{ _tag: 'cancelUnknown', clientId: id, reason: 'nothing is known after 12000 ms' }, 12_000],
    ]);
    expect(again).to.deep.equal([[results[0]?.[0], 1_000]]);
    expect(statusOf(id)).to.equal('pendingCancel');
    expect(cancels()).to.deep.equal([]);
    world.pass(20_000);
    expect(statusOf(id)).to.equal('open');
    const last = cancelled(id);
    world.pass(1_000);
    expect(last[0]?.[0]._tag).to.equal('cancelled');
  });

  it('says that a cancel never arrived where that is found out in time', () => {
    world = new FakeWorld({ cancelLimitMs: 40_000 }).started();
    const id = open();
    failOnce('lost', 'cancel');
    const results = cancelled(id);
    world.pass(40_000);
    expect(results.map(([result]) => result)).to.deep.equal([
      { _tag: 'notCancelled', clientId: id, reason: 'the cancel never arrived' },
    ]);
    expect(results[0]?.[1]).to.be.above(16_000);
  });

  it('takes all back side by side: one slow answer spoils none of the others', () => {
    world = new FakeWorld().started();
    const ids = [open(), open(), open()];
    world.fault = (op, { clientId }) => (op === 'cancel' && clientId === ids[1] ? 'lost' : undefined);
    const results: (readonly CancelResult[])[] = [];
    world.connector.cancelAll(2_000).subscribe((all) => results.push(all));
    world.pass(2_000);
    expect(results).to.deep.equal([
      [
        { _tag: 'cancelled', clientId: ids[0] },
        { _tag: 'cancelUnknown', clientId: ids[1], reason: 'nothing is known after 2000 ms' },
        { _tag: 'cancelled', clientId: ids[2] },
      ],
    ]);
    expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([ids[1]]);
  });

  it('leaves the orders of others on the account, unless they are asked for', () => {
    world = new FakeWorld().started();
    const id = open();
    world.exchange.placeElsewhere('elsewhere');
    world.pass(100);
    expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([id, 'elsewhere']);
    const results: (readonly CancelResult[])[] = [];
    world.connector.cancelAll(2_000).subscribe((all) => results.push(all));
    world.pass(2_000);
    expect(results).to.deep.equal([[{ _tag: 'cancelled', clientId: id }]]);
    expect(world.exchange.orders.get('elsewhere')?.status).to.equal('open');
    world.connector.cancelAll(2_000, { adopted: true }).subscribe((all) => results.push(all));
    world.pass(2_000);
    expect(results[1]).to.deep.equal([{ _tag: 'cancelled', clientId: 'elsewhere' }]);
    expect(world.exchange.orders.get('elsewhere')?.status).to.equal('cancelled');
  });

  it('takes those of an earlier run back that were submitted there', () => {
    world = new FakeWorld().started();
    const id = open();
    const states = world.connector.trackingStates();
    void world.connector.stop();
    world.connect().restoreTrackingStates(states);
    world.started();
    const results: (readonly CancelResult[])[] = [];
    world.connector.cancelAll(2_000).subscribe((all) => results.push(all));
    world.pass(2_000);
    expect(results).to.deep.equal([[{ _tag: 'cancelled', clientId: id }]]);
  });

  for (const ms of [0, -1, NaN, Infinity, 2 ** 31])
    it(`demands a time of a timer: ${ms}`, () => {
      world = new FakeWorld().started();
      const id = open();
      expect(() => world.connector.cancelAll(ms)).to.throw(
        RangeError,
        `timeoutMs is no time of a timer: ${ms}`,
      );
      world.pass(1_000);
      expect(world.exchange.orders.get(id)?.status).to.equal('open');
    });

  describe('while the venue lets nothing go for long', () => {
    /** Everything is held back for so many seconds. */
    const holdBack = (seconds: number): ClientOrderId => {
      world = new FakeWorld({ cancelLimitMs: 5_000 }).started();
      const id = open();
      world.retryAfterSeconds = seconds;
      failOnce('limited', 'time');
      world.connector.checkNetwork().subscribe();
      world.pass(100);
      return id;
    };

    it('sends no cancel any more that was given up', () => {
      const id = holdBack(30);
      const results = cancelled(id);
      world.pass(5_000);
      const reason = "not sent: the venue's limits left no room for it within 5000 ms";
      expect(results).to.deep.equal([[{ _tag: 'notCancelled', clientId: id, reason }, 5_000]]);
      world.pass(60_000);
      expect(cancels()).to.deep.equal([]);
      expect(world.connector.order(id)?.end).to.equal(undefined);
    });

    it('nor those of cancelAll when its time is over', () => {
      const id = holdBack(4);
      const results: (readonly CancelResult[])[] = [];
      world.connector.cancelAll(1_000).subscribe((all) => results.push(all));
      world.pass(1_000);
      const reason = "not sent: the venue's limits left no room for it within 1000 ms";
      expect(results).to.deep.equal([[{ _tag: 'notCancelled', clientId: id, reason }]]);
      world.pass(60_000);
      expect(cancels()).to.deep.equal([]);
    });

    it('nor an amendment', () => {
      const id = holdBack(30);
      const results: AmendResult[] = [];
      world.connector.amend(id, D('0.5')).subscribe((result) => results.push(result));
      world.pass(10_000);
      const reason = "not sent: the venue's limits left no room for it within 10000 ms";
      expect(results).to.deep.equal([{ _tag: 'notAmended', reason }]);
      world.pass(60_000);
      expect(world.exchange.requests.filter((one) => one.startsWith('amend'))).to.deep.equal([]);
    });
  });

  it('takes nothing back where nothing is open, at once', () => {
    world = new FakeWorld().started();
    const results: (readonly CancelResult[])[] = [];
    world.connector.cancelAll(2_000).subscribe((all) => results.push(all));
    expect(results).to.deep.equal([[]]);
  });
});
