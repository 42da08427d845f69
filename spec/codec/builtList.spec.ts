import { expect } from 'chai';

import { builtList, type ItemFault } from '../../src/codec/builtList.js';
import { faultsOf } from '../../src/codec/faults.js';

/** Sums numbers, and the fields `n` of objects. */
function summing() {
  let sum = 0;
  const log: string[] = [];
  const add = (item: unknown): ItemFault | undefined => {
    if (typeof item === 'object' && item !== null) {
      const { n } = item as { readonly n?: unknown };
      if (typeof n !== 'number') return { part: 'n', expected: 'number' };
      sum += n;
      return undefined;
    }
    if (typeof item !== 'number') return { expected: 'number or { n }' };
    sum += item;
    return undefined;
  };
  const codec = builtList('list to be summed', (value): value is number => typeof value === 'number', {
    add,
    build: () => {
      const built = sum;
      sum = 0;
      return built;
    },
    clear: () => {
      sum = 0;
      log.push('cleared');
    },
  });
  return { codec, log };
}

describe('builtList', () => {
  const read = (value: unknown) => {
    const { codec, log } = summing();
    const result = codec.decode(value);
    return { result: result._tag === 'Right' ? result.right : faultsOf(result.left), log };
  };

  it('makes one value of all items, each list for itself', () => {
    const { codec } = summing();
    expect([[1, 2, { n: 3 }], [], [4]].map((list) => codec.decode(list))).to.deep.equal(
      [6, 0, 4].map((right) => ({ _tag: 'Right', right })),
    );
  });

  it('tells the first item at fault, by its place and its part, and forgets those before', () => {
    expect(read([1, 'x', 'y'])).to.deep.equal({
      result: [{ path: '[1]', value: '"x"', expected: 'number or { n }' }],
      log: ['cleared'],
    });
    expect(read([1, 2, { n: 'x' }]).result).to.deep.equal([
      { path: '[2].n', value: '"x"', expected: 'number' },
    ]);
    const { codec } = summing();
    codec.decode([5, 'x']);
    expect(codec.decode([1])).to.deep.equal({ _tag: 'Right', right: 1 });
  });

  it('tells what is no list', () => {
    expect(read({ n: 1 })).to.deep.equal({
      result: [{ path: '', value: '{"n":1}', expected: 'list to be summed' }],
      log: [],
    });
  });
});
