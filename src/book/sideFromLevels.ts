import type { Notation } from '../domain/priceLevel.js';
import type { Coverage } from '../domain/messages.js';
import type { PriceLevels } from '../domain/priceLevels.js';
import type { BookSide, Chunk, Group, Sign } from './bookSide.js';
import { ChunkedSide } from './chunkedSide.js';
import { FILL, GROUP_CHUNKS, mostLevels } from './chunks.js';
import { SideDraft } from './sideDraft.js';

/**
 * A side from a snapshot's levels, in whichever order the venue lists them; of a price that occurs twice the last
 * counts, and levels of size zero are none.
 */
export function sideFromLevels(sign: Sign, levels: PriceLevels, coverage: Coverage): BookSide {
  const { groups, length } = descends(sign, levels) ? chunked(sign, levels) : sorted(sign, levels);
  const whole = new ChunkedSide(sign, groups, length, undefined);
  if (coverage === 'full') return whole;
  if (!coverage.maintained) {
    // As many as were asked for were sent, so there may be more, even if one of them came twice.
    const cut = levels.length >= coverage.levels;
    return new ChunkedSide(sign, groups, length, cut ? whole.at(length - 1) : undefined);
  }
  const draft = new SideDraft(new ChunkedSide(sign, groups, length, coverage.levels));
  draft.trim(coverage.levels);
  return draft.build();
}

/** Whether the levels come best first, strictly, as doubles, and none is empty: the usual case. */
function descends(sign: Sign, { numbers }: PriceLevels): boolean {
  let previous = Infinity;
  for (let at = 0; at < numbers.length; at += 2) {
    const key = sign * numbers[at]!;
    if (!(key < previous) || numbers[at + 1] === 0) return false;
    previous = key;
  }
  return true;
}

function sorted(sign: Sign, levels: PriceLevels): BookSide {
  const draft = new SideDraft(new ChunkedSide(sign, [], 0, undefined));
  draft.apply(levels);
  return draft.build();
}

function chunked(sign: Sign, levels: PriceLevels): Pick<BookSide, 'groups' | 'length'> {
  const groups: Group[] = [];
  let group: Chunk[] = [];
  for (let from = 0; from < levels.length;) {
    const to = Math.min(levels.length, from + mostLevels(groups.length, group.length) * FILL);
    group.unshift(chunkOf(sign, levels, from, to));
    from = to;
    if (group.length < GROUP_CHUNKS * FILL && from < levels.length) continue;
    groups.unshift(group);
    group = [];
  }
  return { groups, length: levels.length };
}

/** Levels `from` to `to` of the venue's list, best first, as a chunk, best last. */
function chunkOf(sign: Sign, { numbers, notations }: PriceLevels, from: number, to: number): Chunk {
  // A copy of doubles, so that the chunk's array is one too.
  const ascending = numbers.slice(2 * from, 2 * to);
  for (let index = 0; index < to - from; index++) {
    ascending[2 * index] = sign * numbers[2 * (to - 1 - index)]!;
    ascending[2 * index + 1] = numbers[2 * (to - 1 - index) + 1]!;
  }
  const texts: (Notation | undefined)[] | undefined = notations?.slice(from, to).reverse();
  return { numbers: ascending, notations: texts };
}
