import fc from 'fast-check';

import { holdToExchange, programs } from '../support/connectorLaws.js';

describe('a connector, in the long run', () => {
  it('ends with the orders, fills and balances of the exchange under thousands of programs', () => {
    fc.assert(
      fc.property(programs, (program) => holdToExchange(program)),
      { numRuns: 3_000, seed: 20261121 },
    );
  }).timeout(600_000);
});
