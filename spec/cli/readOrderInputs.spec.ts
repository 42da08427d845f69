import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { catchError, EMPTY, lastValueFrom, toArray } from 'rxjs';

import { readOrderInputs } from '../../src/cli/readOrderInputs.js';
import { RecordingError, type RecordingBytes } from '../../src/journal/index.js';

const clock = (now: number) => Buffer.from(`{"_tag":"clock","now":${now}}\n`);

const source = (...bytes: readonly Uint8Array[]): RecordingBytes => ({ name: 'made up', bytes });

describe('readOrderInputs', () => {
  it('reads on only when what it gave has been dealt with', async () => {
    const seen: number[] = [];
    const dealtWith: (() => void)[] = [];
    const ready = () => new Promise<void>((resolve) => dealtWith.push(resolve));
    let read = 0;
    const bytes = (function* () {
      for (read = 1; read <= 40; read++) yield Buffer.concat([clock(read), clock(-read)]);
    })();
    const ended = lastValueFrom(readOrderInputs({ name: 'many', bytes }, ready).pipe(toArray()));
    const some = readOrderInputs(source(clock(1), clock(2)), ready).subscribe((input) => {
      if (input._tag === 'clock') seen.push(input.now);
    });
    await sleep(20);
    expect(seen).to.deep.equal([1]);
    // A stream holds some pieces ready.
    expect(read).to.be.below(25);
    some.unsubscribe();
    while (dealtWith.length > 0) {
      dealtWith.shift()?.();
      await sleep(1);
    }
    expect(await ended).to.have.lengthOf(80);
    expect(seen).to.deep.equal([1]);
  });

  it('gives the inputs before a line that is none, and names the place', async () => {
    const errors: unknown[] = [];
    const inputs$ = readOrderInputs(source(clock(1), Buffer.from('{"_tag":"clock"}\n')), () =>
      Promise.resolve(),
    );
    const inputs = await lastValueFrom(
      inputs$.pipe(
        catchError((error: unknown) => {
          errors.push(error);
          return EMPTY;
        }),
        toArray(),
      ),
    );
    expect(inputs).to.deep.equal([{ _tag: 'clock', now: 1 }]);
    expect(errors[0]).to.be.instanceOf(RecordingError);
    expect(errors[0]).to.include({
      fault: 'wrongShape',
      line: 2,
      message: 'made up:2: now: nothing instead of a finite number',
    });
  });
});
