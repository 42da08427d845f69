import { expect } from 'chai';
import {
  concat,
  delay,
  EMPTY,
  filter,
  map,
  NEVER,
  Observable,
  of,
  scan,
  Subject,
  take,
  throwError,
  type OperatorFunction,
} from 'rxjs';

import type { BookInput, BookSnapshot } from '../../src/domain/index.js';
import { resync, type ResyncOptions } from '../../src/sequence/index.js';
import { diffOf, interruption, snapshotAt, tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist, timelineOf } from '../support/operatorChecklist.js';

const LETTERS: Record<BookInput['_tag'], string> = {
  snapshot: 's',
  diff: 'd',
  orderSnapshot: 'os',
  orderDiff: 'od',
  trade: 't',
  snapshotRequested: 'request',
  snapshotFailed: 'fail',
  interrupted: 'i',
  delisted: 'x',
  dropped: 'y',
};

/**
 * A book as simple as can be: up from a snapshot to an interruption. Each message is an output: its letter, in
 * capitals while the book is up; a failure with the number of attempts.
 */
const build: OperatorFunction<BookInput, string> = (source) =>
  source.pipe(
    scan(
      (before: { readonly up: boolean; readonly output: string }, message: BookInput) => {
        const up = message._tag === 'snapshot' || (before.up && message._tag !== 'interrupted');
        const attempts = message._tag === 'snapshotFailed' ? message.cause.attempts : '';
        const output = LETTERS[message._tag] + attempts;
        return { up, output: up ? output.toUpperCase() : output };
      },
      { up: false, output: '' },
    ),
    map(({ output }) => output),
  );

const needsSnapshot = (output: string) => output === output.toLowerCase();

const MESSAGES: Record<string, BookInput> = {
  s: snapshotAt(10),
  d: diffOf(1, 1),
  t: tradeOf(),
  i: interruption(),
};

type Request = ResyncOptions<string>['request'];

const resynced = (request: Request, options: Partial<ResyncOptions<string>> = {}) =>
  resync(build, { request, needsSnapshot, ...options });

const answer = snapshotAt(20);
const answerAfter =
  (ms: number): Request =>
  () =>
    of(answer).pipe(delay(ms));
const failing: Request = () => throwError(() => 'no answer');

/** What comes out at which millisecond, of a source in marbles. */
const timeline = (
  source: string,
  request: Request,
  options?: Partial<ResyncOptions<string>>,
  untilMs?: number,
) => timelineOf(({ hot }) => hot(source, MESSAGES).pipe(resynced(request, options)), untilMs);

describe('resync', () => {
  it('asks for a snapshot at subscription, and for no other while the book lives', () => {
    expect(timeline('d---d 60s |', answerAfter(2))).to.deep.equal([
      '0 request',
      '0 d',
      '2 S',
      '4 D',
      '60005 |',
    ]);
  });

  it('does not ask where the source brings the snapshot at once', () => {
    const source = of(MESSAGES['s']!, MESSAGES['d']!);
    expect(timelineOf(() => source.pipe(resynced(answerAfter(1))))).to.deep.equal(['0 S', '0 D', '0 |']);
    const endless = concat(source, NEVER);
    expect(timelineOf(() => endless.pipe(resynced(answerAfter(1))), 60_000)).to.deep.equal(['0 S', '0 D']);
  });

  it('asks again when the book breaks, after a pause where it lived for less than the calm time', () => {
    expect(timeline('10ms i 600ms |', answerAfter(2))).to.deep.equal([
      '0 request',
      '2 S',
      '10 i',
      '510 request',
      '512 S',
      '611 |',
    ]);
  });

  it('asks at once where it lived for the calm time', () => {
    expect(timeline('10003ms i 100ms |', answerAfter(2)).slice(2)).to.deep.equal([
      '10003 i',
      '10003 request',
      '10005 S',
      '10104 |',
    ]);
    const calm = { calmMs: 50 };
    expect(timeline('60ms i 100ms |', answerAfter(2), calm).slice(2, 4)).to.deep.equal([
      '60 i',
      '60 request',
    ]);
    expect(timeline('40ms i 900ms |', answerAfter(2), calm).slice(2, 4)).to.deep.equal([
      '40 i',
      '540 request',
    ]);
  });

  it('says of every output first, then asks', () => {
    const order: string[] = [];
    const request = () => {
      order.push('asked');
      return of(answer);
    };
    const subscription = of(MESSAGES['d']!, MESSAGES['d']!)
      .pipe(resynced(request))
      .subscribe((output) => order.push(output));
    subscription.unsubscribe();
    expect(order).to.deep.equal(['d', 'request', 'asked', 'S', 'D']);
  });

  it('asks again while it fails, with pauses that double, and says how many have failed', () => {
    expect(timeline('30s |', failing)).to.deep.equal([
      '0 request',
      '0 fail1',
      '500 request',
      '500 fail2',
      '1500 request',
      '1500 fail3',
      '3500 request',
      '3500 fail4',
      '7500 request',
      '7500 fail5',
      '15500 request',
      '15500 fail6',
      '30000 |',
    ]);
    const quick = { firstDelayMs: 10, maxDelayMs: 30 };
    expect(timeline('100ms |', failing, quick).filter((line) => line.endsWith('request'))).to.deep.equal(
      [0, 10, 30, 60, 90].map((time) => `${time} request`),
    );
  });

  it('spreads the pauses by the source of random numbers', () => {
    const random = [0, 0.5, 0.999];
    const times = timeline('3s |', failing, { random: () => random.shift() ?? 0 })
      .filter((line) => line.endsWith('request'))
      .map((line) => parseInt(line, 10));
    expect(times).to.deep.equal([0, 250, 1000, 2999]);
  });

  it('counts, of failed requests, those since the book was last live', () => {
    const answers: Request[] = [failing, answerAfter(0), failing, failing, answerAfter(0)];
    const told = timeline('2s i 20s |', () => answers.shift()!());
    expect(told.filter((line) => line.includes('fail'))).to.deep.equal([
      '0 fail1',
      '3000 fail1',
      '5000 fail2',
    ]);
  });

  it('takes a request that throws for one that failed', () => {
    const throwing = () => {
      throw new RangeError('no answer');
    };
    expect(timeline('9ms |', throwing)).to.deep.equal(['0 request', '0 fail1', '9 |']);
  });

  it('asks again where a request ends without an answer, and where the answer does not mend the book', () => {
    expect(timeline('600ms |', () => EMPTY)).to.deep.equal(['0 request', '500 request', '600 |']);
    const useless = { needsSnapshot: () => true };
    expect(timeline('600ms |', answerAfter(2), useless)).to.deep.equal([
      '0 request',
      '2 S',
      '502 REQUEST',
      '504 S',
      '600 |',
    ]);
  });

  it('waits for an answer as long as the request lasts, and asks no second time meanwhile', () => {
    expect(timeline('60s d 60s |', () => NEVER)).to.deep.equal(['0 request', '60000 d', '120001 |']);
  });

  it('drops the request that is out at an interruption, whose answer may be older than what was lost', () => {
    expect(timeline('10ms i 5s |', answerAfter(30))).to.deep.equal([
      '0 request',
      '10 i',
      '510 request',
      '540 S',
      '5011 |',
    ]);
  });

  it('drops a request where the stream itself brings a snapshot', () => {
    expect(timeline('10ms s 5s |', answerAfter(30))).to.deep.equal(['0 request', '10 S', '5011 |']);
    expect(timeline('10ms s 5s |', failing).slice(2)).to.deep.equal(['10 S', '5011 |']);
  });

  it('makes no storm of requests where a book breaks again and again', () => {
    const source = (minutes: number) => 'i 99ms '.repeat(600 * minutes) + '|';
    const asked = (lines: readonly string[]) =>
      lines.filter((line) => line.endsWith('request')).map((line) => parseInt(line, 10));
    const times = asked(timeline(source(2), () => of(answer)));
    expect(times).to.deep.equal([0, 500, 1600, 3700, 7800, 15_900, 32_000, 62_100, 92_200]);
    expect(asked(timeline(source(2), failing))).to.deep.equal([
      0, 500, 1500, 3500, 7500, 15_500, 31_500, 61_500, 91_500,
    ]);
  });

  it('completes with the source, and fails with it, and lets go of a request that is out', () => {
    for (const end of ['|', '#']) {
      let open = 0;
      const request = () =>
        new Observable<BookSnapshot>(() => {
          open++;
          return () => open--;
        });
      expect(timeline(`5ms ${end}`, request)).to.deep.equal(['0 request', `5 ${end}`]);
      expect(open).to.equal(0);
      expect(timeline(`300ms ${end}`, failing)).to.deep.equal(['0 request', '0 fail1', `300 ${end}`]);
    }
  });

  it('lets go of source, request and pause when unsubscribed', () => {
    const source$ = new Subject<BookInput>();
    let open = 0;
    const request = () =>
      new Observable<BookSnapshot>(() => {
        open++;
        return () => open--;
      });
    const subscription = source$.pipe(resynced(request)).subscribe();
    expect([source$.observed, open]).to.deep.equal([true, 1]);
    subscription.unsubscribe();
    expect([source$.observed, open]).to.deep.equal([false, 0]);
    expect(timeline('60s |', failing, {}, 5000).at(-1)).to.equal('3500 fail4');
  });

  it('asks no more once nobody wants more, though the answer comes at once', () => {
    let asked = 0;
    const request = () => {
      asked++;
      return of(answer);
    };
    NEVER.pipe(resynced(request), take(1)).subscribe();
    expect(asked).to.equal(0);
    NEVER.pipe(resynced(request), take(2)).subscribe();
    expect(asked).to.equal(1);
  });

  it('fails where the builder of the book fails', () => {
    const broken = resync<string>(() => throwError(() => 'broken'), { request: failing, needsSnapshot });
    expect(timelineOf(({ hot }) => hot<BookInput>('-d').pipe(broken))).to.deep.equal(['0 #']);
  });

  for (const callback of ['needsSnapshot', 'random']) {
    it(`fails where ${callback} throws: errors travel in the stream`, () => {
      const throwing = () => {
        throw new RangeError('broken');
      };
      expect(timeline('-d 999ms |', () => EMPTY, { [callback]: throwing }).at(-1)).to.equal('0 #');
    });
  }

  // A source that emits later than at once is preceded by a request.
  const checked = (): OperatorFunction<BookInput, string> => (source) =>
    source.pipe(
      resync(build, { request: () => NEVER, needsSnapshot: () => false }),
      filter((output) => output !== 'request'),
    );
  itKeepsTheChecklist(checked, [MESSAGES['s']!, MESSAGES['d']!, MESSAGES['i']!]);
});
