import { expect } from 'chai';
import {
  asyncScheduler,
  concat,
  EMPTY,
  ignoreElements,
  mergeMap,
  NEVER,
  Observable,
  of,
  Subject,
  take,
  throwError,
  toArray,
  type OperatorFunction,
} from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';

/** Runs marbles in virtual time; values are compared by their fields. */
export const inVirtualTime = (test: Parameters<TestScheduler['run']>[0]): void =>
  new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected);
  }).run<void>(test);

/**
 * What comes out at which millisecond of virtual time, as `12 output`, with `|` and `#` for the ends; until it ends, or
 * until `untilMs`, when it is unsubscribed.
 */
export function timelineOf(
  make: (helpers: RunHelpers) => Observable<string>,
  untilMs = 1_000_000,
): readonly string[] {
  const lines: string[] = [];
  inVirtualTime((helpers) => {
    const log = (output: string) => lines.push(`${asyncScheduler.now()} ${output}`);
    const subscription = make(helpers).subscribe({
      next: log,
      error: () => log('#'),
      complete: () => log('|'),
    });
    asyncScheduler.schedule(() => subscription.unsubscribe(), untilMs);
    helpers.flush();
  });
  return lines;
}

/** What an operator makes of messages that come all at once; it has to complete with them. */
export function outputsOf<I, O>(operator: OperatorFunction<I, O>, messages: readonly I[]): readonly O[] {
  let outputs: readonly O[] | undefined;
  of(...messages)
    .pipe(operator, toArray())
    .subscribe((all) => {
      outputs = all;
    });
  if (outputs === undefined) throw new Error('the operator did not complete with its source');
  return outputs;
}

/** What a source shows in the course of a test. */
interface Watched<T> {
  readonly source: Observable<T>;
  readonly emitted: () => number;
  readonly subscribed: () => boolean;
}

/** A source that emits all messages at once, as long as somebody listens. */
function watched<T>(messages: readonly T[]): Watched<T> {
  let emitted = 0;
  let subscribed = false;
  const source = new Observable<T>((subscriber) => {
    subscribed = true;
    for (const message of messages) {
      if (subscriber.closed) break;
      emitted++;
      subscriber.next(message);
    }
    return () => {
      subscribed = false;
    };
  });
  return { source, emitted: () => emitted, subscribed: () => subscribed };
}

/**
 * What every operator owes: it ends with its source and not before, passes its error, lets go of it when unsubscribed,
 * also while it emits, and keeps one state a subscription. The message number `firstOutput` (1-based) of `messages` is
 * to give the first output.
 */
export function itKeepsTheChecklist<I, O>(
  make: () => OperatorFunction<I, O>,
  messages: readonly I[],
  firstOutput = 1,
): void {
  it('goes on while the source does not end, completes with it and fails with it', () => {
    const endOf = (source: Observable<I>): string => {
      let end = 'none';
      source
        .pipe(make(), ignoreElements())
        .subscribe({
          error: (error: unknown) => (end = `error: ${String(error)}`),
          complete: () => (end = 'complete'),
        })
        .unsubscribe();
      return end;
    };
    for (const before of [[], messages]) {
      expect(endOf(concat(before, NEVER))).to.equal('none');
      expect(endOf(concat(before, EMPTY))).to.equal('complete');
      expect(
        endOf(
          concat(
            before,
            throwError(() => 'broken'),
          ),
        ),
      ).to.equal('error: broken');
    }
  });

  it('unsubscribes from the source when it is unsubscribed', () => {
    inVirtualTime(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot<I>('-a-a-a-|', { a: messages[0]! });
      const through = source.pipe(
        mergeMap((message) => of(message)),
        make(),
        mergeMap(() => EMPTY),
      );
      expectObservable(through, '^---!').toBe('-----');
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('stops listening to a source that emits all at once as soon as nobody wants more', () => {
    const { source, emitted, subscribed } = watched(messages);
    expect(messages.length).to.be.above(firstOutput);
    source.pipe(make(), take(1)).subscribe();
    expect(emitted()).to.equal(firstOutput);
    expect(subscribed()).to.equal(false);
  });

  it('keeps one state a subscription', () => {
    const operator = make();
    const source$ = new Subject<I>();
    const piped$ = source$.pipe(operator);
    const first: O[] = [];
    const second: O[] = [];
    const [start, ...rest] = messages;
    piped$.subscribe((output) => first.push(output));
    source$.next(start!);
    piped$.subscribe((output) => second.push(output));
    for (const message of rest) source$.next(message);
    source$.complete();
    expect(first).to.deep.equal(outputsOf(make(), messages));
    expect(second).to.deep.equal(outputsOf(make(), rest));
    expect(outputsOf(operator, messages)).to.deep.equal(first);
  });
}
