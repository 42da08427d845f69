import type { Capability, ConnectorHarness, TestedInstrument } from './harness.js';
import { Stage } from './stage.js';

/** One thing that is asked of a connector. */
export interface ConformanceCase {
  readonly title: string;
  readonly needs?: readonly Capability[];
  /** Why it cannot be tested with this instrument, where it cannot. */
  readonly lack?: string | undefined;
  /** Whether the connector is to have a journal. */
  readonly journal?: boolean;
  readonly run: (stage: Stage) => Promise<void>;
}

/** Tests of one part. */
export interface ConformanceGroup {
  readonly title: string;
  readonly cases: (instrument: TestedInstrument) => readonly ConformanceCase[];
}

/** A test of one connector, for any runner. */
export interface ConnectorTest {
  /** The part that it is of. */
  readonly group: string;
  readonly title: string;
  /** Why it cannot be run, where it cannot. */
  readonly pending: string | undefined;
  /** Opens a fresh bench, runs the test on it, and closes it. Rejects with what is wrong. */
  readonly run: () => Promise<void>;
}

/** The tests of a group, for one harness. */
export const testsOf = (
  { title: group, cases }: ConformanceGroup,
  harness: ConnectorHarness,
): readonly ConnectorTest[] =>
  cases(harness.instrument).map(({ title, needs = [], lack, journal = false, run }) => ({
    group,
    title,
    pending: lack ?? needs.map((need) => harness.cannot?.[need]).find((reason) => reason !== undefined),
    run: async () => {
      const bench = await harness.open({ journal });
      const stage = new Stage(harness, bench);
      try {
        await run(stage);
        await stage.settle();
      } finally {
        await stage.close();
      }
    },
  }));
