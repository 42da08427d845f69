import { expect } from 'chai';
import fc from 'fast-check';

import { openOrderJournal, type JournaledUpdate, type NumberedEvent } from '../../../src/journal/index.js';
import type { OrderInput, TrackedUpdate } from '../../../src/orders/index.js';
import { OrderRegistry } from '../../../src/orders/orderRegistry.js';
import { EMPTY_STATE } from '../../../src/orders/trackedOrder.js';
import { registryOptions } from '../../../src/orders/trackOrders.js';
import { manyOrders } from '../../orders/manyOrders.js';
import { copyAsKilled, eventsNow, feed } from './temporaryJournal.js';

const TIMEOUT_MS = 600_000;
/** Short, so that clocks release what is held. */
const HOLD_MS = 30;

/** What a tracker without a journal makes of the same inputs. */
export function plain(inputs: readonly OrderInput[]): readonly TrackedUpdate[] {
  const all = { keepFinished: Infinity, keepFinishedMs: Infinity, holdMs: HOLD_MS };
  const registry = new OrderRegistry(registryOptions(all), EMPTY_STATE);
  return inputs.flatMap((input) => registry.take(input));
}

/** An update without what only a journal gives it. */
const tracked = ({ key, order, events, input, previous, absorbed }: TrackedUpdate): TrackedUpdate => ({
  key,
  order,
  events,
  input,
  previous,
  absorbed,
});

export const numberedOf = (updates: readonly TrackedUpdate[]): readonly NumberedEvent[] =>
  updates.flatMap(({ events }) => events).map((event, at) => ({ seq: at + 1, event }));

/** Inputs in groups of these sizes, again and again. */
function grouped(
  inputs: readonly OrderInput[],
  sizes: readonly number[],
): readonly (readonly OrderInput[])[] {
  const groups: (readonly OrderInput[])[] = [];
  for (let at = 0, n = 0; at < inputs.length; n++) {
    const size = sizes[n % sizes.length]!;
    groups.push(inputs.slice(at, at + size));
    at += size;
  }
  return groups;
}

const inTurns = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

/** What a journal promises, as properties over so many random histories; `path` names files of a folder that goes away. */
export function itKeepsThePromises(path: (name: string) => string, numRuns: number): void {
  it('gives the updates of trackOrders, with the numbers of inputs and events, whatever comes in one turn', async function () {
    this.timeout(TIMEOUT_MS);
    await fc.assert(
      fc.asyncProperty(manyOrders(), inTurns, async (inputs, sizes) => {
        const journal = openOrderJournal(path(`plain-${Math.random()}`), {
          keepFinished: 1,
          holdMs: HOLD_MS,
        });
        const updates = await feed(journal, grouped(inputs, sizes));
        const expected = plain(inputs);
        expect(updates.map(tracked)).to.deep.equal(expected);
        expect(updates.flatMap(({ numbered }) => numbered)).to.deep.equal(numberedOf(expected));
        for (const { inputSeq, input } of updates) expect(inputs[inputSeq - 1]).to.equal(input);
        journal.close();
      }),
      { numRuns },
    );
  });

  it('goes on after a kill at any moment: nothing acknowledged is lost, nothing doubled, each number the same event', async function () {
    this.timeout(TIMEOUT_MS);
    await fc.assert(
      fc.asyncProperty(manyOrders(), inTurns, fc.nat(20), async (inputs, sizes, at) => {
        const name = `killed-${Math.random()}`;
        const journal = openOrderJournal(path(name), { keepFinished: 1, holdMs: HOLD_MS });
        const groups = grouped(inputs, sizes);
        let killed = 0;
        let acknowledged: readonly JournaledUpdate[] = [];
        await feed(journal, groups, (updates) => {
          if (killed++ > at) return;
          acknowledged = [...updates];
          copyAsKilled(path(name), path(`${name}-copy`));
        });
        journal.close();
        const again = openOrderJournal(path(`${name}-copy`), { keepFinished: 1, holdMs: 1_000 });
        const stored = eventsNow(again);
        const seen = acknowledged.flatMap(({ numbered }) => numbered);
        expect(stored.slice(0, seen.length)).to.deep.equal(seen);
        again.close();
        // Its inputs are on the disk whether or not it had told of them; the rest follows.
        const rest = groups.slice(Math.min(at + 1, groups.length));
        const whole = openOrderJournal(path(`${name}-copy`), { keepFinished: 1, holdMs: HOLD_MS });
        await feed(whole, rest);
        const expected = plain(inputs);
        expect(eventsNow(whole)).to.deep.equal(numberedOf(expected));
        const absorbed = new Set(expected.map((update) => update.absorbed));
        const last = new Map(expected.map(({ key, order }) => [key, order]));
        for (const key of absorbed) if (key !== undefined) last.delete(key);
        const orders = [...whole.orders()].map(({ key, order }) => [key, order]);
        expect(orders).to.deep.equal([...last].sort(([a], [b]) => a - b));
        whole.close();
      }),
      { numRuns },
    );
  });
}

/** That each order's story can be told again from what is written, as a property. */
export function itTellsStories(path: (name: string) => string, numRuns: number): void {
  it('tells the story of each order as it was: every state and every event, from the inputs alone', async function () {
    this.timeout(TIMEOUT_MS);
    await fc.assert(
      fc.asyncProperty(manyOrders(), async (inputs) => {
        const name = path(`story-${Math.random()}`);
        const journal = openOrderJournal(name, { keepFinished: 0, holdMs: 30 });
        await feed(journal, [inputs]);
        const expected = plain(inputs);
        for (const { key } of journal.orders()) {
          const own = expected.filter((update) => update.key === key);
          const { steps } = journal.story(key);
          expect(
            steps.map(({ before, input, after, events }) => ({
              before,
              input,
              after,
              events: events.map(({ event }) => event),
            })),
          ).to.deep.equal(
            own.map(({ previous, input, order, events }) => ({
              before: previous,
              input,
              after: order,
              events,
            })),
          );
          expect(steps.map(({ absorbed }) => absorbed?.key)).to.deep.equal(
            own.map(({ absorbed }) => absorbed),
          );
          const lengths = steps.map(({ absorbed }) => absorbed?.steps.length);
          expect(lengths).to.deep.equal(
            own.map(({ absorbed }) =>
              absorbed === undefined
                ? undefined
                : expected.filter((update) => update.key === absorbed).length,
            ),
          );
        }
        journal.close();
      }),
      { numRuns },
    );
  });
}
