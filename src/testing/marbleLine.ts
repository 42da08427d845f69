import { MarbleFileError } from './marbleFileError.js';
import type { Json, MarbleSubscription } from './marbleDiagram.js';

/** One line of a marble file that says something. */
export interface MarbleLine {
  readonly fileName: string;
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

/** A letter, `#` or `|` at its frame. */
export interface Marble {
  readonly symbol: string;
  readonly frame: number;
}

/** The error that refuses a line. */
export const refusal = (line: MarbleLine, reason: string, cause?: unknown): MarbleFileError =>
  new MarbleFileError(line.fileName, line.number, reason, cause === undefined ? undefined : { cause });

/** Reads the diagram itself: `-a-(bc)--|`. */
export function readMarbles(line: MarbleLine): readonly Marble[] {
  if (/^\s|\S\s/.test(line.text.trimEnd())) {
    throw refusal(
      line,
      `'${line.text}' is no diagram: no spaces in it, and an empty line before the next one`,
    );
  }
  if (/\d+ms/.test(line.text)) throw refusal(line, 'times such as 9ms are not drawn: use dashes');
  const marbles: Marble[] = [];
  let group: number | undefined;
  let ended = false;
  for (const [at, symbol] of [...line.text.trimEnd()].entries()) {
    if (symbol === ')') {
      if (group === undefined) throw refusal(line, "')' without '('");
      if (group === at - 1) throw refusal(line, "'()' groups nothing");
      group = undefined;
      continue;
    }
    if (ended) throw refusal(line, `'${symbol}' comes after the end of the diagram`);
    if (symbol === '-' || symbol === '(') {
      if (group !== undefined) throw refusal(line, `'${symbol}' inside a group`);
      if (symbol === '(') group = at;
    } else if (/[A-Za-z0-9#|]/.test(symbol)) {
      marbles.push({ symbol, frame: group ?? at });
      ended = symbol === '#' || symbol === '|';
    } else {
      throw refusal(line, `'${symbol}' is no marble: letters, digits, '-', '(', ')', '|' and '#' are`);
    }
  }
  if (group !== undefined) throw refusal(line, "'(' without ')'");
  return marbles;
}

/** Reads `^---!`, or several of them with commas between. */
export function readSubscriptions(line: MarbleLine, text: string): readonly MarbleSubscription[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/^-+$/.test(part))
    .map((part) => {
      const match = /^(-*)(?:\(\^!\)|\^(?:(-*)(!))?-*)$/.exec(part);
      if (match === null) throw refusal(line, `'${part}' is no subscription such as ^---! or (^!)`);
      const from = match[1]!.length;
      if (part.endsWith(')')) return { from, to: from };
      return { from, to: match[3] === undefined ? Infinity : from + 1 + match[2]!.length };
    });
}

/** Reads JSON in which every number is exactly the double that it becomes. */
export function readJson(line: MarbleLine, text: string): Json {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (cause) {
    throw refusal(line, `malformed JSON: ${text}`, cause);
  }
  for (const [number] of text
    .replaceAll(/"(?:\\.|[^"\\])*"/g, '""')
    .matchAll(/-?\d+(?:\.\d+)?(?![\d.eE])/g)) {
    if (!isKept(number)) {
      throw refusal(line, `${number} has more digits than a number keeps: write it as a string`);
    }
  }
  return json;
}

/** Whether the double nearest to a plain number is that number. */
function isKept(number: string): boolean {
  if (!number.includes('.')) return BigInt(number) === BigInt(Number(number));
  const kept = String(Number(number));
  return kept.includes('e') || kept === number.replace(/\.?0+$/, '') || Number(number) === 0;
}
