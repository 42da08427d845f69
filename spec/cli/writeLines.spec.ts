import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

import { expect } from 'chai';

import { writeLines } from '../../src/cli/writeLines.js';

/** An output that is read only when it is told to be. */
class SlowOutput extends Writable {
  text = '';
  #read: (() => void) | undefined;

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    this.#read = done;
  }

  read(): void {
    const read = this.#read;
    this.#read = undefined;
    read?.();
  }
}

const LINE = 'x'.repeat(999);

describe('writeLines', () => {
  it('writes each line, with its end', async () => {
    const output = new SlowOutput();
    await writeLines(output, ['a', '', 'b']);
    expect(output.text).to.equal('a\n\nb\n');
    const nothing = new SlowOutput();
    await writeLines(nothing, []);
    expect(nothing.text).to.equal('');
  });

  it('takes no more lines while what is written has not been read', async () => {
    const output = new SlowOutput();
    let taken = 0;
    const lines = function* (): Generator<string> {
      for (; taken < 1000; taken++) yield LINE;
    };
    const written = writeLines(output, lines());
    await turn();
    await turn();
    expect(taken).to.equal(65);
    output.read();
    await turn();
    await turn();
    expect(taken).to.equal(131);
    for (let n = 0; n < 40; n++) {
      output.read();
      await turn();
    }
    await written;
    expect(output.text).to.equal(`${LINE}\n`.repeat(1000));
  });

  it('lets others have their turn between two pieces', async () => {
    const turns: string[] = [];
    const output = new Writable({ highWaterMark: 1e9, write: (_chunk, _encoding, done) => done() });
    const lines = function* (): Generator<string> {
      for (let n = 0; n < 150; n++) {
        if (n % 70 === 0) turns.push(`line ${n}`);
        yield LINE;
      }
    };
    setImmediate(() => turns.push('another'));
    await writeLines(output, lines());
    expect(turns).to.deep.equal(['line 0', 'another', 'line 70', 'line 140']);
  });
});
