import {
  concatMap,
  defer,
  merge,
  Subject,
  takeUntil,
  tap,
  type Observable,
  type OperatorFunction,
} from 'rxjs';

import type { Trade } from '../domain/messages.js';
import type { Candle } from './candle.js';
import type { CandleOptions } from './candleOptions.js';
import { candleReducer } from './candleReducer.js';
import { INITIAL_CANDLES, type CandleInput } from './candleState.js';
import { closingTimes, type ClosedByClock } from './closingTimes.js';

/**
 * Candles of one instrument's trades, by time, by count or by volume, exactly. Each trade is in one candle, whole, in the
 * order in which trades come.
 *
 * - By time (`everyMs`): windows start at multiples of `everyMs` since 1970, so that those of days start at midnight UTC
 *   and those of weeks on Thursday. A candle is closed by the first trade of a later window, or by `closeAfterMs`. The
 *   first candle may lack trades from before the subscription: its `seenFromStart` is false. Windows without trades
 *   give none unless `fillEmpty` is set.
 * - By count (`everyTrades`): closed by the last trade of that many.
 * - By volume (`everyVolume`): closed by the trade that reaches it, which is not split. So a candle holds at least
 *   `everyVolume`, and at most the last trade more; ids and counts stay those of real trades, a large trade makes one
 *   candle and not many of one price, and nothing of it is carried over into the next.
 *
 * A time candle that was closed stays as it is: a trade of its window that comes after is in no candle, and is counted
 * in `late` of the next. A candle that is not full when the source ends is not emitted: every candle is complete, but
 * with `forming`, when the candle that forms is shown at every trade, and again as a complete one when it is closed.
 *
 * ```
 *   trades:           -a-b---c----|   everyMs: 5
 *   candles:          -------A----|   A: a and b
 *   with forming:     -f-f---(Af)-|   f: complete is false
 *   closeAfterMs: 1:  ------A----B|   B: c
 * ```
 *
 * Fails with a {@link MixedInstrumentsError} at a trade of another instrument: group trades by instrument first. A trade
 * that comes twice counts twice. Completes and fails with the source; then, and when unsubscribed, its timers end. They
 * are RxJS's own, so that virtual time works.
 *
 * Marbles: `marbles/trades/candles`.
 *
 * @throws {RangeError} where an option is none, or not exactly one of `everyMs`, `everyTrades` and `everyVolume` is given.
 */
export function candles(options: CandleOptions): OperatorFunction<Trade, Candle> {
  const reduce = candleReducer(options);
  return (source) =>
    defer(() => {
      let state = INITIAL_CANDLES;
      return inputsOf(source, options).pipe(
        concatMap((input) => {
          state = reduce(state, input);
          return state.candles;
        }),
      );
    });
}

/** The trades and, where candles are closed by the clock, the time that passes, until the trades end. */
function inputsOf(source: Observable<Trade>, options: CandleOptions): Observable<CandleInput> {
  if (!isClosedByClock(options)) return source;
  const heard$ = new Subject<Trade>();
  const over$ = new Subject<void>();
  return merge(
    heard$.pipe(closingTimes(options), takeUntil(over$)),
    source.pipe(tap({ next: (trade) => heard$.next(trade), complete: () => over$.next() })),
  );
}

const isClosedByClock = (options: CandleOptions): options is ClosedByClock =>
  options.everyMs !== undefined && options.closeAfterMs !== undefined;
