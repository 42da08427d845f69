import { CommanderError } from 'commander';

import { OrderJournalError, RecordingError } from '../journal/index.js';
import { createProgram } from './createProgram.js';
import { EXIT, JOURNAL_EXIT } from './exitCodes.js';
import { InputError } from './inputError.js';
import { RefusedError } from './refusedError.js';
import { visible } from './textLook.js';
import { UsageError } from './usageError.js';

const { stdin, stdout, stderr, env } = process;

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has heard enough, as `head` does.
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  stderr.write(`orderflow: cannot write the output: ${error.message}\n`);
  process.exit(EXIT.unexpected);
});

// There is nobody left to tell; the exit code does.
stderr.on('error', () => {});

/** What an error means to who called; those of the command line itself have been printed. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof RefusedError) return EXIT.refused;
  if (error instanceof OrderJournalError) return JOURNAL_EXIT[error.fault];
  return error instanceof InputError || error instanceof RecordingError ? EXIT.input : EXIT.unexpected;
}

try {
  await createProgram({ stdin, stdout, stderr, env }).parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  const isOurs = process.exitCode !== EXIT.unexpected || error instanceof OrderJournalError;
  if (!isOurs) console.error(error);
  else if (error instanceof Error && !(error instanceof CommanderError))
    stderr.write(`orderflow: ${visible(error.message.replaceAll('\n', '; '))}\n`);
}
