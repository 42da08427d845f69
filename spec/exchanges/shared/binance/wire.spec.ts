import { expect } from 'chai';
import fc from 'fast-check';

import { faultsOf, readJson } from '../../../../src/codec/index.js';
import { depthUpdate } from '../../../../src/exchanges/shared/binance/wire.js';
import { futuresDepthUpdate, spotDepthUpdate } from './payloads.js';

const { fields: depthUpdateFields } = depthUpdate;

type Update = Readonly<Record<string, unknown>>;

const KEYS = ['e', 'E', 's', 'U', 'u', 'pu', 'b', 'a'] as const;

const decimals = fc.oneof(
  fc
    .tuple(fc.nat(10 ** 9), fc.integer({ min: 0, max: 12 }))
    .map(([digits, places]) => (digits / 10 ** 6).toFixed(places)),
  fc.constantFrom('0', '0.00000000', '9.121E-7', '12345678901234567890.123456789', '1e3'),
);
const levels = fc.array(fc.tuple(decimals, decimals), { maxLength: 5 });
const ids = fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 2n ** 80n }));

const updates: fc.Arbitrary<Update> = fc.record(
  {
    e: fc.constant('depthUpdate'),
    E: fc.oneof(
      fc.nat(2 ** 31 - 1),
      fc.integer({ min: 1.5e12, max: 2e12 }),
      fc.integer({ min: 1.5e15, max: 2e15 }),
    ),
    s: fc.string(),
    U: ids,
    u: ids,
    pu: fc.oneof(fc.constant(undefined), ids),
    b: levels,
    a: levels,
    T: fc.jsonValue(),
  },
  { requiredKeys: ['e', 'E', 's', 'U', 'u', 'b', 'a'] },
);

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, NaN, -1, -0, 1.5, 2 ** 53, -1n, 2n ** 53n, '', '1', '-1', 'depthUpdate', []),
  fc.array(
    fc.oneof(fc.tuple(decimals, decimals), fc.array(fc.oneof(decimals, fc.jsonValue())), fc.jsonValue()),
  ),
);

/** Updates of which some fields are gone or something else. */
const brokenUpdates = fc
  .tuple(updates, fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean(), strange), { maxLength: 3 }))
  .map(([update, changes]) => {
    const broken: Record<string, unknown> = { ...update };
    for (const [key, gone, value] of changes) {
      if (gone) delete broken[key];
      else broken[key] = value;
    }
    return broken;
  });

/** What both codecs must agree on: the faults, or the fields with their levels taken apart. */
function answerOf(codec: typeof depthUpdate | typeof depthUpdateFields, value: unknown): unknown {
  const decoded = codec.decode(value);
  if (decoded._tag === 'Left') return { faults: faultsOf(decoded.left) };
  const { E, s, U, u, pu, b, a } = decoded.right;
  const sides = [b, a].map(({ numbers, notations }) => ({ numbers, notations }));
  return { E, s, U, u, pu, sides };
}

describe('depthUpdate, the fast codec', () => {
  it('takes every update, with the values that the definition field by field gives', () => {
    fc.assert(
      fc.property(updates, (update) => {
        const answer = answerOf(depthUpdate, update);
        expect(answer).to.not.have.property('faults');
        expect(answer).to.deep.equal(answerOf(depthUpdateFields, update));
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the definition on broken updates: same answer, same faults', () => {
    fc.assert(
      fc.property(brokenUpdates, (update) => {
        expect(answerOf(depthUpdate, update)).to.deep.equal(answerOf(depthUpdateFields, update));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the definition on anything, but calls the whole by its own name', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(depthUpdate.decode(value)._tag).to.equal(depthUpdateFields.decode(value)._tag);
      }),
    );
    expect(answerOf(depthUpdate, [])).to.deep.equal({
      faults: [{ path: '', value: '[]', expected: 'depthUpdate' }],
    });
  });

  it('agrees with the definition where JSON was read without loss', () => {
    const text = JSON.stringify(futuresDepthUpdate).replace('11289273848795', '17843232920108168701');
    const read = readJson(text, 'lossless');
    if (read._tag === 'Left') throw new Error(read.left.message);
    const answer = answerOf(depthUpdate, read.right);
    expect(answer).to.include({ u: 17843232920108168701n, pu: 11289273841549 });
    expect(answer).to.deep.equal(answerOf(depthUpdateFields, read.right));
  });

  it('reads what it wrote to the same update', () => {
    for (const wire of [spotDepthUpdate, futuresDepthUpdate]) {
      const first = depthUpdate.decode(wire);
      if (first._tag === 'Left') throw new Error(JSON.stringify(faultsOf(first.left)));
      expect(answerOf(depthUpdate, depthUpdate.encode(first.right))).to.deep.equal(
        answerOf(depthUpdate, wire),
      );
    }
  });

  it('knows its own values', () => {
    const update = depthUpdate.decode(spotDepthUpdate);
    expect(update._tag === 'Right' && depthUpdate.is(update.right)).to.equal(true);
    expect(depthUpdate.is(spotDepthUpdate)).to.equal(false);
  });
});
