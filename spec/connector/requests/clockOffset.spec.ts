import { expect } from 'chai';
import fc from 'fast-check';
import { asyncScheduler, defer, EMPTY, map, of, throwError, timer } from 'rxjs';

import { clockOffset, clockSamples, offsetBy, type ClockSample } from '../../../src/connector/index.js';
import { itKeepsTheChecklist, outputsOf, timelineOf } from '../../support/operatorChecklist.js';

/** A sample of a clock that is `aheadMs` ahead, looked at so long after sending, with so long a way back. */
const sample = (sentAt: number, aheadMs: number, thereMs: number, backMs: number): ClockSample => ({
  sentAt,
  venueTime: sentAt + thereMs + aheadMs,
  receivedAt: sentAt + thereMs + backMs,
});

const SAMPLES = [
  sample(0, 500, 10, 10),
  sample(100, 500, 12, 8),
  sample(200, 500, 400, 10),
  sample(900, 500, 9, 11),
];

describe('clockOffset', () => {
  itKeepsTheChecklist(() => clockOffset(), SAMPLES);

  it('is the median of those that came quickly', () => {
    expect(outputsOf(clockOffset(), SAMPLES)).to.deep.equal([
      { offsetMs: 500, uncertaintyMs: 10, samples: 1, measuredAt: 20 },
      { offsetMs: 501, uncertaintyMs: 10, samples: 2, measuredAt: 120 },
      // A slow one is no help.
      { offsetMs: 501, uncertaintyMs: 10, samples: 2, measuredAt: 610 },
      { offsetMs: 500, uncertaintyMs: 10, samples: 3, measuredAt: 920 },
    ]);
  });

  it('passes over a sample in which our own clock was set back, and forgets old ones', () => {
    const wrong = { sentAt: 100, receivedAt: 50, venueTime: 600 };
    expect(outputsOf(clockOffset(), [wrong])).to.deep.equal([]);
    const moved = [...Array(9).keys()].map((n) => sample(1000 + n, 90, 10, 10));
    expect(outputsOf(clockOffset(), [...SAMPLES, ...moved]).at(-1)).to.include({ offsetMs: 90, samples: 9 });
    expect(offsetBy([])).to.equal(undefined);
  });

  it('is never further off than it says, whatever the ways there and back', () => {
    const ways = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(ways, fc.integer({ min: -5000, max: 5000 }), (all, ahead) => {
        const offset = offsetBy(all.map(([there, back], n) => sample(n * 1000, ahead, there, back)))!;
        const longest = Math.max(
          ...all.map(([there, back]) => there + back).filter((trip) => trip <= 4 * offset.uncertaintyMs),
        );
        expect(Math.abs(offset.offsetMs - ahead)).to.be.at.most(longest / 2);
      }),
    );
  });
});

describe('clockSamples', () => {
  it('asks some times one after the other, and then once in a while; what fails is passed over', () => {
    let asked = 0;
    const ask = () =>
      defer(() => {
        asked++;
        if (asked === 2) return throwError(() => new Error('no answer'));
        if (asked === 3) return EMPTY;
        return of(asked).pipe(map((n) => ({ sentAt: n, receivedAt: n, venueTime: n })));
      });
    const slowly = () =>
      timer(5).pipe(
        map(() => asyncScheduler.now()),
        map((now) => sample(now - 5, 0, 2, 3)),
      );
    const lines = timelineOf(
      () => clockSamples(ask, { first: 4, everyMs: 100 }).pipe(map(({ sentAt }) => String(sentAt))),
      250,
    );
    expect(lines).to.deep.equal(['0 1', '0 4', '100 5', '200 6']);
    const spaced = timelineOf(
      () => clockSamples(slowly, { first: 2, everyMs: 100 }).pipe(map(() => 's')),
      150,
    );
    expect(spaced).to.deep.equal(['5 s', '10 s', '105 s']);
  });
});
