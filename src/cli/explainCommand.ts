import {
  OrderJournalError,
  readOrderJournal,
  type OrderJournalView,
  type OrderStory,
  type StoryStep,
} from '../journal/index.js';
import {
  orderEventToJson,
  orderInputToJson,
  wants,
  type JsonValue,
  type TrackedOrder,
} from '../orders/index.js';
import { indented, orderBlock } from './orderBlock.js';
import { orderLineJson } from './orderLineJson.js';
import { questionTexts } from './orderWords.js';
import { storyText } from './storyText.js';
import type { Terminal } from './terminal.js';
import { textLook, type TextLook } from './textLook.js';
import { UsageError } from './usageError.js';
import { writeLines } from './writeLines.js';

export interface ExplainCommandOptions {
  readonly format: 'text' | 'json';
}

/** `orderflow explain`: what happened to one order of a journal, input by input, and what is to be asked about it now. */
export async function explainCommand(
  file: string,
  id: string,
  { format }: ExplainCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const journal = readOrderJournal(file);
  try {
    const tracked = find(journal, id);
    const story = journal.story(tracked.key);
    const now = Date.now();
    const lines =
      format === 'json' ? jsonOf(tracked, story, now) : textOf(tracked, story, now, textLook(terminal));
    await writeLines(terminal.stdout, lines);
  } finally {
    journal.close();
  }
}

/** How an order is named. */
export const ORDER_HINT = "an order is named by a client id, a venue id, or its key in quotes, as '#3'";

/** @throws {UsageError} where no order, or more than one, is named. */
function find(journal: OrderJournalView, id: string): TrackedOrder {
  const key = /^#(\d{1,15})$/.exec(id)?.[1];
  try {
    return journal.order(key === undefined ? id : Number(key));
  } catch (error) {
    const isUnnamed =
      error instanceof OrderJournalError &&
      (error.fault === 'unknownOrder' || error.fault === 'ambiguousOrder');
    throw isUnnamed ? new UsageError(`${error.message}; ${ORDER_HINT}`) : error;
  }
}

function* textOf(tracked: TrackedOrder, story: OrderStory, now: number, look: TextLook): Generator<string> {
  const isRemoved = story.steps.length === 0;
  yield* orderBlock(tracked, look, isRemoved);
  if (isRemoved) {
    yield '';
    yield* indented('Its inputs have been removed from the journal: this is what is left of it.', '', look);
  }
  yield* storyText(story, look);
  yield '';
  const questions = questionTexts(tracked.order, now);
  if (questions.length === 0) yield 'The venue need not be asked for anything.';
  else {
    yield 'To be asked of the venue:';
    for (const question of questions) yield* indented(question, '    ', look);
  }
}

function* jsonOf(tracked: TrackedOrder, story: OrderStory, now: number): Generator<string> {
  for (const step of story.steps) yield JSON.stringify(stepJson(step));
  const { key, order } = tracked;
  const questions = wants(order, now).map(({ _tag, because }) => ({ _tag, because }));
  yield JSON.stringify({ key, ...orderLineJson(order), wants: questions });
}

const stepJson = ({ inputSeq, input, before, after, events, absorbed }: StoryStep): JsonValue => ({
  inputSeq,
  input: orderInputToJson(input),
  ...(before !== undefined && { before: orderLineJson(before) }),
  after: orderLineJson(after),
  events: events.map(({ seq, event }) => ({ seq, event: orderEventToJson(event) })),
  ...(absorbed !== undefined && {
    absorbed: { key: absorbed.key, steps: absorbed.steps.map(stepJson) },
  }),
});
