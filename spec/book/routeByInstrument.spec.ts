import { expect } from 'chai';
import {
  concat,
  delay,
  EMPTY,
  filter,
  finalize,
  identity,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  of,
  Subject,
  take,
  tap,
  throwError,
  type OperatorFunction,
} from 'rxjs';

import {
  routeByInstrument,
  type InstrumentKey,
  type OfInstrument,
} from '../../src/book/routeByInstrument.js';
import {
  connectionId,
  venueName,
  type BookInput,
  listing,
  venueSymbol,
  type FeedMessage,
  type ListingChange,
} from '../../src/domain/index.js';
import { diffOf, interruption, snapshotAt, tradeOf, VENUE } from '../support/messages.js';
import { inVirtualTime, itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

type Input = FeedMessage;

const message = (symbol: string, id = 1, connection = 'c1'): Input => diffOf(id, id, { symbol, connection });

/** What came, in a word: a diff's id, or the connection that was interrupted. */
const word = (input: BookInput): string => {
  if (input._tag === 'diff') return String(input.lastId);
  return input._tag === 'interrupted' ? `interrupted ${input.connection}` : input._tag;
};

const words = (): OperatorFunction<BookInput, string> => map(word);

const text = ({ symbol, value }: OfInstrument<string>): string => `${symbol} ${value}`;

const routed = (...inputs: readonly Input[]) => outputsOf(routeByInstrument(words), inputs).map(text);

describe('routeByInstrument', () => {
  it('makes one pipeline an instrument, at its first message, and merges the outputs in order', () => {
    const made: InstrumentKey[] = [];
    const pipelineOf = (key: InstrumentKey) => {
      made.push(key);
      return words();
    };
    const inputs = [message('A', 1), message('B', 2), message('A', 3), message('B', 4)];
    const outputs = outputsOf(routeByInstrument(pipelineOf), inputs);
    expect(outputs.map(text)).to.deep.equal(['A 1', 'B 2', 'A 3', 'B 4']);
    expect(outputs[0]).to.deep.equal({ venue: VENUE, symbol: 'A', value: '1' });
    expect(made).to.deep.include.ordered.members([
      { venue: VENUE, symbol: 'A' },
      { venue: VENUE, symbol: 'B' },
    ]);
    expect(made).to.have.length(2);
  });

  describe('an instrument that is delisted or dropped', () => {
    const changed = (_tag: ListingChange['_tag'], of: string): ListingChange => {
      const symbol = venueSymbol(of);
      const listed = listing({ symbol, base: of, quote: 'USD', trading: true });
      return { _tag, venue: VENUE, symbol, listing: listed, receivedAt: 0 };
    };
    const dropped = (of: string): Input => ({
      _tag: 'dropped',
      venue: VENUE,
      symbol: venueSymbol(of),
      receivedAt: 0,
    });

    /** What each instrument's pipelines hear, to their ends. */
    const heard = (...inputs: readonly Input[]) => {
      const pipeline = () => (source: Observable<BookInput>) => concat(source.pipe(map(word)), of('|'));
      return outputsOf(routeByInstrument(pipeline), inputs).map(text);
    };

    it('hears that it is delisted, and ends; the others go on', () => {
      expect(
        heard(message('A', 1), message('B', 1), changed('delisted', 'A'), message('B', 2)),
      ).to.deep.equal(['A 1', 'B 1', 'A delisted', 'A |', 'B 2', 'B |']);
    });

    it('is passed over until it is listed again, also where nothing had come before', () => {
      expect(
        heard(
          message('A', 1),
          changed('delisted', 'A'),
          changed('delisted', 'B'),
          message('A', 2),
          message('B', 2),
          changed('resumed', 'A'),
          interruption('c1'),
          message('A', 3),
          changed('listed', 'A'),
          message('A', 4),
          message('B', 4),
        ),
      ).to.deep.equal(['A 1', 'A delisted', 'A |', 'A 4', 'A |']);
    });

    it('goes on where it is listed, halted or resumed', () => {
      expect(
        heard(
          message('A', 1),
          changed('halted', 'A'),
          changed('listed', 'A'),
          changed('resumed', 'A'),
          message('A', 2),
        ),
      ).to.deep.equal(['A 1', 'A 2', 'A |']);
    });

    it('hears that it is dropped, ends, and starts anew with its next message', () => {
      expect(
        heard(message('A', 1), message('B', 1), dropped('A'), dropped('C'), message('B', 2), message('A', 2)),
      ).to.deep.equal(['A 1', 'B 1', 'A dropped', 'A |', 'B 2', 'A 2', 'B |', 'A |']);
    });

    it('completes a pipeline that listens to it again after its end', () => {
      const again = () => (source: Observable<BookInput>) => concat(source, source).pipe(map(word));
      expect(
        outputsOf(routeByInstrument(again), [message('A', 1), dropped('A'), message('B', 1)]).map(text),
      ).to.deep.equal(['A 1', 'A dropped', 'B 1']);
    });

    it('stays passed over where it is delisted and then dropped', () => {
      expect(heard(message('A', 1), changed('delisted', 'A'), dropped('A'), message('A', 2))).to.deep.equal([
        'A 1',
        'A delisted',
        'A |',
      ]);
    });

    it('is freed', () => {
      const freed: string[] = [];
      const pipelineOf = ({ symbol }: InstrumentKey) => finalize<BookInput>(() => freed.push(symbol));
      const source$ = new Subject<Input>();
      source$.pipe(routeByInstrument(pipelineOf)).subscribe();
      [message('A'), message('B'), message('C'), dropped('A'), changed('delisted', 'B')].forEach((each) =>
        source$.next(each),
      );
      expect(freed).to.deep.equal(['A', 'B']);
    });
  });

  it('takes one symbol at two venues for two instruments', () => {
    const counted = () => map((_: BookInput, at: number) => String(at));
    const other = { ...message('A'), venue: venueName('other') } as Input;
    const outputs = outputsOf(routeByInstrument(counted), [message('A'), other, message('A'), other]);
    expect(outputs.map(({ venue, value }) => `${venue} ${value}`)).to.deep.equal([
      'venue 0',
      'other 0',
      'venue 1',
      'other 1',
    ]);
  });

  it('tells an interruption to the instruments that the connection fed, and to no other', () => {
    expect(
      routed(
        interruption('c1'),
        message('A', 1, 'c1'),
        message('B', 2, 'c2'),
        message('C', 3, 'c1'),
        interruption('c1'),
        interruption('c3'),
      ),
    ).to.deep.equal(['A 1', 'B 2', 'C 3', 'A interrupted c1', 'C interrupted c1']);
  });

  it('tells an instrument that two connections fed of both', () => {
    const moved = [message('A', 1, 'c1'), message('A', 2, 'c2'), message('A', 3, 'c1')];
    expect(routed(...moved, interruption('c2'), interruption('c1'))).to.deep.equal([
      'A 1',
      'A 2',
      'A 3',
      'A interrupted c2',
      'A interrupted c1',
    ]);
  });

  it('completes with the last pipeline after the source', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const values = { a: message('A', 1), b: message('B', 2) };
      const pipelineOf = ({ symbol }: InstrumentKey) =>
        symbol === ('A' as string)
          ? words()
          : (input$: Observable<BookInput>) => input$.pipe(words(), delay(5));
      const result$ = cold('ab|', values).pipe(routeByInstrument(pipelineOf), map(text));
      expectObservable(result$).toBe('x-----(y|)', { x: 'A 1', y: 'B 2' });
    });
  });

  it("goes on without a pipeline that completed; what comes for it later is nobody's", () => {
    let made = 0;
    const pipelineOf = ({ symbol }: InstrumentKey): OperatorFunction<BookInput, string> => {
      made++;
      return symbol === ('A' as string) ? (input$) => input$.pipe(words(), take(1)) : words();
    };
    const inputs = [message('A', 1), message('B', 2), message('A', 3), interruption('c1'), message('B', 4)];
    const outputs = outputsOf(routeByInstrument(pipelineOf), inputs).map(text);
    expect(outputs).to.deep.equal(['A 1', 'B 2', 'B interrupted c1', 'B 4']);
    expect(made).to.equal(2);
  });

  it('fails where a pipeline fails, and lets go of the others and of the source', () => {
    const source$ = new Subject<Input>();
    const freed: string[] = [];
    let failure: unknown;
    const pipelineOf =
      ({ symbol }: InstrumentKey): OperatorFunction<BookInput, string> =>
      (input$) =>
        input$.pipe(
          mergeMap((input) => (word(input) === '3' ? throwError(() => 'broken') : of(word(input)))),
          finalize(() => freed.push(symbol)),
        );
    source$.pipe(routeByInstrument(pipelineOf)).subscribe({ error: (error: unknown) => (failure = error) });
    [message('A', 1), message('B', 2), message('A', 3)].forEach((input) => source$.next(input));
    expect(failure).to.equal('broken');
    expect(freed).to.have.members(['A', 'B']);
    expect(source$.observed).to.equal(false);
  });

  it('fails where the maker of pipelines, or a pipeline at its start, throws', () => {
    const broken = () => {
      throw new RangeError('no pipeline');
    };
    for (const pipelineOf of [broken, () => broken, () => () => new Observable<string>(broken)]) {
      const source$ = new Subject<Input>();
      let failure: unknown;
      source$
        .pipe(routeByInstrument<string>(pipelineOf))
        .subscribe({ error: (error: unknown) => (failure = error) });
      source$.next(message('A'));
      expect(failure).to.be.instanceOf(RangeError);
      expect(source$.observed).to.equal(false);
    }
  });

  it('makes no further pipeline after a failure, though the source emits on at once', () => {
    let made = 0;
    const pipelineOf = (): OperatorFunction<BookInput, string> => {
      made++;
      return () => throwError(() => 'broken');
    };
    of(message('A'), message('B'), message('C'))
      .pipe(routeByInstrument(pipelineOf))
      .subscribe({ error: () => undefined });
    expect(made).to.equal(1);
  });

  it('feeds every subscription that a pipeline makes to its messages', () => {
    const twice = (): OperatorFunction<BookInput, string> => (input$) =>
      merge(
        input$.pipe(map((input) => `all ${word(input)}`)),
        input$.pipe(
          filter((input) => input._tag === 'diff'),
          map((input) => `diff ${word(input)}`),
        ),
      );
    const outputs = outputsOf(routeByInstrument(twice), [message('A', 1), interruption(), message('A', 2)]);
    expect(outputs.map(text)).to.deep.equal([
      'A all 1',
      'A diff 1',
      'A all interrupted c1',
      'A all 2',
      'A diff 2',
    ]);
  });

  it('goes on feeding the subscriptions of a pipeline that stay when one of them ends', () => {
    const once = (): OperatorFunction<BookInput, string> => (input$) =>
      merge(input$.pipe(words(), take(1)), input$.pipe(words()));
    const outputs = outputsOf(routeByInstrument(once), [message('A', 1), message('A', 2), message('A', 3)]);
    expect(outputs.map(text)).to.deep.equal(['A 1', 'A 1', 'A 2', 'A 3']);
  });

  it('carries thousands of instruments, and frees each when unsubscribed', () => {
    const count = 5_000;
    const source$ = new Subject<Input>();
    const seen: string[] = [];
    let open = 0;
    const pipelineOf = (): OperatorFunction<BookInput, string> => (input$) => {
      open++;
      return input$.pipe(
        words(),
        finalize(() => open--),
      );
    };
    const subscription = source$
      .pipe(routeByInstrument(pipelineOf))
      .subscribe((output) => seen.push(text(output)));
    const symbols = Array.from({ length: count }, (_, at) => `S${at}`);
    for (const id of [1, 2]) for (const symbol of symbols) source$.next(message(symbol, id));
    source$.next(interruption());
    expect(seen).to.deep.equal([
      ...symbols.map((symbol) => `${symbol} 1`),
      ...symbols.map((symbol) => `${symbol} 2`),
      ...symbols.map((symbol) => `${symbol} interrupted c1`),
    ]);
    expect(open).to.equal(count);
    subscription.unsubscribe();
    expect(open).to.equal(0);
    expect(source$.observed).to.equal(false);
  });

  it('keeps order where an output brings the next message at once', () => {
    const source$ = new Subject<Input>();
    const seen: string[] = [];
    source$.pipe(routeByInstrument(words)).subscribe((output) => {
      seen.push(text(output));
      if (output.value === '1') source$.next(message('B', 2));
      if (output.value === '2') source$.next(interruption());
    });
    source$.next(message('A', 1));
    source$.next(message('A', 3));
    expect(seen).to.deep.equal(['A 1', 'B 2', 'A interrupted c1', 'B interrupted c1', 'A 3']);
  });

  it('emits nothing where pipelines do not', () => {
    const silent = () => () => merge(NEVER, EMPTY) as Observable<string>;
    const seen: unknown[] = [];
    const subscription = of(message('A'))
      .pipe(routeByInstrument(silent))
      .subscribe((output) => seen.push(output));
    expect(seen).to.deep.equal([]);
    expect(subscription.closed).to.equal(false);
    subscription.unsubscribe();
  });

  itKeepsTheChecklist(
    () => routeByInstrument<BookInput>(() => identity),
    [message('A'), message('B'), message('A', 2)],
  );

  it('takes the connections of snapshots and diffs for those that feed a book, not those of trades and answers', () => {
    const trade = { ...tradeOf(), connection: connectionId('trades') };
    const answer = snapshotAt(10, { connection: 'https://venue.test/depth' });
    const interrupted = [interruption('trades'), interruption('https://venue.test/depth')];
    expect(routed(answer, trade, ...interrupted)).to.have.lengthOf(2);
    expect(routed(snapshotAt(10, { via: 'stream' }), interruption(), interruption())).to.have.lengthOf(2);
    expect(routed(message('A'), interruption(), message('A', 2), interruption())).to.deep.equal([
      'A 1',
      'A interrupted c1',
      'A 2',
      'A interrupted c1',
    ]);
  });

  it('does not complete a pipeline that is unsubscribed', () => {
    let completed = 0;
    const source$ = new Subject<Input>();
    const subscription = source$
      .pipe(routeByInstrument(() => (inputs$) => inputs$.pipe(tap({ complete: () => completed++ }))))
      .subscribe();
    source$.next(snapshotAt(10));
    subscription.unsubscribe();
    expect(completed).to.equal(0);
  });
});
