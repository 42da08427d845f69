import { jsonText } from './jsonText.js';
import {
  readJson,
  readMarbles,
  readSubscriptions,
  refusal,
  type Marble,
  type MarbleLine,
} from './marbleLine.js';
import type {
  Json,
  MarbleCall,
  MarbleDiagram,
  MarbleEvent,
  MarbleStream,
  MarbleSubscription,
} from './marbleDiagram.js';

/**
 * Reads a marble file: Swirly's grammar, as far as it can be run.
 *
 * ```
 * % Values wait until a snapshot has come.
 * -a-b---c-|
 * a := {"id":1}
 * b := {"id":2}
 * c := {"id":3}
 *
 * ----s-----
 * title = snapshots
 * s := {"id":1}
 *
 * > holdUntil({"limit":2})
 *
 * ----(ab)c#
 * # := "closed"
 * ```
 *
 * Blocks stand between empty lines: the source, further inputs (each with a `title`), the operator, the expected
 * diagram. A letter means what its own block defines, else what a block above defines; where a file defines no letter,
 * each means itself, a string. `#` without a definition is `"error"`. An input may say `hot`, and with
 * `subscription = ^--!` which subscriptions it is to see (several with commas, `-` for none); the expected diagram says
 * with the same line when to subscribe and unsubscribe. Within one frame hot inputs come before cold ones.
 *
 * Throws a `MarbleFileError` with the line and the reason where anything is missing, unknown, ambiguous, unused
 * or malformed.
 */
export function parseMarbles(text: string, fileName: string): MarbleDiagram {
  const { title, blocks, end } = readBlocks(text, fileName);
  const [at, second] = blocks.flatMap(([head], index) => (head.text.startsWith('>') ? [index] : []));
  if (at === undefined) throw refusal(end, 'no operator line such as > map(1)');
  const operatorLine = blocks[at]![0];
  if (at === 0) throw refusal(operatorLine, 'no input diagram before the operator');
  if (second !== undefined) throw refusal(blocks[second]![0], 'a second operator line: one operator a file');
  const operator = readCall(blocks[at]!);
  const [expectedBlock, surplus] = blocks.slice(at + 1);
  if (expectedBlock === undefined) throw refusal(operatorLine, 'no expected diagram after the operator');
  if (surplus !== undefined) throw refusal(surplus[0], 'a second expected diagram');

  const drafts = [...blocks.slice(0, at), expectedBlock].map(readDraft);
  const streams = define(drafts);
  const expected = streams.pop()!;
  const expectedDraft = drafts.pop()!;
  if (expected.hot) throw refusal(expectedDraft.head, 'only an input can be hot');
  if (expected.subscriptions !== undefined && expected.subscriptions.length !== 1) {
    throw refusal(expectedDraft.head, 'the expected diagram takes one subscription');
  }
  const inputs = new Map<string, MarbleStream>();
  for (const [index, stream] of streams.entries()) {
    const { head } = drafts[index]!;
    if (stream.events.some((event) => event.kind === 'error' && !event.value)) {
      throw refusal(
        head,
        "an input's error is to be a true value: RxJS's test inputs put 'error' for others",
      );
    }
    if (index === 0) continue;
    if (stream.title === undefined) throw refusal(head, 'an input after the first needs a line title = name');
    if (inputs.has(stream.title) || stream.title === streams[0]!.title) {
      throw refusal(head, `a second input with the title ${stream.title}`);
    }
    inputs.set(stream.title, stream);
  }
  return { fileName, title, operator, source: streams[0]!, inputs, expected };
}

type Block = [MarbleLine, ...MarbleLine[]];

function readBlocks(text: string, fileName: string) {
  const blocks: Block[] = [];
  const title: string[] = [];
  let block: Block | undefined;
  const lines = text
    .split(/\r?\n/)
    .map((line, index): MarbleLine => ({ fileName, number: index + 1, text: line }));
  for (const line of lines) {
    const content = line.text.trim();
    if (content.startsWith('%')) {
      if (blocks.length === 0) title.push(content.slice(1).trim());
    } else if (content === '') block = undefined;
    else if (block === undefined) blocks.push((block = [line]));
    else if (content.startsWith('>')) throw refusal(line, 'an empty line is to stand before the operator');
    else block.push(line);
  }
  return { title: title.join(' '), blocks, end: lines.at(-1)! };
}

function readCall([line, surplus]: Block): MarbleCall {
  if (surplus !== undefined) throw refusal(surplus, 'an empty line is to follow the operator');
  const match = /^>\s*([A-Za-z_$][\w$]*)\((.*)\)\s*$/.exec(line.text);
  if (match === null) throw refusal(line, `'${line.text}' is no operator line such as > map(1)`);
  return { name: match[1]!, args: readJson(line, `[${match[2]!}]`) as readonly Json[], line: line.number };
}

interface Definition {
  readonly line: MarbleLine;
  readonly value: Json;
  used: boolean;
}

/** A block of a stream before its letters have values. */
interface Draft {
  readonly head: MarbleLine;
  readonly marbles: readonly Marble[];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly title: string | undefined;
  readonly hot: boolean;
  readonly subscriptions: readonly MarbleSubscription[] | undefined;
}

function readDraft([head, ...lines]: Block): Draft {
  const definitions = new Map<string, Definition>();
  let title: string | undefined;
  let hot = false;
  let subscriptions: readonly MarbleSubscription[] | undefined;
  const marbles = readMarbles(head);
  for (const line of lines) {
    const [, name = '', operator, text = ''] = /^\s*(.*?)(?:\s*(:?=)\s*(.*?))?\s*$/.exec(line.text)!;
    if (operator === ':=' && /^[A-Za-z0-9#]$/.test(name)) {
      if (definitions.has(name)) throw refusal(line, `a second definition of ${name}`);
      definitions.set(name, { line, value: readJson(line, text), used: false });
    } else if (operator === '=' && name === 'title' && title === undefined && text !== '') title = text;
    else if (operator === undefined && name === 'hot' && !hot) hot = true;
    else if (operator === '=' && name === 'subscription' && subscriptions === undefined) {
      subscriptions = readSubscriptions(line, text);
    } else {
      throw refusal(line, `'${line.text}' is none of: a := JSON, title = name, subscription = ^--!, hot`);
    }
  }
  return { head, marbles, definitions, title, hot, subscriptions };
}

/** Gives the letters of all streams their values. */
function define(drafts: readonly Draft[]): MarbleStream[] {
  const all = drafts.flatMap(({ definitions }) => [...definitions]);
  const lettersAreText = all.every(([symbol]) => symbol === '#');
  const above = new Map<string, readonly Definition[]>();

  function value(draft: Draft, symbol: string): Json {
    const own = draft.definitions.get(symbol);
    const found = own === undefined ? (above.get(symbol) ?? []) : [own];
    for (const definition of found) definition.used = true;
    if (new Set(found.map((definition) => jsonText(definition.value))).size > 1) {
      throw refusal(draft.head, `'${symbol}' has several values above: define it for this diagram`);
    }
    if (found[0] !== undefined) return found[0].value;
    if (symbol === '#') return 'error';
    if (lettersAreText) return symbol;
    throw refusal(draft.head, `'${symbol}' has no definition, and other letters have one`);
  }

  const streams = drafts.map((draft): MarbleStream => {
    const events = draft.marbles.map(({ symbol, frame }): MarbleEvent => {
      if (symbol === '|') return { kind: 'complete', frame };
      if (symbol === '#') return { kind: 'error', frame, value: value(draft, symbol) };
      return { kind: 'next', frame, letter: symbol, value: value(draft, symbol) };
    });
    for (const [symbol, definition] of draft.definitions) {
      above.set(symbol, [...(above.get(symbol) ?? []), definition]);
    }
    const { head, title, hot, subscriptions } = draft;
    return { line: head.number, title, marbles: head.text.trimEnd(), events, hot, subscriptions };
  });
  const unused = all.find(([, definition]) => !definition.used);
  if (unused !== undefined) throw refusal(unused[1].line, `no diagram uses the definition of '${unused[0]}'`);
  return streams;
}
