import type { OrderJournalFault } from '../journal/index.js';

/** What the process ends with. */
export const EXIT = {
  ok: 0,
  /** A fault of this program, or of the machine. */
  unexpected: 1,
  /** Unknown option, unknown venue, unknown order, bad value. */
  usage: 2,
  /** A file that is missing, broken, or not what it is to be. */
  input: 3,
  /** The venue, or one of its rules, would not do what was asked. */
  refused: 4,
} as const;

/** What it ends with where a journal of orders cannot do what was asked. */
export const JOURNAL_EXIT: Readonly<Record<OrderJournalFault, number>> = {
  notInstalled: EXIT.unexpected,
  full: EXIT.unexpected,
  unusable: EXIT.unexpected,
  badInput: EXIT.unexpected,
  compacted: EXIT.unexpected,
  wrongJournal: EXIT.unexpected,
  closed: EXIT.unexpected,
  unknownOrder: EXIT.usage,
  ambiguousOrder: EXIT.usage,
  missing: EXIT.input,
  notAJournal: EXIT.input,
  newerVersion: EXIT.input,
  inUse: EXIT.input,
  readOnly: EXIT.input,
  corrupt: EXIT.input,
};
