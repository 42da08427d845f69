import { fromEvent, lastValueFrom, takeUntil, tap } from 'rxjs';

import { readRecording, replayBooks, type ReplaySpeed } from '../journal/index.js';
import { findVenue } from './findVenue.js';
import { replayText, troubleText } from './replayText.js';
import type { Terminal } from './terminal.js';

export interface ReplayCommandOptions {
  readonly venue?: string;
  readonly speed: ReplaySpeed;
  readonly format: 'table' | 'json';
  readonly symbols?: readonly string[];
  readonly digestAt?: ReadonlySet<number>;
}

/** `orderflow replay`: builds the books of a recording and prints the account of it, also when interrupted. */
export async function replayCommand(
  file: string,
  options: ReplayCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr } = terminal;
  const venue = findVenue(file, options.venue);
  let interrupted = false;
  const stop$ = fromEvent(process, 'SIGINT').pipe(tap(() => (interrupted = true)));
  const report = await lastValueFrom(
    readRecording(file, { speed: options.speed }).pipe(takeUntil(stop$), replayBooks(venue, options)),
  );
  if (options.format === 'json') {
    for (const book of report.books) stdout.write(`${JSON.stringify(book)}\n`);
    const troubles = troubleText(report);
    if (troubles !== '') stderr.write(`${troubles}\n`);
  } else {
    stdout.write(`${replayText(report)}\n`);
  }
  for (const symbol of report.missing) stderr.write(`no symbol "${symbol}" in ${file}\n`);
  if (interrupted) stderr.write(`interrupted after ${report.frames} frames: the account is of these\n`);
}
