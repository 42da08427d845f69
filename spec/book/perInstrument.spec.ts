import { expect } from 'chai';
import fc from 'fast-check';
import {
  delay,
  filter,
  finalize,
  identity,
  map,
  mergeMap,
  Observable,
  of,
  scan,
  Subject,
  take,
  takeLast,
  tap,
  throwError,
  type OperatorFunction,
} from 'rxjs';

import { perInstrument } from '../../src/book/perInstrument.js';
import type { InstrumentKey, OfInstrument } from '../../src/book/routeByInstrument.js';
import { venueName, venueSymbol } from '../../src/domain/index.js';
import { VENUE } from '../support/messages.js';
import { inVirtualTime, itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

const valueOf = (symbol: string, value: number, venue: string = VENUE): OfInstrument<number> => ({
  venue: venueName(venue),
  symbol: venueSymbol(symbol),
  value,
});

const text = ({ venue, symbol, value }: OfInstrument<unknown>): string =>
  `${venue} ${symbol} ${String(value)}`;

/** An operator with a state, which lets some values go. */
const evenSums = (): OperatorFunction<number, number> => (values$) =>
  values$.pipe(
    scan((sum, value) => sum + value, 0),
    filter((sum) => sum % 2 === 0),
  );

describe('perInstrument', () => {
  it("gives each instrument's values, in their order, to an operator of their own", () => {
    const input = fc.record({
      venue: fc.constantFrom('a', 'b', 'a b'),
      symbol: fc.constantFrom('X', 'Y', 'b X'),
      value: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (records) => {
        const inputs = records.map(({ venue, symbol, value }) => valueOf(symbol, value, venue));
        const seen: OfInstrument<number>[] = [];
        const sums = new Map<string, number>();
        for (const { venue, symbol, value } of inputs) {
          const key = JSON.stringify([venue, symbol]);
          const sum = (sums.get(key) ?? 0) + value;
          sums.set(key, sum);
          if (sum % 2 === 0) seen.push({ venue, symbol, value: sum });
        }
        expect(outputsOf(perInstrument(evenSums), inputs)).to.deep.equal(seen);
      }),
    );
  });

  it('makes an operator once an instrument, at its first value', () => {
    const made: InstrumentKey[] = [];
    const pipelineOf = (key: InstrumentKey) => {
      made.push(key);
      return evenSums();
    };
    const inputs = [valueOf('A', 2), valueOf('B', 4), valueOf('A', 6), valueOf('A', 8, 'other')];
    expect(outputsOf(perInstrument(pipelineOf), inputs).map(text)).to.deep.equal([
      'venue A 2',
      'venue B 4',
      'venue A 8',
      'other A 8',
    ]);
    expect(made).to.deep.equal([
      { venue: VENUE, symbol: 'A' },
      { venue: VENUE, symbol: 'B' },
      { venue: 'other', symbol: 'A' },
    ]);
  });

  it('completes the operators with the source, and itself with the last of them', () => {
    inVirtualTime(({ cold, expectObservable }) => {
      const values = { a: valueOf('A', 1), b: valueOf('B', 2), c: valueOf('B', 3) };
      const pipelineOf = ({ symbol }: InstrumentKey): OperatorFunction<number, number> =>
        symbol === venueSymbol('A') ? takeLast(1) : delay(5);
      const result$ = cold('abc|', values).pipe(perInstrument(pipelineOf), map(text));
      expectObservable(result$).toBe('---x--y(z|)', { x: 'venue A 1', y: 'venue B 2', z: 'venue B 3' });
    });
  });

  it('goes on without an operator that completed; what comes for it later is gone', () => {
    let made = 0;
    const pipelineOf = ({ symbol }: InstrumentKey): OperatorFunction<number, number> => {
      made++;
      return symbol === venueSymbol('A') ? take(1) : identity;
    };
    const inputs = [valueOf('A', 1), valueOf('B', 2), valueOf('A', 3), valueOf('B', 4)];
    expect(outputsOf(perInstrument(pipelineOf), inputs).map(text)).to.deep.equal([
      'venue A 1',
      'venue B 2',
      'venue B 4',
    ]);
    expect(made).to.equal(2);
  });

  it('fails where one operator fails, and lets go of the others and of the source', () => {
    const source$ = new Subject<OfInstrument<number>>();
    const freed: string[] = [];
    let failure: unknown;
    const pipelineOf =
      ({ symbol }: InstrumentKey): OperatorFunction<number, number> =>
      (values$) =>
        values$.pipe(
          mergeMap((value) => (value === 3 ? throwError(() => 'broken') : of(value))),
          finalize(() => freed.push(symbol)),
        );
    source$.pipe(perInstrument(pipelineOf)).subscribe({ error: (error: unknown) => (failure = error) });
    [valueOf('A', 1), valueOf('B', 2), valueOf('A', 3)].forEach((input) => source$.next(input));
    expect(failure).to.equal('broken');
    expect(freed).to.have.members(['A', 'B']);
    expect(source$.observed).to.equal(false);
  });

  it('fails where the maker of operators, or an operator at its start, throws', () => {
    const broken = () => {
      throw new RangeError('no pipeline');
    };
    for (const pipelineOf of [broken, () => broken, () => () => new Observable<number>(broken)]) {
      const source$ = new Subject<OfInstrument<number>>();
      let failure: unknown;
      source$
        .pipe(perInstrument<number, number>(pipelineOf))
        .subscribe({ error: (error: unknown) => (failure = error) });
      source$.next(valueOf('A', 1));
      expect(failure).to.be.instanceOf(RangeError);
      expect(source$.observed).to.equal(false);
    }
  });

  it('frees every instrument when unsubscribed, and completes none', () => {
    const source$ = new Subject<OfInstrument<number>>();
    const ends: string[] = [];
    const pipelineOf =
      ({ symbol }: InstrumentKey): OperatorFunction<number, number> =>
      (values$) =>
        values$.pipe(
          tap({ complete: () => ends.push(`${symbol} completed`) }),
          finalize(() => ends.push(symbol)),
        );
    const subscription = source$.pipe(perInstrument(pipelineOf)).subscribe();
    for (const symbol of ['A', 'B']) source$.next(valueOf(symbol, 1));
    subscription.unsubscribe();
    expect(ends).to.have.members(['A', 'B']);
    expect(source$.observed).to.equal(false);
  });

  it('keeps order where an output brings the next value at once', () => {
    const source$ = new Subject<OfInstrument<number>>();
    const seen: string[] = [];
    source$.pipe(perInstrument(() => identity<Observable<number>>)).subscribe((output) => {
      seen.push(text(output));
      if (output.value === 1) source$.next(valueOf('B', 2));
      if (output.value === 2) source$.next(valueOf('A', 3));
    });
    source$.next(valueOf('A', 1));
    source$.next(valueOf('B', 4));
    expect(seen).to.deep.equal(['venue A 1', 'venue B 2', 'venue A 3', 'venue B 4']);
  });

  itKeepsTheChecklist(
    () => perInstrument<number, number>(() => identity),
    [valueOf('A', 1), valueOf('B', 2), valueOf('A', 3)],
  );
});
