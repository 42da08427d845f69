import fc from 'fast-check';

import type { BookDiff, BookSnapshot, SequenceId } from '../../src/domain/index.js';
import { roundPair } from './arbitraries.js';
import { diffOf, snapshotAt, type Pair } from './messages.js';
import { ModelSide } from './plainBook.js';

interface Change {
  readonly side: 'bids' | 'asks';
  readonly pair: Pair;
}

interface Levels {
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
}

/** What a venue does over time: changes, numbered and sent in diffs, and its true book after each of them. */
export interface VenueHistory {
  /** How many changes there are. */
  readonly changes: number;
  /** The diffs, in order. */
  readonly diffs: readonly BookDiff[];
  /** How many changes there were before a diff, and after the last one. */
  readonly bounds: readonly number[];
  /** The snapshot after so many changes. */
  readonly snapshot: (changes: number, via?: BookSnapshot['via']) => BookSnapshot;
  /** The true book at an id. */
  readonly bookAt: (id: SequenceId | undefined) => Levels;
}

/** How a venue numbers its changes. */
export type Numbering = 'contiguous' | 'linked' | 'linkedByLastId';

/** Ids around 2^53 too, where they go from one kind to the other; some small ones as `bigint`. */
const firstId = fc.constantFrom(1n, 1_000n, 2n ** 53n - 12n, 2n ** 64n);

/** Any history of a venue with a few dozen changes. */
export const venueHistory = (numbering: Numbering): fc.Arbitrary<VenueHistory> =>
  fc
    .record({
      changes: fc.array(fc.record<Change>({ side: fc.constantFrom('bids', 'asks'), pair: roundPair }), {
        minLength: 1,
        maxLength: 40,
      }),
      sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40, maxLength: 40 }),
      base: firstId,
      mixed: fc.boolean(),
    })
    .map(({ changes, sizes, base, mixed }) => {
      const step = numbering === 'contiguous' ? 1n : 3n;
      const idOf = (count: number): SequenceId => {
        const id = base + BigInt(count) * step;
        const asNumber = id <= BigInt(Number.MAX_SAFE_INTEGER) && !(mixed && count % 2 === 1);
        return asNumber ? Number(id) : id;
      };
      const books = booksAfter(changes);
      const bounds = [0];
      const diffs: BookDiff[] = [];
      while (bounds.at(-1)! < changes.length) {
        const from = bounds.at(-1)!;
        const to = Math.min(changes.length, from + sizes[diffs.length]!);
        const part = changes.slice(from, to);
        const levelsOf = (side: Change['side']) =>
          part.filter((change) => change.side === side).map((change) => change.pair);
        const first = numbering === 'linkedByLastId' ? undefined : idOf(from + 1);
        const link = numbering === 'contiguous' ? {} : { previousId: idOf(from) };
        diffs.push(diffOf(first, idOf(to), { ...link, bids: levelsOf('bids'), asks: levelsOf('asks') }));
        bounds.push(to);
      }
      return {
        changes: changes.length,
        diffs,
        bounds,
        snapshot: (count, via = 'request') => snapshotAt(idOf(count), { ...books[count]!, via }),
        bookAt: (id) => books[Number((BigInt(id!) - base) / step)]!,
      };
    });

/** The book after each change, and before the first. */
function booksAfter(changes: readonly Change[]): readonly Levels[] {
  const sides = { bids: new ModelSide(1), asks: new ModelSide(-1) };
  const now = () => ({ bids: sides.bids.plain(), asks: sides.asks.plain() });
  return [
    now(),
    ...changes.map(({ side, pair }) => {
      sides[side].set(pair);
      return now();
    }),
  ];
}
