import { existsSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import { Subject } from 'rxjs';

import { venueName, venueSymbol } from '../../../src/domain/index.js';
import { openOrderJournal, OrderJournalError, readOrderJournal } from '../../../src/journal/index.js';
import { executedBase, orderStatus, type OrderInput } from '../../../src/orders/index.js';
import { acknowledged, filled, submitted, trade } from '../../orders/orderInputs.js';
import { itTellsStories } from './journalLaws.js';
import { copyAsKilled, feed, temporaryFolder } from './temporaryJournal.js';

const other = { symbol: venueSymbol('ZRX-ETH') };
const elsewhere = { venue: venueName('mine') };

describe('readOrderJournal', () => {
  const path = temporaryFolder();

  it('tells orders by what is asked for, by their keys, while they are written', async () => {
    const journal = openOrderJournal(path('orders.db'));
    await feed(journal, [
      [submitted(), acknowledged(), filled(trade('t1', '100'))],
      [submitted({}, other), acknowledged(other), submitted({}, elsewhere)],
    ]);
    const view = readOrderJournal(path('orders.db'));
    const keys = (filter?: Parameters<typeof view.orders>[0]) =>
      [...view.orders(filter)].map(({ key, order }) => `${key} ${orderStatus(order)}`);
    expect(keys()).to.deep.equal(['1 filled', '2 open', '3 pendingCreate']);
    expect(keys({ open: true })).to.deep.equal(['2 open', '3 pendingCreate']);
    expect(keys({ open: false })).to.deep.equal(['1 filled']);
    expect(keys({ symbol: 'XRP-ETH' })).to.deep.equal(['1 filled', '3 pendingCreate']);
    expect(keys({ symbol: 'XRP-ETH', venue: 'mine' })).to.deep.equal(['3 pendingCreate']);
    expect(keys({ venue: 'none' })).to.deep.equal([]);
    journal.close();
    view.close();
  });

  it('finds an order by its key and by each id that it has had, and says where there is none, or several', async () => {
    const journal = openOrderJournal(path('orders.db'));
    await feed(journal, [[submitted(), acknowledged(), submitted({}, other)]]);
    expect([1, 'v1'].map((id) => journal.order(id).key)).to.deep.equal([1, 1]);
    const told = (id: string | number): unknown => {
      try {
        return journal.order(id);
      } catch (error) {
        return error instanceof OrderJournalError ? `${error.fault}: ${error.reason}` : error;
      }
    };
    expect(told('c1')).to.equal(
      'ambiguousOrder: several orders have the id c1: 1 (test XRP-ETH), 2 (test ZRX-ETH)',
    );
    expect(told('v9')).to.equal('unknownOrder: no order v9');
    expect(told(3)).to.equal('unknownOrder: no order number 3');
    journal.close();
  });

  it('has what was written and not taken in when its writer was killed, and changes nothing', async () => {
    const journal = openOrderJournal(path('orders.db'));
    await feed(journal, [[submitted()]]);
    const inputs$ = new Subject<OrderInput>();
    inputs$.pipe(journal.track()).subscribe(() => copyAsKilled(path('orders.db'), path('killed.db')));
    inputs$.next(acknowledged());
    inputs$.next(filled(trade('t1', '40')));
    await new Promise(setImmediate);
    journal.close();
    const before = readFileSync(path('killed.db'));
    const view = readOrderJournal(path('killed.db'));
    const { order } = view.order('v1');
    expect([orderStatus(order), executedBase(order).toFixed()]).to.deep.equal(['partiallyFilled', '40']);
    expect(view.story('v1').steps.map(({ inputSeq }) => inputSeq)).to.deep.equal([1, 2, 3]);
    view.close();
    expect(readFileSync(path('killed.db')).equals(before)).to.equal(true);
    expect(existsSync(path('killed.db-lock'))).to.equal(false);
  });

  itTellsStories(path, 15);
});
