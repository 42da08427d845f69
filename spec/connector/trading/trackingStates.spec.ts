import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { OrderTracking } from '../../../src/connector/index.js';
import type { ClientOrderId } from '../../../src/domain/index.js';
import { openOrderJournal, type OrderJournal } from '../../../src/journal/index.js';
import { orderStatus } from '../../../src/orders/index.js';
import { temporaryFolder } from '../../journal/orders/temporaryJournal.js';
import { BTC } from '../support/fakeVenue.js';
import { FakeWorld } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('orders over a restart', () => {
  const path = temporaryFolder();
  let world: FakeWorld;
  afterEach(() => world.restore());

  const statusOf = (id: ClientOrderId) => {
    const order = world.connector.order(id);
    return order && orderStatus(order);
  };
  const stopped = async (): Promise<void> => {
    const done = world.connector.stop();
    await world.passAsync(15_000);
    await done;
  };

  describe('as JSON', () => {
    it('goes on with open orders: each fill once, also those that came while nobody listened', async () => {
      world = new FakeWorld().started();
      const ids = [1, 2, 3].map(() => world.connector.buy(BTC, LIMIT));
      const [filled, gone, live] = ids;
      world.pass(100);
      for (const id of ids) world.exchange.fill(id, '0.4');
      world.pass(100);
      await stopped();
      const text = JSON.stringify(world.connector.trackingStates());
      world.exchange.fill(filled!, '0.6');
      world.exchange.cancelByItself(gone!);
      world.events.length = 0;
      world.connect();
      world.connector.restoreTrackingStates(JSON.parse(text));
      world.connector.start();
      await world.passAsync(5_000);
      expect(world.eventsOf(filled!)).to.deep.equal(['filled', 'completed']);
      expect(world.eventsOf(gone!)).to.deep.equal(['cancelled']);
      expect(world.eventsOf(live!)).to.deep.equal([]);
      expect(statusOf(live!)).to.equal('partiallyFilled');
      const next = world.connector.buy(BTC, LIMIT);
      await world.passAsync(100);
      expect(world.eventsOf(next)).to.deep.equal(['created']);
      expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([live, next]);
    });

    it('are told as soon as they are restored, in the place of what was there', async () => {
      world = new FakeWorld().started();
      const first = world.connector.buy(BTC, LIMIT);
      world.pass(100);
      const saved = world.connector.trackingStates();
      const second = world.connector.buy(BTC, LIMIT);
      world.pass(100);
      world.fault = (op) => (op === 'place' ? { delayMs: 500 } : undefined);
      const third = world.connector.buy(BTC, LIMIT);
      const done = world.connector.stop();
      expect(() => world.connector.restoreTrackingStates(saved)).to.throw(
        RangeError,
        'before the connector is started',
      );
      await world.passAsync(15_000);
      await done;
      const here = () => world.connector.openOrders().map(({ clientId }) => clientId);
      expect(here()).to.deep.equal([first, second, third]);
      world.connector.restoreTrackingStates(saved);
      expect(here()).to.deep.equal([first]);
      expect(world.connector.order(second)).to.equal(undefined);
      expect(world.connector.trackingStates()).to.deep.equal(saved);
      world.connect().restoreTrackingStates(saved);
      expect(world.connector.trackingStates()).to.deep.equal(saved);
      world.connector.restoreTrackingStates({ version: 1, nextKey: 1, orders: [], held: [] });
      expect(here()).to.deep.equal([]);
    });

    it('a cancel that was under way when the program was killed is found to have never arrived', async () => {
      world = new FakeWorld().started();
      const id = world.connector.buy(BTC, LIMIT);
      world.pass(100);
      world.fault = (op) => (op === 'cancel' ? 'lost' : undefined);
      world.connector.cancel(id);
      world.pass(5);
      const states = world.connector.trackingStates();
      world.fault = () => undefined;
      await stopped();
      world.connect();
      world.connector.restoreTrackingStates(states);
      world.connector.start();
      await world.passAsync(60_000);
      expect(statusOf(id)).to.equal('open');
      let result = '';
      world.connector.cancel(id).subscribe(({ _tag }) => (result = _tag));
      await world.passAsync(100);
      expect(result).to.equal('cancelled');
    });

    it('is restored before the start only, and whole or not at all', () => {
      world = new FakeWorld().started();
      world.connector.buy(BTC, LIMIT);
      const states = world.connector.trackingStates();
      expect(() => world.connector.restoreTrackingStates(states)).to.throw(RangeError, 'before');
      const broken = (change: (json: Record<string, unknown>) => void): unknown => {
        const json = JSON.parse(JSON.stringify(states)) as Record<string, unknown>;
        change(json);
        return json;
      };
      const connector = world.connect();
      const refuses = (json: unknown, reason: string) =>
        expect(() => connector.restoreTrackingStates(json)).to.throw(Error, reason);
      refuses(null, 'tracking states');
      refuses([], 'tracking states');
      refuses(
        broken((json) => (json['version'] = 2)),
        'version: 2 instead of 1',
      );
      refuses(
        broken((json) => (json['nextKey'] = 1)),
        'nextKey: 1 instead of a number above 1',
      );
      refuses(
        broken((json) => (json['orders'] = {})),
        'orders: {} instead of a list',
      );
      refuses(
        broken((json) => (json['held'] = [{ _tag: 'clock', now: 1 }])),
        'held[0]',
      );
      refuses(
        broken((json) => (json['orders'] = [{ key: 0, order: {} }])),
        'orders[0].key: 0 instead of a whole number above zero',
      );
      refuses(
        broken((json) => {
          const { orders } = json as { orders: { order: { side: string } }[] };
          orders[0]!.order.side = 'up';
        }),
        'orders[0].order.side: "up"',
      );
      expect(connector.openOrders()).to.deep.equal([]);
      connector.restoreTrackingStates(states);
    });
  });

  describe('in a journal', () => {
    const tracking = (journal: OrderJournal): OrderTracking => ({
      track: () => journal.track(),
      known: () => journal.orders({ open: true }),
    });

    it('goes on with open orders, and sends nothing before it is on the disk', async () => {
      const file = path('orders.sqlite');
      let journal = openOrderJournal(file);
      world = new FakeWorld({ orders: tracking(journal) });
      world.connector.start();
      await world.passAsync(1_000);
      const id = world.connector.buy(BTC, LIMIT);
      // It is sent when the journal has it: not in this turn.
      expect(world.wire.filter((line) => line.includes('/place '))).to.deep.equal([]);
      await world.passAsync(100);
      expect(journal.order(id).order.submit?.answer).to.equal('acknowledged');
      world.exchange.fill(id, '0.4');
      const lost = world.connector.buy(BTC, LIMIT);
      world.fault = (op) => (op === 'place' ? 'answerLost' : undefined);
      world.isStreamDeaf = true;
      await world.passAsync(100);
      await stopped();
      journal.close();

      world.exchange.fill(id, '0.6');
      world.fault = () => undefined;
      world.isStreamDeaf = false;
      world.events.length = 0;
      journal = openOrderJournal(file);
      world.connect({ orders: tracking(journal) });
      expect(world.connector.openOrders()).to.deep.equal([]);
      world.connector.start();
      expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.deep.equal([id, lost]);
      await world.passAsync(20_000);
      expect(world.eventsOf(id)).to.include.members(['filled', 'completed']);
      expect(statusOf(id)).to.equal('filled');
      expect(statusOf(lost)).to.equal('open');
      expect(world.eventsOf(lost)).to.deep.equal(['created']);
      expect(journal.order(id).order.fills.map(({ amount }) => amount.toFixed())).to.deep.equal([
        '0.4',
        '0.6',
      ]);
      expect(world.exchange.requests.filter((one) => one.startsWith('place'))).to.have.length(2);
      await stopped();
      journal.close();
    });

    it('does not send what the journal cannot keep, and says so', async () => {
      const journal = openOrderJournal(path('small.sqlite'), { maxBytes: 100_000 });
      world = new FakeWorld({ orders: tracking(journal) });
      world.connector.start();
      await world.passAsync(1_000);
      let failure: unknown;
      world.connector.orderEvents$.subscribe({ error: (error: unknown) => (failure = error) });
      const ids: ClientOrderId[] = [];
      for (let n = 0; n < 500 && failure === undefined; n++) {
        ids.push(world.connector.buy(BTC, { ...LIMIT, amount: D('0.12') }));
        await world.passAsync(50);
      }
      expect(String(failure)).to.include('full');
      expect(world.log.some((entry) => entry._tag === 'unusable' && entry.what === 'orders')).to.equal(true);
      expect(() => world.connector.buy(BTC, LIMIT)).to.throw(Error, 'full');
      await world.passAsync(5_000);
      const sent = ids.filter((id) => world.exchange.requests.includes(`place ${id}`));
      expect(sent.length).to.be.above(5);
      // What is not in the journal was not sent.
      for (const id of sent) expect(journal.order(id).order.submit?.request).to.equal(id);
      let ready: boolean | undefined;
      world.connector.ready$.subscribe((is) => (ready = is));
      expect(ready).to.equal(false);
      await stopped();
      expect(() => journal.close()).not.to.throw();
    }).timeout(30_000);

    it('is not restored from JSON', () => {
      const journal = openOrderJournal(path('orders.sqlite'));
      world = new FakeWorld({ orders: tracking(journal) });
      expect(() => world.connector.restoreTrackingStates({})).to.throw(RangeError, 'tracked elsewhere');
      journal.close();
    });
  });
});
