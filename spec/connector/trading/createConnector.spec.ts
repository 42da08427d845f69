import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import { asyncScheduler, EMPTY, map, merge, NEVER, Observable, of, Subject, timer } from 'rxjs';

import {
  connectorMetrics,
  createConnector,
  type ConnectorMetrics,
  type HttpPort,
  type SocketEvent,
  type SocketPort,
} from '../../../src/connector/index.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';
import { FakeExchange, FakeRefusal, type Params } from '../support/fakeExchange.js';
import { BTC, CREDENTIALS, fakeVenue, KEY } from '../support/fakeVenue.js';
import { FakeWorld } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('createConnector', () => {
  describe('in virtual time of RxJS', () => {
    it('becomes ready, trades and stops, by no clock but that of the scheduler', () => {
      const events: string[] = [];
      inVirtualTime(({ flush }) => {
        const exchange = new FakeExchange(() => asyncScheduler.now());
        const frames$ = new Subject<string>();
        exchange.onNews = (news) => frames$.next(JSON.stringify(news));
        const http: HttpPort = ({ url, body = '{}' }) =>
          timer(5).pipe(
            map(() => ({
              _tag: 'httpAnswer',
              status: 200,
              headers: {},
              body: JSON.stringify(
                exchange.handle(new URL(url).pathname.slice(1), JSON.parse(body) as Params),
              ),
              sentAt: asyncScheduler.now() - 5,
              receivedAt: asyncScheduler.now(),
            })),
          );
        const socket: SocketPort = ({ send$ }) =>
          new Observable<SocketEvent>((subscriber) => {
            subscriber.next({ _tag: 'socketOpened', openedAt: asyncScheduler.now() });
            const answers$ = send$.pipe(
              map((text) => {
                const { id, op, params } = JSON.parse(text) as { id: string; op: string; params: Params };
                return JSON.stringify({ id, status: 200, body: exchange.handle(op, params) });
              }),
            );
            return merge(answers$, frames$).subscribe((text) =>
              subscriber.next({
                _tag: 'socketMessage',
                text,
                bytes: undefined,
                receivedAt: asyncScheduler.now(),
              }),
            );
          });
        const connector = createConnector(
          fakeVenue(),
          { http, socket },
          { account: { credentials: CREDENTIALS, instance: 'v' } },
        );
        connector.ready$.subscribe((ready) => events.push(`${asyncScheduler.now()} ready ${ready}`));
        connector.orderEvents$.subscribe(({ _tag }) => events.push(`${asyncScheduler.now()} ${_tag}`));
        asyncScheduler.schedule(() => connector.start(), 10);
        asyncScheduler.schedule(() => {
          const id = connector.buy(BTC, LIMIT);
          asyncScheduler.schedule(() => exchange.fill(id, '1'), 100);
        }, 1_000);
        asyncScheduler.schedule(() => void connector.stop(), 2_000);
        flush();
      });
      expect(events).to.deep.equal([
        '0 ready false',
        '21 ready true',
        '1005 created',
        '1100 filled',
        '1100 completed',
        '2000 ready false',
      ]);
    });
  });

  describe('secrets', () => {
    it('are in what is sent and nowhere else: not in a log, an event, an error or the states', async () => {
      const world = new FakeWorld({ ordersOver: 'socket' }, fakeVenue({ stream: 'listenKey' }));
      const shown: string[] = [];
      const show = (value: unknown): void => void shown.push(JSON.stringify(value));
      world.connector.log$.subscribe(show);
      world.connector.trouble$.subscribe(show);
      world.connector.orderUpdates$.subscribe(show);
      world.connector.status$.subscribe(show);
      world.connector.rates$.subscribe(show);
      world.started();
      world.connector.buy(BTC, LIMIT);
      world.pass(100);
      for (const fault of ['notSent', 'broken', 'limited', 'lost'] as const) {
        world.fault = () => fault;
        world.connector.buy(BTC, LIMIT);
        world.connector.lastTradedPrices([BTC]).subscribe({ error: (error: unknown) => show(String(error)) });
        world.cut(`refused ws://fake/user/listen-key-1 with ${KEY}`);
        world.pass(60_000);
        world.fault = () => undefined;
        world.expireKey();
        world.pass(60_000);
      }
      // A venue's own words, which quote what it was sent.
      for (const text of [`{"event":"${KEY}"}`, KEY]) world.push(text);
      const handle = world.exchange.handle.bind(world.exchange);
      world.exchange.handle = (op, params) => {
        if (op === 'place' || op === 'cancel') throw new FakeRefusal('key', `there is no key ${KEY}`);
        return handle(op, params);
      };
      const [open] = world.connector.openOrders();
      if (open?.clientId !== undefined) world.connector.cancel(open.clientId).subscribe(show);
      world.connector.buy(BTC, LIMIT);
      world.pass(5_000);
      show(world.connector.trackingStates());
      const done = world.connector.stop();
      await world.passAsync(20_000);
      await done;
      world.restore();
      expect(shown.length).to.be.above(100);
      expect(shown.filter((line) => line.includes('no key [secret]'))).to.have.length.above(3);
      expect(shown.filter((line) => /"badFrame".*\[secret\]/.test(line))).to.have.length.above(1);
      expect(world.wire.some((line) => line.includes(KEY))).to.equal(true);
      expect(shown.filter((line) => line.includes(KEY))).to.deep.equal([]);
      expect(shown.filter((line) => /listen-key-\d|signed\(/.test(line))).to.deep.equal([]);
      expect(shown.some((line) => line.includes('[secret]'))).to.equal(true);
    });
  });

  describe('metrics', () => {
    it('count calls, what is logged and what became of orders', () => {
      const world = new FakeWorld();
      let metrics: ConnectorMetrics | undefined;
      connectorMetrics(world.connector).subscribe((now) => (metrics = now));
      expect(metrics).to.include({ isReady: false });
      world.started();
      world.fault = (op) => (op === 'place' ? 'limited' : undefined);
      world.connector.buy(BTC, LIMIT);
      world.pass(3_000);
      world.fault = () => undefined;
      const id = world.connector.buy(BTC, LIMIT);
      world.pass(100);
      world.exchange.fill(id, '1');
      world.cut();
      world.pass(5_000);
      world.restore();
      const placed = metrics?.calls.filter(({ call }) => call === 'place');
      expect(placed).to.deep.equal([
        { call: 'place', via: 'http', outcome: 'rateLimited', count: 1, waitedMs: 0, tookMs: 20 },
        { call: 'place', via: 'http', outcome: 'answered', count: 1, waitedMs: 0, tookMs: 20 },
      ]);
      expect(metrics?.orderEvents).to.deep.equal({ failed: 1, created: 1, filled: 1, completed: 1 });
      expect(metrics?.log).to.include({
        started: 1,
        connected: 2,
        connectionLost: 1,
        callFailed: 1,
        reconciled: 2,
      });
      expect(metrics?.isReady).to.equal(true);
      expect(metrics?.rates?.windows[0]?.used).to.be.above(5);
    });
  });

  it('refuses options that are no times or no counts, at once', () => {
    const ports = { http: () => NEVER, socket: () => EMPTY };
    for (const option of ['callLimitMs', 'fastPollMs', 'rulesEveryMs'] as const)
      for (const value of [0, -1, Number.NaN, Infinity])
        expect(() => createConnector(fakeVenue(), ports, { [option]: value })).to.throw(RangeError, option);
    expect(() => createConnector(fakeVenue(), ports, { keepFinished: 0.5 })).to.throw(
      RangeError,
      'keepFinished',
    );
    expect(() => createConnector(fakeVenue(), { http: () => of(), socket: () => EMPTY })).not.to.throw();
  });

  it('last traded prices come from the trades that are listened to, else they are asked for; a failure is told', () => {
    const world = new FakeWorld().started();
    const prices: string[] = [];
    const ask = (): void => {
      world.connector.lastTradedPrices([BTC]).subscribe({
        next: (all) => prices.push(...Array.from(all, ([symbol, price]) => `${symbol} ${price.toFixed()}`)),
        error: (error: Error) => prices.push(error.message),
      });
      world.pass(100);
    };
    ask();
    world.fault = (op) => (op === 'prices' ? 'notSent' : undefined);
    ask();
    world.restore();
    expect(prices).to.deep.equal(['BTCUSDT 100', 'prices: cannot connect to http://fake/prices with {}']);
  });
});
