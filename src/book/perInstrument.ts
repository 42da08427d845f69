import { groupBy, map, mergeMap, pipe, type OperatorFunction } from 'rxjs';

import type { InstrumentKey, OfInstrument } from './routeByInstrument.js';

/**
 * Gives the values of each instrument an operator of their own, made by `pipelineOf` at the instrument's first value,
 * and merges the outputs: what takes one book, behind what gives many.
 *
 * ```ts
 * orderBooks(binance), perInstrument(() => pipe(liveBooks(), midPrices()))   // OfInstrument<Decimal>
 * ```
 *
 * One look-up of the venue and one of the symbol a value, whatever the number of instruments. When the source
 * completes, so do the operators, and the result with the last of them. An error of the source or of one operator, and
 * what `pipelineOf` throws, ends all; unsubscribing frees all. An operator that completes early is not made again.
 *
 * ```
 *   source:  -a-p-b-q-|   a, b of one instrument, p, q of another
 *   result:  -A-P-B-Q-|
 * ```
 *
 * Marbles: `marbles/book/perInstrument`.
 */
export const perInstrument = <T, R>(
  pipelineOf: (instrument: InstrumentKey) => OperatorFunction<T, R>,
): OperatorFunction<OfInstrument<T>, OfInstrument<R>> =>
  pipe(
    groupBy(({ venue }: OfInstrument<T>) => venue),
    mergeMap((ofVenue$) =>
      ofVenue$.pipe(
        groupBy(({ symbol }) => symbol),
        mergeMap((ofSymbol$) => {
          const [venue, symbol] = [ofVenue$.key, ofSymbol$.key];
          return ofSymbol$.pipe(
            map(({ value }) => value),
            pipelineOf({ venue, symbol }),
            map((value): OfInstrument<R> => ({ venue, symbol, value })),
          );
        }),
      ),
    ),
  );
