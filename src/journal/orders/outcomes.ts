import type { OrderId } from '../../domain/ids.js';
import type { Order, OrderEvent, OrderInput, TrackedUpdate } from '../../orders/index.js';

/** What was told, with its number: from 1 on, one by one, the same for the same event for ever. */
export interface NumberedEvent {
  readonly seq: number;
  readonly event: OrderEvent;
}

/** An order after an input, as it went into the journal. */
export interface JournaledUpdate extends TrackedUpdate {
  /** Number of the input that made it: from 1 on, in the order of arrival. */
  readonly inputSeq: number;
  /** Its events, with their numbers. */
  readonly numbered: readonly NumberedEvent[];
}

/** One update as it is to be written. */
export interface Step extends Omit<JournaledUpdate, 'events' | 'input'> {
  readonly stepSeq: number;
  /** The venue ids that the input named, and that the order did not take on: they are another's. */
  readonly foreignIds: readonly OrderId[];
  readonly receivedAt: number;
}

function foreignIdsOf({ input, order }: TrackedUpdate): readonly OrderId[] {
  if (input._tag === 'clock') return [];
  const named = [input.venueId, input._tag === 'amended' ? input.previousVenueId : undefined];
  return named.flatMap((id) => (id === undefined || order.venueIds.includes(id) ? [] : [id]));
}

/** An order that has changed since it was written. */
export interface Changed {
  readonly order: Order;
  /** As it is written; undefined where it is not. */
  readonly written: Order | undefined;
}

/** Where the numbers are: the last of each that was given. */
export interface LastNumbers {
  readonly lastStep: number;
  readonly lastEvent: number;
}

/** The input that is taken in. */
export interface Trigger {
  readonly seq: number;
  readonly receivedAt: number;
}

/** What came of inputs and is not written yet. */
export class Outcomes {
  readonly steps: Step[] = [];
  readonly changed = new Map<number, Changed>();
  /** Keys of orders that became part of others, and are written. */
  readonly absorbed: number[] = [];
  /** The last input that is taken in. */
  appliedInput: number;
  #lastStep: number;
  #lastEvent: number;

  constructor(appliedInput: number, { lastStep, lastEvent }: LastNumbers) {
    this.appliedInput = appliedInput;
    this.#lastStep = lastStep;
    this.#lastEvent = lastEvent;
  }

  get lastStep(): number {
    return this.#lastStep;
  }

  get lastEvent(): number {
    return this.#lastEvent;
  }

  /** Notes what an input made, and what it released; gives it back with the numbers that it has. */
  take(
    { seq, receivedAt }: Trigger,
    updates: readonly TrackedUpdate[],
    seqOf: (input: OrderInput) => number,
  ): readonly JournaledUpdate[] {
    this.appliedInput = seq;
    return updates.map((update) => {
      const inputSeq = seqOf(update.input);
      const numbered = update.events.map((event) => ({ seq: ++this.#lastEvent, event }));
      const { key, order, events, input, previous, absorbed } = update;
      // Written out: there is one of each for every input.
      const journaled = { key, order, events, input, previous, absorbed, inputSeq, numbered };
      const stepSeq = ++this.#lastStep;
      const foreignIds = foreignIdsOf(update);
      this.steps.push({
        key,
        order,
        previous,
        absorbed,
        inputSeq,
        numbered,
        stepSeq,
        foreignIds,
        receivedAt,
      });
      this.#note(journaled);
      return journaled;
    });
  }

  #note({ key, order, previous, absorbed }: JournaledUpdate): void {
    const known = this.changed.get(key);
    this.changed.set(key, { order, written: known === undefined ? previous : known.written });
    if (absorbed === undefined) return;
    const gone = this.changed.get(absorbed);
    this.changed.delete(absorbed);
    if (gone === undefined || gone.written !== undefined) this.absorbed.push(absorbed);
  }
}
