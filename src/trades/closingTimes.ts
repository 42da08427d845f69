import { map, merge, scan, switchMap, distinctUntilChanged, timer, type OperatorFunction } from 'rxjs';

import type { Trade } from '../domain/messages.js';
import { LONGEST_TIMER_MS, type TimeCandleOptions } from './candleOptions.js';
import type { TimePassed } from './candleState.js';
import { timeOfTrade } from './timeOfTrade.js';
import { windowStart } from './timeWindow.js';

/** Time candles that are closed by the clock too. */
export type ClosedByClock = TimeCandleOptions & Required<Pick<TimeCandleOptions, 'closeAfterMs'>>;

/**
 * Says when the windows of trades are over by our clock: that of the newest trade, `closeAfterMs` after its end, and with
 * `fillEmpty` each one after it, too. Our clock is at `receivedAt` when a trade comes, so that in a replay, too, the
 * time between trades counts and not the time of day. Never completes.
 */
export function closingTimes(options: ClosedByClock): OperatorFunction<Trade, TimePassed> {
  const { everyMs, closeAfterMs, fillEmpty = false } = options;

  function passing({ closeTime, dueMs }: { readonly closeTime: number; readonly dueMs: number }) {
    /** Windows that should have been closed before. */
    const overdue = Math.max(0, Math.ceil(-dueMs / everyMs));
    const nextMs = Math.min(dueMs + overdue * everyMs, LONGEST_TIMER_MS);
    const next$ = (fillEmpty ? timer(nextMs, everyMs) : timer(nextMs)).pipe(map((ticks) => overdue + ticks));
    // Those after the trade, which is still on its way.
    const windows$ = overdue === 0 ? next$ : merge(timer(0).pipe(map(() => overdue - 1)), next$);
    return windows$.pipe(
      map((windows): TimePassed => ({ _tag: 'timePassed', time: closeTime + windows * everyMs })),
    );
  }

  return (trades$) =>
    trades$.pipe(
      map((trade) => {
        const closeTime = windowStart(timeOfTrade(trade, options), everyMs) + everyMs;
        return { closeTime, dueMs: closeTime + closeAfterMs - trade.receivedAt };
      }),
      scan((newest, window) => (window.closeTime > newest.closeTime ? window : newest)),
      distinctUntilChanged(),
      switchMap(passing),
    );
}
