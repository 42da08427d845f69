import { expect } from 'chai';

import { binanceHarness } from './support/binanceHarness.js';
import { BROKEN } from './support/brokenConnectors.js';
import { EXPECTED_FAULTS } from './support/expectedFaults.js';
import { faultsOf } from './support/runVirtually.js';

describe('the conformance suite, in virtual time', function () {
  this.timeout(60_000);

  for (const [ordersOver, userStream] of [
    ['http', 'subscribed'],
    ['socket', 'listenKey'],
  ] as const)
    it(`passes Binance with orders over ${ordersOver} and a user stream by ${userStream}`, async () => {
      const faults = await faultsOf(binanceHarness({ over: 'process', ordersOver, userStream }));
      expect(Object.fromEntries(faults)).to.deep.equal({});
    });

  it('knows of each broken connector what it fails', () => {
    expect(Object.keys(EXPECTED_FAULTS)).to.deep.equal(Object.keys(BROKEN));
    for (const faults of Object.values(EXPECTED_FAULTS)) expect(faults).to.not.be.empty;
  });

  for (const [fault, broken] of Object.entries(BROKEN))
    it(`fails a connector that ${fault}`, async () => {
      const hasJournals = broken.tracking !== undefined;
      const faults = await faultsOf(binanceHarness({ over: 'process', broken, hasJournals }));
      expect([...faults.keys()].sort(), JSON.stringify([...faults])).to.deep.equal(
        EXPECTED_FAULTS[fault]?.toSorted(),
      );
    });
});
