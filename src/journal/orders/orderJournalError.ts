import type { OrderInput } from '../../orders/index.js';

/**
 * What is wrong with a journal of orders:
 *
 * - `notInstalled`: the package better-sqlite3, which holds it, is not there;
 * - `missing`: there is no such file, or no such folder to make it in;
 * - `notAJournal`: the file is something else;
 * - `newerVersion`: it was written by a newer orderflow;
 * - `inUse`: another process, or another part of this one, has it open to write;
 * - `full`: the disk, or the limit that was set, is reached: make room, open it again, feed `unwritten` again;
 * - `readOnly`: it may not be written to;
 * - `corrupt`: what it holds is damaged: nothing is written to it any more;
 * - `unusable`: the disk, or the file system, failed in another way;
 * - `badInput`: an input cannot be written, as JSON has no such value;
 * - `compacted`: the events that were asked for have been removed;
 * - `wrongJournal`: the event that was asked for has never been in it;
 * - `unknownOrder`, `ambiguousOrder`: no order has the id that was asked for, or several have;
 * - `closed`: it has been closed.
 */
export type OrderJournalFault =
  | 'notInstalled'
  | 'missing'
  | 'notAJournal'
  | 'newerVersion'
  | 'inUse'
  | 'full'
  | 'readOnly'
  | 'corrupt'
  | 'unusable'
  | 'badInput'
  | 'compacted'
  | 'wrongJournal'
  | 'unknownOrder'
  | 'ambiguousOrder'
  | 'closed';

/** A journal of orders cannot do what was asked. What was acknowledged before is written, and stays. */
export class OrderJournalError extends Error {
  override readonly name = 'OrderJournalError';
  readonly _tag = 'orderJournalError';

  constructor(
    readonly fault: OrderJournalFault,
    /** The path as it was given. */
    readonly file: string,
    /** What is wrong, without the place. */
    readonly reason: string,
    options?: ErrorOptions & { readonly unwritten?: readonly OrderInput[] },
  ) {
    super(`${file}: ${reason}`, options);
    this.unwritten = options?.unwritten ?? [];
  }

  /** The inputs that came and are not in the journal, in the order in which they came; nothing was made of them. */
  readonly unwritten: readonly OrderInput[];
}
