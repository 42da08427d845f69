import { filter, Observable, Subject } from 'rxjs';

import { compactJournal, type Compacted } from './compactJournal.js';
import { JournalReader, type JournalContents } from './journalReader.js';
import { JournalTracker, type Taken, type TrackerOptions } from './journalTracker.js';
import { JournalWriter, type WrittenInput } from './journalWriter.js';
import { OrderJournalError } from './orderJournalError.js';
import type { JournaledUpdate, NumberedEvent } from './outcomes.js';
import type { Database } from './sqlite.js';
import type { TrackingTarget } from './trackInJournal.js';

/** So many events are read at once. */
const PAGE = 500;

/** An open journal: one tracker over one database, and those who listen to its events. */
export class WritableJournal implements TrackingTarget {
  readonly file: string;
  readonly reader: JournalReader;
  readonly #database: Database;
  readonly #tracker: JournalTracker;
  readonly #live$ = new Subject<NumberedEvent>();
  /** Ends the tracking that there is. */
  #finish: (() => void) | undefined;
  /** Why nothing is written any more. */
  #failure: Error | undefined;
  /** A failure that nobody has been told of. */
  #untold: Error | undefined;

  constructor(file: string, database: Database, options: TrackerOptions) {
    this.file = file;
    this.#database = database;
    this.reader = new JournalReader(file, database);
    this.#tracker = new JournalTracker(this.reader, new JournalWriter(file, database), options);
  }

  claim(finish: () => void): () => void {
    this.#demandUsable();
    if (this.#finish !== undefined)
      throw new OrderJournalError('inUse', this.file, 'orders are being tracked in it already');
    this.#finish = finish;
    return () => {
      this.#finish = undefined;
    };
  }

  take(inputs: readonly Omit<WrittenInput, 'seq'>[]): Taken {
    this.#demandUsable();
    return this.#tracker.take(inputs);
  }

  tell(updates: readonly JournaledUpdate[]): void {
    for (const { numbered } of updates) for (const event of numbered) this.#live$.next(event);
  }

  settle(): void {
    if (this.#failure === undefined) this.#tracker.settle();
  }

  /** All that was told, also where what came of the last inputs cannot be written any more. */
  contents(): JournalContents {
    this.settle();
    return this.#database.open ? this.#tracker.contentsOver(this.reader) : this.reader;
  }

  fail(failure: Error, told: 'told' | 'untold'): void {
    this.#failure ??= failure;
    if (told === 'untold') this.#untold ??= failure;
  }

  events(after: number | undefined): Observable<NumberedEvent> {
    return new Observable((subscriber) => {
      this.#demandUsable();
      let last = this.#checkedStart(after);
      for (;;) {
        this.settle();
        const page = this.reader.eventsAfter(last, PAGE);
        for (const one of page) {
          if (subscriber.closed) return;
          last = one.seq;
          subscriber.next(one);
          // Whoever is told may close the journal.
          if (!this.#database.open) return subscriber.complete();
        }
        if (page.length === 0) break;
      }
      subscriber.add(this.#live$.pipe(filter(({ seq }) => seq > last)).subscribe(subscriber));
    });
  }

  #checkedStart(after: number | undefined): number {
    const { compactedEvent } = this.reader.progress();
    if (after === undefined) return 0;
    if (!Number.isInteger(after) || after < 0)
      throw new RangeError(`this is no number of an event: ${after}`);
    if (after < compactedEvent) {
      const reason = `events up to ${compactedEvent} have been removed: none can follow ${after}`;
      throw new OrderJournalError('compacted', this.file, reason);
    }
    const { lastEvent } = this.#tracker;
    if (after > lastEvent) {
      const reason = `event ${after} was never in it: it has come to ${lastEvent}`;
      throw new OrderJournalError('wrongJournal', this.file, reason);
    }
    return after;
  }

  compact(endedBefore: number): Compacted {
    this.#demandUsable();
    this.settle();
    return compactJournal(this.file, this.#database, endedBefore);
  }

  /** Ends the tracking, after what waits, and writes all. Throws a failure that nobody has been told of. */
  close(): void {
    if (!this.#database.open) return;
    try {
      this.#finish?.();
      this.settle();
    } finally {
      this.#failure ??= new OrderJournalError('closed', this.file, 'it has been closed');
      this.#live$.complete();
      this.#database.close();
    }
    if (this.#untold !== undefined) throw this.#untold;
  }

  #demandUsable(): void {
    if (this.#failure === undefined) return;
    this.#untold = undefined;
    throw this.#failure;
  }
}
