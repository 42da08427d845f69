import type { OrderStory, StoryStep } from '../journal/index.js';
import { orderStatus, type Order } from '../orders/index.js';
import { eventText } from './eventWords.js';
import { inputText, inputTime } from './inputWords.js';
import { indented } from './orderBlock.js';
import { executedText, openEnds, timeText } from './orderWords.js';
import { lineText, type TextLook } from './textLook.js';

const STEP = '    ';

/** The story of an order as text for people, line by line; that of an order that proved to be it stands where it did so. */
export function* storyText({ steps }: OrderStory, look: TextLook, indent = ''): Generator<string> {
  let newest = 0;
  for (const step of steps) {
    const waited = step.inputSeq < newest;
    newest = Math.max(newest, step.inputSeq);
    yield '';
    yield* stepText(step, waited, look, indent);
  }
}

function* stepText(step: StoryStep, waited: boolean, look: TextLook, indent: string): Generator<string> {
  const { input, inputSeq, before, after: order, events, absorbed } = step;
  const title = `${indent}input ${inputSeq}`;
  const time = `  ${timeText(inputTime(input))}${waited ? ', waited for its order' : ''}`;
  yield lineText([[title, 'strong'], [time]], look.paint);
  const part = (text: string) => indented(text, indent + STEP, look);
  yield* part(inputText(input));
  if (absorbed !== undefined) {
    yield* part(
      `by its ids, order #${absorbed.key} is this one, and becomes part of it; its story up to here:`,
    );
    yield* storyText(absorbed, look, indent + STEP);
    yield '';
  }
  const [was, is] = [before === undefined ? 'not heard of' : stateText(before), stateText(order)];
  if (was === is) yield* part(`as before: ${is}`);
  else {
    yield* part(`before: ${was}`);
    yield* part(`after:  ${is}`);
  }
  for (const { seq, event } of events) yield* part(`event ${seq}: ${eventText(event)}`);
}

/** How an order stands, in a line. */
const stateText = (order: Order): string =>
  [`${orderStatus(order)}, executed ${executedText(order)}`, ...openEnds(order)].join('; ');
