import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { lastValueFrom, of, Subject, toArray } from 'rxjs';

import { pullEach } from '../../src/journal/pullEach.js';

describe('pullEach', () => {
  let asked: number[];
  let signal: AbortSignal | undefined;
  const count = (end: number, failure?: Error) =>
    async function* (given: AbortSignal) {
      signal = given;
      for (let next = 1; next <= end; next++) {
        asked.push(next);
        yield next;
      }
      if (failure !== undefined) throw failure;
    };

  beforeEach(() => {
    asked = [];
    signal = undefined;
  });

  it('emits what is made of each item, in order, and ends with the source', async () => {
    const all$ = pullEach(count(3), (item) => of(item, item * 10));
    expect(await lastValueFrom(all$.pipe(toArray()))).to.deep.equal([1, 10, 2, 20, 3, 30]);
    expect(signal?.aborted).to.equal(true);
  });

  it('asks for the next item when the last one has been heard to its end, not before', async () => {
    const parts = [new Subject<string>(), new Subject<string>(), new Subject<string>()];
    const seen: string[] = [];
    const subscription = pullEach(count(3), (item) => parts[item - 1]!).subscribe((value) =>
      seen.push(value),
    );
    await sleep(5);
    expect(asked).to.deep.equal([1]);
    parts[0]!.next('a');
    await sleep(5);
    expect(asked).to.deep.equal([1]);
    parts[0]!.complete();
    await sleep(5);
    expect(asked).to.deep.equal([1, 2]);
    subscription.unsubscribe();
    expect(signal?.aborted).to.equal(true);
    parts[1]!.next('b');
    expect(seen).to.deep.equal(['a']);
  });

  it('fails with the source, after its items', async () => {
    const seen: unknown[] = [];
    await new Promise<void>((resolve) => {
      pullEach(count(2, new Error('torn')), (item) => of(item)).subscribe({
        next: (item) => seen.push(item),
        error: (error: Error) => {
          seen.push(error.message);
          resolve();
        },
      });
    });
    expect(seen).to.deep.equal([1, 2, 'torn']);
  });

  it('fails where the projection throws, and asks no more', async () => {
    const failing$ = pullEach(count(5), (item) => {
      if (item === 2) throw new Error('no');
      return of(item);
    });
    const error = await lastValueFrom(failing$).catch((reason: Error) => reason.message);
    expect([error, asked, signal?.aborted]).to.deep.equal(['no', [1, 2], true]);
  });

  it('opens the source anew for each subscription, and not before', async () => {
    const all$ = pullEach(count(1), (item) => of(item));
    expect(asked).to.deep.equal([]);
    await lastValueFrom(all$);
    await lastValueFrom(all$);
    expect(asked).to.deep.equal([1, 1]);
  });

  it('lets thousands of items pass without growing the stack', async () => {
    expect(await lastValueFrom(pullEach(count(20_000), (item) => [item]))).to.equal(20_000);
  });
});
