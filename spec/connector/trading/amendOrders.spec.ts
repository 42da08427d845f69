import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { AmendResult } from '../../../src/connector/index.js';
import { clientOrderId, type ClientOrderId } from '../../../src/domain/index.js';
import { termsOf } from '../../../src/orders/index.js';
import { BTC, fakeVenue } from '../support/fakeVenue.js';
import { FakeWorld } from '../support/fakeWorld.js';

const D = (text: string) => new Decimal(text);
const LIMIT = { orderType: 'limit', amount: D('1'), price: D('90') } as const;

describe('amendOrders', () => {
  let world: FakeWorld;
  afterEach(() => world.restore());

  const amended = (id: ClientOrderId, amount: string): AmendResult[] => {
    const results: AmendResult[] = [];
    world.connector.amend(id, D(amount)).subscribe((result) => results.push(result));
    return results;
  };
  const open = (): ClientOrderId => {
    const id = world.connector.buy(BTC, LIMIT);
    world.pass(100);
    return id;
  };
  const amountOf = (id: ClientOrderId) => {
    const order = world.connector.order(id);
    return order && termsOf(order)?.amount.toFixed();
  };

  it('gives an open order another amount, rounded down', () => {
    world = new FakeWorld().started();
    const id = open();
    const results = amended(id, '0.509');
    world.pass(100);
    expect(results.map(({ _tag }) => _tag)).to.deep.equal(['amended']);
    expect(amountOf(id)).to.equal('0.5');
    expect(world.exchange.orders.get(id)?.amount.toFixed()).to.equal('0.5');
  });

  it('says why it does not: unknown, ended, no amount, refused, a venue that cannot', () => {
    world = new FakeWorld().started();
    const id = open();
    const reasons = (...results: readonly AmendResult[]) =>
      results.map((result) => ('reason' in result ? `${result._tag}: ${result.reason}` : result._tag));
    expect(reasons(...amended(clientOrderId('nobodys'), '1'))).to.deep.equal([
      'notAmended: no order of that id is known here',
    ]);
    expect(reasons(...amended(id, '0.001'))).to.deep.equal([
      'notAmended: no amount that the venue takes: 0.001',
    ]);
    world.exchange.fill(id, '0.5');
    world.pass(100);
    const refused = amended(id, '0.5');
    world.pass(100);
    expect(reasons(...refused)).to.deep.equal(['notAmended: tooSmall (tooSmall)']);
    world.exchange.fill(id, '0.5');
    world.pass(100);
    expect(reasons(...amended(id, '2'))).to.deep.equal(['notAmended: it has ended: filled']);
    world.restore();
    world = new FakeWorld({}, fakeVenue({ withAmend: false })).started();
    expect(reasons(...amended(open(), '2'))).to.deep.equal(['notAmended: Fake cannot change an order']);
  });

  it('asks for the order where the answer was lost, and never sends it again', () => {
    world = new FakeWorld().started();
    const id = open();
    world.isStreamDeaf = true;
    world.fault = (op) => (op === 'amend' ? 'answerLost' : undefined);
    const results = amended(id, '0.5');
    world.pass(11_000);
    expect(results).to.deep.equal([{ _tag: 'amendUnknown', reason: 'no answer: no answer in 10000 ms' }]);
    expect(amountOf(id)).to.equal('0.5');
    expect(world.exchange.requests.filter((one) => one.startsWith('amend'))).to.have.length(1);
  });
});
