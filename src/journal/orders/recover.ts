import { registryOptions } from '../../orders/trackOrders.js';
import type { JournalReader } from './journalReader.js';
import { JournalTracker, type OutcomeWriter } from './journalTracker.js';

/** Takes in the inputs that are written and were not taken in when the journal was left: just as they would have been. */
export function recover(reader: JournalReader, writer: OutcomeWriter): void {
  const progress = reader.progress();
  const pending = reader.inputsAfter(progress.appliedInput);
  // What they were held by when they came, whatever it is to be from now on.
  const options = registryOptions({ holdMs: progress.holdMs });
  const tracker = new JournalTracker(reader, writer, options);
  for (const one of pending) tracker.replay(one);
  tracker.settle();
}
