import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { clientOrderId, orderId, tradeId, venueName, venueSymbol } from '../../../src/domain/ids.js';
import type { OrderEvent, OrderEventBase, OrderFilledEvent } from '../../../src/orders/index.js';
import { brokenLaws } from '../../../src/testing/index.js';

const base = (executed: string, more: Partial<OrderEventBase> = {}): OrderEventBase => ({
  venue: venueName('test'),
  symbol: venueSymbol('BTCUSDT'),
  clientId: clientOrderId('a'),
  venueId: orderId('1'),
  side: 'buy',
  type: 'limit',
  amount: new Decimal(3),
  price: new Decimal(100),
  executedBase: new Decimal(executed),
  executedQuote: new Decimal(executed).times(100),
  fees: [],
  venueTime: 1,
  receivedAt: 1,
  late: false,
  inferred: false,
  adopted: false,
  ...more,
});
const created = (more?: Partial<OrderEventBase>): OrderEvent => ({ _tag: 'created', ...base('0', more) });
const filled = (
  trade: string,
  net: string,
  executed: string,
  more?: Partial<OrderFilledEvent>,
): OrderEvent => ({
  _tag: 'filled',
  ...base(executed),
  tradeId: tradeId(trade),
  cumulative: undefined,
  fillAmount: new Decimal(net),
  fillPrice: new Decimal(100),
  fillFees: [],
  liquidity: 'taker',
  netAmount: new Decimal(net),
  replaces: undefined,
  ...more,
});
const completed = (executed: string, more?: Partial<OrderEventBase>): OrderEvent => ({
  _tag: 'completed',
  ...base(executed, more),
});
const ended = (_tag: 'cancelled' | 'expired' | 'failed', executed = '0'): OrderEvent => ({
  _tag,
  reason: undefined,
  ...base(executed),
});
const anomaly: OrderEvent = { _tag: 'anomaly', kind: 'overfilled', detail: '', ...base('7') };

/** What is said of a story of one order, without the story. */
const said = (...story: OrderEvent[]) => brokenLaws(story).map((fault) => fault.replace(/ \(order .*/, ''));

describe('brokenLaws', () => {
  it('has nothing against lawful stories', () => {
    expect(said()).to.deep.equal([]);
    expect(said(ended('failed'))).to.deep.equal([]);
    expect(said(created(), ended('cancelled'))).to.deep.equal([]);
    expect(said(created(), filled('1', '1', '1'), ended('expired', '1'))).to.deep.equal([]);
    expect(
      said(created(), filled('1', '1', '1'), anomaly, filled('2', '2', '3'), completed('3')),
    ).to.deep.equal([]);
    expect(said(created(), ended('cancelled'), filled('1', '1', '1', { late: true }))).to.deep.equal([]);
  });

  it('keeps the orders apart', () => {
    const other = { clientId: clientOrderId('b') };
    const byVenueId = { clientId: undefined, venueId: orderId('7') };
    expect(said(created(), created(other), created(byVenueId), ended('cancelled'))).to.deep.equal([]);
    expect(said(created(), created(byVenueId), created(byVenueId))).to.deep.equal([
      'law 1: created comes twice',
    ]);
  });

  it('law 1: created once, before all others; failed only without it', () => {
    expect(said(created(), created())).to.deep.equal(['law 1: created comes twice']);
    expect(said(filled('1', '3', '3'), completed('3'))).to.deep.equal([
      'law 1: filled comes before created',
      'law 1: completed comes before created',
    ]);
    expect(said(ended('cancelled'))).to.deep.equal(['law 1: cancelled comes before created']);
    expect(said(created(), ended('failed'))).to.deep.equal(['law 1: failed comes after created']);
  });

  it('law 2: one filled a trade, sums that are right, late fills marked', () => {
    expect(said(created(), filled('1', '1', '1'), filled('1', '1', '2'))).to.deep.equal([
      'law 2: trade 1 comes twice',
    ]);
    expect(said(created(), filled('1', '1', '2'))).to.deep.equal([
      'law 2: filled says 2 is filled, fills add up to 1',
    ]);
    expect(said(created(), ended('cancelled'), filled('1', '1', '1'))).to.deep.equal([
      'law 2: a fill after the end is not marked late',
    ]);
    expect(said(created(), filled('1', '1', '1', { late: true }))).to.deep.equal([
      'law 2: a fill before the end is marked late',
    ]);
  });

  it('law 3: completed only when the amount is filled; of one sized in quote currency, when anything is', () => {
    expect(said(created(), filled('1', '1', '1'), completed('1'))).to.deep.equal([
      'law 3: completed with 1 of 3 filled',
    ]);
    const inQuote = [created(), filled('1', '1', '1'), completed('1', { amount: new Decimal(100) })];
    expect(brokenLaws(inQuote, new Set(['a']))).to.deep.equal([]);
    expect(brokenLaws([created(), completed('0')], new Set(['a']))).to.have.length(1);
  });

  it('law 4: one end', () => {
    expect(said(created(), ended('cancelled'), ended('expired'))).to.deep.equal([
      'law 4: expired comes after cancelled',
    ]);
    expect(said(ended('failed'), ended('failed'))).to.deep.equal(['law 4: failed comes after failed']);
  });

  it('tells which order it is, and its story', () => {
    expect(brokenLaws([created(), created()])).to.deep.equal([
      'law 1: created comes twice (order BTCUSDT a: created, created)',
    ]);
  });
});
