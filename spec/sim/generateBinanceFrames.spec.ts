import { expect } from 'chai';
import { from, lastValueFrom, tap } from 'rxjs';

import { binance } from '../../src/exchanges/binance/index.js';
import {
  buildBook,
  contiguous,
  decodeFrames,
  isCrossed,
  liveBooks,
  midPrice,
  routeByInstrument,
  type FrameContent,
  type MarketMessage,
  type OrderBook,
} from '../../src/index.js';
import { lineOfFrame, readRecording, replayBooks } from '../../src/journal/index.js';
import { generateBinanceFrames, type GenerateOptions } from '../../src/sim/index.js';

const text = (options?: GenerateOptions) =>
  Array.from(generateBinanceFrames(options), (frame) => `${lineOfFrame(frame)}\n`).join('');

const contents = (options?: GenerateOptions) => {
  const all: FrameContent[] = [];
  from(generateBinanceFrames(options))
    .pipe(decodeFrames(binance))
    .subscribe((content) => all.push(content));
  return all;
};

const isMarketMessage = (content: FrameContent): content is MarketMessage =>
  content._tag === 'snapshot' || content._tag === 'diff' || content._tag === 'trade';

describe('generateBinanceFrames', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    expect(text({ seed: 5, durationMs: 5000 })).to.equal(text({ seed: 5, durationMs: 5000 }));
    expect(text({ seed: 5, durationMs: 5000 })).not.to.equal(text({ seed: 6, durationMs: 5000 }));
  });

  it('starts alike however long it lasts', () => {
    expect(text({ durationMs: 10_000 }).startsWith(text({ durationMs: 5000 }))).to.equal(true);
  });

  it('is read by the venue without a bad or unknown frame, times never going backwards', () => {
    let last = 0;
    for (const frame of generateBinanceFrames()) {
      expect(frame.receivedAt).to.be.at.least(last);
      last = frame.receivedAt;
    }
    expect(last).to.be.within(Date.UTC(2026, 0, 5) + 60_000, Date.UTC(2026, 0, 5) + 60_100);
    const kinds = new Set(contents().map(({ _tag }) => _tag));
    expect([...kinds].sort()).to.deep.equal(['diff', 'listings', 'snapshot', 'trade']);
  });

  it('has ids without holes, and a snapshot that arrives after diffs that it contains', () => {
    const lastIds = new Map<string, number>();
    const snapshots = new Map<string, number>();
    for (const content of contents({ seed: 3 })) {
      if (content._tag === 'diff') {
        const last = lastIds.get(content.symbol);
        if (last !== undefined) expect(content.firstId).to.equal(last + 1);
        lastIds.set(content.symbol, Number(content.lastId));
      }
      if (content._tag === 'snapshot') {
        expect(Number(content.lastId)).to.be.below(lastIds.get(content.symbol)!);
        snapshots.set(content.symbol, Number(content.lastId));
      }
    }
    expect([...snapshots.keys()]).to.deep.equal(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']);
    expect([...lastIds.keys()]).to.deep.equal(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']);
  });

  for (const seed of [1, 2, 3, 77]) {
    it(`makes books that are never crossed or one-sided and whose price moves (seed ${seed})`, () => {
      const mids = new Map<string, Set<string>>();
      const look = (book: OrderBook) => {
        expect(isCrossed(book)).to.equal(false);
        expect(book.bids.length).to.be.above(50);
        expect(book.asks.length).to.be.above(50);
        mids.set(book.symbol, (mids.get(book.symbol) ?? new Set()).add(midPrice(book)!.toFixed()));
      };
      from(contents({ seed }).filter(isMarketMessage))
        .pipe(
          routeByInstrument(
            () => (messages$) => messages$.pipe(contiguous(), buildBook(), liveBooks(), tap(look)),
          ),
        )
        .subscribe({
          error: (error: unknown) => {
            throw error;
          },
        });
      expect(mids.size).to.equal(3);
      for (const [symbol, values] of mids) expect(values.size, symbol).to.be.above(50);
    });
  }

  it('goes the way of a file: lines, reader, venue, books', async () => {
    const bytes = Array.from(generateBinanceFrames({ seed: 9 }), (frame) =>
      Buffer.from(`${lineOfFrame(frame)}\n`),
    );
    const report = await lastValueFrom(readRecording({ name: 'made up', bytes }).pipe(replayBooks(binance)));
    expect(
      report.books.map(
        ({ symbol, snapshots, diffs_applied: applied, diffs_stale: stale, gaps, crossed }) => ({
          symbol,
          snapshots,
          diffs: applied + stale,
          gaps,
          crossed,
        }),
      ),
    ).to.deep.equal(
      ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'].map((symbol) => ({
        symbol,
        snapshots: 1,
        diffs: 600,
        gaps: 0,
        crossed: 0,
      })),
    );
    const last = await lastValueFrom(readRecording({ name: 'made up', bytes }));
    expect(last).to.deep.equal({ ...[...generateBinanceFrames({ seed: 9 })].pop(), line: bytes.length - 1 });
  });

  it('is made while it is read: an hour costs nothing until asked for', () => {
    const frames = generateBinanceFrames({ durationMs: 3_600_000_000 });
    expect(frames.next().value?.via).to.equal('request');
  });

  it('refuses a duration that is none', () => {
    expect(() => generateBinanceFrames({ durationMs: 0 }).next()).to.throw(
      RangeError,
      'durationMs is not above zero: 0',
    );
  });
});
