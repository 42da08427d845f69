import { expect } from 'chai';

import { clientOrderId, orderId, venueName, venueSymbol } from '../../src/domain/index.js';
import { newOrder, OrderSet, reconcile, type ListedOrder, type Order } from '../../src/orders/index.js';
import { placeKey } from '../../src/orders/place.js';
import { dec, origin, submitted, TERMS } from './orderInputs.js';

const [venue, other] = [venueName('v'), venueName('v A')];
const [a, ab] = [venueSymbol('A'), venueSymbol('A B')];
const orderOf = (symbol: typeof a, client: string, id: string): Order => ({
  ...newOrder(submitted({}, { venue, symbol, clientId: clientOrderId(client) })),
  venueIds: [orderId(id)],
});

describe('names with spaces in them', () => {
  it('are of two places where they are together one text', () => {
    expect(placeKey({ venue, symbol: ab })).not.to.equal(
      placeKey({ venue: other, symbol: venueSymbol('B') }),
    );
  });

  it('are of two orders in a set', () => {
    const [one, two] = [orderOf(a, 'B C', 'B D'), orderOf(ab, 'C', 'D')];
    const set = OrderSet.from([
      { key: 1, order: one },
      { key: 2, order: two },
    ]);
    const find = (symbol: typeof a, by: 'clientId' | 'venueId', id: string) =>
      by === 'clientId'
        ? set.find({ venue, symbol, by, id: clientOrderId(id) })?.key
        : set.find({ venue, symbol, by, id: orderId(id) })?.key;
    expect([find(a, 'clientId', 'B C'), find(a, 'venueId', 'B D')]).to.deep.equal([1, 1]);
    expect([find(ab, 'clientId', 'C'), find(ab, 'venueId', 'D')]).to.deep.equal([2, 2]);
  });

  it('are of two orders where lists are read', () => {
    const listed: ListedOrder = {
      ...origin(),
      symbol: venueSymbol('A client'),
      clientId: clientOrderId('C'),
      venueId: undefined,
      status: 'open',
      cumulativeBase: dec('0'),
      cumulativeQuote: undefined,
      sequence: undefined,
      terms: TERMS,
      reason: undefined,
    };
    const { unknown } = reconcile([orderOf(a, 'client C', 'x')], {
      venue,
      openOrders: { symbols: 'all', askedAt: 9, receivedAt: 10, orders: [listed], complete: true },
    });
    expect(unknown.map(({ _tag }) => _tag)).to.deep.equal(['unknownOrder']);
  });
});
