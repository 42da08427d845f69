import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { expect } from 'chai';

import { openOrderJournal } from '../../src/journal/index.js';
import { orderFromJson, orderInputFromJson } from '../../src/orders/index.js';
import { temporaryFolder } from '../journal/orders/temporaryJournal.js';
import { damageJournal, SCENE, TERMS, timed, writeJournal } from './orderJournals.js';
import { resultOf, runCli, startCli, startOnScreen, startWith } from './runCli.js';

const keysOf = (stdout: string): readonly string[] =>
  stdout.split('\n').flatMap((line) => /#\d+/.exec(line)?.[0] ?? []);

describe('orderflow orders', function () {
  this.timeout(30_000);
  const path = temporaryFolder();

  it('prints the orders of a journal as a table, the file as it was', async () => {
    const file = writeJournal(path('orders.db'), SCENE.slice(0, 2));
    const before = readFileSync(file);
    expect(await runCli('orders', file)).to.deep.equal({
      code: 0,
      stdout:
        'key  status   venue  symbol   side  type   amount  price  executed  average  fees  client id  venue id  created                   ended  notes\n' +
        ' #1  unknown  mine   BTC-USD  buy   limit       2  100.5         0                 c1                   2026-01-05T00:00:00.000Z         the submit has got no answer\n',
      stderr: '',
    });
    expect(readFileSync(file).equals(before)).to.equal(true);
  });

  it('prints those that are asked for', async () => {
    const file = writeJournal(path('orders.db'), SCENE);
    const shown = async (...options: readonly string[]) => {
      const { code, stdout, stderr } = await runCli('orders', file, ...options);
      expect([code, stderr]).to.deep.equal([0, '']);
      return keysOf(stdout).join();
    };
    expect(await shown()).to.equal('#1,#3,#4,#5');
    expect(await shown('--open')).to.equal('#3,#5');
    expect(await shown('--ended', '--symbol', 'BTC-USD', '--venue', 'mine')).to.equal('#1,#4');
    expect(await shown('--venue', 'another')).to.equal('');
    const none = await runCli('orders', file, '--symbol', 'BTC');
    expect(none).to.deep.equal({ code: 0, stdout: 'no orders\n', stderr: '' });
    const fills = await runCli('orders', file, '--fills', '--open');
    expect(fills.stdout).to.match(/\n {5}fill up to 1: 1 at 3 {2}2026-01-05T00:00:00\.000Z\n #5 /);
  });

  it('prints JSON lines: what follows from an order, and all of it', async () => {
    const file = writeJournal(path('orders.db'), SCENE);
    const { code, stdout, stderr } = await runCli('orders', file, '--format', 'json');
    expect([code, stderr]).to.deep.equal([0, '']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const brief = lines.map(({ order, ...rest }) => ({ ...rest, clientId: orderFromJson(order).clientId }));
    expect(brief).to.deep.equal([
      {
        key: 1,
        status: 'filled',
        executedBase: '2',
        executedQuote: '199.975',
        averagePrice: '99.9875',
        clientId: 'c1',
      },
      {
        key: 3,
        status: 'pendingCancel',
        executedBase: '1',
        executedQuote: '3',
        averagePrice: '3',
        clientId: 'c2',
      },
      { key: 4, status: 'failed', executedBase: '0', executedQuote: '0', clientId: 'c3' },
      { key: 5, status: 'pendingCreate', executedBase: '0', executedQuote: '0', clientId: 'c4' },
    ]);
    const journal = openOrderJournal(file);
    expect(lines.map(({ order }) => orderFromJson(order))).to.deep.equal(
      Array.from(journal.orders(), ({ order }) => order),
    );
    journal.close();
  });

  it('reads a journal that is in use', async () => {
    const journal = openOrderJournal(path('orders.db'));
    const { code, stdout } = await runCli('orders', path('orders.db'));
    expect([code, stdout]).to.deep.equal([0, 'no orders\n']);
    journal.close();
  });

  it('prints some lines for each order in a terminal that is too narrow, in colours', async () => {
    const file = writeJournal(path('orders.db'), SCENE.slice(11, 13));
    const child = startOnScreen('orders', file);
    child.stdin.end();
    const { code, stdout } = await resultOf(child);
    expect([code, stdout]).to.deep.equal([
      0,
      '#1  \x1b[1m\x1b[31mfailed\x1b[39m\x1b[22m  buy market 1000 USD, mine BTC-USD\n' +
        '    client id c3\n' +
        '    executed 0 for 0 of 1000 USD\n' +
        '    created 2026-01-05T00:00:11.000Z, ended 2026-01-05T00:00:12.000Z\n' +
        '    reason: no\uFFFDmoney \uFFFD[31m!\n',
    ]);
  });

  it('ends quietly when nobody reads any more', async () => {
    const submit = { _tag: 'submitRequested', terms: TERMS, validUntil: 0 };
    const many = Array.from({ length: 3000 }, (_, n) => ({ ...submit, clientId: `c${n}` }));
    writeJournal(path('orders.db'), timed(many).map(orderInputFromJson));
    const child = startCli('orders', path('orders.db'), '--format', 'json');
    child.stdin.end();
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await resultOf(child);
    expect([code, stderr]).to.deep.equal([0, '']);
  });

  describe('--check', () => {
    it('says that there is no damage, and how many orders it looked at', async () => {
      const file = writeJournal(path('orders.db'), SCENE);
      expect(await runCli('orders', file, '--check')).to.deep.equal({
        code: 0,
        stdout: `${file}: no damage, 4 orders\n`,
        stderr: '',
      });
    });

    it('prints what is damaged, and ends with 3', async () => {
      const file = writeJournal(path('orders.db'), SCENE);
      damageJournal(file);
      const { code, stdout, stderr } = await runCli('orders', file, '--check');
      expect([code, stderr]).to.deep.equal([3, `orderflow: ${file}: it is damaged\n`]);
      expect(stdout).to.match(/^\*\*\* in database main \*\*\* \S/);
    });

    it('finds what is no order and no input, where SQLite finds nothing', async () => {
      for (const [text, place] of [
        ['"saidFilled":true', 'orders, row 1'],
        ['"_tag":"submitAnswerLost"', 'inputs, row 2'],
      ] as const) {
        const file = writeJournal(path(`${place}.db`), SCENE);
        const bytes = readFileSync(file);
        for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1))
          bytes.write('!', at + 3);
        writeFileSync(file, bytes);
        const { code, stdout, stderr } = await runCli('orders', file, '--check');
        expect([code, stdout]).to.deep.equal([3, '']);
        expect(stderr).to.match(new RegExp(`^orderflow: ${file}: ${place}: .*\\n$`));
      }
    });
  });

  it('ends with 3 and one line where the file is no journal', async () => {
    const refused = async (file: string, reason: string) => {
      const { code, stdout, stderr } = await runCli('orders', file);
      expect([code, stdout, stderr]).to.deep.equal([3, '', `orderflow: ${file}: ${reason}\n`]);
    };
    await refused(path('none.db'), 'there is no such file');
    await refused(path('no/folder.db'), 'there is no such folder');
    mkdirSync(path('folder'));
    await refused(path('folder'), 'this is a folder');
    writeFileSync(path('text.db'), '{"_tag":"clock","now":1}\n');
    await refused(path('text.db'), 'this is no journal of orders');
    writeFileSync(path('empty.db'), '');
    await refused(path('empty.db'), 'this is an empty file');
  });

  it('ends with 1 and says what to install where there is no better-sqlite3', async () => {
    const script = `import module from 'node:module';
      const resolve = module._resolveFilename;
      module._resolveFilename = (name, ...rest) => {
        if (name === 'better-sqlite3') throw new Error('not found');
        return resolve.call(module, name, ...rest);
      };`;
    const child = startWith(script, 'orders', path('orders.db'));
    child.stdin.end();
    expect(await resultOf(child)).to.deep.equal({
      code: 1,
      stdout: '',
      stderr: `orderflow: ${path('orders.db')}: a journal of orders is kept by better-sqlite3: npm install better-sqlite3\n`,
    });
  });

  it('ends with 2 where the options make no sense', async () => {
    const refused = async (message: RegExp, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await runCli('orders', ...args);
      expect([code, stdout]).to.deep.equal([2, '']);
      expect(stderr).to.match(message);
    };
    await refused(/missing required argument 'file'/);
    await refused(/'--open' cannot be used with option '--ended'/, 'x', '--open', '--ended');
    await refused(/'--check' cannot be used with option '--fills'/, 'x', '--check', '--fills');
    await refused(/Allowed choices are text, json/, 'x', '--format', 'table');
  });
});
