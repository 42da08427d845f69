import { basename } from 'node:path';

import {
  connect,
  defer,
  delay,
  endWith,
  filter,
  fromEvent,
  identity,
  ignoreElements,
  interval,
  lastValueFrom,
  merge,
  NEVER,
  share,
  take,
  takeUntil,
  takeWhile,
  tap,
  type MonoTypeOperatorFunction,
  type Observable,
} from 'rxjs';

import type { MarketDataVenue } from '../connector/index.js';
import { binance } from '../exchanges/binance/index.js';
import {
  readRecording,
  type RecordedFrame,
  type RecordingSource,
  type ReplaySpeed,
} from '../journal/index.js';
import { nameOfSource } from '../journal/recordingBytes.js';
import { reportOf } from '../journal/replayBooks.js';
import { findVenue } from './findVenue.js';
import { generatedRecording } from './generatedRecording.js';
import { PlayLines } from './playLines.js';
import { Screen, screenKeys } from './screen.js';
import { renderPlay } from './renderPlay.js';
import { PlaySession } from './playSession.js';
import { strangeNote, venueNote } from './recordingNotes.js';
import { stopSignals$ } from './stopSignals.js';
import { replayText } from './replayText.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

export interface PlayCommandOptions {
  readonly venue?: string;
  readonly speed: ReplaySpeed;
  readonly symbols?: readonly string[];
  /** In seconds of recorded time. */
  readonly duration?: number;
  readonly seed?: number;
}

const GENERATED_SECONDS = 60;

const DRAW_EVERY_MS = 100;

/** `orderflow play`: shows the books of a recording, or of a generated one, as they were. */
export async function playCommand(
  file: string | undefined,
  options: PlayCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { stdin, stdout, stderr } = terminal;
  const { source, venue } = await sourceOf(file, options);
  const name = nameOfSource(source);
  const note = (text: string) => stderr.write(`${text}\n`);
  if (file !== undefined) venueNote(file, venue).forEach(note);
  // A recording that comes in on standard input leaves no place for a keyboard.
  const keys = Boolean(stdin.isTTY) && source !== '-';
  const session = new PlaySession(venue, `${venue.title}, ${basename(name)}`, options.speed, options, keys);
  const frames$ = readRecording(source, { speed: options.speed }).pipe(limitTo(options));
  await (stdout.isTTY ? playOnScreen : playAsLines)(frames$, session, terminal);
  const { ledger } = session;
  strangeNote(ledger, venue.name).forEach(note);
  for (const symbol of ledger.missing()) note(`no symbol "${symbol}" in ${name}`);
}

async function sourceOf(
  file: string | undefined,
  { venue: name, duration = GENERATED_SECONDS, seed }: PlayCommandOptions,
): Promise<{ readonly source: RecordingSource; readonly venue: MarketDataVenue }> {
  if (file !== undefined) {
    if (seed !== undefined)
      throw new UsageError('--seed is for the generated recording, which is played without FILE');
    return { source: file, venue: await findVenue(file, name) };
  }
  if (name !== undefined && (await findVenue('', name)) !== binance) {
    throw new UsageError(`the generated recording is of ${binance.name}: --venue ${name} wants a FILE`);
  }
  const source = generatedRecording({ durationMs: duration * 1000, ...(seed === undefined ? {} : { seed }) });
  return { source, venue: binance };
}

/** How much later than by recorded time a paced recording ends, at most, where its next frame is far off. */
const PATIENCE_MS = 1000;

function limitTo({ duration, speed }: PlayCommandOptions): MonoTypeOperatorFunction<RecordedFrame> {
  if (duration === undefined) return identity;
  const durationMs = duration * 1000;
  return (source) =>
    defer(() => {
      let firstAt: number | undefined;
      return source.pipe(
        connect((frames$) => {
          const overdue$ =
            speed === 'max' ? NEVER : frames$.pipe(take(1), delay(durationMs / speed + PATIENCE_MS));
          return frames$.pipe(
            takeWhile(({ receivedAt }) => receivedAt - (firstAt ??= receivedAt) < durationMs),
            takeUntil(overdue$),
          );
        }),
      );
    });
}

async function playOnScreen(
  frames$: Observable<RecordedFrame>,
  session: PlaySession,
  terminal: Terminal,
): Promise<void> {
  const { speed } = session;
  let ended = false;
  let heardAtMs = performance.now();
  // Recorded time goes on between two frames.
  const now = () => session.lastAt + (speed === 'max' ? 0 : (performance.now() - heardAtMs) * speed);
  const keys$ = session.keys ? screenKeys(terminal).pipe(share()) : NEVER;
  const ended$ = frames$.pipe(
    tap({
      next: (frame) => {
        heardAtMs = performance.now();
        session.take(frame);
      },
      complete: () => (ended = true),
    }),
    takeUntil(merge(stopSignals$, keys$.pipe(filter((key) => key === 'quit')))),
    ignoreElements(),
    endWith(undefined),
  );
  const chosen$ = keys$.pipe(tap((key) => session.select(key === 'next' ? 1 : -1)));
  const screen = new Screen(terminal, renderPlay);
  const draws$ = merge(interval(DRAW_EVERY_MS), chosen$).pipe(
    tap(() => screen.draw(session.view(now(), 'playing'))),
  );
  const redraws$ = fromEvent(terminal.stdout, 'resize').pipe(
    tap(() => screen.redraw(session.view(now(), 'playing'))),
  );
  try {
    await lastValueFrom(merge(draws$, redraws$).pipe(takeUntil(ended$)), { defaultValue: undefined });
  } finally {
    const { frames } = session.ledger;
    screen.close(frames === 0 ? undefined : session.view(session.lastAt, ended ? 'ended' : 'stopped'));
    if (ended && frames === 0) terminal.stdout.write(`${session.title}: no frames, there were no books\n`);
  }
}

async function playAsLines(
  frames$: Observable<RecordedFrame>,
  session: PlaySession,
  { stdout }: Terminal,
): Promise<void> {
  const lines = new PlayLines(session);
  const played$ = frames$.pipe(
    tap((frame) => {
      session.take(frame);
      for (const line of lines.take()) stdout.write(`${line}\n`);
    }),
    takeUntil(stopSignals$),
  );
  await lastValueFrom(played$, { defaultValue: undefined });
  stdout.write(`\n${replayText(reportOf(session.ledger))}\n`);
}
