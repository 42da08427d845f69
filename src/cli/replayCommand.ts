import { catchError, EMPTY, fromEvent, lastValueFrom, takeUntil, tap } from 'rxjs';

import { readRecording, RecordingError, replayBooks, type ReplaySpeed } from '../journal/index.js';
import { nameOfSource } from '../journal/recordingBytes.js';
import { countText } from './countText.js';
import { findVenue } from './findVenue.js';
import { linesNote, strangeNote, venueNote } from './recordingNotes.js';
import { replayText, troubleText } from './replayText.js';
import type { Terminal } from './terminal.js';

export interface ReplayCommandOptions {
  readonly venue?: string;
  readonly speed: ReplaySpeed;
  readonly format: 'table' | 'json';
  readonly symbols?: readonly string[];
  readonly digestAt?: ReadonlySet<number>;
}

/**
 * `orderflow replay`: builds the books of a recording and prints the account of it, also when interrupted. Where the
 * recording cannot be read on it prints that of the frames before the fault, and fails with the {@link RecordingError}.
 */
export async function replayCommand(
  file: string,
  options: ReplayCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr } = terminal;
  const venue = await findVenue(file, options.venue);
  const name = nameOfSource(file);
  const note = (text: string) => stderr.write(`${text}\n`);
  venueNote(file, venue).forEach(note);
  let interrupted = false;
  let fault: RecordingError | undefined;
  const stop$ = fromEvent(process, 'SIGINT').pipe(tap(() => (interrupted = true)));
  const report = await lastValueFrom(
    readRecording(file, { speed: options.speed }).pipe(
      catchError((error: unknown) => {
        if (!(error instanceof RecordingError)) throw error;
        fault = error;
        return EMPTY;
      }),
      takeUntil(stop$),
      replayBooks(venue, options),
    ),
  );
  const { frames } = report;
  if (fault !== undefined && frames === 0) throw fault;
  if (options.format === 'json') {
    for (const book of report.books) stdout.write(`${JSON.stringify(book)}\n`);
    const troubles = troubleText(report);
    if (troubles !== '') note(troubles);
  } else {
    stdout.write(`${replayText(report)}\n`);
  }
  strangeNote(report, venue.name).forEach(note);
  linesNote(options.digestAt, frames, !interrupted && fault === undefined, name).forEach(note);
  for (const symbol of report.missing) note(`no symbol "${symbol}" in ${name}`);
  if (interrupted) note(`interrupted after ${countText(frames, 'frame')}: the account is of these`);
  if (fault === undefined) return;
  note(`broken after ${countText(frames, 'frame')}: the account is of these`);
  throw fault;
}
