import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { CancelResult, ConnectorStatus } from '../../../src/connector/index.js';
import { clientOrderId, instrument, venueSymbol, type ClientOrderId } from '../../../src/domain/index.js';
import { openOrderJournal } from '../../../src/journal/index.js';
import { orderStatus } from '../../../src/orders/index.js';
import type { VenueFault } from '../../../src/sim/index.js';
import { temporaryFolder } from '../../journal/orders/temporaryJournal.js';
import { BinanceWorld } from '../support/binanceWorld.js';

const BTC = venueSymbol('BTCUSDT');
const D = (text: string) => new Decimal(text);
const RESTS = { orderType: 'limit', amount: D('0.01'), price: D('50000') } as const;
const MARKET = { orderType: 'market', amount: D('0.01') } as const;

describe('createConnector, with Binance on the embedded exchange', () => {
  it('asks for the last price where the connection that told one was lost', () => {
    world = new BinanceWorld().started();
    let trades = 0;
    world.connector.trades(BTC).subscribe(() => trades++);
    world.pass(2_000);
    world.connector.buy(BTC, MARKET);
    world.pass(100);
    expect(trades).to.be.above(0);
    const asked = () =>
      world.log.filter((entry) => entry._tag === 'callMade' && entry.call.includes('ticker/price')).length;
    const price = (): string | undefined => {
      let told: string | undefined;
      world.connector.lastTradedPrices([BTC]).subscribe((all) => (told = all.get(BTC)?.toFixed()));
      world.pass(50);
      return told;
    };
    expect(price()).to.be.a('string');
    expect(asked()).to.equal(0);
    world.cut();
    expect(price()).to.be.a('string');
    expect(asked()).to.equal(1);
  });

  const path = temporaryFolder();
  let world: BinanceWorld;
  afterEach(() => world.restore());

  const statusNow = (): ConnectorStatus | undefined => {
    let now: ConnectorStatus | undefined;
    world.connector.status$.subscribe((status) => (now = status)).unsubscribe();
    return now;
  };
  const isReady = (): boolean | undefined => {
    let ready: boolean | undefined;
    world.connector.ready$.subscribe((is) => (ready = is)).unsubscribe();
    return ready;
  };
  const only =
    (...names: readonly string[]) =>
    (subject: Parameters<NonNullable<Extract<VenueFault, { only?: unknown }>['only']>>[0]): boolean =>
      subject._tag === 'call' && names.includes(subject.name);

  /** The orders here are those of the exchange: their states, fills and fees. */
  const holdToLedger = (): void => {
    const { orders, fills, balances } = world.ledger;
    for (const there of orders) {
      const here = world.connector.order(there.clientId);
      if (here === undefined) throw new Error(`${there.clientId} is not tracked`);
      const there_ = there.status === 'new' ? 'open' : there.status;
      expect(orderStatus(here), there.clientId).to.equal(there_);
      const own = fills.filter(({ clientId }) => clientId === there.clientId);
      expect(
        here.fills.map(({ tradeId, amount, price }) => `${tradeId} ${amount.toFixed()} ${price.toFixed()}`),
      ).to.deep.equal(
        own.map(({ tradeId, amount, price }) => `${tradeId} ${amount.toFixed()} ${price.toFixed()}`),
      );
      expect(here.fees.map(({ token, amount }) => `${token} ${amount.toFixed()}`).join()).to.equal(
        own.length === 0
          ? ''
          : `${own[0]!.fee.token} ${Decimal.sum(...own.map(({ fee }) => fee.amount)).toFixed()}`,
      );
    }
    expect(world.connector.openOrders().map(({ clientId }) => clientId)).to.have.members(
      orders
        .filter(({ status }) => status === 'new' || status === 'partiallyFilled')
        .map(({ clientId }) => clientId),
    );
    let told: string[] = [];
    world.connector.balances$
      .subscribe((all) => {
        told = ['BTC', 'USDT'].map((token) => `${token} ${all.get(token)?.total.toFixed() ?? '0'}`);
      })
      .unsubscribe();
    expect(told).to.deep.equal(
      ['BTC', 'USDT'].map((token) => `${token} ${balances.get(token)?.total.toFixed() ?? '0'}`),
    );
  };

  for (const ordersOver of ['http', 'socket'] as const)
    it(`buys and sells at the market, rests, amends and cancels, over ${ordersOver}`, () => {
      world = new BinanceWorld({ connector: { ordersOver } }).started();
      expect(isReady()).to.equal(true);
      const bought = world.connector.buy(BTC, MARKET);
      const sold = world.connector.sell(BTC, MARKET);
      const resting = world.connector.buy(BTC, { ...RESTS, amount: D('0.02') });
      world.pass(1_000);
      expect(world.eventsOf(bought)).to.deep.equal(['created', 'filled', 'completed']);
      expect(world.eventsOf(sold)).to.deep.equal(['created', 'filled', 'completed']);
      let amended = '';
      world.connector.amend(resting, D('0.01')).subscribe(({ _tag }) => (amended = _tag));
      world.pass(1_000);
      expect(amended).to.equal('amended');
      expect(world.connector.limitOrders().map(({ amount }) => amount.toFixed())).to.deep.equal(['0.01']);
      let result: CancelResult | undefined;
      world.connector.cancel(resting).subscribe((one) => (result = one));
      world.pass(1_000);
      expect(result).to.deep.equal({ _tag: 'cancelled', clientId: resting });
      expect(world.eventsOf(resting)).to.deep.equal(['created', 'cancelled']);
      const calls = world.log.flatMap((entry) =>
        entry._tag === 'callMade' ? [`${entry.via} ${entry.call}`] : [],
      );
      expect(calls.some((call) => call.startsWith('socket') && call.includes('order'))).to.equal(
        ordersOver === 'socket',
      );
      holdToLedger();
    });

  it('shows books, trades, prices and the middle, by either name, while it is started', async () => {
    world = new BinanceWorld();
    const statuses: string[] = [];
    let trades = 0;
    let isOver = false;
    world.connector.book(instrument('BTC-USDT')).subscribe({
      next: ({ status }) => statuses.at(-1) !== status && statuses.push(status),
      complete: () => (isOver = true),
    });
    world.connector.trades(BTC).subscribe(() => trades++);
    expect(statuses).to.deep.equal([]);
    world.started();
    expect(statuses).to.deep.equal(['syncing', 'live']);
    expect(statusNow()?.books).to.equal(true);
    world.pass(5_000);
    expect(trades).to.be.above(1);
    const mids: Decimal[] = [];
    for (const name of [BTC, instrument('ETH-USDT')])
      world.connector.midPrice(name).subscribe((mid) => mids.push(mid));
    let prices: ReadonlyMap<string, Decimal> | undefined;
    world.connector.lastTradedPrices([BTC, instrument('ETH-USDT')]).subscribe((all) => (prices = all));
    world.pass(100);
    expect(mids.map((mid) => mid.div(100).round().toNumber())).to.deep.equal([942, 33]);
    expect([...(prices?.keys() ?? [])]).to.deep.equal(['BTCUSDT', 'ETHUSDT']);
    // A snapshot that was asked for counts for a while.
    const depths = () => world.log.filter((entry) => entry._tag === 'callMade').length;
    const before = depths();
    world.connector.midPrice(venueSymbol('ETHUSDT')).subscribe((mid) => mids.push(mid));
    expect(mids[2]?.eq(mids[1] ?? 0)).to.equal(true);
    expect(depths()).to.equal(before);
    let failure = '';
    world.connector
      .book(instrument('NO-SUCH'))
      .subscribe({ error: (error: Error) => (failure = error.message) });
    expect(failure).to.equal('Binance spot lists no instrument NO-SUCH');
    expect(isOver).to.equal(false);
    const done = world.connector.stop();
    await world.passAsync(1_000);
    await done;
    expect(isOver).to.equal(true);
  });

  it('finds orders whose answers were lost, and never sends one twice', () => {
    world = new BinanceWorld({
      sim: { faults: [{ name: 'lostAnswer', at: [1, 2, 4], only: only('POST /api/v3/order') }] },
    }).started();
    const ids = Array.from({ length: 5 }, (_, at) => world.connector.buy(BTC, at % 2 === 0 ? MARKET : RESTS));
    world.pass(30_000);
    expect(world.ledger.orders.length).to.equal(5);
    for (const id of ids) expect(world.eventsOf(id)[0]).to.equal('created');
    holdToLedger();
  });

  it('gives up orders that never arrived when the venue cannot take them any more', () => {
    world = new BinanceWorld({
      sim: { faults: [{ name: 'lostRequest', at: [1], only: only('POST /api/v3/order') }] },
    }).started();
    const id = world.connector.buy(BTC, RESTS);
    world.pass(14_000);
    expect(world.eventsOf(id)).to.deep.equal([]);
    world.pass(10_000);
    expect(world.eventsOf(id)).to.deep.equal(['failed']);
    expect(world.ledger.orders).to.deep.equal([]);
  });

  it('reconnects in the middle of an order, and misses no fill', () => {
    world = new BinanceWorld({ connector: { ordersOver: 'socket' } }).started();
    const ids: ClientOrderId[] = [];
    for (let n = 0; n < 6; n++) {
      ids.push(world.connector.buy(BTC, n % 2 === 0 ? MARKET : RESTS));
      world.pass(n * 2);
      world.cut();
      world.pass(4_000);
    }
    world.pass(60_000);
    expect(isReady()).to.equal(true);
    holdToLedger();
    expect(new Set(ids).size).to.equal(6);
  });

  it('polls find what a silent stream does not tell', () => {
    world = new BinanceWorld({
      sim: { faults: [{ name: 'silent', atMs: [5_000], lastsMs: 600_000 }] },
    }).started();
    world.pass(4_000);
    const bought = world.connector.buy(BTC, MARKET);
    const resting = world.connector.buy(BTC, RESTS);
    world.pass(120_000);
    expect(world.eventsOf(bought)[0]).to.equal('created');
    expect(world.eventsOf(bought).at(-1)).to.equal('completed');
    expect(world.eventsOf(resting)).to.deep.equal(['created']);
    expect(world.log.some((entry) => entry._tag === 'userStream' && entry.is !== 'up')).to.equal(true);
    holdToLedger();
  });

  for (const byMs of [-30_000, 30_000])
    it(`signs by the venue's clock, which is ${byMs} ms from ours`, () => {
      world = new BinanceWorld({ sim: { faults: [{ name: 'skew', byMs }] } }).started();
      expect(isReady()).to.equal(true);
      let offset = 0;
      world.connector.clock$.subscribe(({ offsetMs }) => (offset = offsetMs));
      expect(Math.abs(offset - byMs)).to.be.below(10);
      const id = world.connector.buy(BTC, MARKET);
      world.pass(1_000);
      expect(world.eventsOf(id)).to.deep.equal(['created', 'filled', 'completed']);
      const off = world.log.filter((entry) => entry._tag === 'callMade' && entry.outcome === 'clockOff');
      expect(off).to.deep.equal([]);
      holdToLedger();
    });

  it('waits as long as a refusal for too many requests asks, and goes on', () => {
    world = new BinanceWorld({
      sim: { faults: [{ name: 'tooMany', at: [1], lastsMs: 7_000, only: only('GET /api/v3/account') }] },
    });
    world.connector.start();
    world.pass(1_000);
    expect(isReady()).to.equal(false);
    const calls = () => world.log.filter((entry) => entry._tag === 'callMade').length;
    const before = calls();
    world.pass(5_000);
    expect(calls()).to.equal(before);
    world.pass(20_000);
    expect(isReady()).to.equal(true);
  });

  it('says that it is ready only when what was filled meanwhile is known', async () => {
    const file = path('ready.sqlite');
    const tracked = () => {
      const journal = openOrderJournal(file);
      return {
        journal,
        orders: { track: () => journal.track(), known: () => journal.orders({ open: true }) },
      };
    };
    const first = tracked();
    world = new BinanceWorld({ connector: { orders: first.orders } });
    world.connector.start();
    await world.passAsync(3_000);
    const bid = world.sim.exchange.book(BTC).bids[0]!.price;
    const id = world.connector.buy(BTC, { orderType: 'limit', amount: D('0.01'), price: bid.minus('5') });
    await world.passAsync(1_000);
    expect(world.eventsOf(id)).to.deep.equal(['created']);
    // Killed: it hears nothing more of what happens.
    first.journal.close();
    const price = bid.times('0.95').toDecimalPlaces(2);
    const sold = world.sim.exchange.execute({
      _tag: 'place',
      time: world.sim.time,
      account: 'me',
      symbol: BTC,
      clientId: clientOrderId('elsewhere'),
      order: { orderType: 'limit', timeInForce: 'ioc', side: 'sell', amount: D('5'), price },
    });
    expect(sold.some((event) => event._tag === 'trade' && event.maker.clientId === id)).to.equal(true);
    const second = tracked();
    const connector = world.connect({ orders: second.orders });
    const atReady: string[] = [];
    connector.ready$.subscribe((isReady) => {
      if (isReady) atReady.push(`${connector.openOrders().length} open: ${world.eventsOf(id).join(', ')}`);
    });
    connector.start();
    await world.passAsync(3_000);
    expect(atReady).to.deep.equal(['0 open: created, filled, completed']);
    second.journal.close();
  });

  it('goes on with its orders after it was killed, from the journal', async () => {
    const file = path('orders.sqlite');
    const tracking = () => {
      const journal = openOrderJournal(file);
      return {
        journal,
        orders: { track: () => journal.track(), known: () => journal.orders({ open: true }) },
      };
    };
    const first = tracking();
    world = new BinanceWorld({ connector: { orders: first.orders } });
    world.connector.start();
    await world.passAsync(3_000);
    const resting = world.connector.buy(BTC, RESTS);
    await world.passAsync(100);
    // Killed with an order under way: nothing is stopped, nothing is answered.
    const lost = world.connector.buy(BTC, MARKET);
    await world.passAsync(6);
    first.journal.close();
    world.events.length = 0;
    const second = tracking();
    world.connect({ orders: second.orders });
    world.connector.start();
    await world.passAsync(30_000);
    expect(world.eventsOf(resting)).to.deep.equal([]);
    expect(world.eventsOf(lost)).to.deep.equal(['created', 'filled', 'completed']);
    expect(second.journal.order(lost).order.end?.outcome).to.equal('filled');
    holdToLedger();
    const done = world.connector.stop();
    await world.passAsync(15_000);
    await done;
    second.journal.close();
  }).timeout(30_000);
});
