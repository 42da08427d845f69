import { expect } from 'chai';

import { toLimitOrder, type OrderInput } from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  dec,
  filled,
  found,
  report,
  run,
  submitted,
  TERMS,
  trade,
} from './orderInputs.js';

const viewOf = (...inputs: readonly OrderInput[]) => toLimitOrder(run(inputs).order);
const OPEN = [submitted({}, { receivedAt: 7 }), acknowledged({ receivedAt: 9 })];

describe('toLimitOrder', () => {
  it('gives what is ordered, how much of it is filled, and where it is', () => {
    expect(viewOf(...OPEN, filled(trade('t1', '0.0000001234')))).to.deep.equal({
      venue: 'test',
      symbol: 'XRP-ETH',
      clientId: 'c1',
      venueId: 'v1',
      side: 'buy',
      makerOnly: false,
      base: 'XRP',
      quote: 'ETH',
      price: dec('10'),
      amount: dec('100'),
      sizedIn: 'base',
      executedBase: dec('0.0000001234'),
      status: 'partiallyFilled',
      createdAt: 7,
    });
  });

  it('is frozen, and does not change with the order', () => {
    const view = viewOf(...OPEN)!;
    expect(() => Object.assign(view, { side: 'sell' })).to.throw(TypeError);
    expect(viewOf(...OPEN, report('cancelled', '0'))?.status).to.equal('cancelled');
    expect(view.status).to.equal('open');
  });

  it('has amendments in it', () => {
    const change = {
      ...amended('v1', 'v2'),
      amount: dec('90'),
      price: dec('10.123456789012345678901234567890'),
    };
    const view = viewOf(...OPEN, change)!;
    expect([view.venueId, view.amount.toFixed(), view.price.toFixed()]).to.deep.equal([
      'v2',
      '90',
      '10.12345678901234567890123456789',
    ]);
  });

  it('tells post-only orders, and those sized in quote', () => {
    const view = viewOf(submitted({ type: 'limitMaker', side: 'sell', sizedIn: 'quote', base: undefined }));
    expect(view).to.include({
      makerOnly: true,
      side: 'sell',
      sizedIn: 'quote',
      base: undefined,
      status: 'pendingCreate',
    });
  });

  it('is none of a market order, nor of one that has not been told in full', () => {
    expect(viewOf(submitted({ type: 'market', price: undefined }))).to.equal(undefined);
    expect(viewOf(submitted({ type: 'market' }))).to.equal(undefined);
    expect(viewOf(submitted({ price: undefined }))).to.equal(undefined);
    expect(viewOf(filled(trade('t1', '1')))).to.equal(undefined);
    const adopted = viewOf(found(5, 'open', '0', { terms: TERMS, clientId: undefined, receivedAt: 6 }));
    expect(adopted).to.include({ clientId: undefined, status: 'open', createdAt: 6 });
  });
});
