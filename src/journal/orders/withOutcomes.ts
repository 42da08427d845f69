import type { Order, TrackedOrder } from '../../orders/index.js';
import type { JournalContents, OrderFilter, StoredStep } from './journalReader.js';
import type { Outcomes, Step } from './outcomes.js';

/** A journal as it is once inputs that are written are taken in: what comes of them is laid over what it holds. */
export function withOutcomes(journal: JournalContents, outcomes: Outcomes): JournalContents {
  const { changed } = outcomes;
  const isGone = new Set(outcomes.absorbed);
  const stepsBySeq = new Map(outcomes.steps.map((step) => [step.stepSeq, step]));
  return {
    input: (seq) => journal.input(seq),
    damages: (how) => journal.damages(how),
    order: (key) => {
      if (isGone.has(key)) return undefined;
      const now = changed.get(key);
      return now === undefined ? journal.order(key) : { key, order: now.order };
    },
    keysOf: (id) => {
      const before = journal.keysOf(id);
      const now = [...changed].flatMap(([key, { order }]) => (hasId(order, id) ? [key] : []));
      return [...new Set([...before, ...now])].sort((a, b) => a - b);
    },
    orders: (filter?: OrderFilter) => {
      const now = [...changed]
        .map(([key, { order }]) => ({ key, order }))
        .filter(({ order }) => isWanted(order, filter ?? {}))
        .sort((a, b) => a.key - b.key);
      const stored = journal.orders(filter);
      return merged(stored, now, ({ key }) => isGone.has(key) || changed.has(key));
    },
    stepsOf: (key) => [
      ...journal.stepsOf(key),
      ...outcomes.steps.filter((step) => step.key === key).map(storedStep),
    ],
    eventsOf: (step) => stepsBySeq.get(step.seq)?.numbered ?? journal.eventsOf(step),
  };
}

/** Orders by their keys: those that are stored and still so, and those that are otherwise now. */
function* merged(
  stored: Iterable<TrackedOrder>,
  now: readonly TrackedOrder[],
  isOld: (tracked: TrackedOrder) => boolean,
): Generator<TrackedOrder> {
  let next = 0;
  for (const tracked of stored) {
    if (isOld(tracked)) continue;
    for (; next < now.length && now[next]!.key < tracked.key; next++) yield now[next]!;
    yield tracked;
  }
  yield* now.slice(next);
}

const hasId = ({ clientId, venueIds }: Order, id: string): boolean =>
  clientId === id || venueIds.some((venueId) => venueId === id);

const isWanted = (order: Order, { open, venue, symbol }: OrderFilter): boolean =>
  (open === undefined || open === (order.end === undefined)) &&
  (venue === undefined || venue === order.venue) &&
  (symbol === undefined || symbol === order.symbol);

const storedStep = ({
  stepSeq,
  inputSeq,
  key,
  previous,
  absorbed,
  foreignIds,
  receivedAt,
}: Step): StoredStep => ({
  seq: stepSeq,
  inputSeq,
  orderKey: key,
  hasPrevious: previous !== undefined,
  absorbedKey: absorbed,
  foreignIds,
  receivedAt,
});
