import { expect } from 'chai';

import { executedBase, orderFromJson, orderStatus, orderToJson, wants } from '../../src/orders/index.js';
import {
  acknowledged,
  answerLost,
  cancelRefused,
  cancelRequested,
  dec,
  filled,
  found,
  notFound,
  polled,
  report,
  run,
  story,
  submitted,
  trade,
} from './orderInputs.js';

describe('defects of the Hummingbot framework that concern orders', () => {
  it('5. CANCELED -> OPEN -> CANCELED emits Cancelled twice; CANCELED -> FILLED emits both', () => {
    const cancelled = report('cancelled', '0');
    expect(story(submitted(), cancelled, report('open', '0'), cancelled)).to.deep.equal([
      'created',
      'cancelled',
    ]);
    const both = [submitted(), cancelled, filled(trade('t1', '100')), report('filled', '100')];
    expect(story(...both)).to.deep.equal([
      'created',
      'cancelled',
      'filled t1 100 late',
      'anomaly contradiction',
    ]);
    expect(orderStatus(run(both).order)).to.equal('cancelled');
  });

  it('6. A fill and an OPEN together emit Filled before Created', () => {
    expect(story(submitted(), filled(trade('t1', '40')), report('open', '0'))).to.deep.equal([
      'created',
      'filled t1 40',
    ]);
  });

  it('7. A submit timeout emits a failure while the order is live; so does a cancel during pending create', () => {
    const lost = [submitted(), answerLost()];
    expect(story(...lost)).to.be.empty;
    expect(orderStatus(run(lost).order)).to.equal('unknown');
    expect(wants(run(lost).order, 0)).to.deep.equal([{ _tag: 'lookUp', because: 'answerLost' }]);
    expect(story(...lost, found(10, 'open', '0'))).to.deep.equal(['created']);

    const early = [submitted(), cancelRequested(), cancelRefused()];
    expect(story(...early)).to.be.empty;
    expect(orderStatus(run(early).order)).to.equal('pendingCreate');
    expect(story(...early, acknowledged())).to.deep.equal(['created']);
  });

  it('8. Any status error counts as a miss and successes never reset it', () => {
    // A failed request is no input at all. Misses before a sign of life do not count afterwards.
    const inputs = [submitted(), acknowledged(), notFound(101), found(110, 'open', '0', { receivedAt: 115 })];
    const again = [...inputs, notFound(120), polled(125, false, [])];
    expect(story(...again)).to.deep.equal(['created']);
    expect(orderStatus(run(again).order)).to.equal('open');
    expect(story(...again, notFound(130))).to.deep.equal(['created', 'cancelled inferred']);
  });

  it('8. four answers from within the validity of the submit declare nothing', () => {
    const early = [97, 98, 99, 100].map((askedAt) => notFound(askedAt));
    expect(story(submitted(), answerLost(), ...early, polled(100, false))).to.be.empty;
    expect(story(submitted(), answerLost(), ...early, polled(101, false), notFound(102))).to.be.empty;
    expect(
      story(submitted(), answerLost(), ...early, polled(101, false), notFound(102), notFound(103)),
    ).to.deep.equal(['failed inferred']);
  });

  it('11. FILLED before its fills completes with partial or zero amounts after 5 s', () => {
    const inputs = [
      submitted(),
      acknowledged(),
      report('filled', '100'),
      { _tag: 'clock', now: 60_000 } as const,
      filled(trade('t1', '40')),
      { _tag: 'clock', now: 120_000 } as const,
    ];
    expect(story(...inputs)).to.deep.equal(['created', 'filled t1 40']);
    expect(wants(run(inputs).order, 120_000)).to.deep.equal([{ _tag: 'fills', because: 'fillsMissing' }]);
    expect(story(...inputs, filled(trade('t2', '60')))).to.deep.equal([
      'created',
      'filled t1 40',
      'filled t2 60',
      'completed',
    ]);
  });

  it('12. An order whose fills add up stays active until the venue says FILLED', () => {
    const inputs = [submitted(), acknowledged(), filled(trade('t1', '40')), filled(trade('t2', '60'))];
    expect(story(...inputs)).to.deep.equal(['created', 'filled t1 40', 'filled t2 60', 'completed']);
    expect(orderStatus(run(inputs).order)).to.equal('filled');
  });

  it('14. A stored 0.0000001234 becomes 0', () => {
    const { order } = run([submitted({ amount: dec('0.0000001234') }), filled(trade('t1', '0.0000001233'))]);
    const restored = orderFromJson(JSON.parse(JSON.stringify(orderToJson(order))));
    expect(restored.terms?.amount.toFixed()).to.equal('0.0000001234');
    expect(executedBase(restored).toFixed()).to.equal('0.0000001233');
    expect(orderStatus(restored)).to.equal('partiallyFilled');
  });

  it('15. Overfills pass unseen', () => {
    const inputs = [submitted(), filled(trade('t1', '60')), filled(trade('t2', '60'))];
    expect(story(...inputs)).to.deep.equal([
      'created',
      'filled t1 60',
      'filled t2 60',
      'anomaly overfilled',
      'completed',
    ]);
    expect(executedBase(run(inputs).order).toFixed()).to.equal('120');
  });
});
