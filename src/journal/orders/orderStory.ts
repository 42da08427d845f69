import {
  newOrder,
  orderReducer,
  type OneOrderInput,
  type Order,
  type OrderInput,
} from '../../orders/index.js';
import { absorbOrder } from '../../orders/absorbOrder.js';
import { reduceForeign } from '../../orders/reduceForeign.js';
import { draftOf } from '../../orders/draftOf.js';
import { reportAnomaly } from '../../orders/orderDraft.js';
import type { JournalContents } from './journalReader.js';
import type { NumberedEvent } from './outcomes.js';

/** What one input made of an order. */
export interface StoryStep {
  /** The input that was taken in, and its number. One that was held is taken in later than it came. */
  readonly input: OrderInput;
  readonly inputSeq: number;
  /** Undefined for the first input of the order. */
  readonly before: Order | undefined;
  readonly after: Order;
  readonly events: readonly NumberedEvent[];
  /** The story so far of an order that proved to be this one. */
  readonly absorbed: OrderStory | undefined;
}

/** All that happened to one order, in order. */
export interface OrderStory {
  readonly key: number;
  /** Empty where it, or its beginning, has been removed, as of orders that ended long ago. */
  readonly steps: readonly StoryStep[];
}

interface StepCause extends Pick<StoryStep, 'before' | 'input' | 'events' | 'absorbed'> {
  readonly foreignIds: readonly string[];
}

/** The order after a step: the reducer once more, on what was before, with what the tracker made of the ids. */
function replay({ before, input, events, absorbed, foreignIds }: StepCause): Order | undefined {
  if (input._tag === 'clock') return before === undefined ? undefined : orderReducer(before, input).order;
  let order = before ?? newOrder(input);
  const other = absorbed?.steps.at(-1)?.after;
  if (other !== undefined) ({ order } = absorbOrder(order, other, input));
  for (const { event } of events) {
    if (event._tag === 'anomaly' && event.kind === 'idsDisagree')
      order = disagreed(order, input, event.detail);
  }
  const isForeign = input.venueId !== undefined && foreignIds.includes(input.venueId);
  return (isForeign ? reduceForeign : orderReducer)(order, input).order;
}

function disagreed(order: Order, { venueTime, receivedAt }: OneOrderInput, detail: string): Order {
  const draft = draftOf(order, venueTime, receivedAt);
  reportAnomaly(draft, 'idsDisagree', detail);
  return draft.order;
}

/** Tells the story of an order again, from the inputs that are written. */
export function storyOf(reader: JournalContents, key: number): OrderStory {
  const steps: StoryStep[] = [];
  let before: Order | undefined;
  for (const step of reader.stepsOf(key)) {
    const input = reader.input(step.inputSeq);
    // Without what came before, nothing can be told of what came after.
    if (input === undefined || (before === undefined && step.hasPrevious)) return { key, steps: [] };
    const absorbed = step.absorbedKey === undefined ? undefined : storyOf(reader, step.absorbedKey);
    const cause = { before, input, events: reader.eventsOf(step), absorbed };
    const reduced = replay({ ...cause, foreignIds: step.foreignIds });
    if (reduced === undefined) return { key, steps: [] };
    // An id that is another order's is not taken on.
    const venueIds = reduced.venueIds.filter((id) => !step.foreignIds.includes(id));
    const after = { ...reduced, venueIds };
    steps.push({ ...cause, inputSeq: step.inputSeq, after });
    before = after;
  }
  return { key, steps };
}
