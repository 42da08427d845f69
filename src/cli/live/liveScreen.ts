import {
  filter,
  fromEvent,
  interval,
  lastValueFrom,
  merge,
  NEVER,
  share,
  takeUntil,
  tap,
  type Observable,
} from 'rxjs';

import { Screen, screenKeys } from '../screen.js';
import { stopSignals$ } from '../stopSignals.js';
import type { Terminal } from '../terminal.js';
import type { LiveSession } from './liveSession.js';
import { renderLive } from './renderLive.js';

const DRAW_EVERY_MS = 100;

/**
 * Shows a session on a screen of its own until somebody quits, or `until$` emits; then does what is to be done, with the
 * screen still there, and leaves the last view in the terminal.
 */
export async function showLive(
  session: LiveSession,
  terminal: Terminal,
  until$: Observable<unknown>,
  atEnd: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const keys$ = terminal.stdin.isTTY ? screenKeys(terminal).pipe(share()) : NEVER;
  const ended$ = merge(stopSignals$, until$, keys$.pipe(filter((key) => key === 'quit')));
  const screen = new Screen(terminal, renderLive);
  const chosen$ = keys$.pipe(tap((key) => session.select(key === 'next' ? 1 : -1)));
  const resized$ = fromEvent(terminal.stdout, 'resize').pipe(
    tap(() => screen.redraw(session.view('running'))),
  );
  const draws$ = merge(interval(DRAW_EVERY_MS), chosen$).pipe(
    tap(() => screen.draw(session.view('running'))),
  );
  const listening = session.listen();
  try {
    await lastValueFrom(merge(draws$, resized$).pipe(takeUntil(ended$)), { defaultValue: undefined });
    screen.draw(session.view('stopping'));
    await atEnd();
  } finally {
    screen.close(session.view('ended'));
    listening.unsubscribe();
  }
}
