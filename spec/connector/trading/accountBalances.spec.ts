import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { Balances } from '../../../src/money/index.js';
import { BTC } from '../support/fakeVenue.js';
import { FakeWorld } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('accountBalances', () => {
  let world: FakeWorld;
  let balances: Balances | undefined;
  afterEach(() => {
    world.restore();
    balances = undefined;
  });

  const listen = (): void => {
    world.connector.balances$.subscribe((all) => (balances = all));
  };
  /** Total and available. */
  const of = (token: string): string => {
    const balance = balances?.get(token);
    return balance === undefined ? 'unknown' : `${balance.total.toFixed()} ${balance.available.toFixed()}`;
  };
  /** What the stream tells of orders, and nothing of balances. */
  const withoutBalances = (): void => {
    const tell = world.exchange.onNews;
    world.exchange.onNews = (news) => {
      if (news['event'] !== 'balances') tell(news);
    };
  };

  it('tells a late subscriber the last ones at once', () => {
    world = new FakeWorld().started();
    listen();
    expect([of('BTC'), of('USDT')]).to.deep.equal(['10 10', '100000 100000']);
  });

  it('an order of ours locks what it may cost from the moment at which it is tracked', () => {
    world = new FakeWorld().started();
    listen();
    const id = world.connector.buy(BTC, LIMIT);
    // With the fee that everybody pays, as long as the account's own is not known.
    expect(of('USDT')).to.equal('100000 99909.82');
    world.pass(100);
    world.connector.cancel(id);
    world.pass(100);
    expect(of('USDT')).to.equal('100000 100000');
  });

  it('follows fills by what the stream tells of balances', () => {
    world = new FakeWorld().started();
    listen();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    world.exchange.fill(id, '0.4');
    world.pass(100);
    expect(of('BTC')).to.equal('10.4 10.4');
    expect(of('USDT').split(' ')[0]).to.equal('99963.964');
    world.exchange.fill(id, '0.6');
    world.pass(100);
    expect(of('BTC')).to.equal('11 11');
    expect(of('USDT')).to.equal('99909.91 99909.91');
  });

  it('does not count a fill twice that comes after the balances that have it in them', () => {
    world = new FakeWorld().started();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    const tell = world.exchange.onNews;
    const later: (() => void)[] = [];
    world.exchange.onNews = (news) => {
      if (news['event'] === 'balances') tell(news);
      else later.push(() => tell(news));
    };
    listen();
    world.exchange.fill(id, '0.4');
    for (const one of later) one();
    world.pass(100);
    expect(world.eventsOf(id)).to.deep.equal(['created', 'filled']);
    expect(of('BTC')).to.equal('10.4 10.4');
  });

  it('follows fills themselves where the stream tells no balances, each once', () => {
    world = new FakeWorld();
    withoutBalances();
    world.started();
    listen();
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    world.exchange.fill(id, '0.4');
    world.exchange.fill(id, '0.6');
    world.pass(100);
    expect(of('BTC')).to.equal('11 11');
    expect(of('USDT')).to.equal('99909.91 99909.91');
    // The poll that comes later says the same.
    world.pass(200_000);
    expect(of('USDT')).to.equal('99909.91 99909.91');
  });

  it('an account that has nothing is known too', () => {
    world = new FakeWorld();
    world.exchange.totals.clear();
    world.started();
    listen();
    expect(balances?.size).to.equal(0);
    let ready: boolean | undefined;
    world.connector.ready$.subscribe((is) => (ready = is));
    expect(ready).to.equal(true);
  });

  it('asks for what the account pays on an instrument, and counts with it', () => {
    world = new FakeWorld().started();
    const request = { side: 'buy', orderType: 'limit', amount: D('1'), price: D('100') } as const;
    const fee = (liquidity: 'maker' | 'taker') =>
      world.connector
        .fee(BTC, request, liquidity)
        ?.map(({ token, amount }) => `${amount.toFixed()} ${token}`);
    expect(fee('maker')).to.deep.equal(['0.2 USDT']);
    world.pass(100);
    expect([fee('maker'), fee('taker')]).to.deep.equal([['0.05 USDT'], ['0.1 USDT']]);
    world.pass(11 * 3_600_000);
    expect(world.exchange.requests.filter((one) => one.startsWith('fees'))).to.have.length(1);
    world.pass(2 * 3_600_000);
    expect(world.exchange.requests.filter((one) => one.startsWith('fees'))).to.have.length(2);
  }).timeout(30_000);
});
