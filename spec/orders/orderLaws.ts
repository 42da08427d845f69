import { expect } from 'chai';
import fc from 'fast-check';

import { orderFromJson, orderReducer, orderToJson, type OrderInput } from '../../src/orders/index.js';
import { amendedOften, chaos } from './chaos.js';
import { expectLargerTold, expectTermsNow } from './laws/amended.js';
import { expectBackAtSignOfLife, expectEvidence, expectGivenUpOnProof } from './laws/absence.js';
import {
  expectCompletedAtOnce,
  expectFillsWanted,
  expectInferred,
  expectNetAmounts,
  expectShortTold,
} from './laws/completed.js';
import { expectCreatedAtOnce, expectCreatedFirst, expectRefusedOnce } from './laws/created.js';
import { expectFillsAtOnce, expectRepeats } from './laws/fillsOnce.js';
import { expectFirstTerms, expectGreatestTold, expectNewestKept } from './laws/newestNews.js';
import { expectIdsKept } from './laws/ids.js';
import { expectEndAsSaid, expectOneEnd } from './laws/oneEnd.js';
import { expectLookedUp, expectRequests, expectUnknown } from './laws/requests.js';
import { stepsOf, type Step } from './laws/steps.js';
import { expectAllCount, expectExactQuote, expectExactSums, expectOverfillTold } from './laws/totals.js';
import { arrivals, comparable, finalState, newsOf, pairsOfAdopted, pairsOfArrivals } from './modelVenue.js';
import { run } from './orderInputs.js';
import { silence } from './silence.js';

const FINAL = ['completed', 'cancelled', 'expired', 'failed'];

/** Everything: what none would tell, what is not told, and what consistent venues tell in any order. */
const anything: fc.Arbitrary<readonly OrderInput[]> = fc.oneof(
  { weight: 3, arbitrary: chaos },
  { weight: 1, arbitrary: silence },
  { weight: 1, arbitrary: arrivals.map(({ inputs }) => inputs) },
);

/** The laws of orders as properties, each over so many histories. */
export function itKeepsTheLaws(numRuns: number): void {
  const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void =>
    fc.assert(
      fc.property(arbitrary, (value) => check(value)),
      { numRuns },
    );

  /** Holds of every such run, step by step. */
  const holdsOf = (runs: typeof anything, ...laws: readonly ((steps: readonly Step[]) => void)[]): void =>
    holds(runs, (inputs) => {
      const steps = stepsOf(inputs);
      for (const law of laws) law(steps);
    });
  const always = holdsOf.bind(undefined, anything);

  it('1. created comes once and first; failed only where there was none', () => {
    always(expectCreatedFirst, expectCreatedAtOnce, expectRefusedOnce);
  });

  it('2. a fill is told once, whatever is repeated, also by an order that was stored between', () => {
    holds(fc.tuple(anything, fc.nat(20)), ([inputs, at]) => {
      const first = run(inputs.slice(0, at + 1));
      let order = orderFromJson(JSON.parse(JSON.stringify(orderToJson(first.order))));
      const events = [...first.events];
      for (const input of [...inputs.slice(at + 1), ...inputs]) {
        const update = orderReducer(order, input);
        ({ order } = update);
        events.push(...update.events);
      }
      const keys = events.flatMap((event) =>
        event._tag === 'filled' && !event.inferred ? [event.tradeId ?? event.cumulative!.toFixed()] : [],
      );
      expect(keys).to.deep.equal([...new Set(keys)]);
      expect(events.filter(({ _tag }) => _tag === 'created').length).to.be.below(2);
      const steps = stepsOf(inputs);
      expectFillsAtOnce(steps);
      expectRepeats(steps);
    });
  });

  it('3. completed comes after fills that reach the amount; inferred ones only with a list that lacks them', () => {
    always(expectCompletedAtOnce, expectFillsWanted, expectInferred, expectShortTold, expectNetAmounts);
  });

  it('4. there is one end, and nothing moves an order out of it', () => {
    holdsOf(amendedOften, expectLargerTold);
    always(expectOneEnd, expectEndAsSaid, expectLargerTold);
  });

  it('5. news joins: any order and any repetition of it keep the same', () => {
    holds(pairsOfArrivals(false), ([one, other]) => {
      expect(newsOf(run(one.inputs))).to.deep.equal(newsOf(run(other.inputs)));
    });
    holdsOf(amendedOften, expectTermsNow, expectIdsKept);
    always(expectNewestKept, expectGreatestTold, expectFirstTerms, expectTermsNow);
  });

  it('6. one consistent history gives one final state and the same events, however it arrives', () => {
    holds(fc.oneof(pairsOfArrivals(true), pairsOfAdopted), ([one, other]) => {
      const { history } = one;
      const plain = run([...history.local, ...history.told]);
      for (const arrival of [one, other]) {
        const result = run(arrival.inputs);
        expect(comparable(result.events)).to.deep.equal(comparable(plain.events));
        expect(finalState(result)).to.deep.equal(finalState(plain));
      }
      const ends = { open: [], refused: ['failed'], filled: ['completed'] };
      expect(plain.events.map(({ _tag }) => _tag).filter((tag) => FINAL.includes(tag))).to.deep.equal(
        { ...ends, cancelled: ['cancelled'], expired: ['expired'] }[history.outcome],
      );
    });
    always(expectIdsKept);
  });

  it('7. a lost answer leaves what is unknown; given up is what the venue proves not to have, and comes back', () => {
    const laws = [
      expectRequests,
      expectUnknown,
      expectLookedUp,
      expectEvidence,
      expectGivenUpOnProof,
      expectBackAtSignOfLife,
    ];
    holdsOf(silence, ...laws);
    always(...laws);
  });

  it('8. all that is filled counts, and more than was ordered is told', () => {
    always(expectAllCount, expectOverfillTold);
  });

  it('9. amounts and fees add up to the last digit', () => {
    always(expectExactSums, expectExactQuote);
  });
}
