import { existsSync } from 'node:fs';

import { catchError, EMPTY, fromEvent, lastValueFrom, map, takeUntil, tap } from 'rxjs';

import {
  openOrderJournal,
  OrderJournalError,
  RecordingError,
  type JournaledUpdate,
} from '../journal/index.js';
import { nameOfSource } from '../journal/recordingBytes.js';
import { orderEventToJson, trackOrders, type JsonValue, type TrackedUpdate } from '../orders/index.js';
import { countText } from './countText.js';
import { InputError } from './inputError.js';
import { orderLineJson } from './orderLineJson.js';
import { readOrderInputs } from './readOrderInputs.js';
import type { Terminal } from './terminal.js';
import { drained } from './writeLines.js';

export interface ReduceCommandOptions {
  readonly updates?: true;
  readonly journal?: string;
}

/**
 * `orderflow reduce`: takes in inputs of orders and prints what is told of them, also when interrupted. Where the inputs
 * cannot be read on, or the journal fails, it prints the events of those before, and fails with the error.
 */
export async function reduceCommand(
  file: string,
  options: ReduceCommandOptions,
  { stdin, stdout, stderr }: Terminal,
): Promise<void> {
  const note = (text: string) => stderr.write(`${text}\n`);
  const name = nameOfSource(file);
  // A journal is not made for nothing.
  if (file !== '-' && !existsSync(file)) throw new InputError(`${file}: no such file`);
  const journal = options.journal === undefined ? undefined : openOrderJournal(options.journal);
  if (file === '-' && stdin.isTTY)
    note('reads inputs from the terminal, one JSON object a line: Ctrl-D ends them');
  let count = 0;
  let interrupted = false;
  let fault: RecordingError | undefined;
  const stop$ = fromEvent(process, 'SIGINT').pipe(tap(() => (interrupted = true)));
  const inputs$ = readOrderInputs(file, () => drained(stdout)).pipe(
    catchError((error: unknown) => {
      if (!(error instanceof RecordingError)) throw error;
      fault = error;
      return EMPTY;
    }),
    takeUntil(stop$),
    tap(() => count++),
  );
  const lines$ =
    journal === undefined
      ? inputs$.pipe(trackOrders(), map(plainLines))
      : inputs$.pipe(journal.track(), map(journaledLines));
  const print = tap(({ events, order }: UpdateLines) => {
    const lines = options.updates ? [...events, order()] : events;
    if (lines.length > 0) stdout.write(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  });
  try {
    await lastValueFrom(lines$.pipe(print), { defaultValue: undefined });
  } catch (error) {
    // Each line is one input: those after these are to be fed again.
    if (error instanceof OrderJournalError && options.journal !== undefined)
      note(`the first ${count - error.unwritten.length} inputs of ${name} are in ${options.journal}`);
    throw error;
  } finally {
    journal?.close();
  }
  const told = `${countText(count, 'input')}: the events are of these${options.journal === undefined ? '' : `, which are in ${options.journal}`}`;
  if (interrupted) note(`interrupted after ${told}`);
  if (fault === undefined) return;
  if (count > 0) note(`broken after ${told}`);
  throw fault;
}

/** What is printed of an update. */
interface UpdateLines {
  readonly events: readonly JsonValue[];
  readonly order: () => JsonValue;
}

const plainLines = ({ events, key, order }: TrackedUpdate): UpdateLines => ({
  events: events.map(orderEventToJson),
  order: () => ({ key, ...orderLineJson(order) }),
});

const journaledLines = ({ numbered, inputSeq, key, order }: JournaledUpdate): UpdateLines => ({
  events: numbered.map(({ seq, event }) => ({ seq, event: orderEventToJson(event) })),
  order: () => ({ inputSeq, key, ...orderLineJson(order) }),
});
