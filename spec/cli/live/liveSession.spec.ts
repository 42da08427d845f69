import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { LiveSession } from '../../../src/cli/live/liveSession.js';
import { clientOrderId, venueSymbol } from '../../../src/domain/ids.js';
import { newOrder, orderReducer } from '../../../src/orders/index.js';
import { liveState, quotes } from '../../support/bookStates.js';
import { BTC, created, NOW, ScriptedConnector, trade } from './watchedConnector.js';

const ETH = venueSymbol('ETHUSDT');

function session() {
  const connector = new ScriptedConnector();
  let now = NOW;
  const live = new LiveSession(connector, [BTC, ETH], { title: 'here', keys: true, now: () => now });
  const subscription = live.listen();
  return { connector, live, subscription, pass: (ms: number) => (now += ms) };
}

describe('LiveSession', () => {
  it('shows what it was told, at the time at which it is looked at', () => {
    const { connector, live, pass } = session();
    connector.book(BTC).next(liveState(quotes('100.5', '101', '2'), { receivedAt: NOW }));
    connector.trades$.next(trade('100.5'));
    connector.clock$.next({ offsetMs: 3, uncertaintyMs: 1, samples: 5, measuredAt: NOW });
    connector.rates$.next({
      windows: [
        { name: 'a', limit: 10, perMs: 1, used: 1 },
        { name: 'b', limit: 10, perMs: 1, used: 5 },
      ],
      waiting: 0,
      pausedUntil: undefined,
    });
    connector.balances$.next(new Map([['BTC', { total: new Decimal(2), available: new Decimal('1.50') }]]));
    pass(500);
    const view = live.view('running');
    expect(view).to.deep.include({
      title: 'here',
      now: NOW + 500,
      elapsedMs: 500,
      isReady: true,
      clockOffsetMs: 3,
      rateUse: 0.5,
      selected: 0,
      phase: 'running',
      keys: true,
      orders: [],
      notes: [],
      balances: [{ token: 'BTC', total: '2', available: '1.5' }],
    });
    const [btc, eth] = view.books;
    expect(btc).to.deep.include({ name: BTC, status: 'live', spread: '0.5' });
    expect(btc!.bids).to.deep.equal([{ price: '100.5', size: '2', depthNumber: 2 }]);
    // Both instruments hear the one stream of trades of this connector.
    expect(btc!.trades).to.deep.equal([{ at: NOW - 10, side: 'sell', price: '100.5', size: '0.25' }]);
    expect(eth).to.deep.include({ name: ETH, status: 'syncing', bids: [], spread: undefined });
  });

  it('notes what happens to orders, and what goes wrong, in the order in which it comes', () => {
    const { connector, live } = session();
    connector.orderEvents$.next({ ...created, clientId: clientOrderId('of1') });
    connector.trouble$.next({ _tag: 'unusable', what: 'rules', reason: 'none came', at: NOW });
    connector.book(ETH).error(new Error('ETHUSDT is not listed'));
    expect(live.view('running').notes).to.deep.equal([
      { at: NOW - 10, text: 'buy 1.5 BTCUSDT of1: created', style: 'strong' },
      { at: NOW, text: 'rules: none came', style: 'bad' },
      { at: NOW, text: 'ETHUSDT is not listed', style: 'bad' },
    ]);
  });

  it('keeps the newest hundred notes and trades', () => {
    const { connector, live } = session();
    for (let at = 0; at < 150; at++) {
      connector.trouble$.next({ _tag: 'unusable', what: 'x', reason: String(at), at });
      connector.trades$.next(trade(String(at + 1)));
    }
    const { notes, books } = live.view('running');
    expect([notes.length, notes[0]!.text, notes.at(-1)!.text]).to.deep.equal([100, 'x: 50', 'x: 149']);
    expect([books[0]!.trades.length, books[0]!.trades[0]!.price]).to.deep.equal([100, '150']);
  });

  it('shows open orders as they stand', () => {
    const { connector, live } = session();
    const submitted = {
      _tag: 'submitRequested',
      venue: created.venue,
      symbol: BTC,
      clientId: clientOrderId('of1'),
      venueId: undefined,
      venueTime: undefined,
      receivedAt: NOW,
      validUntil: NOW + 5000,
      terms: {
        side: 'buy',
        type: 'limit',
        amount: new Decimal(1),
        sizedIn: 'base',
        price: new Decimal(100),
        base: 'BTC',
        quote: 'USDT',
      },
    } as const;
    connector.orders = [orderReducer(newOrder(submitted), submitted).order];
    expect(live.view('running').orders).to.deep.equal([
      { at: NOW, text: 'buy limit 1 BTC at 100 USDT, pendingCreate, executed 0 of 1', style: 'dim' },
    ]);
  });

  it('goes round through the instruments', () => {
    const { live } = session();
    const selected = (offset: number): number => {
      live.select(offset);
      return live.view('running').selected;
    };
    expect([selected(1), selected(1), selected(-1)]).to.deep.equal([1, 0, 1]);
  });

  it('lets go of everything', () => {
    const { connector, subscription } = session();
    subscription.unsubscribe();
    const { status$, ready$, clock$, rates$, balances$, orderEvents$, trouble$, trades$ } = connector;
    for (const subject of [status$, ready$, clock$, rates$, balances$, orderEvents$, trouble$, trades$])
      expect(subject.observed).to.equal(false);
    expect([...connector.books.values()].some(({ observed }) => observed)).to.equal(false);
  });
});
