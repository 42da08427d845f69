import { testsOf, type ConformanceGroup, type ConnectorTest } from './connectorTest.js';
import type { ConnectorHarness } from './harness.js';
import { balanceTests } from './tests/balanceTests.js';
import { cancelTests } from './tests/cancelTests.js';
import { lostAnswerTests } from './tests/lostAnswerTests.js';
import { marketTests } from './tests/marketTests.js';
import { networkTests } from './tests/networkTests.js';
import { orderTests } from './tests/orderTests.js';
import { refusedOrderTests } from './tests/refusedOrderTests.js';
import { restartTests } from './tests/restartTests.js';
import { secretTests } from './tests/secretTests.js';
import { userStreamTests } from './tests/userStreamTests.js';

const GROUPS: readonly ConformanceGroup[] = [
  networkTests,
  marketTests,
  orderTests,
  refusedOrderTests,
  cancelTests,
  userStreamTests,
  lostAnswerTests,
  balanceTests,
  restartTests,
  secretTests,
];

/**
 * All that is asked of a connector, as a list of tests for any runner; `describeConnector` makes tests of mocha of them. Each
 * opens a bench of its own, and they need no particular order.
 */
export const connectorTests = (harness: ConnectorHarness): readonly ConnectorTest[] =>
  GROUPS.flatMap((group) => testsOf(group, harness));
