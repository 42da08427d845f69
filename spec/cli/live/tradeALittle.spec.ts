import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import { BehaviorSubject, of } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

import { tradeALittle } from '../../../src/cli/live/tradeALittle.js';
import type { InstrumentName, OrderWish } from '../../../src/connector/index.js';
import { clientOrderId, venueSymbol } from '../../../src/domain/ids.js';
import { newOrder } from '../../../src/orders/index.js';
import type { Order } from '../../../src/orders/index.js';
import { liveState, quotes, SYNCING } from '../../support/bookStates.js';
import { BTC, created } from './watchedConnector.js';

const ETH = venueSymbol('ETHUSDT');

/** What is done within so many milliseconds, where the first instrument quotes 100 to 101, and the second nothing. */
function doneIn(ms: number, open: readonly Order[] = []): readonly string[] {
  const done: string[] = [];
  const scheduler = new TestScheduler(() => {});
  scheduler.run(({ cold }) => {
    const told = (side: string) => (name: InstrumentName, wish: OrderWish) => {
      const { orderType, amount, price } = wish;
      done.push(
        `${scheduler.now()} ${side} ${name} ${orderType} ${amount.toFixed()} at ${price?.toFixed() ?? '-'}`,
      );
      return clientOrderId('x');
    };
    const trading = tradeALittle(
      {
        ready$: new BehaviorSubject(true),
        book: (name) => (name === BTC ? of(liveState(quotes('100', '101'))) : cold('-a', { a: SYNCING })),
        buy: told('buy'),
        sell: told('sell'),
        cancel: (clientId) => {
          done.push(`${scheduler.now()} cancel ${clientId}`);
          return of({ _tag: 'cancelled', clientId } as const);
        },
        openOrders: () => open,
      },
      [BTC, ETH],
      { everyMs: 10, worth: () => new Decimal(50), now: () => scheduler.now() },
    ).subscribe();
    cold(`${ms}ms a`).subscribe(() => trading.unsubscribe());
  });
  return done;
}

describe('tradeALittle', () => {
  it('lets an order rest, takes, gives it back, joins the best bid; then the next instrument has its turn', () => {
    expect(doneIn(35)).to.deep.equal([
      '0 buy BTCUSDT limitMaker 0.5 at 99',
      '10 buy BTCUSDT market 0.5 at -',
      '20 sell BTCUSDT limit 0.5 at 100',
      '30 buy BTCUSDT limitMaker 0.5 at 100',
    ]);
  });

  it('passes over an instrument without a live book', () => {
    expect(doneIn(95).slice(4)).to.deep.equal([
      '80 buy BTCUSDT limitMaker 0.5 at 99',
      '90 buy BTCUSDT market 0.5 at -',
    ]);
  });

  it('takes back what has rested for three orders', () => {
    const order = newOrder({
      _tag: 'submitAcknowledged',
      venue: created.venue,
      symbol: BTC,
      clientId: clientOrderId('old'),
      venueId: undefined,
      venueTime: undefined,
      receivedAt: 0,
    });
    const cancels = doneIn(55, [order]).filter((text) => text.includes('cancel'));
    expect(cancels).to.deep.equal(['40 cancel old', '50 cancel old']);
  });
});
