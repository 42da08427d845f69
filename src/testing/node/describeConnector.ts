import { connectorTests, type ConnectorHarness, type ConnectorTest } from '../conformance/index.js';

/** How the tests are run. */
export interface DescribeConnectorOptions {
  /**
   * How many tests may be under way: when it is one's turn, those behind it are started. For harnesses whose benches do not
   * disturb each other. 1 unless given.
   */
  readonly atOnce?: number;
}

/**
 * Makes mocha tests of all that is asked of a connector: a `describe` a part, an `it` a test. What the harness says it cannot do is
 * pending, with the reason in its title. Other runners with global `describe` and `it` will do, where an `it` without a
 * body is a test that is left to do.
 *
 * Tests may take as long as the harness's `limitMs` several times: give the runner time.
 *
 * Throws an Error at once where `describe` and `it` are not there.
 */
export function describeConnector(
  harness: ConnectorHarness,
  { atOnce = 1 }: DescribeConnectorOptions = {},
): void {
  const { describe, it } = globalThis as Partial<TestGlobals>;
  if (describe === undefined || it === undefined) {
    throw new Error('describeConnector needs the global describe and it of a test runner such as mocha');
  }
  const tests = connectorTests(harness);
  const start = startAhead(
    tests.filter(({ pending }) => pending === undefined),
    atOnce,
  );
  describe(harness.title, () => {
    for (const group of new Set(tests.map((test) => test.group))) {
      describe(group, () => {
        for (const test of tests.filter((one) => one.group === group)) {
          if (test.pending === undefined) it(test.title, () => start(test));
          else it(`${test.title} (cannot: ${test.pending})`);
        }
      });
    }
  });
}

/** Starts a test, unless it was started, and as many behind it as may be under way; gives the result of the first. */
function startAhead(tests: readonly ConnectorTest[], atOnce: number): (test: ConnectorTest) => Promise<void> {
  const results = new Map<ConnectorTest, Promise<void>>();
  return (test) => {
    const first = tests.indexOf(test);
    for (const ahead of tests.slice(first, first + atOnce)) {
      if (results.has(ahead)) continue;
      const result = ahead.run();
      // A fault is told when its turn comes.
      result.catch(() => {});
      results.set(ahead, result);
    }
    const result = results.get(test) ?? test.run();
    // Whoever asks again wants another run.
    results.delete(test);
    return result;
  };
}

interface TestGlobals {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: (title: string, body?: () => Promise<void>) => unknown;
}
