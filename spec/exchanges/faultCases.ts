import { expect } from 'chai';

import type { MarketDataVenue } from '../../src/connector/index.js';
import { changed, faultsOfFrame, streamFrame } from './frames.js';

/** A field of a good payload, the bad value that it gets, and the faults that the frame then has. */
export type FaultCase = readonly [
  field: readonly (string | number)[],
  value: unknown,
  path: string,
  shown: string,
  ...expected: string[],
];

/** What a case tells of itself. */
export const titleOfCase = ([field, value]: FaultCase): string =>
  `${field.join('.')} = ${JSON.stringify(value) ?? 'nothing'}`;

/** The faults of a case, `prefix` before their paths. */
export const faultsOfCase = ([, , path, value, ...expected]: FaultCase, prefix = '') =>
  expected.map((text) => ({ path: prefix + path, value, expected: text }));

/** Makes tables of cases for a venue: each changes one field of a good payload. */
export const faultTables =
  (venue: MarketDataVenue) =>
  (title: string, payload: unknown, cases: readonly FaultCase[], frameOf = streamFrame): void => {
    describe(title, () => {
      for (const testCase of cases) {
        it(titleOfCase(testCase), () => {
          const [field, value] = testCase;
          const faults = faultsOfFrame(venue, frameOf(changed(payload, field, value)));
          expect(faults).to.deep.equal(faultsOfCase(testCase));
        });
      }
    });
  };
