import { expect } from 'chai';
import fc from 'fast-check';
import { Subject } from 'rxjs';

import {
  balanceReducer,
  balances,
  INITIAL_BALANCES,
  type BalanceDelta,
  type BalanceEvent,
  type BalanceInput,
  type BalanceOptions,
  type BalanceSnapshot,
} from '../../src/money/index.js';
import { itKeepsTheChecklist } from '../support/operatorChecklist.js';
import { d } from './rules.js';

type Place = Partial<Pick<BalanceSnapshot, 'feed' | 'sequence' | 'venueTime' | 'requestedAt' | 'receivedAt'>>;

const snapshot = (
  told: Readonly<Record<string, readonly [total: string, available?: string]>>,
  place: Place & { readonly covers?: 'all' | 'listed' } = {},
): BalanceSnapshot => ({
  _tag: 'balanceSnapshot',
  feed: 'ws',
  receivedAt: 0,
  covers: 'all',
  ...place,
  balances: Object.entries(told).map(([token, [total, available]]) => ({
    token,
    total: d(total),
    available: available === undefined ? undefined : d(available),
  })),
});

const delta = (changes: Readonly<Record<string, string>>, place: Place = {}): BalanceDelta => ({
  _tag: 'balanceDelta',
  feed: 'ws',
  receivedAt: 0,
  ...place,
  changes: Object.entries(changes).map(([token, amount]) => ({ token, amount: d(amount) })),
});

const locked = (order: string, locks: Readonly<Record<string, string>> = {}): BalanceInput => ({
  _tag: 'orderLocked',
  order,
  locks: Object.entries(locks).map(([token, amount]) => ({ token, amount: d(amount) })),
});

const eventsOf = (inputs: readonly BalanceInput[], options?: BalanceOptions): readonly BalanceEvent[] => {
  let state = INITIAL_BALANCES;
  return inputs.map((input) => {
    const result = balanceReducer(state, input, options);
    ({ state } = result);
    return result.event;
  });
};

/** The event as text: its tag, a token's total and what is available, why it was not used. */
const told = ({ _tag, balances: all, refused }: BalanceEvent, token = 'USD'): string => {
  const balance = all.get(token);
  const numbers = balance === undefined ? '-' : `${balance.total.toFixed()} ${balance.available.toFixed()}`;
  return [_tag.replace('balances', ''), numbers, ...refused.map(({ token: of, why }) => `${of} ${why}`)].join(
    ' ',
  );
};

const story = (inputs: readonly BalanceInput[], options?: BalanceOptions): readonly string[] =>
  eventsOf(inputs, options).map((event) => told(event));

describe('balanceReducer', () => {
  it('tells what an order locks once, however often it is told, and frees it', () => {
    expect(
      story([
        snapshot({ USD: ['100', '100'] }),
        locked('a', { USD: '30' }),
        locked('a', { USD: '30' }),
        locked('b', { USD: '20.5', BTC: '1' }),
        locked('a', { BTC: '1' }),
        locked('b'),
        locked('b'),
      ]),
    ).to.deep.equal([
      'Changed 100 100',
      'Changed 100 70',
      'Unchanged 100 70',
      'Changed 100 49.5',
      'Changed 100 79.5',
      'Changed 100 100',
      'Unchanged 100 100',
    ]);
  });

  it('never calls less than nothing available', () => {
    expect(story([snapshot({ USD: ['10', '10'] }), locked('a', { USD: '11' })])).to.deep.equal([
      'Changed 10 10',
      'Changed 10 0',
    ]);
  });

  it('takes what the venue holds back beyond own orders for locked elsewhere, and no order twice', () => {
    expect(
      story([
        locked('a', { USD: '30' }),
        snapshot({ USD: ['100', '60'] }),
        locked('a'),
        locked('b', { USD: '50' }),
        // The venue does not know the order yet.
        snapshot({ USD: ['100', '100'] }),
      ]),
    ).to.deep.equal(['Unchanged -', 'Changed 100 60', 'Changed 100 90', 'Changed 100 40', 'Changed 100 50']);
  });

  it('counts all that is locked by own orders where the venue tells totals alone', () => {
    expect(story([locked('a', { USD: '30' }), snapshot({ USD: ['100'] }), locked('a')])).to.deep.equal([
      'Unchanged -',
      'Changed 100 70',
      'Changed 100 100',
    ]);
  });

  it('knows that there was none of a token that a whole snapshot did not list', () => {
    const events = eventsOf([
      snapshot({ USD: ['1'] }, { venueTime: 5 }),
      delta({ BTC: '2' }, { venueTime: 4 }),
      delta({ BTC: '3' }, { venueTime: 6 }),
    ]);
    expect(events.map((event) => told(event, 'BTC'))).to.deep.equal([
      'Changed -',
      'Refused - BTC older',
      'Changed 3 3',
    ]);
    const partly = eventsOf([
      snapshot({ USD: ['1'] }, { venueTime: 5, covers: 'listed' }),
      delta({ BTC: '3' }, { venueTime: 6 }),
    ]);
    expect(partly.map((event) => told(event, 'BTC'))).to.deep.equal(['Changed -', 'Unchanged -']);
  });

  it('does not let an older list say that there is none', () => {
    expect(
      story([
        snapshot({ USD: ['1'] }, { venueTime: 5 }),
        snapshot({ BTC: ['2'] }, { venueTime: 4 }),
        snapshot({ BTC: ['2'] }, { venueTime: 6 }),
      ]),
    ).to.deep.equal(['Changed 1 1', 'Refused 1 1 BTC older USD older', 'Changed 0 0']);
  });

  it('goes by the newest whole list for a token that none has listed', () => {
    const bought = (venueTime: number) => delta({ BTC: '2' }, { venueTime });
    const list = (venueTime: number) => snapshot({ USD: ['1'] }, { venueTime });
    for (const lists of [
      [list(5), list(3)],
      [list(3), list(5)],
    ]) {
      const events = eventsOf([...lists, bought(4), bought(6)]).slice(2);
      expect(events.map((event) => told(event, 'BTC'))).to.deep.equal(['Refused - BTC older', 'Changed 2 2']);
    }
  });

  it('orders answers of one poll by when they were asked for', () => {
    const answer = (total: string, requestedAt: number, receivedAt: number) =>
      snapshot({ USD: [total] }, { feed: 'poll', requestedAt, receivedAt });
    expect(story([answer('2', 2, 5), answer('1', 1, 9), answer('3', 3, 10)])).to.deep.equal([
      'Changed 2 2',
      'Refused 2 2 USD older',
      'Changed 3 3',
    ]);
  });

  it('takes what one feed pushes in order of arrival, and equal times of two feeds for undecided', () => {
    expect(
      story([
        snapshot({ USD: ['1'] }, { venueTime: 5 }),
        snapshot({ USD: ['2'] }, { venueTime: 5 }),
        snapshot({ USD: ['3'] }, { venueTime: 5, feed: 'other' }),
        snapshot({ USD: ['4'] }, { feed: 'other', receivedAt: 0 }),
      ]),
    ).to.deep.equal(['Changed 1 1', 'Changed 2 2', 'Refused 2 2 USD undecided', 'Changed 4 4']);
  });

  it('takes a snapshot of one count with the changes that wait for it', () => {
    expect(
      story(
        [
          delta({ USD: '5' }, { sequence: 6 }),
          delta({ USD: '7' }, { sequence: 7 }),
          snapshot({ USD: ['100'] }, { sequence: 5 }),
          snapshot({ USD: ['105'] }, { sequence: 6 }),
          snapshot({ USD: ['999'] }, { sequence: 6 }),
          delta({ USD: '7' }, { sequence: 6 }),
        ],
        { holdLimit: 1 },
      ),
    ).to.deep.equal([
      'Unchanged -',
      'Unchanged -',
      'Refused - USD older',
      'Changed 112 112',
      'Refused 112 112 USD repeated',
      'Refused 112 112 USD repeated',
    ]);
  });

  it('tells a total that changes where what is available does not', () => {
    expect(story([snapshot({ USD: ['100', '50'] }), snapshot({ USD: ['90', '50'] })])).to.deep.equal([
      'Changed 100 50',
      'Changed 90 50',
    ]);
  });

  it('calls a message unchanged, not refused, where some of it was used and told nothing new', () => {
    const both = (venueTime: number) => snapshot({ USD: ['1'], BTC: ['2'] }, { venueTime, covers: 'listed' });
    expect(
      story([both(1), snapshot({ USD: ['1'] }, { venueTime: 5, covers: 'listed' }), both(3)]),
    ).to.deep.equal(['Changed 1 1', 'Unchanged 1 1', 'Unchanged 1 1 USD older']);
  });

  it('takes changes with a count and without one for different ones', () => {
    const counted = delta({ USD: '1' }, { sequence: 5 });
    const uncounted = delta({ USD: '2' }, { feed: 'other' });
    const first = snapshot({ USD: ['10'] });
    expect(story([first, counted, uncounted, counted])).to.deep.equal([
      'Changed 10 10',
      'Changed 11 11',
      'Changed 13 13',
      'Refused 13 13 USD repeated',
    ]);
    expect(story([first, uncounted, counted])).to.deep.equal([
      'Changed 10 10',
      'Changed 12 12',
      'Changed 13 13',
    ]);
  });

  it('takes an answer for newer where it was asked for after the last news came, not where it was asked for before', () => {
    const answer = (requestedAt: number) =>
      snapshot({ USD: ['9'] }, { feed: 'poll', requestedAt, receivedAt: 20 });
    const pushed = snapshot({ USD: ['1'] }, { receivedAt: 10 });
    expect(story([pushed, answer(10)])).to.deep.equal(['Changed 1 1', 'Changed 9 9']);
    expect(story([pushed, answer(9)])).to.deep.equal(['Changed 1 1', 'Refused 1 1 USD undecided']);
  });

  it('names the tokens that changed, and no others', () => {
    const [, event] = eventsOf([
      snapshot({ USD: ['1'], BTC: ['2'], ETH: ['3'] }),
      snapshot({ USD: ['5'], BTC: ['2'], DOGE: ['7'] }),
    ]);
    expect(event).to.deep.include({ _tag: 'balancesChanged', tokens: ['USD', 'DOGE', 'ETH'] });
  });

  it('uses no snapshot from before a change that is kept no longer, and one from after it with the changes that are', () => {
    const changes = [5, 7, 9].map((sequence) => delta({ USD: '1' }, { sequence }));
    const at = (sequence: number) => snapshot({ USD: ['50'] }, { sequence });
    const first = snapshot({ USD: ['10'] }, { sequence: 1 });
    const last = (sequence: number) => story([first, ...changes, at(sequence)], { holdLimit: 1 }).at(-1);
    expect(last(6)).to.equal('Refused 13 13 USD older');
    expect(last(7)).to.equal('Refused 13 13 USD repeated');
    expect(last(8)).to.equal('Changed 51 51');
    expect(story([first, ...changes, at(6)]).at(-1)).to.equal('Changed 52 52');
  });

  it('adds up changes of one token in one message, exactly', () => {
    const twice: BalanceDelta = {
      ...delta({}),
      changes: [
        { token: 'USD', amount: d('0.1') },
        { token: 'USD', amount: d('1e-30') },
      ],
    };
    expect(story([snapshot({ USD: ['0.2'] }), twice])[1]).to.equal(
      'Changed 0.300000000000000000000000000001 0.300000000000000000000000000001',
    );
  });

  it('leaves earlier states as they were, and keeps the map where nothing changes', () => {
    const first = balanceReducer(INITIAL_BALANCES, snapshot({ USD: ['1'] }));
    const second = balanceReducer(first.state, delta({ USD: '1' }));
    expect(told(first.event)).to.equal('Changed 1 1');
    expect(told(second.event)).to.equal('Changed 2 2');
    expect(balanceReducer(second.state, delta({ USD: '0' })).event.balances).to.equal(second.event.balances);
    expect(INITIAL_BALANCES.balances.size).to.equal(0);
  });

  it('has available what was, with what was locked then, less what is locked now, and with what fills changed since', () => {
    const amount = fc.bigInt(0n, 1_000n);
    const step = fc.oneof(
      fc.record({ order: fc.constantFrom('a', 'b', 'c'), locks: amount }),
      fc.record({ change: fc.bigInt(-300n, 300n) }),
    );
    fc.assert(
      fc.property(amount, amount, amount, fc.array(step), (lockedThen, elsewhere, free, steps) => {
        const total = lockedThen + elsewhere + free;
        const inputs: BalanceInput[] = [
          locked('a', { USD: String(lockedThen) }),
          snapshot({ USD: [String(total), String(free)] }, { venueTime: 0 }),
        ];
        const lockedNow = new Map([['a', lockedThen]]);
        let changed = 0n;
        for (const [at, each] of steps.entries()) {
          if ('change' in each) {
            changed += each.change;
            inputs.push(delta({ USD: String(each.change) }, { venueTime: at + 1 }));
          } else {
            lockedNow.set(each.order, each.locks);
            inputs.push(locked(each.order, { USD: String(each.locks) }));
          }
          const all = [...lockedNow.values()].reduce((sum, one) => sum + one, 0n);
          const expected = free + lockedThen - all + changed;
          const { available } = eventsOf(inputs).at(-1)!.balances.get('USD')!;
          expect(available.toFixed()).to.equal(String(expected > 0n ? expected : 0n));
        }
      }),
    );
  });

  it('says at each moment what the newest snapshot and the changes after it say, in any order of arrival', () => {
    // A change a tick, of which some are told as changes and some as snapshots too.
    const tick = fc.record({
      amount: fc.bigInt(-50n, 50n),
      told: fc.constantFrom('change', 'total', 'both'),
    });
    const history = fc.array(tick, { minLength: 1, maxLength: 25 }).chain((ticks) => {
      let total = 10_000n;
      const totals = ticks.map(({ amount }) => (total += amount));
      const news = ticks.flatMap(({ told: as }, at) => [
        ...(as === 'total' ? [] : [{ at, kind: 'change' as const }]),
        ...(as === 'change' ? [] : [{ at, kind: 'total' as const }]),
      ]);
      const indexes = fc.array(fc.nat(news.length - 1), { maxLength: 60 });
      return indexes.map((order) => ({ ticks, totals, arrivals: order.map((index) => news[index]!) }));
    });
    fc.assert(
      fc.property(history, ({ ticks, totals, arrivals }) => {
        let newest = -1;
        const changes = new Set<number>();
        let state = INITIAL_BALANCES;
        for (const [receivedAt, { at, kind }] of arrivals.entries()) {
          const place = { sequence: at, receivedAt, feed: kind };
          const input =
            kind === 'change'
              ? delta({ USD: ticks[at]!.amount.toString() }, place)
              : snapshot({ USD: [totals[at]!.toString()] }, place);
          const { state: next, event } = balanceReducer(state, input);
          state = next;
          if (kind === 'change') changes.add(at);
          else newest = Math.max(newest, at);
          let expected = newest === -1 ? undefined : totals[newest]!;
          if (expected !== undefined)
            for (const each of changes) if (each > newest) expected += ticks[each]!.amount;
          expect(event.balances.get('USD')?.total.toFixed()).to.equal(expected?.toString());
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('balances', () => {
  const messages = [
    snapshot({ USD: ['100', '90'] }, { venueTime: 1 }),
    locked('a', { USD: '50' }),
    delta({ USD: '-20' }, { venueTime: 2 }),
    snapshot({ USD: ['0'] }, { venueTime: 1, feed: 'poll' }),
  ];

  itKeepsTheChecklist(() => balances(), messages);

  it('has its state before it emits: a listener may send the next message', () => {
    const inputs$ = new Subject<BalanceInput>();
    const seen: string[] = [];
    inputs$.pipe(balances()).subscribe((event) => {
      if (seen.length === 0) {
        seen.push(told(event));
        inputs$.next(delta({ USD: '1' }));
      } else seen.push(told(event));
    });
    inputs$.next(snapshot({ USD: ['1'] }));
    inputs$.next(delta({ USD: '1' }));
    expect(seen).to.deep.equal(['Changed 1 1', 'Changed 2 2', 'Changed 3 3']);
  });

  it('refuses a limit that is none when it is made', () => {
    for (const holdLimit of [0, -1, 1.5, Number.NaN])
      expect(() => balances({ holdLimit })).to.throw(
        RangeError,
        `holdLimit is no count above zero: ${holdLimit}`,
      );
  });
});
