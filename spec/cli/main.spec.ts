import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { expect } from 'chai';

import { lineOfFrame, type BookAccount } from '../../src/journal/index.js';
import { generateBinanceFrames } from '../../src/sim/index.js';
import { resultOf, runCli, runInto, startCli, startOnScreen } from './runCli.js';

const RECORDING = Array.from(
  generateBinanceFrames({ seed: 4, durationMs: 3000 }),
  (frame) => `${lineOfFrame(frame)}\n`,
).join('');

const accounts = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BookAccount);

const VENUES_LISTED =
  /venues: binance \(BINANCE\b.*\); binance-futures \(BINANCE_FUTURES\b.*\); kraken \(KRAKEN\b.*\); okex-v3 \(OKCOIN\b.*\); okx \(OKX\b.*\)/;

describe('orderflow', function () {
  this.timeout(30_000);
  let folder: string;
  let recording: string;

  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
    recording = file('BINANCE+made.ndjson', RECORDING);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('says what it can do, its version and its exit codes', async () => {
    const help = await runCli('--help');
    expect([help.code, help.stderr]).to.deep.equal([0, '']);
    expect(help.stdout)
      .to.match(/replay \[options\] <file>/)
      .and.match(/play \[options\] \[file\]/)
      .and.match(/reduce \[options\] \[file\]/)
      .and.match(/orders \[options\] <file>/)
      .and.match(/explain \[options\] <file> <order>/);
    expect(help.stdout).to.match(/Exit codes: 0 done.*2 usage.*3 bad input.*1 anything else/s);
    expect((await runCli('--version')).stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  it('says in the help of each command for orders where its forms are told of, in lines for any terminal', async () => {
    for (const [command, page] of [
      ['reduce', 'docs/orders.md'],
      ['orders', 'docs/journal.md'],
      ['explain', 'docs/journal.md'],
    ] as const) {
      const { code, stdout } = await runCli(command, '--help');
      expect([code, stdout.includes(page)], command).to.deep.equal([0, true]);
      expect(Math.max(...stdout.split('\n').map(({ length }) => length)), command).to.be.at.most(80);
    }
  });

  describe('replay', () => {
    it('prints one JSON object a book, the same for plain, gzip and standard input', async () => {
      const plain = await runCli('replay', recording, '--format', 'json');
      expect([plain.code, plain.stderr]).to.deep.equal([0, '']);
      const [btc, ...others] = accounts(plain.stdout);
      expect(others.map(({ symbol }) => symbol)).to.deep.equal(['ETHUSDT', 'SOLUSDT']);
      expect(Object.keys(btc!).join()).to.equal(
        'symbol,snapshots,diffs_applied,diffs_stale,diffs_unsynced,gaps,checksums_ok,checksums_bad,crossed,' +
          'delete_missing,trades,chain_sha256,first_gap,first_bad,end,digests',
      );
      expect(Object.keys(btc!.end!).join()).to.equal(
        'index,line,best_bid,best_ask,bids,asks,levels,book_sha256',
      );
      expect([btc!.symbol, btc!.snapshots, btc!.diffs_applied + btc!.diffs_stale]).to.deep.equal([
        'BTCUSDT',
        1,
        30,
      ]);
      const packed = await runCli('replay', file('BINANCE.gz', gzipSync(RECORDING)), '--format', 'json');
      expect(packed.stdout).to.equal(plain.stdout);
      const child = startCli('replay', '-', '--venue', 'binance', '--format', 'json');
      child.stdin.end(gzipSync(RECORDING));
      expect(await resultOf(child)).to.deep.equal(plain);
      const marked = await runCli('replay', file('BINANCE.bom', `\uFEFF${RECORDING}`), '--format', 'json');
      expect(marked).to.deep.equal(plain);
    });

    it('prints a table unless told otherwise, one line a book', async () => {
      const { code, stdout, stderr } = await runCli('replay', recording);
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(stdout).to.match(
        /^symbol +snapshots +applied .*\nBTCUSDT +1 +\d+ .*\nETHUSDT .*\nSOLUSDT .*\n\n\d+ frames, /,
      );
    });

    it('digests the books that the given lines changed, from a list or a file', async () => {
      const whole = accounts((await runCli('replay', recording, '--format', 'json')).stdout);
      const [first, second] = whole.map(({ end }) => end!);
      const lines = [0, first!.line, second!.line];
      const listed = await runCli('replay', recording, '--format', 'json', '--digest-at', lines.join(','));
      expect(accounts(listed.stdout).map(({ digests }) => digests)).to.deep.equal([
        [[first!.line, first!.index, first!.book_sha256]],
        [[second!.line, second!.index, second!.book_sha256]],
        [],
      ]);
      const list = file('lines', `${lines.join('\n')}\n`);
      expect(await runCli('replay', recording, '--format', 'json', '--digest-at', `@${list}`)).to.deep.equal(
        listed,
      );
      const table = await runCli('replay', recording, '--digest-at', `@${list}`);
      expect(table.stdout).to.match(
        new RegExp(`\\n${first!.line} +BTCUSDT +${first!.index} +${first!.book_sha256}\\n`),
      );
    });

    it('keeps to the symbols that are asked for, and says which never occur', async () => {
      const { code, stdout, stderr } = await runCli(
        'replay',
        recording,
        '--format',
        'json',
        '--symbols',
        'SOLUSDT,XX',
      );
      expect([code, accounts(stdout).map(({ symbol }) => symbol)]).to.deep.equal([0, ['SOLUSDT']]);
      expect(stderr).to.equal(`no symbol "XX" in ${recording}\n`);
    });

    it('replays at the recorded pace times the speed', async () => {
      const startedAt = performance.now();
      expect((await runCli('replay', recording, '--speed', '4')).code).to.equal(0);
      expect(performance.now() - startedAt).to.be.at.least(700);
    });

    it('counts frames that cannot be used, and tells the first few with line and reason', async () => {
      const bad = ['{"e":"depthUpdate","s":"A"}', '{"e":"news"}', 'no json', '{"code":-1,"msg":"no"}'].map(
        (raw) => `${JSON.stringify({ t: 1, via: 'ws', conn: 'c', raw })}\n`,
      );
      const path = file('BINANCE.bad', bad.join('') + RECORDING);
      const json = await runCli('replay', path, '--format', 'json');
      expect([json.code, accounts(json.stdout).length]).to.deep.equal([0, 3]);
      expect(json.stderr).to.match(
        /^not used: 2 bad frames, 1 unknown frame, 1 refusal; the first of them by line \(1-based\)\n {2}line 1: badFrame: E is undefined, expected .*\n {2}line 2: unknownFrame: \{"e":"news"\}\n {2}line 3: badFrame: .*\n {2}line 4: refusal: -1: no\n$/,
      );
      const table = await runCli('replay', path);
      expect([table.code, table.stderr]).to.deep.equal([0, '']);
      expect(table.stdout.endsWith(json.stderr)).to.equal(true);
    });

    it('goes on after a gap, and says where the first one was', async () => {
      const lines = RECORDING.split('\n');
      const lost = lines.findLastIndex((line) => line.includes('"ETHUSDT\\",\\"U'));
      const before = lines.slice(0, lost).findLastIndex((line) => line.includes('"ETHUSDT\\",\\"U'));
      const path = file('BINANCE+drop.ndjson', lines.filter((_, at) => at !== before).join('\n'));
      const [, eth] = accounts((await runCli('replay', path, '--format', 'json')).stdout);
      expect([eth!.symbol, eth!.gaps, eth!.first_gap, eth!.end]).to.deep.equal([
        'ETHUSDT',
        1,
        lost - 1,
        null,
      ]);
      const table = await runCli('replay', path);
      expect(table.stdout)
        .to.match(/ETHUSDT .* not valid\n/)
        .and.include(`ETHUSDT: first gap at line ${lost} (1-based)\n`);
    });

    it('tells which lines that are to be digested the recording does not have', async () => {
      const frames = RECORDING.trimEnd().split('\n').length;
      const asked = [frames + 5, 3, frames, frames - 1].join(',');
      const { code, stderr } = await runCli('replay', recording, '--digest-at', asked);
      expect([code, stderr]).to.deep.equal([
        0,
        `--digest-at: ${recording} has no line ${frames}, ${frames + 5} (0-based): its last one is ${frames - 1}\n`,
      ]);
    });

    it('heads the digests with the base of their lines', async () => {
      const [first] = accounts((await runCli('replay', recording, '--format', 'json')).stdout);
      const { stdout } = await runCli('replay', recording, '--digest-at', String(first!.end!.line));
      expect(stdout).to.match(/\nline \(0-based\) +symbol +index +book\n\d+ +BTCUSDT /);
    });

    it('says where no frame is of the venue, and where the name tells another', async () => {
      const path = file('KRAKEN.alien', `${RECORDING.split('\n')[0]!}\n`.repeat(2));
      const expected = `warning: the name of ${path} tells kraken, --venue binance-futures: it is read as binance-futures\n`;
      const note = 'no frame is of kraken (2 frames read): is --venue right?\n';
      const alien = await runCli('replay', path);
      expect([alien.code, alien.stderr]).to.deep.equal([0, note]);
      const json = await runCli('replay', path, '--format', 'json');
      expect([json.code, json.stdout]).to.deep.equal([0, '']);
      expect(json.stderr.endsWith(`\n${note}`)).to.equal(true);
      const played = await runCli('play', path, '--speed', 'max');
      expect([played.code, played.stderr]).to.deep.equal([0, note]);
      for (const command of ['replay', 'play']) {
        const named = await runCli(command, path, '--speed', 'max', '--venue', 'binance-futures');
        expect([named.code, named.stderr.startsWith(expected)], command).to.deep.equal([0, true]);
      }
      expect((await runCli('replay', path, '--venue', 'KRAKEN')).stderr).to.equal(note);
    });

    it('uses the singular where there is one', async () => {
      const [listing] = RECORDING.split('\n');
      const { stdout } = await runCli('replay', file('BINANCE.one', listing!));
      expect(stdout).to.match(/\n1 frame, 1 listing\n$/);
    });

    it('ends with the account so far when interrupted', async () => {
      const child = startCli('replay', '-', '--venue', 'binance', '--format', 'json');
      const lines = RECORDING.split('\n').slice(0, 60);
      child.stdin.write(`${lines.join('\n')}\n`);
      // It says nothing before the end that could be waited for; a start takes 0.3 s where nothing else runs.
      setTimeout(() => child.kill('SIGINT'), 4000);
      const { code, stdout, stderr } = await resultOf(child);
      expect([code, stderr]).to.deep.equal([0, 'interrupted after 60 frames: the account is of these\n']);
      expect(accounts(stdout).map(({ symbol }) => symbol)).to.deep.equal(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']);
    }).timeout(20_000);

    // Systems without it have no file that is always full.
    if (existsSync('/dev/full'))
      it('ends with 1 and one line where the disk is full', async () => {
        for (const args of [['replay', recording], ['play', recording, '--speed', 'max'], ['--help']]) {
          const { code, stderr } = await runInto('/dev/full', ...args);
          expect([code, stderr], args.join(' ')).to.deep.equal([
            1,
            'orderflow: cannot write the output: ENOSPC: no space left on device, write\n',
          ]);
        }
      });

    it('ends quietly when nobody reads any more', async () => {
      const child = startCli('replay', recording, '--speed', '10');
      child.stdin.end();
      child.stdout.destroy();
      const { code, stderr } = await resultOf(child);
      expect([code, stderr]).to.deep.equal([0, '']);
    });
  });

  describe('ends with 3 and names file, line and reason where the input is bad:', () => {
    const refused = async (path: string, message: string) => {
      const { code, stdout, stderr } = await runCli('replay', path, '--venue', 'binance');
      expect([code, stdout, stderr]).to.deep.equal([3, '', `orderflow: ${path}${message}\n`]);
    };

    it('no such file, with and without a venue', async () => {
      const path = join(folder, 'nothing.ndjson');
      await refused(path, ': no such file');
      const { code, stderr } = await runCli('replay', path);
      expect([code, stderr]).to.deep.equal([3, `orderflow: ${path}: no such file\n`]);
      expect((await runCli('play', path, '--venue', 'kraken')).code).to.equal(3);
    });

    it('broken gzip data', async () => {
      const packed = gzipSync(RECORDING);
      await refused(file('cut.gz', packed.subarray(0, 300)), ':1: the gzip data is cut off');
    });

    it('a bad line, after the account of the frames before it', async () => {
      const lines = RECORDING.split('\n');
      const sound = `${lines.slice(0, 60).join('\n')}\n`;
      const broken = [
        [
          file('BINANCE.shape', `${sound}{"t":1,"via":"ws","conn":"c"}`),
          'field "raw" is undefined, expected string',
        ],
        [
          file('BINANCE.trail', Buffer.concat([gzipSync(sound), Buffer.from('x\n')])),
          'broken gzip data (incorrect header check)',
        ],
        [file('BINANCE.cut', gzipSync(sound).subarray(0, -8)), 'the gzip data is cut off'],
      ] as const;
      const before = file('BINANCE.sound', sound);
      for (const format of ['table', 'json']) {
        const whole = await runCli('replay', before, '--format', format);
        expect(whole.stdout).to.include('ETHUSDT');
        for (const [path, reason] of broken) {
          const { code, stdout, stderr } = await runCli(
            'replay',
            path,
            '--format',
            format,
            '--digest-at',
            '900',
          );
          expect([code, stdout, stderr]).to.deep.equal([
            3,
            whole.stdout,
            '--digest-at: line 900 (0-based) was not reached\n' +
              'broken after 60 frames: the account is of these\n' +
              `orderflow: ${path}:61: ${reason}\n`,
          ]);
        }
      }
      const { code, stderr } = await runCli('replay', file('noJson', '<html>\n'), '--venue', 'kraken');
      expect(code).to.equal(3);
      expect(stderr).to.match(/noJson:1: no JSON: Unexpected token/);
    });

    it('a list of lines that is missing or broken', async () => {
      const missing = await runCli('replay', recording, '--digest-at', '@/no/list');
      expect([missing.code, missing.stderr]).to.deep.equal([3, 'orderflow: /no/list: no such file\n']);
      const list = file('list', '4\n-1\n');
      const broken = await runCli('replay', recording, '--digest-at', `@${list}`);
      expect([broken.code, broken.stderr]).to.deep.equal([
        3,
        `orderflow: ${list}:2: "-1" is no line number (0-based).\n`,
      ]);
    });
  });

  describe('ends with 2 and says what is wrong with the command line:', () => {
    const refused = async (message: RegExp, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await runCli(...args);
      expect([code, stdout], args.join(' ')).to.deep.equal([2, '']);
      expect(stderr).to.match(message);
    };

    it('an unknown command or option, a missing file name', async () => {
      await refused(/unknown command 'reply'/, 'reply');
      await refused(/unknown option '--fast'/, 'replay', recording, '--fast');
      await refused(/missing required argument 'file'/, 'replay');
      await refused(/Usage: orderflow/);
    });

    it('an unknown venue, or none, with a list of those that there are', async () => {
      await refused(/unknown venue "nowhere"/, 'replay', recording, '--venue', 'nowhere');
      await refused(VENUES_LISTED, 'replay', recording, '--venue', 'nowhere');
      await refused(VENUES_LISTED, 'replay', file('NOWHERE.ndjson', ''));
      await refused(VENUES_LISTED, 'replay', file('BINANCEX.ndjson', ''));
      await refused(VENUES_LISTED, 'replay', '-');
    });

    it('a bad value', async () => {
      for (const speed of ['0', '-1', 'fast', '1e3x', '']) {
        await refused(/expected a number above zero, or max/, 'replay', recording, `--speed=${speed}`);
      }
      await refused(/Allowed choices are table, json/, 'replay', recording, '--format', 'xml');
      await refused(/"1.5" is no line number \(0-based\)/, 'replay', recording, '--digest-at', '1,1.5');
      await refused(/expected symbols with commas/, 'replay', recording, '--symbols', 'A,,B');
      await refused(/expected a number of seconds above zero/, 'play', '--duration', '0');
      await refused(/expected a whole number below 4294967296/, 'play', '--seed', '4294967296');
      await refused(/--seed is for the generated recording/, 'play', recording, '--seed', '1');
      await refused(/--venue kraken wants a FILE/, 'play', '--venue', 'kraken');
    });
  });

  describe('play, where no terminal is', () => {
    const bookLines = (stdout: string) => stdout.split('\n').filter((line) => /^\d{4}-\d\d-\d\dT/.test(line));

    it('prints each book once a recorded second and when its status changes, then the account', async () => {
      const { code, stdout, stderr } = await runCli(
        'play',
        recording,
        '--speed',
        '50',
        '--symbols',
        'BTCUSDT',
      );
      expect([code, stderr]).to.deep.equal([0, '']);
      const lines = bookLines(stdout).map((line) => line.split('  ').slice(1, 3));
      expect(lines).to.deep.equal([
        ['BTCUSDT', 'syncing (waits for a snapshot)'],
        ['BTCUSDT', 'live'],
        ['BTCUSDT', 'live'],
        ['BTCUSDT', 'live'],
        ['BTCUSDT', 'live'],
      ]);
      expect(stdout).to.match(
        /bid \d+\.\d+ x [\d.]+ {2}ask \d+\.\d+ x [\d.]+ {2}spread [\d.]+ {2}[\d.]+ diffs\/s/,
      );
      expect(stdout).to.match(/\n\nsymbol +snapshots .*\nBTCUSDT +1 /);
    });

    it('plays the generated recording of a seed, for so many recorded seconds', async () => {
      const { code, stdout } = await runCli('play', '--speed', 'max', '--duration', '3', '--seed', '4');
      const file$ = await runCli('play', recording, '--speed', 'max');
      expect(code).to.equal(0);
      expect(bookLines(stdout)).to.deep.equal(
        bookLines(file$.stdout).filter((line) => line < '2026-01-05T00:00:03'),
      );
      expect(bookLines(stdout).length).to.be.above(8);
    });
  });

  describe('play, in a terminal', () => {
    it('names standard input, and only the keys that are heard', async () => {
      const child = startOnScreen('play', '-', '--venue', 'binance');
      child.stdin.write(RECORDING);
      const shown = resultOf(child);
      const onceShown = (text: Buffer) => {
        if (!text.includes('BTCUSDT')) return;
        child.stdout.off('data', onceShown);
        child.kill('SIGINT');
      };
      child.stdout.on('data', onceShown);
      const { code, stdout } = await shown;
      expect(code).to.equal(0);
      expect(stdout).to.include(' Binance spot, standard input').and.include(' Ctrl-C quit');
      expect(stdout).not.to.include('q quit');
      expect(stdout.endsWith(' stopped\n') || stdout.includes(' stopped\x1b'), 'the last line').to.equal(
        true,
      );
    });

    it('says that there were no books, and how many frames could not be used', async () => {
      const play = async (path: string) => {
        const child = startOnScreen('play', path, '--speed', 'max');
        child.stdin.end();
        return resultOf(child);
      };
      const empty = await play(file('BINANCE.empty', ''));
      expect([empty.code, empty.stderr]).to.deep.equal([0, '']);
      expect(empty.stdout).to.match(/Binance spot, BINANCE\.empty: no frames, there were no books\n$/);
      const alien = await play(file('KRAKEN.alien', RECORDING.split('\n').slice(0, 1).join('')));
      expect(alien.stdout).to.match(/ there were no books.*1 unusable frame\b/);
      expect(alien.stderr).to.equal('no frame is of kraken (1 frame read): is --venue right?\n');
    });
  });
});
