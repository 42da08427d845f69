import { emitKeypressEvents } from 'node:readline';

import { NEVER, Observable } from 'rxjs';

import { colourPaint, plainPaint, wantsColour, type Paint } from './paint.js';
import type { Terminal } from './terminal.js';

/** How much room there is, in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** The lines for a view, none wider than the columns less one, one fewer than the rows, so that no terminal wraps or scrolls. */
export type Render<V> = (view: V, size: ScreenSize, paint: Paint) => string;

/** What the person at the terminal wants. */
export type ScreenKey = 'next' | 'previous' | 'quit';

const ENTER_SCREEN = '\x1b[?1049h\x1b[?25l';
const LEAVE_SCREEN = '\x1b[?1049l\x1b[?25h';
const CLEAR_SCREEN = '\x1b[2J';
const CLEAR_REST_OF_LINE = '\x1b[K';
/** Terminals that know these show all of what stands between them at once. */
const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';

const goToLine = (line: number): string => `\x1b[${line + 1};1H`;

/**
 * A screen of its own, put away when closed or when the process ends. Lines are written over where they changed, and
 * nothing is erased before, so that nothing flickers.
 */
export class Screen<V> {
  readonly #terminal: Terminal;
  readonly #render: Render<V>;
  readonly #restore = () => this.#terminal.stdout.write(LEAVE_SCREEN);
  #lines: readonly string[] = [];

  constructor(terminal: Terminal, render: Render<V>) {
    this.#terminal = terminal;
    this.#render = render;
    terminal.stdout.write(ENTER_SCREEN + CLEAR_SCREEN);
    process.once('exit', this.#restore);
  }

  draw(view: V): void {
    const lines = this.#text(view).split('\n');
    const changes = lines.map((line, at) =>
      line === this.#lines[at] ? '' : goToLine(at) + line + CLEAR_REST_OF_LINE,
    );
    this.#lines = lines;
    this.#terminal.stdout.write(BEGIN_UPDATE + changes.join('') + END_UPDATE);
  }

  /** Draws anew after the terminal has changed its size: what it made of the old lines cannot be known. */
  redraw(view: V): void {
    this.#lines = [];
    this.#terminal.stdout.write(CLEAR_SCREEN);
    this.draw(view);
  }

  /** Leaves the screen; the last view, if there is one, stays in the terminal. */
  close(last: V | undefined): void {
    process.off('exit', this.#restore);
    this.#terminal.stdout.write(LEAVE_SCREEN + (last === undefined ? '' : `${this.#text(last)}\n`));
  }

  #text(view: V): string {
    const { columns, rows } = this.#terminal.stdout;
    // Some pseudo terminals say that they have no size.
    const size = { columns: columns || 80, rows: rows || 24 };
    return this.#render(view, size, wantsColour(this.#terminal) ? colourPaint : plainPaint);
  }
}

/** Keys, where standard input is a keyboard. Hot while subscribed; the terminal is given back when nobody is. */
export function screenKeys({ stdin }: Terminal): Observable<ScreenKey> {
  if (!stdin.isTTY) return NEVER;
  return new Observable<ScreenKey>((subscriber) => {
    emitKeypressEvents(stdin);
    stdin.setRawMode?.(true);
    stdin.resume();
    const onKey = (
      _: unknown,
      key: { readonly name?: string; readonly ctrl?: boolean; readonly shift?: boolean },
    ) => {
      const wanted = keyOf(key);
      if (wanted !== undefined) subscriber.next(wanted);
    };
    stdin.on('keypress', onKey);
    return () => {
      stdin.off('keypress', onKey);
      stdin.setRawMode?.(false);
      stdin.pause();
    };
  });
}

function keyOf({
  name,
  ctrl,
  shift,
}: {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
}) {
  if (name === 'q' || name === 'escape' || (ctrl === true && (name === 'c' || name === 'd'))) return 'quit';
  if ((name === 'tab' && shift !== true) || name === 'right' || name === 'down') return 'next';
  if (name === 'tab' || name === 'left' || name === 'up') return 'previous';
  return undefined;
}
