import { expect } from 'chai';
import { from } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import * as sinon from 'sinon';

import { connectionId, type Frame } from '../../src/index.js';
import { paceFrames } from '../../src/journal/index.js';

const frame = (receivedAt: number): Frame => ({
  text: '',
  via: 'stream',
  connection: connectionId('c'),
  receivedAt,
});

const START = 1_600_000_000_000;
const FRAMES = {
  a: frame(START),
  b: frame(START + 10),
  c: frame(START + 11),
  d: frame(START + 40),
  e: frame(START + 5),
};

describe('paceFrames', () => {
  let scheduler: TestScheduler;

  beforeEach(() => {
    scheduler = new TestScheduler((actual, expected) => {
      expect(actual).to.deep.equal(expected);
    });
  });

  it('emits each frame at its recorded time after the first', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('   (abcd|)', FRAMES);
      const expected = '      a 9ms bc 28ms (d|)';
      expectObservable(source.pipe(paceFrames(1))).toBe(expected, FRAMES);
      expectSubscriptions(source.subscriptions).toBe('(^!)');
    });
  });

  it('divides the pauses by the speed', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold('(abd|)', FRAMES).pipe(paceFrames(2))).toBe('a 4ms b 14ms (d|)', FRAMES);
      expectObservable(cold('(abd|)', FRAMES).pipe(paceFrames(0.5))).toBe('a 19ms b 59ms (d|)', FRAMES);
    });
  });

  it('counts from the first frame, so that delays of the source do not add up', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const source = cold('   20ms a 4ms b 60ms d|', FRAMES);
      const expected = '      20ms a 9ms b 55ms d|';
      expectObservable(source.pipe(paceFrames(1))).toBe(expected, FRAMES);
    });
  });

  it('emits a frame whose time went backwards at once, in its place', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold('(abed|)', FRAMES).pipe(paceFrames(1))).toBe('a 9ms (be) 26ms (d|)', FRAMES);
    });
  });

  it('passes everything at once at the highest speed', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold('(abcd|)', FRAMES).pipe(paceFrames('max'))).toBe('(abcd|)', FRAMES);
    });
  });

  it('waits longer than a timer can', () => {
    // These count time in the way Node's do: a pause above 2^31 - 1 ms ends at once.
    const clock = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      const days = 24 * 3600 * 1000;
      const seen: number[] = [];
      from([frame(START), frame(START + 60 * days)])
        .pipe(paceFrames(1))
        .subscribe(({ receivedAt }) => seen.push(receivedAt - START));
      clock.tick(60 * days - 1);
      expect(seen).to.deep.equal([0]);
      clock.tick(1);
      expect(seen).to.deep.equal([0, 60 * days]);
    } finally {
      clock.restore();
    }
  });

  it('never ends where the source does not, ends where it is empty, fails at once', () => {
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold<Frame>('-').pipe(paceFrames(1))).toBe('-');
      expectObservable(cold<Frame>('|').pipe(paceFrames(1))).toBe('|');
      expectObservable(cold('ab 3ms #', FRAMES).pipe(paceFrames(1))).toBe('a 4ms #', FRAMES);
    });
  });

  it('ends its pause when unsubscribed', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b---', FRAMES);
      expectObservable(source.pipe(paceFrames(1)), '5ms !').toBe('-a', FRAMES);
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('starts anew for each subscription', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const paced$ = cold('(ab|)', FRAMES).pipe(paceFrames(1));
      expectObservable(paced$).toBe('a 9ms (b|)', FRAMES);
      expectObservable(paced$, '20ms ^').toBe('20ms a 9ms (b|)', FRAMES);
    });
  });

  it('refuses a speed that is none, at the call', () => {
    expect(() => paceFrames(-1)).to.throw(RangeError, 'speed is not above zero: -1');
  });
});
