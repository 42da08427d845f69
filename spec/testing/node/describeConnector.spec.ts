import { expect } from 'chai';

import { connectorTests, describeConnector, type ConnectorHarness } from '../../../src/testing/index.js';
import { TESTED } from '../conformance/support/quietExchange.js';

/** Benches that cannot be opened: each test fails at once, and tells when it was started. */
function harnessOf(opened: number[], cannot: ConnectorHarness['cannot'] = {}): ConnectorHarness {
  return {
    title: 'A venue',
    instrument: TESTED,
    cannot,
    open: () => {
      opened.push(opened.length);
      throw new Error(`bench ${opened.length}`);
    },
  };
}

/** What a test runner would collect: tests by the path of their titles; undefined where one has no body. */
function collect(act: () => void): Map<string, (() => Promise<void>) | undefined> {
  const path: string[] = [];
  const tests = new Map<string, (() => Promise<void>) | undefined>();
  const before = { describe: globalThis.describe, it: globalThis.it };
  Object.assign(globalThis, {
    describe: (title: string, body: () => void) => {
      path.push(title);
      body();
      path.pop();
    },
    it: (title: string, body?: () => Promise<void>) => tests.set([...path, title].join(' > '), body),
  });
  try {
    act();
  } finally {
    Object.assign(globalThis, before);
  }
  return tests;
}

const messageOf = (promise: Promise<void> | undefined): Promise<string> =>
  (promise ?? Promise.reject(new Error('no body'))).then(
    () => 'passes',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );

describe('describeConnector', () => {
  it('makes a test of each that there is, part by part, and opens nothing before its turn', async () => {
    const opened: number[] = [];
    const harness = harnessOf(opened);
    const tests = collect(() => describeConnector(harness));
    const titles = connectorTests(harness).map(({ group, title }) => `A venue > ${group} > ${title}`);
    expect(titles.length).to.be.above(80);
    expect([...tests.keys()]).to.deep.equal(titles);
    expect(new Set(titles).size).to.equal(titles.length);
    expect(opened).to.deep.equal([]);
    expect(await messageOf(tests.get(titles[0] ?? '')?.())).to.equal('bench 1');
    expect(await messageOf(tests.get(titles[1] ?? '')?.())).to.equal('bench 2');
    expect(opened).to.have.length(2);
  });

  it('reports what the harness cannot do as pending, with the reason, and what the instrument has no rule for', () => {
    const cannot = { journal: 'it has no disk', amend: 'the venue knows no amendments' };
    const instrument = { ...TESTED, rule: { ...TESTED.rule, maxNotional: undefined } };
    const tests = collect(() => describeConnector({ ...harnessOf([], cannot), instrument }));
    const pending = [...tests].flatMap(([title, body]) => (body === undefined ? [title] : []));
    expect(pending.map((title) => /\(cannot: .*\)$/.exec(title)?.[0])).to.deep.equal([
      '(cannot: the venue knows no amendments)',
      '(cannot: the venue knows no amendments)',
      '(cannot: the venue has no maxNotional here)',
      '(cannot: it has no disk)',
      '(cannot: it has no disk)',
    ]);
  });

  it('starts as many ahead as may be under way, each once, and tells each result in its turn', async () => {
    const opened: number[] = [];
    const tests = [...collect(() => describeConnector(harnessOf(opened), { atOnce: 3 })).values()];
    expect(await messageOf(tests[0]?.())).to.equal('bench 1');
    expect(opened).to.have.length(3);
    expect(await messageOf(tests[1]?.())).to.equal('bench 2');
    expect(opened).to.have.length(4);
    expect(await messageOf(tests[3]?.())).to.equal('bench 4');
    expect(opened).to.have.length(6);
  });

  it('throws at once without a test runner', () => {
    const { it: before } = globalThis;
    Object.assign(globalThis, { it: undefined });
    try {
      expect(() => describeConnector(harnessOf([]))).to.throw('needs the global describe and it');
    } finally {
      Object.assign(globalThis, { it: before });
    }
  });
});
