import { Observable, Subject, takeUntil, type OperatorFunction, type Subscriber } from 'rxjs';

import type { OrderInput } from '../../orders/index.js';
import { textOfInput, type WrittenInput } from './journalWriter.js';
import type { Taken } from './journalTracker.js';
import { OrderJournalError } from './orderJournalError.js';
import type { JournaledUpdate } from './outcomes.js';

/** What a tracking writes to. Its functions throw where the journal fails. */
export interface TrackingTarget {
  readonly file: string;
  /** Takes the journal for one tracking: `finish` ends it; gives what lets go of it. */
  claim(finish: () => void): () => void;
  take(inputs: readonly Omit<WrittenInput, 'seq'>[]): Taken;
  /** Tells those who listen to events. */
  tell(updates: readonly JournaledUpdate[]): void;
  settle(): void;
  /** What has failed goes on no more. Where nobody has been told, whoever uses or closes it is. */
  fail(failure: Error, told: 'told' | 'untold'): void;
}

/** Inputs that are written at once, at most. */
const GROUP = 1000;

type Waiting = Omit<WrittenInput, 'seq'>;

/** One subscription: gathers inputs until the turn of the event loop ends, or until there are enough. */
class Tracking {
  readonly #target: TrackingTarget;
  readonly #subscriber: Subscriber<JournaledUpdate>;
  readonly #letGo: () => void;
  #waiting: Waiting[] = [];
  #turn: NodeJS.Immediate | undefined;
  #isFlushing = false;
  /** Whether the subscriber has left. */
  #isLeft = false;
  #end: (() => void) | undefined;

  constructor(target: TrackingTarget, subscriber: Subscriber<JournaledUpdate>) {
    this.#target = target;
    this.#subscriber = subscriber;
    this.#letGo = target.claim(() => this.end(() => subscriber.complete()));
  }

  push(input: OrderInput): void {
    let json: string;
    try {
      json = textOfInput(this.#target.file, input);
    } catch (error) {
      return this.end(() => this.#subscriber.error(error));
    }
    this.#waiting.push({ input, json });
    if (this.#waiting.length >= GROUP && !this.#isFlushing) this.#flush();
    this.#turn ??= setImmediate(this.#onTurn);
  }

  /** Ends it, after all that waits. */
  end(end: () => void): void {
    this.#end ??= end;
    if (!this.#isFlushing) this.#flush();
  }

  /** Writes what waits, also where nobody listens any more; what fails then is told by the journal itself. */
  teardown(): void {
    if (this.#turn !== undefined) clearImmediate(this.#turn);
    this.#isLeft = true;
    // What is being told is told to its end first.
    if (!this.#isFlushing) this.#leave();
  }

  #leave(): void {
    try {
      if (this.#waiting.length > 0) this.#tell(this.#take());
      this.#target.settle();
    } catch (error) {
      this.#target.fail(withUnwritten(error, this.#waiting), 'untold');
    } finally {
      this.#letGo();
    }
  }

  readonly #onTurn = (): void => {
    this.#turn = undefined;
    if (this.#waiting.length > 0) this.#turn = setImmediate(this.#onTurn);
    this.#flush();
  };

  /** Writes what waits, takes it in and tells what came of it; where nothing waits, writes what came of all before. */
  #flush(): void {
    this.#isFlushing = true;
    try {
      do {
        this.#tell(this.#take());
        // What came meanwhile waits for the next turn, but for the last of all.
      } while (this.#end !== undefined && !this.#isLeft && this.#waiting.length > 0);
      if (this.#end !== undefined) this.#target.settle();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isFlushing = false;
    }
    if (this.#isLeft) this.#leave();
    this.#end?.();
  }

  /** What came of what waits: it is written, also where it could not be taken in. */
  #take(): Taken {
    if (this.#waiting.length === 0) {
      this.#target.settle();
      return NOTHING_TAKEN;
    }
    const taken = this.#target.take(this.#waiting);
    this.#waiting = [];
    return taken;
  }

  #tell({ updates, failure }: Taken): void {
    for (const update of updates) this.#subscriber.next(update);
    this.#target.tell(updates);
    if (failure !== undefined) throw failure;
  }

  /** A journal that fails ends the stream, and tells what it did not write. */
  #fail(error: unknown): void {
    const failure = withUnwritten(error, this.#waiting);
    this.#waiting = [];
    this.#target.fail(failure, 'told');
    this.#subscriber.error(failure);
  }
}

const NOTHING_TAKEN: Taken = { updates: [], failure: undefined };

function withUnwritten(error: unknown, waiting: readonly Waiting[]): Error {
  if (!(error instanceof OrderJournalError))
    return error instanceof Error ? error : new Error(String(error), { cause: error });
  const { fault, file, reason, cause } = error;
  return new OrderJournalError(fault, file, reason, { cause, unwritten: waiting.map(({ input }) => input) });
}

/** `trackOrders` over a journal. */
export const trackInJournal =
  (target: TrackingTarget): OperatorFunction<OrderInput, JournaledUpdate> =>
  (source) =>
    new Observable((subscriber) => {
      const tracking = new Tracking(target, subscriber);
      const stop$ = new Subject<void>();
      let isStopped = false;
      subscriber.add(() => {
        isStopped = true;
        stop$.next();
        tracking.teardown();
      });
      source.pipe(takeUntil(stop$)).subscribe({
        next: (input) => tracking.push(input),
        error: (error: unknown) => tracking.end(() => subscriber.error(error)),
        complete: () => {
          if (!isStopped) tracking.end(() => subscriber.complete());
        },
      });
    });
