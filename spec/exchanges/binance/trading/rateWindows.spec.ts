import { expect } from 'chai';

import { rateBudget } from '../../../../src/connector/index.js';
import { venueSymbol } from '../../../../src/domain/index.js';
import { windowsOfTooManyOrders } from '../../../../src/exchanges/binance/trading/rateWindows.js';
import { trading, venue } from './support.js';

describe("Binance's limits", () => {
  it('are those of the documents, and of weight the one that the market data draws from', () => {
    expect(trading.rateWindows).to.deep.equal([
      { name: 'requestWeight', limit: 6_000, perMs: 60_000, reserved: 600, resets: 'utc' },
      { name: 'rawRequests', limit: 61_000, perMs: 300_000, reserved: 6_100, resets: 'utc' },
      { name: 'orders10s', limit: 50, perMs: 10_000, resets: 'utc' },
      { name: 'ordersDay', limit: 160_000, perMs: 86_400_000, resets: 'utc' },
    ]);
    const [weight] = trading.rateWindows;
    expect(venue.limits.requestWeight).to.deep.equal({ weight: weight?.limit, perMs: weight?.perMs });
  });

  it('have room for every call', () => {
    const budget = rateBudget(trading.rateWindows);
    const symbol = venueSymbol('BTCUSDT');
    for (const { costs } of [trading.openOrders(), trading.rules(), trading.fills({ symbol })]) {
      let went = false;
      budget.take(costs).subscribe(() => (went = true));
      expect(went).to.equal(true);
    }
  });

  it('name the windows of a refusal for too many orders', () => {
    const of = (interval: string) =>
      windowsOfTooManyOrders(`Too many new orders; current limit is ${interval}.`);
    expect(of('50 orders per 10 SECOND')).to.deep.equal(['orders10s']);
    expect(of('160000 orders per DAY')).to.deep.equal(['ordersDay']);
    expect(of('160000 orders per 1 DAY')).to.deep.equal(['ordersDay']);
    expect(windowsOfTooManyOrders('Too many new orders.')).to.deep.equal(['orders10s', 'ordersDay']);
  });

  it('are told in the headers of answers', () => {
    expect(
      trading.usedBy({
        'content-type': 'application/json',
        'x-mbx-used-weight': '9',
        'x-mbx-used-weight-1m': '321',
        'x-mbx-order-count-10s': '12',
        'x-mbx-order-count-1d': '4043',
      }),
    ).to.deep.equal([
      { window: 'requestWeight', used: 321 },
      { window: 'orders10s', used: 12 },
      { window: 'ordersDay', used: 4043 },
    ]);
    expect(trading.usedBy({ 'x-mbx-used-weight-1m': 'many', 'x-mbx-order-count-1d': '-1' })).to.deep.equal(
      [],
    );
    expect(trading.usedBy({})).to.deep.equal([]);
  });
});
