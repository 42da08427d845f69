import { registryOptions } from '../../orders/trackOrders.js';
import { JournalReader } from './journalReader.js';
import { JournalTracker } from './journalTracker.js';
import { JournalWriter } from './journalWriter.js';
import type { Database } from './sqlite.js';

/** Takes in the inputs that are written and were not taken in when the journal was left: just as they would have been. */
export function recover(file: string, database: Database): number {
  const reader = new JournalReader(file, database);
  const progress = reader.progress();
  const pending = reader.inputsAfter(progress.appliedInput);
  if (pending.length === 0) return 0;
  // What they were held by when they came, whatever it is to be from now on.
  const options = registryOptions({ holdMs: progress.holdMs });
  const writer = new JournalWriter(file, database);
  const tracker = new JournalTracker(reader, writer, options);
  for (const one of pending) tracker.replay(one);
  tracker.settle();
  return pending.length;
}
