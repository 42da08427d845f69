import type { OrderInput } from '../../orders/index.js';
import { OrderRegistry, type RegistryOptions } from '../../orders/orderRegistry.js';
import type { JournalContents, JournalReader, NumberedInput } from './journalReader.js';
import type { Waiting, WrittenInput } from './journalWriter.js';
import { Outcomes, type JournaledUpdate } from './outcomes.js';
import { withOutcomes } from './withOutcomes.js';

/** How a tracker keeps orders: what there is of it in memory is for the journal to decide. */
export type TrackerOptions = Omit<RegistryOptions, 'recall'>;

/** Where what came of inputs, and new inputs, are written. */
export interface OutcomeWriter {
  write(outcomes: Outcomes | undefined, waiting: Waiting, inputs: readonly WrittenInput[]): void;
}

/**
 * What came of so many inputs is written at once, as long as no turn of the event loop is without one: an order of which
 * there were several is written once. Where the process is killed before, they are taken in again.
 */
const LOT = 1000;

const NOTHING_WAITS: Waiting = { held: [], nextKey: 0 };

/** What came of inputs that are written. */
export interface Taken {
  readonly updates: readonly JournaledUpdate[];
  /** Why some of them could not be taken in; undefined where all were. They are on the disk all the same. */
  readonly failure: Error | undefined;
}

/**
 * Tracks orders over a journal: an input is written, with what came of those before it, and then taken in. What came of
 * the last ones is written by `settle`; where that never happens, they are taken in again, with the same result.
 */
export class JournalTracker {
  readonly #writer: OutcomeWriter;
  readonly #registry: OrderRegistry;
  /** Of the inputs that are held. */
  readonly #heldNumbers: Map<OrderInput, number>;
  #outcomes: Outcomes;
  #isSettled = true;
  /** Of so many inputs it is not written what came of them. */
  #unsettled = 0;
  #lastInput: number;
  #lastClock = -Infinity;

  /** Starts where the journal is; what is written and not taken in is to be replayed. */
  constructor(reader: JournalReader, writer: OutcomeWriter, options: TrackerOptions) {
    const progress = reader.progress();
    const held = reader.held();
    this.#writer = writer;
    this.#lastInput = progress.lastInput;
    this.#outcomes = new Outcomes(progress.appliedInput, progress);
    this.#heldNumbers = new Map(held.map(({ seq, input }) => [input, seq]));
    this.#registry = new OrderRegistry(
      { ...options, recall: reader.recall },
      {
        ...reader.openOrders(),
        held: held.map(({ input }) => input).filter((input) => input._tag !== 'clock'),
      },
    );
  }

  get lastEvent(): number {
    return this.#outcomes.lastEvent;
  }

  /** Writes inputs, and takes them in. Throws where they cannot be written: then nothing was made of them. */
  take(inputs: readonly Omit<WrittenInput, 'seq'>[]): Taken {
    const numbered = inputs.map(({ input, json }, at) => ({ input, json, seq: this.#lastInput + 1 + at }));
    this.#write(numbered, this.#unsettled >= LOT);
    this.#lastInput += numbered.length;
    this.#unsettled += numbered.length;
    const updates: JournaledUpdate[] = [];
    try {
      for (const one of numbered) for (const update of this.replay(one)) updates.push(update);
      return { updates, failure: undefined };
    } catch (error) {
      return {
        updates,
        failure: error instanceof Error ? error : new Error(String(error), { cause: error }),
      };
    }
  }

  /** Takes in an input that is written. */
  replay({ seq, input }: NumberedInput): readonly JournaledUpdate[] {
    const receivedAt = input._tag === 'clock' ? input.now : input.receivedAt;
    if (input._tag === 'clock') this.#lastClock = input.now;
    this.#isSettled = false;
    const updates = this.#registry.take(input);
    const numbers = this.#heldNumbers;
    const seqOf = (one: OrderInput) => (one === input ? seq : (numbers.get(one) ?? seq));
    const journaled = this.#outcomes.take({ seq, receivedAt }, updates, seqOf);
    for (const update of updates) numbers.delete(update.input);
    // An input that made nothing is held, but for a clock.
    if (updates.length === 0 && input._tag !== 'clock') numbers.set(input, seq);
    return journaled;
  }

  /** Writes what came of all inputs so far. */
  settle(): void {
    if (!this.#isSettled) this.#write([], true);
  }

  /** A journal with what came of all inputs so far, written or not. */
  contentsOver(journal: JournalContents): JournalContents {
    return this.#isSettled ? journal : withOutcomes(journal, this.#outcomes);
  }

  /** Writes inputs and, where it is time for it, what came of all before. */
  #write(inputs: readonly WrittenInput[], isTime: boolean): void {
    if (!isTime) return this.#writer.write(undefined, NOTHING_WAITS, inputs);
    this.#unsettled = 0;
    const held = this.#registry.held.flatMap((input) => this.#heldNumbers.get(input) ?? []);
    const waiting: Waiting = { held, nextKey: this.#registry.nextKey };
    this.#writer.write(this.#isSettled ? undefined : this.#outcomes, waiting, inputs);
    this.#outcomes = new Outcomes(this.#outcomes.appliedInput, this.#outcomes);
    this.#isSettled = true;
    // Only what is written can be brought back.
    this.#registry.forget(this.#lastClock);
  }
}
