import { expect } from 'chai';
import fc from 'fast-check';

import { Ring } from '../../src/backpressure/ring.js';

describe('Ring', () => {
  it('takes and gives as a list does that is pushed and shifted', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200, size: 'max' }), (pushes) => {
        const ring = new Ring<{ readonly value: number }>();
        const list: { readonly value: number }[] = [];
        for (const [value, push] of pushes.entries()) {
          if (push) {
            ring.push({ value });
            list.push({ value });
          } else expect(ring.shift()).to.deep.equal(list.shift());
          expect(ring.size).to.equal(list.length);
        }
        while (list.length > 0) expect(ring.shift()).to.deep.equal(list.shift());
        expect(ring.shift()).to.equal(undefined);
      }),
    );
  });
});
