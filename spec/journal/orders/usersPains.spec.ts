import { expect } from 'chai';

import { openOrderJournal } from '../../../src/journal/index.js';
import { orderStatus, trackOrders, wants } from '../../../src/orders/index.js';
import { acknowledged, answerLost, filled, found, submitted, trade } from '../../orders/orderInputs.js';
import { outputsOf } from '../../support/operatorChecklist.js';
import { eventsNow, feed, temporaryFolder } from './temporaryJournal.js';

describe('what users of other libraries run into when their program starts again', () => {
  const path = temporaryFolder();

  it('a restart forgets the orders (hummingbot#366, #3374): the journal has them, and what to ask the venue', async () => {
    const before = openOrderJournal(path('orders.db'));
    await feed(before, [[submitted(), answerLost()]]);
    before.close();
    const journal = openOrderJournal(path('orders.db'));
    const { order } = journal.order('c1');
    expect(orderStatus(order)).to.equal('unknown');
    expect(wants(order, 200)).to.deep.equal([{ _tag: 'lookUp', because: 'answerLost' }]);
    const updates = await feed(journal, [[found(210, 'partiallyFilled', '40', { receivedAt: 220 })]]);
    expect(updates.map(({ key, events }) => [key, events.map(({ _tag }) => _tag)])).to.deep.equal([
      [1, ['created']],
    ]);
    journal.close();
  });

  it('repeated fills (nautilus#3317), over a restart: told once, with the same number', async () => {
    const path1 = path('orders.db');
    const before = openOrderJournal(path1);
    await feed(before, [[submitted(), acknowledged(), filled(trade('t1', '40'))]]);
    const told = eventsNow(before);
    before.close();
    const journal = openOrderJournal(path1);
    await feed(journal, [[filled(trade('t1', '40')), acknowledged()]]);
    expect(eventsNow(journal)).to.deep.equal(told);
    // Without a journal it would be an order of somebody else's.
    const forgotten = outputsOf(trackOrders(), [filled(trade('t1', '40'))]);
    expect(forgotten[0]!.order.adopted).to.equal(true);
    journal.close();
  });
});
