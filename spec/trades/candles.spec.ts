import { expect } from 'chai';
import fc from 'fast-check';
import {
  asyncScheduler,
  concat,
  concatMap,
  delay,
  from,
  map,
  NEVER,
  of,
  Subject,
  take,
  type Observable,
} from 'rxjs';

import type { Trade } from '../../src/domain/index.js';
import { candles, type Candle, type TimeCandleOptions } from '../../src/trades/index.js';
import { tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf, timelineOf } from '../support/operatorChecklist.js';

const at = (receivedAt: number, price = '100'): Trade => tradeOf({ receivedAt, price });

/** Trades that come `lagMs` after our clock stamped them, which is `originMs` ahead of virtual time. */
const playedFrom = (originMs: number, trades: readonly Trade[]): Observable<Trade> =>
  from(trades).pipe(
    concatMap((trade) => of(trade).pipe(delay(trade.receivedAt - originMs - asyncScheduler.now()))),
  );

const line = ({ openTime, trades, late }: Candle) => `${openTime}: ${trades} trades, ${late} late`;

describe('candles', () => {
  describe('by time', () => itKeepsTheChecklist(() => candles({ everyMs: 5 }), [at(1), at(6), at(12)], 2));
  describe('by count', () => itKeepsTheChecklist(() => candles({ everyTrades: 1 }), [at(1), at(6), at(12)]));
  describe('forming', () =>
    itKeepsTheChecklist(() => candles({ everyVolume: '3', forming: true }), [at(1), at(6), at(12)]));
  describe('closed by the clock', () =>
    itKeepsTheChecklist(
      () => candles({ everyMs: 5, closeAfterMs: 1_000, fillEmpty: true }),
      [at(1), at(6), at(12), at(30)],
      2,
    ));

  it('throws at once where an option is none', () => {
    expect(() => candles({ everyMs: -5 })).to.throw(RangeError, 'everyMs');
    expect(() => candles({ everyMs: 5, closeAfterMs: -1 })).to.throw(RangeError, 'closeAfterMs');
    expect(() => candles({ everyVolume: '' })).to.throw(RangeError, 'everyVolume');
  });

  it('emits in order where an emission makes the source emit again', () => {
    const source$ = new Subject<Trade>();
    const seen: string[] = [];
    source$.pipe(candles({ everyMs: 10, fillEmpty: true, forming: true })).subscribe((candle) => {
      seen.push(`${candle.openTime}${candle.complete ? '' : ' forming'}`);
      if (seen.length === 2) source$.next(at(41));
    });
    source$.next(at(1));
    source$.next(at(31));
    expect(seen).to.deep.equal(['0 forming', '0', '10', '20', '30 forming', '30', '40 forming']);
  });

  it('stops in the middle of a silence of many windows, and holds none of them', () => {
    const trades = concat(of(at(0), at(2 ** 50)), NEVER);
    const seen: number[] = [];
    trades
      .pipe(candles({ everyMs: 1, fillEmpty: true }), take(1_000))
      .subscribe(({ openTime }) => seen.push(openTime));
    expect(seen).to.deep.equal(Array.from({ length: 1_000 }, (_, window) => window));
  });

  it('fails where timeOf throws or tells no time, closed by the clock or not', () => {
    const errors: unknown[] = [];
    const broken = (): number => {
      throw new Error('no clock');
    };
    for (const timeOf of [broken, () => Infinity]) {
      for (const closing of [{}, { closeAfterMs: 1 }]) {
        of(at(1))
          .pipe(candles({ everyMs: 5, timeOf, ...closing }))
          .subscribe({ error: (error: unknown) => errors.push(String(error)) });
      }
    }
    const none = 'RangeError: the time of a trade is none: Infinity';
    expect(errors).to.deep.equal(['Error: no clock', 'Error: no clock', none, none]);
  });

  describe('closed by the clock', () => {
    const timeline = (options: TimeCandleOptions, source: () => Observable<Trade>, untilMs: number) =>
      timelineOf(() => source().pipe(candles(options), map(line)), untilMs);

    it('counts the time since a trade came, so that a replay of an old recording closes as it did live', () => {
      const origin = 1_577_836_800_000;
      const trades = [at(origin + 20), at(origin + 90), at(origin + 450)];
      expect(
        timeline({ everyMs: 100, closeAfterMs: 30 }, () => concat(playedFrom(origin, trades), NEVER), 1_000),
      ).to.deep.equal([`130 ${origin}: 2 trades, 0 late`, `530 ${origin + 400}: 1 trades, 0 late`]);
    });

    it('makes of trades that come in order and at once the candles that trades alone close', () => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }),
          fc.boolean(),
          (steps, fillEmpty) => {
            let time = 0;
            const trades = steps.map((step) => at((time += step)));
            const end = at(Math.floor(time / 10) * 10 + 10);
            const byTrades = outputsOf(candles({ everyMs: 10, fillEmpty }), [...trades, end]);
            // Half a millisecond later all have come, and the next window has not ended.
            const byClock = timeline(
              { everyMs: 10, fillEmpty, closeAfterMs: 0.5 },
              () => concat(playedFrom(0, trades), NEVER),
              end.receivedAt + 5,
            );
            expect(byClock.map((text) => text.slice(text.indexOf(' ') + 1))).to.deep.equal(
              byTrades.map(line),
            );
          },
        ),
        { numRuns: 50 },
      );
    });

    it('closes a window at once that was over when its trade came, and keeps the pace of those after it', () => {
      // The trade was made at 5 and reached us at 78: its window should have been closed at 11.
      const trade = { ...at(78), venueTime: 5 };
      expect(
        timeline(
          { everyMs: 10, closeAfterMs: 1, fillEmpty: true },
          () => concat(playedFrom(0, [trade]), NEVER),
          95,
        ),
      ).to.deep.equal([
        '78 0: 1 trades, 0 late',
        ...[10, 20, 30, 40, 50, 60].map((openTime) => `78 ${openTime}: 0 trades, 0 late`),
        '81 70: 0 trades, 0 late',
        '91 80: 0 trades, 0 late',
      ]);
      expect(
        timeline({ everyMs: 10, closeAfterMs: 1 }, () => concat(playedFrom(0, [trade]), NEVER), 95),
      ).to.deep.equal(['78 0: 1 trades, 0 late']);
    });

    it('closes the newest window in time, though a trade of an older one comes after its first', () => {
      const trades = [
        { ...at(11), venueTime: 11 },
        { ...at(12), venueTime: 9 },
      ];
      expect(
        timeline({ everyMs: 10, closeAfterMs: 7 }, () => concat(playedFrom(0, trades), NEVER), 95),
      ).to.deep.equal(['27 10: 1 trades, 1 late']);
    });

    it('ends its timers with the source', () => {
      expect(
        timeline({ everyMs: 10, closeAfterMs: 1, fillEmpty: true }, () => playedFrom(0, [at(5)]), 95),
      ).to.deep.equal(['5 |']);
    });
  });
});
