import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';

import {
  openOrderJournal,
  OrderJournalError,
  readOrderJournal,
  type OrderFilter,
  type OrderJournalView,
} from '../../../src/journal/index.js';
import { JournalReader } from '../../../src/journal/orders/journalReader.js';
import { openDatabase } from '../../../src/journal/orders/sqlite.js';
import type { OrderInput } from '../../../src/orders/index.js';
import { clientOrderId } from '../../../src/domain/index.js';
import { acknowledged, filled, submitted, trade } from '../../orders/orderInputs.js';
import { manyOrders } from '../../orders/manyOrders.js';
import { copyAsKilled, feed, temporaryFolder } from './temporaryJournal.js';

const TIMEOUT_MS = 60_000;

const FILTERS: readonly OrderFilter[] = [
  {},
  { open: true },
  { open: false },
  { venue: 'test' },
  { symbol: 'XRP-ETH', open: true },
  { symbol: 'none' },
];

/** All that a view tells. */
function told(view: OrderJournalView): unknown {
  const all = [...view.orders()];
  const ids = new Set(all.flatMap(({ order }) => [order.clientId, ...order.venueIds]));
  const attempt = (act: () => unknown): unknown => {
    try {
      return act();
    } catch (error) {
      return String(error).replace(/^.*?: .*?: /, '');
    }
  };
  return {
    orders: FILTERS.map((filter) => [...view.orders(filter)]),
    byId: [...ids].map((id) => id !== undefined && attempt(() => view.order(id))),
    byKey: all.map(({ key }) => [view.order(key), attempt(() => view.order(key + 1))]),
    stories: all.map(({ key }) => view.story(key)),
  };
}

/** How many inputs are written and not taken in. */
function pendingOf(file: string): number {
  const database = openDatabase(file, { readonly: true });
  const { lastInput, appliedInput } = new JournalReader(file, database).progress();
  database.close();
  return lastInput - appliedInput;
}

describe('withOutcomes', () => {
  const path = temporaryFolder();

  it('tells of a killed journal what is told once it has been opened to write, whatever waited', async function () {
    this.timeout(TIMEOUT_MS);
    let waited = 0;
    await fc.assert(
      fc.asyncProperty(
        manyOrders(),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(20),
        async (inputs, size, at) => {
          const name = `killed-${Math.random()}`;
          const journal = openOrderJournal(path(name), { keepFinished: 1 });
          const groups = Array.from({ length: Math.ceil(inputs.length / size) }, (_, group) =>
            inputs.slice(group * size, (group + 1) * size),
          );
          let turn = 0;
          await feed(journal, groups, () => {
            if (turn++ <= at) copyAsKilled(path(name), path(`${name}-copy`));
          });
          journal.close();
          const copy = path(`${name}-copy`);
          const wal = readFileSync(`${copy}-wal`);
          if (pendingOf(copy) > 0) waited++;
          const looked = readOrderJournal(copy);
          const seen = told(looked);
          looked.close();
          expect(() => looked.orders()).to.throw(OrderJournalError, 'it has been closed');
          expect(readFileSync(`${copy}-wal`).equals(wal), 'written to').to.equal(true);
          const again = openOrderJournal(copy, { keepFinished: 1 });
          expect(seen).to.deep.equal(told(again));
          again.close();
        },
      ),
      { numRuns: 20 },
    );
    expect(waited).to.be.above(5);
  });

  it('shows the orders as they were when it was opened, whole, whoever writes meanwhile', async () => {
    const journal = openOrderJournal(path('orders.db'));
    const history: readonly OrderInput[] = [submitted(), acknowledged(), filled(trade('t1', '40'))];
    await feed(journal, [history]);
    const view = readOrderJournal(path('orders.db'));
    const before = told(view);
    await feed(journal, [[filled(trade('t2', '60')), submitted({}, { venueId: undefined })]]);
    expect(told(view)).to.deep.equal(before);
    const after = readOrderJournal(path('orders.db'));
    expect([...view.orders()].map(({ order }) => order.filledBase.toFixed())).to.deep.equal(['40']);
    expect([...after.orders()].map(({ order }) => order.filledBase.toFixed())).to.deep.equal(['100']);
    for (const one of [view, after, journal]) one.close();
  });

  it('has an order once that is in the file already and that waiting inputs change', async () => {
    const opened = openOrderJournal(path('orders.db'));
    await feed(opened, [[submitted(), acknowledged()]]);
    opened.close();
    const journal = openOrderJournal(path('orders.db'));
    await feed(journal, [[filled(trade('t1', '40'))]], () =>
      copyAsKilled(path('orders.db'), path('copy.db')),
    );
    journal.close();
    expect(pendingOf(path('copy.db'))).to.equal(1);
    const view = readOrderJournal(path('copy.db'));
    const amounts = Array.from(view.orders(), ({ key, order }) => [key, order.filledBase.toFixed()]);
    view.close();
    expect(amounts).to.deep.equal([[1, '40']]);
  });

  it('reads orders page by page, each once, by their keys', async () => {
    const journal = openOrderJournal(path('orders.db'));
    const inputs = Array.from({ length: 1203 }, (_, n) =>
      submitted({}, { clientId: clientOrderId(`c${n}`) }),
    );
    await feed(journal, [inputs]);
    const keys = Array.from(journal.orders({ open: true }), ({ key }) => key);
    expect(keys).to.deep.equal(Array.from({ length: 1203 }, (_, n) => n + 1));
    journal.close();
  });
});
