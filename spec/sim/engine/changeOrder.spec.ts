import { expect } from 'chai';

import { clientOrderId } from '../../../src/domain/index.js';
import type { NewOrder, OrderReference } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, gist, reasonOf, withAsks } from './desk.js';
import { plain } from './plainEvents.js';

describe('cancelling', () => {
  it('goes by either id, and by both only where both are the order’s', () => {
    const desk = new Desk();
    for (const name of ['a', 'b', 'c'])
      desk.place('ann', { orderType: 'limit', side: 'buy', amount: dec(1), price: dec(10) }, name);
    const cancel = (account: string, reference: OrderReference) =>
      desk.do({ _tag: 'cancel', account, symbol: BTCUSDT, cancel: reference });
    expect(gist(cancel('ann', { orderId: 1 }))).to.deep.equal(['cancelled 1']);
    expect(reasonOf(cancel('ann', { orderId: 1 }))).to.equal('{_tag: unknownOrder}');
    expect(gist(cancel('ann', { clientId: clientOrderId('b') }))).to.deep.equal(['cancelled 2']);
    const both = { orderId: 3, clientId: clientOrderId('b') };
    expect(reasonOf(cancel('ann', both))).to.equal('{_tag: unknownOrder}');
    expect(reasonOf(cancel('bob', { orderId: 3 }))).to.equal('{_tag: unknownOrder}');
    expect(gist(cancel('ann', { ...both, clientId: clientOrderId('c') }))).to.deep.equal(['cancelled 3']);
  });

  it('may be restricted to orders of which nothing, or something, is filled', () => {
    const desk = withAsks();
    desk.limit('ann', 'buy', '0.5', 10);
    const of = { _tag: 'cancel', account: 'bob', symbol: BTCUSDT } as const;
    expect(reasonOf(desk.do({ ...of, cancel: { orderId: 1 }, restriction: 'onlyNew' }))).to.equal(
      '{_tag: cancelRestricted, status: partiallyFilled}',
    );
    expect(reasonOf(desk.do({ ...of, cancel: { orderId: 2 }, restriction: 'onlyPartiallyFilled' }))).to.equal(
      '{_tag: cancelRestricted, status: new}',
    );
    expect(gist(desk.do({ ...of, cancel: { orderId: 2 }, restriction: 'onlyNew' }))).to.deep.equal([
      'cancelled 2',
    ]);
    expect(
      gist(desk.do({ ...of, cancel: { orderId: 1 }, restriction: 'onlyPartiallyFilled' })),
    ).to.deep.equal(['cancelled 1']);
  });

  it('of all takes those of one account, the oldest first', () => {
    const desk = withAsks();
    desk.limit('ann', 'sell', 1, 10);
    const events = desk.do({ _tag: 'cancelAll', account: 'bob', symbol: BTCUSDT });
    expect(gist(events)).to.deep.equal(['cancelled 1', 'cancelled 2', 'cancelled 3']);
    expect(desk.levels('asks')).to.equal('1 at 10');
    expect(desk.do({ _tag: 'cancelAll', account: 'bob', symbol: BTCUSDT })).to.deep.equal([]);
  });
});

describe('replacing', () => {
  const order: NewOrder = { orderType: 'limit', side: 'sell', amount: dec(100), price: dec(20) };
  const replace = (
    desk: Desk,
    more: { mode: 'stopOnFailure' | 'allowFailure'; orderId: number; order?: NewOrder },
  ) =>
    desk.do({
      _tag: 'replace',
      account: 'bob',
      symbol: BTCUSDT,
      clientId: clientOrderId('new'),
      cancel: { orderId: more.orderId },
      mode: more.mode,
      order: more.order ?? order,
    });

  it('cancels and places in one step: what the old order locked is there for the new one', () => {
    const desk = new Desk();
    desk.limit('bob', 'sell', 100, 10);
    expect(gist(replace(desk, { mode: 'stopOnFailure', orderId: 1 }))).to.deep.equal([
      'cancelled 1',
      'accepted 2',
    ]);
    expect(desk.levels('asks')).to.equal('100 at 20');
  });

  it('places nothing where the cancel fails, unless that is allowed', () => {
    const desk = new Desk();
    expect(gist(replace(desk, { mode: 'stopOnFailure', orderId: 9 }))).to.deep.equal([
      'rejected: unknownOrder',
    ]);
    expect(gist(replace(desk, { mode: 'allowFailure', orderId: 9 }))).to.deep.equal([
      'rejected: unknownOrder',
      'accepted 1',
    ]);
  });

  it('cancels nothing for an order that breaks the rule', () => {
    const desk = withAsks();
    const broken: NewOrder = { ...order, orderType: 'limit', amount: dec('0.0001') };
    expect(gist(replace(desk, { mode: 'allowFailure', orderId: 1, order: broken }))).to.deep.equal([
      'rejected: ruleBroken',
    ]);
    expect(desk.order('bob', 1)?.status).to.equal('new');
  });

  it('does not bring the old order back where the new one is refused', () => {
    const desk = withAsks();
    const tooMuch: NewOrder = { ...order, orderType: 'limit', amount: dec(1000) };
    expect(gist(replace(desk, { mode: 'stopOnFailure', orderId: 1, order: tooMuch }))).to.deep.equal([
      'cancelled 1',
      'rejected: insufficientBalance',
    ]);
  });
});

describe('amending', () => {
  const amend = (desk: Desk, orderId: number, amount: number | string, newClientId?: string) =>
    desk.do({
      _tag: 'amend',
      account: 'bob',
      symbol: BTCUSDT,
      order: { orderId },
      amount: dec(amount),
      newClientId: newClientId === undefined ? undefined : clientOrderId(newClientId),
    });

  it('makes an order smaller and lets it keep its turn', () => {
    const desk = new Desk();
    desk.limit('bob', 'sell', 5, 10);
    desk.limit('ann', 'sell', 5, 10);
    const events = amend(desk, 1, 2, 'other');
    expect(plain(events[0])).to.equal(
      plain({
        _tag: 'amended',
        sequence: 15,
        time: 1000,
        account: 'bob',
        symbol: 'BTCUSDT',
        orderId: 1,
        clientId: 'other',
        previousClientId: 'bob-1',
        amount: 2,
        previousAmount: 5,
      }),
    );
    expect(desk.levels('asks')).to.equal('7 at 10');
    expect(desk.balance('bob', 'BTC')).to.equal('100, locked 2');
    expect(gist(desk.limit('ann', 'buy', 3, 10, { selfTradePrevention: 'none' })).slice(1)).to.deep.equal([
      'trade 2 at 10: 1 with 3',
      'trade 1 at 10: 2 with 3',
    ]);
    expect(desk.exchange.order('bob', BTCUSDT, { clientId: clientOrderId('bob-1') })).to.equal(undefined);
  });

  it('refuses what is no less, what is done already, and a client id that is taken', () => {
    const desk = new Desk();
    desk.limit('bob', 'sell', 5, 10);
    desk.limit('bob', 'sell', 5, 11);
    desk.limit('ann', 'buy', 2, 10);
    for (const amount of [5, 6, 2, 1]) {
      expect(reasonOf(amend(desk, 1, amount))).to.equal(
        `{_tag: notReduced, amount: 5, done: 2, wanted: ${amount}}`,
      );
    }
    expect(reasonOf(amend(desk, 1, '2.0005'))).to.match(/ruleBroken.*lotSize/);
    expect(reasonOf(amend(desk, 1, 3, 'bob-2'))).to.equal('{_tag: duplicateClientId}');
    expect(gist(amend(desk, 1, 3, 'bob-1'))).to.deep.equal(['amended 1']);
  });
});
