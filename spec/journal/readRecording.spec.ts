import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';

import { expect } from 'chai';
import { firstValueFrom, lastValueFrom, materialize, take, toArray } from 'rxjs';

import {
  readRecording,
  RecordingError,
  type RecordedFrame,
  type RecordingSource,
} from '../../src/journal/index.js';

const line = (t: number, raw: string) => JSON.stringify({ t, via: 'ws', conn: 'c', raw });

const GOOD = `${line(1, 'a')}\n`;

/** What a source gives before it fails, and the error. */
async function readUntilFailure(source: RecordingSource) {
  const seen = await lastValueFrom(readRecording(source).pipe(materialize(), toArray()));
  const last = seen.pop();
  if (last?.kind !== 'E') throw new Error('it did not fail');
  if (!(last.error instanceof RecordingError)) throw last.error;
  return { frames: seen.length, error: last.error };
}

const read = (source: RecordingSource): Promise<RecordedFrame[]> =>
  lastValueFrom(readRecording(source).pipe(toArray()));

const bytes = (...parts: readonly (string | Uint8Array)[]) => ({
  name: 'made up',
  bytes: parts.map((part) => Buffer.from(part)),
});

describe('readRecording', () => {
  let folder: string;

  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads each line into a frame with its number', async () => {
    const lines = [
      { t: 1633998512063.3569, via: 'ws', conn: 'c.1', raw: '{"a":"é€𝄞"}', enc: 'gzip', bin: 'H4sI' },
      { t: 1633998512320, via: 'http', conn: 'https://x/depth', raw: '[]', headers: { Sequence: '7' } },
    ];
    const path = file('two.ndjson', lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
    expect(await read(path)).to.deep.equal([
      {
        text: '{"a":"é€𝄞"}',
        bytes: Buffer.from([31, 139, 8]),
        via: 'stream',
        connection: 'c.1',
        receivedAt: 1633998512063.3569,
        line: 0,
      },
      {
        text: '[]',
        via: 'request',
        connection: 'https://x/depth',
        receivedAt: 1633998512320,
        headers: { Sequence: '7' },
        line: 1,
      },
    ]);
  });

  it('reads gzip and plain alike, whatever the name says', async () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `${line(at, `frame ${at} é`)}\n`).join('');
    const plain = await read(file('plain.gz', text));
    expect(plain).to.have.lengthOf(20_000);
    expect(plain[19_999]).to.deep.equal({
      text: 'frame 19999 é',
      via: 'stream',
      connection: 'c',
      receivedAt: 19_999,
      line: 19_999,
    });
    expect(await read(file('packed.ndjson', gzipSync(text)))).to.deep.equal(plain);
  });

  it('reads gzip members that were joined as one file', async () => {
    const path = file('joined', Buffer.concat([gzipSync(GOOD), gzipSync(line(2, 'b'))]));
    expect((await read(path)).map(({ text, line: at }) => [text, at])).to.deep.equal([
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('takes zeros after the last member for its end, as gzip does', async () => {
    const packed = gzipSync(GOOD + GOOD);
    for (const zeros of [1, 512, 700_000])
      expect(await read(file('padded', Buffer.concat([packed, Buffer.alloc(zeros)])))).to.have.lengthOf(2);
    const zeros = Array.from({ length: 40 }, () => Buffer.alloc(512));
    expect(await read(bytes(packed, ...zeros))).to.have.lengthOf(2);
  });

  it('skips a byte order mark at the start, and only there', async () => {
    expect(
      (await read(bytes(Uint8Array.of(0xef), Uint8Array.of(0xbb, 0xbf), GOOD))).map((frame) => frame.line),
    ).to.deep.equal([0]);
    expect(await read(bytes('\uFEFF'))).to.deep.equal([]);
    const { frames, error } = await readUntilFailure(bytes(GOOD, `\uFEFF${GOOD}`));
    expect([frames, error.fault, error.line]).to.deep.equal([1, 'noJson', 2]);
  });

  it('puts lines together wherever the bytes are cut', async () => {
    const whole = Buffer.from(`${line(1, 'é€')}\n${line(2, '𝄞')}\n`);
    const cut = Array.from(whole, (byte) => Uint8Array.of(byte));
    expect((await read(bytes(...cut))).map(({ text }) => text)).to.deep.equal(['é€', '𝄞']);
    const packed = Array.from(gzipSync(whole), (byte) => Uint8Array.of(byte));
    expect((await read(bytes(...packed))).map(({ text }) => text)).to.deep.equal(['é€', '𝄞']);
  });

  it('reads an empty file, a last line without an end, and empty lines at the end', async () => {
    expect(await read(file('empty', ''))).to.deep.equal([]);
    expect(await read(file('noEnd', GOOD + line(2, 'b')))).to.have.lengthOf(2);
    expect(await read(file('emptyLines', `${GOOD}\n \r\n`))).to.have.lengthOf(1);
  });

  it('starts anew for each subscription', async () => {
    const frames$ = readRecording(file('twice', GOOD));
    expect(await lastValueFrom(frames$)).to.deep.equal(await lastValueFrom(frames$));
  });

  describe('fails with the file, the line and the reason:', () => {
    it('no such file', async () => {
      const path = join(folder, 'nothing');
      const { error } = await readUntilFailure(path);
      expect([error.fault, error.line, error.message]).to.deep.equal([
        'missing',
        undefined,
        `${path}: no such file`,
      ]);
      expect([error._tag, error.file, error.name]).to.deep.equal(['recordingError', path, 'RecordingError']);
    });

    it('a directory', async () => {
      const path = join(folder, 'directory');
      mkdirSync(path);
      const { error } = await readUntilFailure(path);
      expect([error.fault, error.message]).to.deep.equal(['directory', `${path}: is a directory`]);
    });

    it('gzip data that is cut off, after every line before the cut', async () => {
      const text = Array.from({ length: 30_000 }, (_, at) => `${line(at, `${at * 7919}`)}\n`).join('');
      const packed = gzipSync(text);
      const path = file('cut.gz', packed.subarray(0, packed.length - 8));
      const { frames, error } = await readUntilFailure(path);
      expect([error.fault, frames, error.message]).to.deep.equal([
        'brokenGzip',
        30_000,
        `${path}:30001: the gzip data is cut off`,
      ]);
    });

    it('broken gzip data', async () => {
      const packed = gzipSync(GOOD);
      packed[packed.length - 6]! ^= 0xff;
      const path = file('broken.gz', packed);
      const { frames, error } = await readUntilFailure(path);
      expect([error.fault, frames, error.message]).to.deep.equal([
        'brokenGzip',
        1,
        `${path}:2: broken gzip data (incorrect data check)`,
      ]);
    });

    describe('gzip data with a fault, after every line before it:', () => {
      const lines = 30_000;
      const text = Array.from({ length: lines }, (_, at) => `${line(at, `${at * 7919}`)}\n`).join('');
      const packed = gzipSync(text);

      const expectAllBefore = async (data: Uint8Array, count: number, reason: RegExp) => {
        const path = file('fault.gz', data);
        const small = Array.from({ length: Math.ceil(data.length / 1000) }, (_, at) =>
          data.subarray(at * 1000, (at + 1) * 1000),
        );
        for (const source of [path, bytes(data), bytes(...small)]) {
          const { frames, error } = await readUntilFailure(source);
          expect([error.fault, frames, error.line]).to.deep.equal(['brokenGzip', count, count + 1]);
          expect(error.reason).to.match(reason);
        }
      };

      it('bytes after the last member', async () => {
        const trailing = Buffer.from('trailing\n');
        await expectAllBefore(
          Buffer.concat([packed, trailing]),
          lines,
          /^broken gzip data \(incorrect header/,
        );
        await expectAllBefore(
          Buffer.concat([gzipSync(GOOD), packed, trailing]),
          lines + 1,
          /incorrect header/,
        );
      });

      it('a wrong check sum', async () => {
        const wrong = Buffer.from(packed);
        wrong[wrong.length - 6]! ^= 0xff;
        await expectAllBefore(wrong, lines, /incorrect data check/);
      });

      it('a broken block', async () => {
        // Flushed, so that a block starts at a byte; its first bits name a kind that there is not.
        const whole = gzipSync('');
        const sound = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
        const broken = Buffer.concat([whole.subarray(0, 10), sound, Buffer.from([0x07, 0, 0, 0])]);
        await expectAllBefore(broken, lines, /invalid block type/);
      });
    });

    it('a line that is no JSON', async () => {
      const { frames, error } = await readUntilFailure(bytes(GOOD, GOOD, '{"t":1,\n', GOOD));
      expect([frames, error.fault, error.file, error.line]).to.deep.equal([2, 'noJson', 'made up', 3]);
      expect(error.message).to.match(/^made up:3: no JSON: /);
    });

    it('an empty line between others', async () => {
      const { frames, error } = await readUntilFailure(bytes(GOOD, '\n', '\n', GOOD));
      expect([frames, error.message]).to.deep.equal([1, 'made up:2: an empty line']);
    });

    it('a line of another shape, by its fields', async () => {
      const shapes: readonly (readonly [object: unknown, reason: string])[] = [
        [{ t: '1', via: 'ws', conn: 'c', raw: '' }, 'field "t" is "1", expected number'],
        [{ t: 1, via: 'udp', conn: 'c', raw: '' }, 'field "via" is "udp", expected "ws" | "http"'],
        [{ t: 1, via: 'ws', raw: '' }, 'field "conn" is undefined, expected string'],
        [{ t: 1, via: 'ws', conn: 'c', raw: {} }, 'field "raw" is {}, expected string'],
        [{ t: 1, via: 'ws', conn: 'c', raw: '', enc: 1 }, 'field "enc" is 1, expected string'],
        [
          { t: 1, via: 'http', conn: 'c', raw: '', headers: { Sequence: 7 } },
          'field "headers.Sequence" is 7, expected string',
        ],
      ];
      for (const [shape, reason] of shapes) {
        const { frames, error } = await readUntilFailure(bytes(GOOD, JSON.stringify(shape)));
        expect([frames, error.fault, error.message]).to.deep.equal([1, 'wrongShape', `made up:2: ${reason}`]);
      }
    });

    it('a line that does not end', async function () {
      this.timeout(30_000);
      const endless = function* () {
        for (;;) yield Buffer.alloc(8 * 1024 * 1024, 'x');
      };
      const { error } = await readUntilFailure({ name: 'endless', bytes: endless() });
      expect([error.fault, error.message]).to.deep.equal([
        'lineTooLong',
        'endless:1: a line of more than 67108864 bytes',
      ]);
    });
  });

  describe('of a source without end', () => {
    let pulled = 0;
    let closed = false;
    const endless = () => {
      pulled = 0;
      closed = false;
      return {
        name: 'endless',
        bytes: (function* () {
          try {
            for (;;) yield Buffer.from(`${line(10_000 * pulled++, 'x')}\n`);
          } finally {
            closed = true;
          }
        })(),
      };
    };

    it('stops reading when unsubscribed', async () => {
      expect(await lastValueFrom(readRecording(endless()).pipe(take(3), toArray()))).to.have.lengthOf(3);
      await sleep(5);
      const before = pulled;
      await sleep(5);
      expect([pulled - before, closed]).to.deep.equal([0, true]);
    });

    it('does not read ahead of a paced reader', async () => {
      const seen: number[] = [];
      const subscription = readRecording(endless(), { speed: 1 }).subscribe(({ line: at }) => seen.push(at));
      await sleep(30);
      subscription.unsubscribe();
      expect(seen).to.deep.equal([0]);
      expect(pulled).to.be.within(1, 5);
    });
  });

  it('paces by the recorded times', async () => {
    const startedAt = performance.now();
    await lastValueFrom(readRecording(bytes(`${line(0, 'a')}\n${line(500, 'b')}\n`), { speed: 10 }));
    expect(performance.now() - startedAt).to.be.at.least(45);
  });

  it('refuses a speed that is none, at the call', () => {
    expect(() => readRecording('x', { speed: 0 })).to.throw(RangeError, 'speed is not above zero: 0');
    expect(() => readRecording('x', { speed: NaN })).to.throw(RangeError, 'speed is not above zero: NaN');
  });

  it('does not open a file before it is subscribed to', async () => {
    const path = join(folder, 'later');
    const frames$ = readRecording(path);
    writeFileSync(path, GOOD);
    expect((await firstValueFrom(frames$)).text).to.equal('a');
  });
});
