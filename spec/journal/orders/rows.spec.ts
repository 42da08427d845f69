import Sqlite from 'better-sqlite3';
import { expect } from 'chai';

import { openOrderJournal } from '../../../src/journal/index.js';
import { acknowledged, dec, filled, report, submitted, trade } from '../../orders/orderInputs.js';
import { feed, temporaryFolder } from './temporaryJournal.js';

describe('the tables of a journal', () => {
  const path = temporaryFolder();

  it('have an order, its fills and its changes of state as a person would want them, exact', async () => {
    const journal = openOrderJournal(path('orders.db'));
    const fees = [{ token: 'BNB', amount: dec('1e-30') }];
    const exact = dec('123456789012345678901234567890.1234567891');
    await feed(journal, [
      [
        submitted({ price: exact }, { receivedAt: 1 }),
        acknowledged({ receivedAt: 2.5 }),
        filled(
          trade('t1', '40', { price: exact, fees, liquidity: 'maker', venueTime: 2.25, receivedAt: 3 }),
          {
            receivedAt: 3,
          },
        ),
        filled(trade('t1', '40'), { receivedAt: 4 }),
        report('cancelled', '40', { reason: 'by hand', receivedAt: 5 }),
      ],
    ]);
    journal.close();
    const database = new Sqlite(path('orders.db'));
    const all = (sql: string): unknown[] => database.prepare(sql).all();
    const { state, ...order } = all('SELECT * FROM orders')[0] as { readonly state: string };
    expect(JSON.parse(state)).to.include({ clientId: 'c1', filledBase: '40' }).and.not.have.property('fills');
    const executedQuote = '4938271560493827156049382715604.938271564';
    expect(order).to.deep.equal({
      key: 1,
      venue: 'test',
      symbol: 'XRP-ETH',
      client_id: 'c1',
      venue_id: 'v1',
      side: 'buy',
      type: 'limit',
      amount: '100',
      sized_in: 'base',
      price: exact.toFixed(),
      status: 'cancelled',
      executed_base: '40',
      executed_quote: executedQuote,
      average_price: '123456789012345678901234567890.1234567891',
      fees: '[{"token":"BNB","amount":"0.000000000000000000000000000001"}]',
      reason: 'by hand',
      created_at: 1,
      updated_at: 5,
      ended_at: 5,
    });
    expect(all('SELECT * FROM fills')).to.deep.equal([
      {
        order_key: 1,
        ordinal: 0,
        trade_id: 't1',
        cumulative: null,
        amount: '40',
        price: exact.toFixed(),
        fees: '[{"token":"BNB","amount":"0.000000000000000000000000000001"}]',
        liquidity: 'maker',
        venue_time: 2.25,
        received_at: 3,
      },
    ]);
    const change = (seq: number, previous: string | null, status: string, base: string, at: number) => ({
      seq,
      order_key: 1,
      previous_status: previous,
      status,
      executed_base: base,
      executed_quote: base === '0' ? '0' : executedQuote,
      received_at: at,
    });
    expect(all('SELECT * FROM status_changes')).to.deep.equal([
      change(1, null, 'pendingCreate', '0', 1),
      change(2, 'pendingCreate', 'open', '0', 2.5),
      change(3, 'open', 'partiallyFilled', '40', 3),
      change(5, 'partiallyFilled', 'cancelled', '40', 5),
    ]);
    expect(all('SELECT seq, kind, client_id, venue_id, received_at FROM inputs WHERE seq = 2')).to.deep.equal(
      [{ seq: 2, kind: 'submitAcknowledged', client_id: 'c1', venue_id: 'v1', received_at: 2.5 }],
    );
    expect(all('SELECT id, kind, order_key FROM order_ids')).to.deep.equal([
      { id: 'c1', kind: 'clientId', order_key: 1 },
      { id: 'v1', kind: 'venueId', order_key: 1 },
    ]);
    expect(all('SELECT seq, step_seq, kind FROM events')).to.deep.equal([
      { seq: 1, step_seq: 2, kind: 'created' },
      { seq: 2, step_seq: 3, kind: 'filled' },
      { seq: 3, step_seq: 4, kind: 'anomaly' },
      { seq: 4, step_seq: 5, kind: 'cancelled' },
    ]);
    database.close();
  });
});
