import { expect } from 'chai';
import fc from 'fast-check';

import { TextMap } from '../../src/domain/textMap.js';

/** Two texts of one hash (found by search), so that entries must share a leaf. */
const SAME_HASH = ['x3rnw', 'xkpba'] as const;

const key = fc.oneof(
  fc.constantFrom('', 'a', 'b', '0', ...SAME_HASH),
  fc.string({ maxLength: 3 }),
  fc.uuid(),
);
const change = fc.record({ key, value: fc.option(fc.nat(9), { nil: undefined }) });

const entriesOf = <V>(map: TextMap<V>) => [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
const sorted = <V>(map: ReadonlyMap<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** How many objects are inside one another, at most. */
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('TextMap', () => {
  it('is what a Map is, after any changes, and no version ever changes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const plain = new Map<string, number>();
        const kept: (readonly [TextMap<number>, readonly (readonly [string, number])[]])[] = [];
        let map = TextMap.empty<number>();
        for (const { key: at, value } of changes) {
          map = value === undefined ? map.delete(at) : map.set(at, value);
          if (value === undefined) plain.delete(at);
          else plain.set(at, value);
          expect(map.get(at)).to.equal(value);
          expect(map.size).to.equal(plain.size);
          kept.push([map, sorted(plain)]);
        }
        for (const [version, entries] of kept) expect(entriesOf(version)).to.deep.equal(entries);
      }),
    );
  });

  it('keeps ten thousand keys apart, and loses none when half of them go', () => {
    const keys = Array.from({ length: 10_000 }, (_, at) => `order-${at}`);
    let map = TextMap.empty<number>();
    for (const [at, each] of keys.entries()) map = map.set(each, at);
    for (const each of keys.filter((_, at) => at % 2 === 0)) map = map.delete(each);
    expect(map.size).to.equal(5_000);
    expect(keys.filter((each) => map.get(each) !== undefined)).to.deep.equal(
      keys.filter((_, at) => at % 2 === 1),
    );
    expect(map.get('order-4999')).to.equal(4_999);
    for (const each of keys) map = map.delete(each);
    expect([map.size, entriesOf(map)]).to.deep.equal([0, []]);
  });

  it('keeps two keys of one hash apart', () => {
    const [a, b] = SAME_HASH;
    const both = TextMap.empty<number>().set(a, 1).set('other', 0).set(b, 2);
    expect([both.get(a), both.get(b), both.size]).to.deep.equal([1, 2, 3]);
    expect([both.delete(a).get(a), both.delete(a).get(b)]).to.deep.equal([undefined, 2]);
    expect(both.set(b, 3).get(a)).to.equal(1);
    expect(TextMap.empty<number>().set(a, 1).get(b)).to.equal(undefined);
  });

  it('is itself where nothing is deleted', () => {
    const map = TextMap.empty<number>().set('a', 1);
    expect(map.delete('b')).to.equal(map);
  });

  it('is the same, to its shape, whether it was made at once or grew and shrank', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.string(), fc.uuid()), { maxLength: 100 }),
        fc.nat(),
        (keys, at) => {
          const kept = keys.slice(0, keys.length === 0 ? 0 : at % keys.length);
          let map = TextMap.empty<number>();
          for (const each of keys) map = map.set(each, each.length);
          for (const each of keys.slice(kept.length)) map = map.delete(each);
          expect(map).to.deep.equal(TextMap.from(new Map(kept.map((each) => [each, each.length]))));
        },
      ),
    );
  });

  it('is made at once of keys of one hash too', () => {
    const [a, b] = SAME_HASH;
    const map = TextMap.from(
      new Map([
        [a, 1],
        [b, 2],
        ['other', 3],
      ]),
    );
    expect([map.get(a), map.get(b), map.get('other'), map.size]).to.deep.equal([1, 2, 3, 3]);
    expect(entriesOf(map.delete(a))).to.deep.equal([
      ['other', 3],
      [b, 2],
    ]);
  });

  it('is no deeper for ids in a row than for ids at random', () => {
    const rows: readonly ((at: number) => string)[] = [
      (at) => `${1e9 + at}`,
      (at) => `${at * 1000}`,
      (at) => `${at.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
      (at) => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`,
      (at) => (30_000 + at / 100).toFixed(2),
    ];
    for (const keyAt of rows) {
      const keys = Array.from({ length: 4096 }, (_, at) => keyAt(at));
      // At random about ten: the map, a leaf, and up to eight or nine branches.
      expect(depthOf(TextMap.from(new Map(keys.map((each) => [each, 0])))), keys[1]).to.be.within(7, 13);
    }
  });
});
