import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { spawn } from 'node:child_process';

import { expect } from 'chai';

import { openOrderJournal, readOrderJournal } from '../../src/journal/index.js';
import { orderEventFromJson, orderFromJson, orderInputToJson, trackOrders } from '../../src/orders/index.js';
import { eventsNow, temporaryFolder } from '../journal/orders/temporaryJournal.js';
import { outputsOf } from '../support/operatorChecklist.js';
import { damageJournal, SCENE, writeJournal } from './orderJournals.js';
import { resultOf, runCli, startCli } from './runCli.js';

const EXAMPLE = 'docs/examples/bittrexPlacedHere.jsonl';

/** What it prints of the example. */
const EVENTS = [
  '{"_tag":"created","venue":"bittrex","symbol":"XRP-ETH","clientId":"hb1","venueId":"3191361360","side":"buy",' +
    '"type":"limit","amount":"100","price":"0.00160699","executedBase":"0","executedQuote":"0","fees":[],' +
    '"receivedAt":1572909608960,"late":false,"inferred":false,"adopted":false}',
  '{"_tag":"cancelled","venue":"bittrex","symbol":"XRP-ETH","clientId":"hb1","venueId":"3191361360","side":"buy",' +
    '"type":"limit","amount":"100","price":"0.00160699","executedBase":"0","executedQuote":"0","fees":[],' +
    '"venueTime":1572909611750,"receivedAt":1572909611790,"late":false,"inferred":false,"adopted":false}',
];

const linesOf = (stdout: string): readonly unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

const TEXT = SCENE.map((input) => `${JSON.stringify(orderInputToJson(input))}\n`).join('');
const UPDATES = outputsOf(trackOrders(), SCENE);
const ALL_EVENTS = UPDATES.flatMap(({ events }) => events);

describe('orderflow reduce', function () {
  this.timeout(60_000);
  const path = temporaryFolder();

  it('prints the events of a file as JSON lines', async () => {
    expect(await runCli('reduce', EXAMPLE)).to.deep.equal({
      code: 0,
      stdout: `${EVENTS.join('\n')}\n`,
      stderr: '',
    });
  });

  it('prints the same of standard input, named or not, and of gzip', async () => {
    const plain = await runCli('reduce', writeFile('inputs.jsonl', TEXT));
    expect(linesOf(plain.stdout).map(orderEventFromJson)).to.deep.equal(ALL_EVENTS);
    expect(await runCli('reduce', writeFile('inputs.gz', gzipSync(TEXT)))).to.deep.equal(plain);
    for (const args of [[], ['-']]) {
      const child = startCli('reduce', ...args);
      child.stdin.end(gzipSync(TEXT));
      expect(await resultOf(child)).to.deep.equal(plain);
    }
    expect(await runCli('reduce', writeFile('empty', ''))).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  });

  it('prints each order after the events of the input that changed it, where that is wanted', async () => {
    const { code, stdout, stderr } = await runCli('reduce', '--updates', writeFile('inputs', TEXT));
    expect([code, stderr]).to.deep.equal([0, '']);
    const lines = linesOf(stdout) as readonly { readonly key?: number; readonly order?: unknown }[];
    const read = lines.map((line) =>
      line.key === undefined ? orderEventFromJson(line) : { key: line.key, order: orderFromJson(line.order) },
    );
    expect(read).to.deep.equal(UPDATES.flatMap(({ events, key, order }) => [...events, { key, order }]));
    expect(lines[0]).to.include({ key: 1, status: 'pendingCreate', executedBase: '0', executedQuote: '0' });
  });

  it('prints events as they come', async () => {
    const child = startCli('reduce');
    const [submitted, reported, acknowledged, ...others] = readFileSync(EXAMPLE, 'utf8').split(/(?<=\n)/);
    child.stdin.write([submitted, reported, acknowledged].join(''));
    const [text] = (await once(child.stdout, 'data')) as [Buffer];
    expect(text.toString()).to.equal(`${EVENTS[0]}\n`);
    child.stdin.end(others.join(''));
    expect((await resultOf(child)).stdout).to.equal(`${EVENTS[1]}\n`);
  });

  describe('--journal', () => {
    it('takes the inputs into a journal, and gives events their numbers there', async () => {
      const file = path('orders.db');
      const first = await runCli('reduce', EXAMPLE, '--journal', file);
      expect([first.code, first.stdout, first.stderr]).to.deep.equal([
        0,
        EVENTS.map((event, at) => `{"seq":${at + 1},"event":${event}}\n`).join(''),
        '',
      ]);
      const second = await runCli('reduce', writeFile('inputs', TEXT), '--journal', file, '--updates');
      const lines = linesOf(second.stdout) as readonly {
        readonly seq?: number;
        readonly inputSeq?: number;
      }[];
      expect(lines.flatMap(({ seq }) => seq ?? [])).to.deep.equal(ALL_EVENTS.map((_, at) => at + 3));
      expect(lines.slice(0, 2)).to.have.nested.property('[0].inputSeq', 7);
      expect(lines.map(({ inputSeq }) => inputSeq).findLast((seq) => seq !== undefined)).to.equal(
        SCENE.length + 6,
      );
      const journal = openOrderJournal(file);
      expect(eventsNow(journal, 2).map(({ event }) => event)).to.deep.equal(ALL_EVENTS);
      journal.close();
    });

    it('ends with 3 where the journal cannot be written to', async () => {
      const held = openOrderJournal(path('held.db'));
      const refused = async (file: string, reason: string) => {
        const { code, stdout, stderr } = await runCli('reduce', EXAMPLE, '--journal', file);
        expect([code, stdout, stderr]).to.deep.equal([3, '', `orderflow: ${file}: ${reason}\n`]);
      };
      await refused(path('held.db'), 'it is open to write already');
      held.close();
      await refused(path('no/orders.db'), 'there is no such folder');
      await refused(EXAMPLE, 'this is no journal of orders');
      await refused(path('.'), 'this is a folder');
    });

    it('ends with 3 and one line where the journal is damaged', async () => {
      const file = writeJournal(path('orders.db'), SCENE);
      damageJournal(file);
      const { code, stdout, stderr } = await runCli('reduce', EXAMPLE, '--journal', file);
      expect([code, stdout]).to.deep.equal([3, '']);
      expect(stderr).to.match(/^orderflow: .*orders\.db: \*\*\* in database main \*\*\* [^\n\uFFFD]+\n$/);
    });

    it('makes none where there are no inputs to read', async () => {
      const { code, stderr } = await runCli('reduce', path('none'), '--journal', path('orders.db'));
      expect([code, stderr]).to.deep.equal([3, `orderflow: ${path('none')}: no such file\n`]);
      expect(existsSync(path('orders.db'))).to.equal(false);
    });
  });

  describe('ends with 3 and names file, line, place and reason, after the events before it:', () => {
    const reasons = {
      '{"_tag":"fill","venue":"v","symbol":"s","receivedAt":1,"fill":{"tradeId":"t","amount":"1","price":1}}':
        'fill.price: 1 instead of the text of a decimal number',
      '{"_tag":"news"}': '_tag: "news" instead of one of submitRequested, submitAcknowledged,',
      '[]': '_tag: nothing instead of one of submitRequested, submitAcknowledged,',
      '{"_tag":"clock","now":1': 'no JSON: ',
    };

    it('a line that is no input, of which nothing is taken in', async () => {
      const [, ...before] = ['', ...EVENTS.slice(0, 1)];
      for (const [line, reason] of Object.entries(reasons)) {
        const [head, tail] = [
          readFileSync(EXAMPLE, 'utf8')
            .split(/(?<=\n)/)
            .slice(0, 3),
          EVENTS[1],
        ];
        const file = writeFile('broken.jsonl', `${head.join('')}${line}\n${tail}`);
        const plain = await runCli('reduce', file);
        expect([plain.code, plain.stdout]).to.deep.equal([3, `${before.join('\n')}\n`]);
        const [note, error, ...more] = plain.stderr.split('\n');
        expect([note, ...more]).to.deep.equal(['broken after 3 inputs: the events are of these', '']);
        expect(error!.startsWith(`orderflow: ${file}:4: ${reason}`), error).to.equal(true);
        const journal = path(`${line.length}.db`);
        const kept = await runCli('reduce', file, '--journal', journal);
        expect([kept.code, kept.stdout]).to.deep.equal([3, `{"seq":1,"event":${before.join()}}\n`]);
        expect(kept.stderr).to.include(
          `broken after 3 inputs: the events are of these, which are in ${journal}\n`,
        );
        const view = readOrderJournal(journal);
        expect(view.story('hb1').steps.map(({ inputSeq }) => inputSeq)).to.deep.equal([1, 3, 2]);
        view.close();
      }
    });

    it('the first line, of standard input', async () => {
      const child = startCli('reduce');
      child.stdin.end('\n{"_tag":"clock","now":1}\n');
      expect(await resultOf(child)).to.deep.equal({
        code: 3,
        stdout: '',
        stderr: 'orderflow: standard input:1: an empty line\n',
      });
    });

    it('data that is cut off', async () => {
      const file = writeFile('cut.gz', gzipSync(TEXT).subarray(0, -8));
      const { code, stdout, stderr } = await runCli('reduce', file);
      expect([code, linesOf(stdout).length]).to.deep.equal([3, ALL_EVENTS.length]);
      expect(stderr).to.equal(
        `broken after 14 inputs: the events are of these\norderflow: ${file}:15: the gzip data is cut off\n`,
      );
    });
  });

  it('ends with 0 when it is interrupted, and leaves the journal closed', async () => {
    const file = path('orders.db');
    const child = startCli('reduce', '--journal', file);
    child.stdin.write(readFileSync(EXAMPLE));
    const shown = resultOf(child);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await shown;
    expect([code, linesOf(stdout).length, stderr]).to.deep.equal([
      0,
      2,
      `interrupted after 6 inputs: the events are of these, which are in ${file}\n`,
    ]);
    expect(existsSync(`${file}-wal`)).to.equal(false);
  });

  it('ends quietly when nobody reads any more', async () => {
    const child = startCli('reduce');
    child.stdin.on('error', () => {});
    child.stdout.destroy();
    const ended = once(child, 'close');
    await pipeline(Readable.from(Array<string>(20_000).fill(TEXT)), child.stdin).catch(() => {});
    expect(await ended).to.deep.equal([0, null]);
  });

  it('takes any number of inputs in the same memory, no faster than its output is read', async () => {
    // 160 MB, in a process that may have 48 MB.
    const line = `{"_tag":"clock","now":1${' '.repeat(8000)}}\n`;
    const args = ['--max-old-space-size=48', 'dist/cli/main.js', 'reduce'];
    const child = spawn(process.execPath, args);
    const ended = resultOf(child);
    await pipeline(
      Readable.from(
        (function* () {
          for (let n = 0; n < 20_000; n++) yield line;
          yield TEXT;
        })(),
      ),
      child.stdin,
    );
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(linesOf(stdout).map(orderEventFromJson)).to.deep.equal(ALL_EVENTS);
  });

  it('ends with 2 where the options make no sense', async () => {
    const refused = async (message: RegExp, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await runCli('reduce', ...args);
      expect([code, stdout]).to.deep.equal([2, '']);
      expect(stderr).to.match(message);
    };
    await refused(/argument missing/, EXAMPLE, '--journal');
    await refused(/too many arguments/, EXAMPLE, EXAMPLE);
    await refused(/unknown option '--format'/, EXAMPLE, '--format', 'json');
  });

  const writeFile = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path(name), content);
    return path(name);
  };
});
