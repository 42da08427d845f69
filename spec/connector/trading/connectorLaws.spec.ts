import fc from 'fast-check';

import { holdToExchange, programs } from '../support/connectorLaws.js';

describe('a connector, whatever its user does and whatever goes wrong', () => {
  it('ends with the orders, fills and balances of the exchange, each event once, nothing sent twice', () => {
    fc.assert(
      fc.property(programs, (program) => holdToExchange(program)),
      { numRuns: 40, seed: 20261120 },
    );
  }).timeout(120_000);
});
