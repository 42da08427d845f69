import { PLAIN, type Notation } from '../domain/priceLevel.js';
import type { Chunk } from './bookSide.js';

/** Levels that a chunk holds at most, away from the best. */
export const CHUNK_LEVELS = 32;

/** The same for the best chunk and the one behind it: they change with nearly every message. */
const NEAR_CHUNK_LEVELS: readonly number[] = [8, 16];

/** Chunks that a group holds at most. */
export const GROUP_CHUNKS = 24;

/** The share of the most to which a new chunk or group is filled, so that there is room for levels to come. */
export const FILL = 0.75;

/** A chunk that a draft made, and may change until it is built. */
export interface OwnChunk {
  readonly numbers: number[];
  notations: (Notation | undefined)[] | undefined;
}

/** How many levels a chunk may hold, by how many groups and chunks are between it and the best. */
export const mostLevels = (groupsBefore: number, chunksBefore: number): number =>
  (groupsBefore === 0 ? NEAR_CHUNK_LEVELS[chunksBefore] : undefined) ?? CHUNK_LEVELS;

/** A chunk with more than `most` levels as several of about equal size, each with room for levels to come. */
export function splitChunk({ numbers, notations }: Chunk, most: number): readonly Chunk[] {
  const used = numbers.length / 2;
  const pieces = Math.ceil(used / (most * FILL));
  return Array.from({ length: pieces }, (_, piece) => {
    const from = Math.round((piece * used) / pieces);
    const to = Math.round(((piece + 1) * used) / pieces);
    return { numbers: numbers.slice(2 * from, 2 * to), notations: notations?.slice(from, to) };
  });
}

/** Joins a chunk to the worse one beside it in its group, where both together are no more than a newly filled one. */
export function joinChunks(group: Chunk[], at: number, most: number): void {
  const worse = group[at - 1];
  const better = group[at];
  if (worse === undefined || better === undefined) return;
  const levels = (worse.numbers.length + better.numbers.length) / 2;
  if (levels <= most * FILL) group.splice(at - 1, 2, concat(worse, better));
}

function concat(worse: Chunk, better: Chunk): Chunk {
  const notationsOf = ({ numbers, notations }: Chunk) =>
    notations ?? new Array<undefined>(numbers.length / 2).fill(undefined);
  return {
    numbers: worse.numbers.concat(better.numbers),
    notations:
      worse.notations === undefined && better.notations === undefined
        ? undefined
        : [...notationsOf(worse), ...notationsOf(better)],
  };
}

/** Sets what regenerates the text of a level. */
export function setNotation(own: OwnChunk, index: number, notation: Notation | undefined): void {
  if (own.notations === undefined) {
    if (notation === undefined || notation === PLAIN) return;
    own.notations = new Array<Notation | undefined>(own.numbers.length / 2).fill(undefined);
  }
  own.notations[index] = notation;
}
