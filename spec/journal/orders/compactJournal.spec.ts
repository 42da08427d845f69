import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { openOrderJournal, type OrderJournalError } from '../../../src/journal/index.js';
import { orderStatus, type OrderInput } from '../../../src/orders/index.js';
import { acknowledged, cancelRequested, filled, report, submitted, trade } from '../../orders/orderInputs.js';
import { eventsNow, feed, temporaryFolder } from './temporaryJournal.js';

const other = { symbol: venueSymbol('ZRX-ETH') };

describe('compact', () => {
  const path = temporaryFolder();
  /** An order that ends at 50, and one that stays open. */
  const inputs: readonly OrderInput[] = [
    submitted({}, { receivedAt: 10 }),
    acknowledged({ receivedAt: 20 }),
    submitted({}, { ...other, receivedAt: 30 }),
    { _tag: 'clock', now: 35 },
    acknowledged({ ...other, receivedAt: 40 }),
    report('cancelled', '0', { receivedAt: 50 }),
    cancelRequested('x1', { ...other, receivedAt: 60 }),
    { _tag: 'clock', now: 65 },
  ];

  it('removes what ended before a time, keeps the orders and all of the others, and gives room back', async () => {
    const journal = openOrderJournal(path('orders.db'));
    await feed(journal, [inputs]);
    expect(() => journal.compact({ endedBefore: NaN })).to.throw(RangeError, 'endedBefore is no time: NaN');
    expect(journal.compact({ endedBefore: 50 })).to.deep.equal({ inputs: 1, events: 0 });
    const before = eventsNow(journal);
    expect(journal.compact({ endedBefore: 51 })).to.deep.equal({ inputs: 3, events: 2 });
    expect(eventsNow(journal)).to.deep.equal([before[1]]);
    expect([...journal.orders()].map(({ key, order }) => `${key} ${orderStatus(order)}`)).to.deep.equal([
      '1 cancelled',
      '2 pendingCancel',
    ]);
    expect(journal.story(1)).to.deep.equal({ key: 1, steps: [] });
    expect(journal.story(2).steps.map(({ inputSeq }) => inputSeq)).to.deep.equal([3, 5, 7]);
    const errors: OrderJournalError[] = [];
    journal.events(2).subscribe({ error: (error: OrderJournalError) => errors.push(error) });
    expect(errors[0]).to.include({
      fault: 'compacted',
      reason: 'events up to 3 have been removed: none can follow 2',
    });
    expect(before.map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
    expect(journal.compact({ endedBefore: 51 })).to.deep.equal({ inputs: 0, events: 0 });
    journal.close();
  });

  it('leaves numbers as they are: what comes later, and after a restart, goes on from them', async () => {
    const first = openOrderJournal(path('orders.db'), { keepFinished: 0 });
    await feed(first, [inputs.slice(0, 2), [report('cancelled', '0', { receivedAt: 50 })]]);
    first.compact({ endedBefore: 1000 });
    first.close();
    const journal = openOrderJournal(path('orders.db'), { keepFinished: 0 });
    const [update] = await feed(journal, [[filled(trade('t1', '40'), { receivedAt: 70 })]]);
    // The order is remembered: the fill is late, and its own.
    expect(update?.numbered.map(({ seq, event }) => `${seq} ${event._tag} ${event.late}`)).to.deep.equal([
      '3 filled true',
    ]);
    expect([update?.inputSeq, update?.key]).to.deep.equal([4, 1]);
    journal.close();
  });

  it('keeps what came late, as new as it is, and invents no story for it', async () => {
    const journal = openOrderJournal(path('orders.db'), { keepFinished: 0 });
    await feed(journal, [inputs.slice(0, 2), [report('cancelled', '0', { receivedAt: 50 })]]);
    journal.compact({ endedBefore: 100 });
    await feed(journal, [[filled(trade('t1', '40'), { receivedAt: 5000 })]]);
    expect(journal.compact({ endedBefore: 100 })).to.deep.equal({ inputs: 0, events: 0 });
    expect(eventsNow(journal, 2).map(({ seq, event }) => `${seq} ${event._tag}`)).to.deep.equal(['3 filled']);
    expect(journal.story(1)).to.deep.equal({ key: 1, steps: [] });
    expect(journal.compact({ endedBefore: 5001 })).to.deep.equal({ inputs: 1, events: 1 });
    journal.close();
  });

  it('keeps an input that still waits for its order', async () => {
    const journal = openOrderJournal(path('orders.db'));
    const early = filled(trade('t1', '40'), { clientId: undefined, receivedAt: 20 });
    await feed(journal, [[submitted(), early]]);
    expect(journal.compact({ endedBefore: 1000 })).to.deep.equal({ inputs: 0, events: 0 });
    journal.close();
    const again = openOrderJournal(path('orders.db'));
    const updates = await feed(again, [[acknowledged()]]);
    expect(updates.map(({ inputSeq }) => inputSeq)).to.deep.equal([3, 2]);
    expect(eventsNow(again).map(({ event }) => event._tag)).to.deep.equal(['created', 'filled']);
    again.close();
  });

  it('takes an order that became part of another with that one', async () => {
    const journal = openOrderJournal(path('orders.db'), { holdMs: 0 });
    await feed(journal, [
      [filled(trade('t1', '40'), { clientId: undefined, receivedAt: 1 })],
      [submitted(), acknowledged(), report('cancelled', '40', { receivedAt: 5 })],
    ]);
    expect(journal.story('c1').steps.some(({ absorbed }) => absorbed !== undefined)).to.equal(true);
    const { inputs: removed } = journal.compact({ endedBefore: 1000 });
    expect(removed).to.equal(4);
    expect(eventsNow(journal)).to.deep.equal([]);
    journal.close();
  });
});
