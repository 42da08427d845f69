import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Subject } from 'rxjs';

import type { JournaledUpdate, NumberedEvent, OrderJournal } from '../../../src/journal/index.js';
import type { OrderInput } from '../../../src/orders/index.js';

/** A folder of its own for each test of a suite; it is gone afterwards. */
export function temporaryFolder(): (name: string) => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return (name) => join(folder, name);
}

/** Copies a journal as it is on the disk: what a killed process leaves. */
export function copyAsKilled(from: string, to: string): void {
  for (const part of ['', '-wal']) {
    rmSync(to + part, { force: true });
    if (existsSync(from + part)) copyFileSync(from + part, to + part);
  }
  rmSync(`${to}-shm`, { force: true });
}

/** Feeds a journal groups of inputs, each in a turn of its own, until all of its updates have come. */
export async function feed(
  journal: OrderJournal,
  groups: readonly (readonly OrderInput[])[],
  afterGroup: (updates: readonly JournaledUpdate[]) => void = () => {},
): Promise<readonly JournaledUpdate[]> {
  const inputs$ = new Subject<OrderInput>();
  const updates: JournaledUpdate[] = [];
  let failure: Error | undefined;
  const subscription = inputs$.pipe(journal.track()).subscribe({
    next: (update) => updates.push(update),
    error: (error: Error) => {
      failure = error;
    },
  });
  for (const group of groups) {
    for (const input of group) inputs$.next(input);
    await turn();
    afterGroup(updates);
  }
  inputs$.complete();
  subscription.unsubscribe();
  if (failure !== undefined) throw failure;
  return updates;
}

/** The events that there are now. */
export function eventsNow(journal: OrderJournal, after?: number): readonly NumberedEvent[] {
  const events: NumberedEvent[] = [];
  journal
    .events(after)
    .subscribe((event) => events.push(event))
    .unsubscribe();
  return events;
}
