import { expect } from 'chai';
import fc from 'fast-check';
import { asyncScheduler, timer, type Subscription } from 'rxjs';

import { rateBudget, type RateBudget, type RateCosts } from '../../../src/connector/index.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';

/** What goes when, as `12 name`. */
function wentOf(play: (budget: RateBudget, ask: (name: string, costs: RateCosts) => Subscription) => void): {
  readonly went: readonly string[];
} {
  const went: string[] = [];
  inVirtualTime(({ flush }) => {
    const budget = rateBudget([
      { name: 'weight', limit: 10, perMs: 100 },
      { name: 'orders', limit: 2, perMs: 50 },
    ]);
    play(budget, (name, costs) =>
      budget.take(costs).subscribe(() => went.push(`${asyncScheduler.now()} ${name}`)),
    );
    flush();
  });
  return { went };
}

const firstWent: string[] = [];

const at = (ms: number, act: () => void): void => void timer(ms).subscribe(act);

describe('rateBudget', () => {
  it('lets go at once what there is room for, and the rest in order as soon as there is', () => {
    const { went } = wentOf((_, ask) => {
      ask('a', { weight: 6 });
      ask('b', { weight: 5 });
      ask('c', { weight: 1 });
      at(30, () => ask('d', { weight: 4 }));
    });
    // c could go before b, and would starve it again and again.
    expect(went).to.deep.equal(['0 a', '100 b', '100 c', '100 d']);
  });

  it('keeps nothing from one window for what waits for another', () => {
    const { went } = wentOf((_, ask) => {
      for (const name of ['a', 'b', 'c', 'd']) ask(name, { weight: 1, orders: 1 });
      ask('look', { weight: 0 });
      ask('free', {});
    });
    expect(went).to.deep.equal(['0 a', '0 b', '0 look', '0 free', '50 c', '50 d']);
  });

  it('draws again for each subscription, and gives up the place of who leaves', () => {
    const { went } = wentOf((budget, ask) => {
      const take$ = budget.take({ weight: 10 });
      take$.subscribe();
      const leaving = take$.subscribe(() => expect.fail('it has left'));
      ask('next', { weight: 5 });
      at(40, () => leaving.unsubscribe());
    });
    expect(went).to.deep.equal(['100 next']);
  });

  it('hears of what others use, and forgets it after the time of the window', () => {
    const { went } = wentOf((budget, ask) => {
      ask('a', { weight: 2 });
      budget.heard('weight', 9);
      budget.heard('unknown', 9);
      ask('b', { weight: 2 });
      at(60, () => budget.heard('weight', 3));
    });
    expect(went).to.deep.equal(['0 a', '100 b']);
  });

  it('pauses as long as it is asked to, everything', () => {
    const { went } = wentOf((budget, ask) => {
      budget.pause(70);
      budget.pause(20);
      ask('a', { weight: 1 });
      ask('b', {});
      at(70, () => ask('c', {}));
    });
    expect(went).to.deep.equal(['70 a', '70 b', '70 c']);
  });

  it('lets what is to go first go before what came before it, each kind in order', () => {
    const { went } = wentOf((budget, ask) => {
      const first = (name: string, costs: RateCosts) =>
        budget
          .take(costs, { first: true })
          .subscribe(() => firstWent.push(`${asyncScheduler.now()} ${name}`));
      ask('a', { weight: 9 });
      ask('b', { weight: 5 });
      ask('c', { weight: 5 });
      // There is room for one at once; the other waits, and before the questions.
      first('x', { weight: 1 });
      first('y', { weight: 6 });
      at(100, () => first('z', { weight: 1 }));
    });
    expect(firstWent).to.deep.equal(['0 x', '100 y', '100 z']);
    expect(went).to.deep.equal(['0 a', '200 b', '200 c']);
  });

  it('keeps of a window what is reserved for what is to go first, but not for ever from what is larger', () => {
    const log: string[] = [];
    inVirtualTime(({ flush }) => {
      const budget = rateBudget([{ name: 'weight', limit: 10, perMs: 100, reserved: 3 }]);
      const ask = (name: string, weight: number, first = false) =>
        budget.take({ weight }, { first }).subscribe(() => log.push(`${asyncScheduler.now()} ${name}`));
      ask('a', 7);
      ask('b', 1);
      ask('x', 3, true);
      at(200, () => ask('all', 10));
      flush();
    });
    expect(log).to.deep.equal(['0 a', '0 x', '100 b', '200 all']);
    expect(() => rateBudget([{ name: 'w', limit: 3, perMs: 1, reserved: 3 }])).to.throw(
      RangeError,
      'w: no part of 3: 3',
    );
  });

  it('pauses the windows that are named, and what draws from them alone', () => {
    const { went } = wentOf((budget, ask) => {
      budget.pause(70, ['orders', 'unknown']);
      budget.pause(20, ['orders']);
      ask('order', { weight: 1, orders: 1 });
      ask('cancel', { weight: 1, orders: 0 });
      ask('look', { weight: 1 });
    });
    expect(went).to.deep.equal(['0 cancel', '0 look', '70 order']);
  });

  it('shows the pause of a window as long as it lasts', () => {
    inVirtualTime(({ flush }) => {
      const budget = rateBudget([{ name: 'weight', limit: 10, perMs: 100 }]);
      const untils: (number | undefined)[] = [];
      budget.state$.subscribe(({ windows }) => untils.push(windows[0]?.pausedUntil));
      budget.pause(30, ['weight']);
      budget.take({ weight: 1 }).subscribe();
      flush();
      expect(untils).to.deep.equal([undefined, 30, 30, undefined]);
    });
  });

  it('forgets what the venue has said at the end of its own window, not a whole window later', () => {
    const day = 86_400_000;
    const wentAt = (saidAt: number, window: object): number | undefined => {
      let went: number | undefined;
      inVirtualTime(({ flush }) => {
        const budget = rateBudget([{ name: 'day', limit: 100, perMs: day, ...window }]);
        at(saidAt, () => {
          budget.heard('day', 100);
          budget.take({ day: 1 }).subscribe(() => (went = asyncScheduler.now()));
        });
        flush();
      });
      return went;
    };
    const late = day - 30_000;
    expect(wentAt(late, { resets: 'utc' })).to.equal(day + 5_000);
    // What comes just after midnight may be said of the day before.
    expect(wentAt(day + 1_000, { resets: 'utc' })).to.equal(day + 5_000);
    expect(wentAt(day + 6_000, { resets: 'utc' })).to.equal(2 * day + 5_000);
    expect(wentAt(late, {})).to.equal(late + day);
  });

  it('keeps a pause that is longer than timers are, and does not spin meanwhile', () => {
    inVirtualTime(({ flush }) => {
      const budget = rateBudget([{ name: 'weight', limit: 10, perMs: 100 }]);
      const thirtyDaysMs = 30 * 86_400_000;
      let states = 0;
      let wentAt: number | undefined;
      budget.state$.subscribe(() => states++);
      budget.pause(thirtyDaysMs);
      budget.take({ weight: 1 }).subscribe(() => (wentAt = asyncScheduler.now()));
      flush();
      expect(wentAt).to.equal(thirtyDaysMs);
      expect(states).to.be.below(10);
    });
  });

  it('shows what is used and what waits, to who comes late too', () => {
    inVirtualTime(({ flush }) => {
      const budget = rateBudget([{ name: 'weight', limit: 10, perMs: 100 }]);
      budget.take({ weight: 7 }).subscribe();
      budget.take({ weight: 7 }).subscribe();
      budget.pause(10);
      const states: string[] = [];
      budget.state$.subscribe(({ windows, waiting, pausedUntil }) =>
        states.push(
          `${asyncScheduler.now()} ${windows[0]?.used} ${waiting}${pausedUntil === undefined ? '' : ` until ${pausedUntil}`}`,
        ),
      );
      flush();
      expect(states).to.deep.equal(['0 7 1 until 10', '100 7 0']);
    });
  });

  it('refuses what can never go, and limits that are none', () => {
    const budget = rateBudget([{ name: 'weight', limit: 10, perMs: 100 }]);
    const told = (costs: RateCosts): unknown => {
      let failure: unknown;
      budget.take(costs).subscribe({ error: (error: unknown) => (failure = error) });
      return failure;
    };
    expect(String(told({ weight: 11 }))).to.equal(
      'RangeError: weight never has room for 11: its limit is 10',
    );
    expect(String(told({ other: 1 }))).to.equal('RangeError: there is no window other');
    expect(() => rateBudget([{ name: 'w', limit: 0, perMs: 1 }])).to.throw(
      RangeError,
      'w: no limit: 0 in 1 ms',
    );
    const twice = { name: 'w', limit: 1, perMs: 1 };
    expect(() => rateBudget([twice, twice])).to.throw(RangeError, 'two windows are called w');
  });

  it('never lets more go in any stretch of time than a window has, and lets everything go', () => {
    const asked = fc.array(fc.tuple(fc.nat(300), fc.nat(10), fc.nat(2)), { maxLength: 40 });
    fc.assert(
      fc.property(asked, (requests) => {
        const went: { at: number; costs: RateCosts; order: number }[] = [];
        inVirtualTime(({ flush }) => {
          const budget = rateBudget([
            { name: 'weight', limit: 10, perMs: 100 },
            { name: 'orders', limit: 2, perMs: 50 },
          ]);
          for (const [order, [ms, weight, orders]] of requests.entries())
            at(ms, () =>
              budget
                .take({ weight, orders })
                .subscribe(() => went.push({ at: asyncScheduler.now(), costs: { weight, orders }, order })),
            );
          flush();
        });
        expect(went).to.have.length(requests.length);
        for (const { at: from } of went) {
          const sum = (name: string, perMs: number) =>
            went
              .filter((one) => one.at >= from && one.at < from + perMs)
              .reduce((total, { costs }) => total + (costs[name] ?? 0), 0);
          expect(sum('weight', 100)).to.be.at.most(10);
          expect(sum('orders', 50)).to.be.at.most(2);
        }
      }),
      { numRuns: 200 },
    );
  });
});
