import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';
import { debounceTime, map, pairwise, take, timeout, withLatestFrom, type Observable } from 'rxjs';

import { describeMarbles, type MarbleOperators } from '../../../src/testing/index.js';

describeMarbles('marbles/testing', {
  double: () => map((x: number) => 2 * x),
  withLatestFrom:
    () =>
    (source, { input }) =>
      source.pipe(withLatestFrom(input('books'))),
  debounceTime: (ms: number) => debounceTime(ms),
  timeout: (ms: number) => timeout(ms),
  take: (count: number) => take(count),
  failAbove: (limit: number) =>
    map((x: number) => {
      if (x > limit) throw new Error('too much');
      return x;
    }),
  pairs: () => pairwise(),
});

describe('describeMarbles', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marbles-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** What a test runner would collect: the titles as a path, and each test's error. */
  function collect(operators: MarbleOperators = {}): Record<string, unknown> {
    const path: string[] = [];
    const results: Record<string, unknown> = {};
    const before = { describe: globalThis.describe, it: globalThis.it };
    Object.assign(globalThis, {
      describe: (title: string, body: () => void) => {
        path.push(title);
        body();
        path.pop();
      },
      it: (title: string, body: () => void) => {
        let result: unknown = 'passes';
        try {
          body();
        } catch (error) {
          result = (error as Error).message;
        }
        results[[...path, title].join(' > ')] = result;
      },
    });
    try {
      describeMarbles(folder, operators);
    } finally {
      Object.assign(globalThis, before);
    }
    return results;
  }

  it('makes a test of each file, folder by folder, and nothing of other files', () => {
    mkdirSync(join(folder, 'double', 'deep'), { recursive: true });
    mkdirSync(join(folder, 'empty'));
    const good = '-a|\na := 1\n\n> double()\n\n-a|\na := 2\n';
    writeFileSync(join(folder, 'double', 'good.txt'), good);
    writeFileSync(join(folder, 'double', 'notes.md'), 'no diagram');
    writeFileSync(join(folder, 'double', 'deep', 'late.txt'), good.replace('-a|\na := 2', '--a|\na := 2'));
    writeFileSync(join(folder, 'top.txt'), good);
    expect(
      collect({ double: () => (source: Observable<number>) => source.pipe(map((x) => 2 * x)) }),
    ).to.deep.equal({
      [`${folder} > top`]: 'passes',
      [`${folder} > double > good`]: 'passes',
      [`${folder} > double > deep > late`]:
        `${folder}/double/deep/late.txt:6: double does not give the expected diagram --a|\n` +
        'expected:\n  2: 2\n  3: |\nactual:\n  1: 2\n  2: |',
    });
  });

  it('fails one test where the folder holds no marble file', () => {
    mkdirSync(join(folder, 'empty'));
    expect(collect()).to.deep.equal({
      [`${folder} > holds marble files`]: `no marble file (*.txt) below ${folder}`,
    });
  });

  it('fails one test where there is no such folder', () => {
    rmSync(folder, { recursive: true });
    const results = collect();
    mkdirSync(folder);
    expect(Object.keys(results)).to.deep.equal([`${folder} > holds marble files`]);
    expect(results[`${folder} > holds marble files`]).to.match(/^ENOENT: .*scandir/);
  });

  it('throws at once without a test runner', () => {
    const { it: before } = globalThis;
    Object.assign(globalThis, { it: undefined });
    try {
      expect(() => describeMarbles(folder, {})).to.throw('needs the global describe and it');
    } finally {
      Object.assign(globalThis, { it: before });
    }
  });
});
