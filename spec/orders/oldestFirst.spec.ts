import { expect } from 'chai';
import fc from 'fast-check';

import { OldestFirst } from '../../src/orders/oldestFirst.js';

describe('OldestFirst', () => {
  it('has the size and the oldest of a Set to which the same was done', () => {
    const step = fc.record({ adds: fc.boolean(), value: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [values, model] = [new OldestFirst<number>(), new Set<number>()];
        for (const { adds, value } of steps) {
          if (adds) {
            values.add(value);
            model.add(value);
          } else {
            values.delete(value);
            model.delete(value);
          }
          const [oldest] = model;
          expect([values.size, values.oldest]).to.deep.equal([model.size, oldest]);
        }
      }),
    );
  });

  it('gives them all, in the order in which they were added', () => {
    const values = new OldestFirst<string>();
    for (const value of ['a', 'b', 'c', 'd', 'b']) values.add(value);
    values.delete('c');
    values.add('c');
    const given: (string | undefined)[] = [];
    for (let oldest = values.oldest; oldest !== undefined; oldest = values.oldest) {
      given.push(oldest);
      values.delete(oldest);
    }
    expect(given).to.deep.equal(['a', 'b', 'd', 'c']);
    expect(values.size).to.equal(0);
  });
});
