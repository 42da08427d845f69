import { expect } from 'chai';
import { from, toArray } from 'rxjs';

import { subscriptionPlans, type MarketChannel, type SubscriptionPlans } from '../../src/connector/index.js';
import { venueSymbol } from '../../src/domain/index.js';
import { coinbase } from '../../src/exchanges/coinbase/index.js';
import { itKeepsTheChecklist } from '../support/operatorChecklist.js';

const setOf = (...symbols: readonly string[]) => new Set(symbols.map(venueSymbol));

const plansOf = (
  sets: readonly ReadonlySet<ReturnType<typeof venueSymbol>>[],
  channels?: readonly MarketChannel[],
) => {
  let plans: readonly SubscriptionPlans[] = [];
  let failure: unknown;
  from(sets)
    .pipe(subscriptionPlans(coinbase, channels), toArray())
    .subscribe({ next: (all) => (plans = all), error: (error: unknown) => (failure = error) });
  return { plans, failure };
};

/** The products of each channel that a list of plans names. */
const namesOf = (plans: SubscriptionPlans['subscribe']) =>
  plans.flatMap(({ frames }) =>
    frames.map((frame) => {
      const { type, product_ids, channels } = JSON.parse(frame) as Record<string, readonly string[]>;
      return `${String(type)} ${channels?.join()} ${product_ids?.join()}`;
    }),
  );

describe('subscriptionPlans', () => {
  it('subscribes what is new and unsubscribes what is gone, and nothing else', () => {
    const { plans } = plansOf([
      setOf('A-USD', 'B-USD'),
      setOf('B-USD', 'A-USD'),
      setOf('B-USD', 'C-USD'),
      setOf(),
      setOf('A-USD'),
    ]);
    expect(
      plans.map(({ subscribe, unsubscribe }) => [namesOf(subscribe), namesOf(unsubscribe)]),
    ).to.deep.equal([
      [['subscribe level2_batch A-USD,B-USD'], []],
      [['subscribe level2_batch C-USD'], ['unsubscribe level2_batch A-USD']],
      [[], ['unsubscribe level2_batch B-USD,C-USD']],
      [['subscribe level2_batch A-USD'], []],
    ]);
  });

  it('does so for each channel', () => {
    const { plans } = plansOf([setOf('A-USD')], ['book', 'trades']);
    expect(namesOf(plans[0]?.subscribe ?? [])).to.deep.equal([
      'subscribe level2_batch A-USD',
      'subscribe matches A-USD',
    ]);
  });

  it('does not depend on the set being another object', () => {
    const wanted = setOf('A-USD');
    const sets = function* () {
      yield wanted;
      wanted.add(venueSymbol('B-USD'));
      yield wanted;
    };
    const plans: string[] = [];
    from(sets())
      .pipe(subscriptionPlans(coinbase))
      .subscribe(({ subscribe }) => plans.push(...namesOf(subscribe)));
    expect(plans).to.deep.equal(['subscribe level2_batch A-USD', 'subscribe level2_batch B-USD']);
  });

  it('fails where a symbol is none of the venue', () => {
    expect(plansOf([setOf('BTCUSD')]).failure).to.be.instanceOf(RangeError);
  });

  itKeepsTheChecklist(() => subscriptionPlans(coinbase), [setOf('A-USD'), setOf('A-USD', 'B-USD')]);
});
