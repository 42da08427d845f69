import { readFileSync } from 'node:fs';

import { InvalidArgumentError } from 'commander';
import { Decimal } from 'decimal.js';

import type { ReplaySpeed } from '../journal/index.js';
import { parseFaults, type VenueFault } from '../sim/index.js';
import { InputError } from './inputError.js';

/** `--speed X|max`. */
export function speedValue(text: string): ReplaySpeed {
  return text === 'max' ? text : positiveValue(text, 'a number above zero, or max');
}

/** `--duration SECONDS`. */
export const secondsValue = (text: string): number => positiveValue(text, 'a number of seconds above zero');

/** `--seed N`. */
export function seedValue(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32) {
    throw new InvalidArgumentError('expected a whole number below 4294967296.');
  }
  return Number(text);
}

/** `--port N`. */
export function portValue(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) >= 2 ** 16) {
    throw new InvalidArgumentError('expected a whole number below 65536.');
  }
  return Number(text);
}

/** `--faults LIST`. */
export function faultsValue(text: string): readonly VenueFault[] {
  try {
    return parseFaults(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

/** `--symbols A,B`. */
export function symbolsValue(text: string): readonly string[] {
  const symbols = text.split(',').map((symbol) => symbol.trim());
  if (symbols.includes('')) throw new InvalidArgumentError('expected symbols with commas between them.');
  return symbols;
}

/** `--digest-at LINES|@FILE`: 0-based lines, with commas between them, or one a line of a file. */
export function linesValue(text: string): ReadonlySet<number> {
  if (!text.startsWith('@')) {
    return new Set(
      text.split(',').map((line) => lineValue(line.trim(), (reason) => new InvalidArgumentError(reason))),
    );
  }
  const file = text.slice(1);
  const lines = new Set<number>();
  readLines(file).forEach((line, at) => {
    if (line.trim() !== '')
      lines.add(lineValue(line.trim(), (reason) => new InputError(`${file}:${at + 1}: ${reason}`)));
  });
  return lines;
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new InputError(
      `${file}: ${missing ? 'no such file' : error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function lineValue(text: string, refusal: (reason: string) => Error): number {
  if (!/^\d{1,15}$/.test(text)) throw refusal(`"${text}" is no line number (0-based).`);
  return Number(text);
}

/** An amount or a price, in plain decimal digits. */
export function decimalValue(text: string): Decimal {
  if (!/^\d+(?:\.\d+)?$/.test(text) || new Decimal(text).isZero())
    throw new InvalidArgumentError('expected a decimal number above zero.');
  return new Decimal(text);
}

function positiveValue(text: string, expected: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || !(value > 0)) throw new InvalidArgumentError(`expected ${expected}.`);
  return value;
}
