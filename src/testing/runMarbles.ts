import { map, Subscription } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

import { jsonText } from './jsonText.js';
import { MarbleAssertionError } from './marbleAssertionError.js';
import { marbleDecoder } from './marbleDecoder.js';
import { MarbleFileError } from './marbleFileError.js';
import type { MarbleDiagram, MarbleEvent, MarbleStream, MarbleSubscription } from './marbleDiagram.js';
import type { MarbleCodecs, MarbleOperators, MarbleOperatorWithCodecs } from './marbleOperator.js';

/** Frames after the last diagram's end in which surplus notifications are looked for. */
const OVERTIME = 10_000;

/** Surplus lines that the message of a failure shows. */
const SURPLUS_LINES = 20;

/**
 * Runs one marble file in the virtual time of RxJS's TestScheduler: makes its inputs, pipes the first through the
 * operator, and compares every notification with the expected diagram, and the subscriptions of inputs that say which
 * they are to see. Synchronous; returns where all is as the file says. `codecs` are for operators without their own.
 *
 * Throws a `MarbleAssertionError` that shows both diagrams where they differ, and a `MarbleFileError` where the file
 * cannot be run: an unknown operator, an operator or codec that throws (with its error as `cause`), a further input
 * that is missing or never asked for, an emitted value that is no JSON, timers that go on for ever.
 */
export function runMarbles(
  diagram: MarbleDiagram,
  operators: MarbleOperators,
  codecs: MarbleCodecs = {},
): void {
  const { name, line } = diagram.operator;
  const refuse = (reason: string, cause?: unknown): MarbleFileError =>
    new MarbleFileError(diagram.fileName, line, reason, cause === undefined ? undefined : { cause });
  const entry = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (entry === undefined) {
    const known = Object.keys(operators).sort().join(', ');
    throw refuse(`unknown operator ${name}: ${known === '' ? 'none is known' : `known are ${known}`}`);
  }
  const used = { ...codecs, ...(typeof entry === 'function' ? { operator: entry } : entry) };

  let outcome: Outcome;
  try {
    outcome = play(diagram, used, refuse);
  } catch (error) {
    if (error instanceof MarbleFileError) throw error;
    throw refuse(`${name} throws: ${String(error)}`, error);
  }

  compare(diagram, diagram.expected, `${name} does not give the expected diagram`, {
    actual: outcome.notifications,
    expected: diagram.expected.events.map(eventText),
  });
  for (const { stream, subscriptions } of outcome.inputs) {
    if (stream.subscriptions === undefined) continue;
    const what = `${name} does not subscribe to ${stream.title ?? 'the source'} as expected`;
    compare(diagram, stream, what, {
      actual: subscriptions.map(subscriptionText),
      expected: stream.subscriptions.map(subscriptionText),
    });
  }
  const unasked = [...diagram.inputs].find(([title]) => !outcome.asked.has(title));
  if (unasked !== undefined) throw refuse(`${name} never asks for the input ${unasked[0]}`);
  if (outcome.endless) {
    throw refuse(
      `${name} goes on after ${OVERTIME} frames: unsubscribe it (subscription = ^---!), or it leaks a timer`,
    );
  }
}

interface Outcome {
  /** In the form of {@link eventText}. */
  readonly notifications: readonly string[];
  readonly inputs: readonly { stream: MarbleStream; subscriptions: readonly MarbleSubscription[] }[];
  readonly asked: ReadonlySet<string>;
  readonly endless: boolean;
}

function play(
  diagram: MarbleDiagram,
  { operator, input, output, error }: MarbleOperatorWithCodecs,
  refuse: (reason: string, cause?: unknown) => MarbleFileError,
): Outcome {
  const scheduler = new TestScheduler(() => {
    throw new Error('nothing is left to the scheduler to compare');
  });
  return scheduler.run(({ cold, hot, flush }) => {
    // Kept and thrown at the end, because what is thrown inside a stream can become one of its notifications.
    let failure: MarbleFileError | undefined;
    const make = (stream: MarbleStream) => {
      const decode = marbleDecoder(stream, input, diagram.fileName);
      const letters: Record<string, string> = {};
      let thrown: unknown;
      for (const event of stream.events) {
        if (event.kind === 'next') letters[event.letter] = event.letter;
        if (event.kind === 'error') thrown = event.value;
      }
      const observable$ = (stream.hot ? hot : cold)(stream.marbles, letters, thrown);
      const value = (letter: string): unknown => {
        try {
          return decode(letter, scheduler.frame);
        } catch (error) {
          if (error instanceof MarbleFileError) failure ??= error;
          throw error;
        }
      };
      return { stream, observable$, values$: observable$.pipe(map(value)) };
    };
    const source = make(diagram.source);
    const others = new Map([...diagram.inputs].map(([title, stream]) => [title, make(stream)]));
    const inputs = [source, ...others.values()];
    const asked = new Set<string>();
    const context = {
      scheduler,
      input: (title: string) => {
        const other = others.get(title);
        if (other === undefined) {
          failure ??= refuse(`${diagram.operator.name} asks for the input ${title}, which is not there`);
          throw failure;
        }
        asked.add(title);
        return other.values$ as never;
      },
    };
    const result$ = operator(...(diagram.operator.args as never[]))(source.values$ as never, context);

    const notifications: string[] = [];
    const note = (symbol: string, project: () => unknown) => {
      try {
        notifications.push(notificationText(scheduler.frame, symbol, jsonText(project())));
      } catch (cause) {
        const what = symbol === '' ? 'emits a value' : 'ends with an error';
        failure ??= refuse(
          `${diagram.operator.name} ${what} at frame ${scheduler.frame}: ${String(cause)}`,
          cause,
        );
      }
    };
    const { from, to } = diagram.expected.subscriptions?.[0] ?? { from: 0, to: Infinity };
    const observer = {
      next: (value: unknown) =>
        note('', () => (output ? output(value as never, { frame: scheduler.frame }) : value)),
      error: (thrown: unknown) => note('#', () => (error ? error(thrown as never) : messageOf(thrown))),
      complete: () => notifications.push(notificationText(scheduler.frame, '|')),
    };
    const subscription = new Subscription();
    scheduler.schedule(() => subscription.add(result$.subscribe(observer)), from);
    if (to !== Infinity) scheduler.schedule(() => subscription.unsubscribe(), to);

    const ends = [...inputs.map(({ stream }) => stream), diagram.expected].map(
      ({ marbles }) => marbles.length,
    );
    scheduler.maxFrames = Math.max(from, ...ends) + OVERTIME;
    flush();
    if (failure !== undefined) throw failure;
    const outcome = {
      notifications,
      inputs: inputs.map(({ stream, observable$ }) => ({
        stream,
        subscriptions: observable$.subscriptions.map((log) => ({
          from: log.subscribedFrame,
          to: log.unsubscribedFrame,
        })),
      })),
      asked,
      endless: scheduler.actions.length > 0,
    };
    subscription.unsubscribe();
    return outcome;
  });
}

function compare(
  { fileName }: MarbleDiagram,
  { line, marbles }: MarbleStream,
  what: string,
  { actual, expected }: { actual: readonly string[]; expected: readonly string[] },
): void {
  if (actual.join('\n') === expected.join('\n')) return;
  const shown = actual.slice(0, expected.length + SURPLUS_LINES);
  if (shown.length < actual.length) shown.push(`and ${actual.length - shown.length} more`);
  const text = (lines: readonly string[]): string => (lines.length === 0 ? 'nothing' : lines.join('\n'));
  throw new MarbleAssertionError(fileName, line, `${what} ${marbles}`, text(shown), text(expected));
}

function notificationText(frame: number, symbol: string, json = ''): string {
  return `${frame}: ${[symbol, json].filter((part) => part !== '').join(' ')}`;
}

function eventText(event: MarbleEvent): string {
  if (event.kind === 'complete') return notificationText(event.frame, '|');
  return notificationText(event.frame, event.kind === 'error' ? '#' : '', jsonText(event.value));
}

const subscriptionText = ({ from, to }: MarbleSubscription): string =>
  to === Infinity ? `from ${from} on` : `from ${from} to ${to}`;

const messageOf = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.message : thrown);
