import { expect } from 'chai';
import fc from 'fast-check';

import { mayCancel, type OrderInput } from '../../src/orders/index.js';
import { chaos } from './chaos.js';
import {
  acknowledged,
  cancelAcknowledged,
  cancelAnswerLost,
  cancelRefused,
  cancelRequested,
  filled,
  report,
  run,
  submitted,
  trade,
} from './orderInputs.js';

const OPEN = [submitted(), acknowledged()];
const SENT = cancelRequested('x1', { receivedAt: 1_000 });
const asked = (now: number, ...inputs: readonly OrderInput[]) => mayCancel(run(inputs).order, now);
const PENDING = { _tag: 'mayNotCancel', because: 'cancelPending', request: 'x1', againAt: 61_000 };

describe('mayCancel', () => {
  it('lets one cancel be sent, also before the venue has answered the submit', () => {
    expect(asked(1_000, ...OPEN)).to.deep.equal({ _tag: 'mayCancel' });
    expect(asked(1_000, submitted())).to.deep.equal({ _tag: 'mayCancel' });
  });

  it('lets none be sent again while one is pending, for a minute', () => {
    for (const answer of [[], [cancelAcknowledged(false)], [cancelAnswerLost()]]) {
      expect(asked(60_999, ...OPEN, SENT, ...answer)).to.deep.equal(PENDING);
      expect(asked(61_000, ...OPEN, SENT, ...answer)).to.deep.equal({ _tag: 'mayCancel' });
    }
  });

  it('or for as long as it is told', () => {
    const { order } = run([...OPEN, SENT]);
    expect(mayCancel(order, 1_004, { againAfterMs: 5 })).to.deep.equal({ ...PENDING, againAt: 1_005 });
    expect(mayCancel(order, 1_005, { againAfterMs: 5 })).to.deep.equal({ _tag: 'mayCancel' });
    expect(mayCancel(order, 1_000, { againAfterMs: 0 })).to.deep.equal({ _tag: 'mayCancel' });
    expect(() => mayCancel(order, 0, { againAfterMs: NaN })).to.throw(
      RangeError,
      'againAfterMs is no time: NaN',
    );
  });

  it('lets another be sent at once where the venue refused it, and counts from the last', () => {
    expect(asked(1_001, ...OPEN, SENT, cancelRefused())).to.deep.equal({ _tag: 'mayCancel' });
    const again = [...OPEN, SENT, cancelRefused(), cancelRequested('x2', { receivedAt: 2_000 })];
    expect(asked(2_001, ...again)).to.deep.equal({ ...PENDING, request: 'x2', againAt: 62_000 });
  });

  it('lets none be sent of what is over or said to be filled', () => {
    expect(asked(1e9, ...OPEN, report('cancelled', '0'))).to.deep.equal({
      _tag: 'mayNotCancel',
      because: 'ended',
    });
    expect(asked(1e9, ...OPEN, filled(trade('t1', '100')))).to.include({ because: 'ended' });
    expect(asked(1e9, ...OPEN, report('filled', '100'))).to.deep.equal({
      _tag: 'mayNotCancel',
      because: 'saidFilled',
    });
  });

  it('never lets two cancels of one order be sent within the time, unless the first was refused', () => {
    fc.assert(
      fc.property(chaos, fc.nat(500), (inputs, againAfterMs) => {
        for (const [at, input] of inputs.entries()) {
          if (input._tag !== 'cancelRequested') continue;
          const { order } = run(inputs.slice(0, at + 1));
          const isPending = order.cancel?.request === input.request;
          for (const now of [input.receivedAt, input.receivedAt + againAfterMs - 1]) {
            if (now < input.receivedAt || againAfterMs === 0) continue;
            expect(mayCancel(order, now, { againAfterMs })._tag).to.equal('mayNotCancel');
          }
          if (isPending)
            expect(mayCancel(order, input.receivedAt + againAfterMs, { againAfterMs })._tag).to.equal(
              'mayCancel',
            );
        }
      }),
      { numRuns: 300 },
    );
  });
});
