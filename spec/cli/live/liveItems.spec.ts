import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import { throwError } from 'rxjs';

import { liveItems, type LiveItem } from '../../../src/cli/live/liveItems.js';
import { liveJson } from '../../../src/cli/live/liveJson.js';
import { liveText } from '../../../src/cli/live/liveText.js';
import { clientOrderId, venueSymbol } from '../../../src/domain/ids.js';
import { liveState, quotes, staleState } from '../../support/bookStates.js';
import { BTC, created, NOW, READY, ScriptedConnector, trade } from './watchedConnector.js';

const live = (bid: string, ask: string) => liveState(quotes(bid, ask), { receivedAt: NOW - 10 });

function told(use: (connector: ScriptedConnector) => void, channels: Parameters<typeof liveItems>[2]) {
  const connector = new ScriptedConnector();
  const items: LiveItem[] = [];
  const subscription = liveItems(connector, [BTC], channels, () => NOW).subscribe((item) => items.push(item));
  use(connector);
  subscription.unsubscribe();
  return { items, connector };
}

describe('liveItems', () => {
  it('tells of a book whenever its status or its best changes, and of nothing else', () => {
    const { items } = told(
      ({ book }) => {
        const book$ = book(BTC);
        book$.next(live('100.5', '101'));
        book$.next(live('100.5', '101'));
        book$.next(live('100.6', '101'));
        book$.next({ ...staleState(quotes('100.6', '101')), receivedAt: NOW - 10 });
      },
      { books: true },
    );
    expect(items.map(liveJson)).to.deep.equal([
      {
        type: 'book',
        symbol: 'BTCUSDT',
        status: 'live',
        bid: ['100.5', '1'],
        ask: ['101', '1'],
        receivedAt: NOW - 10,
      },
      {
        type: 'book',
        symbol: 'BTCUSDT',
        status: 'live',
        bid: ['100.6', '1'],
        ask: ['101', '1'],
        receivedAt: NOW - 10,
      },
      { type: 'book', symbol: 'BTCUSDT', status: 'stale', bid: null, ask: null, receivedAt: NOW - 10 },
    ]);
    expect(items.map((item) => liveText(item, NOW))).to.deep.equal([
      '2026-11-20T11:59:59.990Z  BTCUSDT  live  bid 100.5 x 1  ask 101 x 1',
      '2026-11-20T11:59:59.990Z  BTCUSDT  live  bid 100.6 x 1  ask 101 x 1',
      '2026-11-20T11:59:59.990Z  BTCUSDT  stale  bid -  ask -',
    ]);
  });

  it('tells of trades', () => {
    const { items } = told(({ trades$ }) => trades$.next(trade('100.50')), { trades: true });
    expect(items.map(liveJson)).to.deep.equal([
      {
        type: 'trade',
        symbol: 'BTCUSDT',
        id: '7',
        side: 'sell',
        price: '100.5',
        size: '0.25',
        venueTime: NOW - 20,
        receivedAt: NOW - 10,
      },
    ]);
    expect(liveText(items[0]!, NOW)).to.equal('2026-11-20T11:59:59.990Z  BTCUSDT  trade sell 0.25 at 100.5');
  });

  it('tells of orders by the names of their events, of balances, and of the parts', () => {
    const { items } = told(
      ({ orderEvents$, balances$, ready$ }) => {
        orderEvents$.next({ ...created, clientId: clientOrderId('of1') });
        balances$.next(
          new Map([
            ['BTC', { total: new Decimal('1.50'), available: new Decimal('1.5') }],
            ['USDT', { total: new Decimal(10), available: new Decimal(4) }],
          ]),
        );
        ready$.next(false);
      },
      { account: true },
    );
    expect(items.map(liveJson)).to.deep.equal([
      { type: 'status', ...READY },
      { type: 'ready', ready: true },
      {
        type: 'created',
        orderType: 'limit',
        venue: 'binance',
        symbol: 'BTCUSDT',
        clientId: 'of1',
        side: 'buy',
        amount: '1.5',
        price: '100',
        executedBase: '0',
        executedQuote: '0',
        fees: [],
        venueTime: NOW - 20,
        receivedAt: NOW - 10,
        late: false,
        inferred: false,
        adopted: false,
      },
      {
        type: 'balances',
        balances: { BTC: { total: '1.5', available: '1.5' }, USDT: { total: '10', available: '4' } },
      },
      { type: 'ready', ready: false },
    ]);
    expect(items.map((item) => liveText(item, NOW))).to.deep.equal([
      '2026-11-20T12:00:00.000Z  connected',
      '2026-11-20T12:00:00.000Z  ready',
      '2026-11-20T11:59:59.990Z  BTCUSDT  order of1  created',
      '2026-11-20T12:00:00.000Z  balances  1.5 BTC, 10 USDT (4 free)',
      '2026-11-20T12:00:00.000Z  not ready',
    ]);
  });

  it('tells of trouble, whatever is listened to', () => {
    const { items } = told(({ trouble$ }) => {
      trouble$.next({ _tag: 'connectionLost', connection: 'a 1', reason: 'cut', retryInMs: 1500, at: NOW });
      trouble$.next({
        _tag: 'callFailed',
        call: 'POST /order',
        failure: { _tag: 'refused', code: '-2010', message: 'no money' },
        at: NOW,
      });
      trouble$.next({
        _tag: 'callFailed',
        call: 'POST /order',
        failure: { _tag: 'outcomeUnknown', reason: 'no answer within 10 ms' },
        at: NOW,
      });
      trouble$.next({ _tag: 'badFrame', connection: 'a 1', reason: 'x: no number', at: NOW });
    }, {});
    expect(items.map(liveJson)).to.deep.equal([
      { type: 'trouble', kind: 'connectionLost', at: NOW, text: 'connection a 1 lost: cut; again in 1.5 s' },
      { type: 'trouble', kind: 'callFailed', at: NOW, text: 'POST /order: refused: no money (-2010)' },
      {
        type: 'trouble',
        kind: 'callFailed',
        at: NOW,
        text: 'POST /order: nobody knows whether it was done: no answer within 10 ms',
      },
      { type: 'trouble', kind: 'badFrame', at: NOW, text: 'a frame of a 1 cannot be read: x: no number' },
    ]);
  });

  it('goes on with the others where an instrument cannot be listened to', () => {
    const connector = new ScriptedConnector();
    const none = venueSymbol('NONE');
    const items: LiveItem[] = [];
    liveItems(
      {
        trouble$: connector.trouble$,
        orderEvents$: connector.orderEvents$,
        balances$: connector.balances$,
        status$: connector.status$,
        ready$: connector.ready$,
        trades: connector.trades,
        book: (name) =>
          name === none ? throwError(() => new Error('NONE is not listed')) : connector.book(name),
      },
      [none, BTC],
      { books: true },
      () => NOW,
    ).subscribe((item) => items.push(item));
    connector.book(BTC).next(live('1', '2'));
    expect(items.map((item) => liveText(item, NOW))).to.deep.equal([
      '2026-11-20T12:00:00.000Z  trouble  NONE: NONE is not listed',
      '2026-11-20T11:59:59.990Z  BTCUSDT  live  bid 1 x 1  ask 2 x 1',
    ]);
  });
});
