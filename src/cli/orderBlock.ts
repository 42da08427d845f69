import { orderStatus, termsOf, type TrackedOrder } from '../orders/index.js';
import { orderFacts } from './orderFacts.js';
import { statusStyle } from './orderStyle.js';
import { after, executedText, fillText, termsText, timeText } from './orderWords.js';
import { lineText, visible, wrapWords, type TextLook } from './textLook.js';

const INDENT = '    ';
const HANGING = '  ';

/** An order in some lines, its fills below it if they are asked for; none wider than the terminal unless a word is. */
export function orderBlock(tracked: TrackedOrder, look: TextLook, fills: boolean): readonly string[] {
  const { order } = tracked;
  const facts = orderFacts(tracked);
  const terms = termsOf(order);
  const what =
    terms === undefined ? `${facts.side || 'an order'}, of which the terms are not known` : termsText(terms);
  const key = facts.key.padEnd(INDENT.length - 2);
  const status = orderStatus(order);
  const head = wrapWords(
    visible(`${what}, ${facts.venue} ${facts.symbol}`),
    look.columns - key.length - status.length - 4,
  );
  const ids = [after('client id ', facts.clientId), after('venue id ', facts.venueId)].filter(
    (text) => text !== '',
  );
  const lines = [
    ...head.slice(1),
    ids.join(', '),
    `executed ${executedText(order)}${after(', fees ', facts.fees)}`,
    `created ${facts.created}${after(', ended ', facts.ended)}`,
    ...facts.notes,
    ...(fills ? order.fills.map((fill) => `${fillText(fill)}, ${timeText(fill.receivedAt)}`) : []),
  ];
  return [
    lineText([[`${key}  `], [status, statusStyle(order), 'strong'], [`  ${head[0]}`]], look.paint),
    ...lines.flatMap((line) => indented(line, INDENT, look)),
  ];
}

/** A line with spaces before it, in as many lines as the terminal wants; those after the first stand further in. */
export function indented(line: string, indent: string, { columns, paint }: TextLook): readonly string[] {
  const [first = '', ...others] = wrapWords(visible(line), columns - indent.length - HANGING.length);
  return [indent + first, ...others.map((part) => indent + HANGING + part)].map((part) =>
    lineText([[part]], paint),
  );
}
