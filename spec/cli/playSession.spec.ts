import { expect } from 'chai';

import { PlaySession } from '../../src/cli/playSession.js';
import { binance } from '../../src/exchanges/binance/index.js';
import { generateBinanceFrames } from '../../src/sim/index.js';

const START = Date.UTC(2026, 0, 5);

/** A session that has seen the first `durationMs` of the generated recording. */
function playedFor(durationMs: number, symbols?: readonly string[]): PlaySession {
  const session = new PlaySession(binance, 'title', 1, symbols === undefined ? {} : { symbols });
  let line = 0;
  for (const frame of generateBinanceFrames({ durationMs })) session.take({ ...frame, line: line++ });
  return session;
}

const selected = (session: PlaySession) => {
  const view = session.view(session.lastAt, 'playing');
  return view.books[view.selected]!.name;
};

describe('PlaySession', () => {
  it('shows nothing before the first frame', () => {
    const view = new PlaySession(binance, 'title', 'max', {}).view(0, 'playing');
    expect(view).to.deep.equal({
      title: 'title',
      speed: 'max',
      now: 0,
      elapsedMs: 0,
      messagesPerSecond: 0,
      books: [],
      selected: 0,
      troubles: 0,
      phase: 'playing',
      keys: true,
    });
  });

  it('shows books that wait for their snapshot, then live ones, in order of their names', () => {
    const statuses = (durationMs: number) => {
      const session = playedFor(durationMs);
      return session.view(session.lastAt, 'playing').books.map(({ name, status }) => [name, status]);
    };
    expect(statuses(500)).to.deep.equal([
      ['BTCUSDT', 'live'],
      ['ETHUSDT', 'live'],
      ['SOLUSDT', 'syncing'],
    ]);
    expect(statuses(1000)[2]).to.deep.equal(['SOLUSDT', 'live']);
  });

  it('counts, measures rates and ages in recorded time, and sums the depth', () => {
    const session = playedFor(10_000);
    const view = session.view(START + 10_900, 'ended');
    const [book] = view.books;
    expect([view.elapsedMs, view.phase, book!.diffsPerSecond]).to.deep.equal([10_900, 'ended', 10]);
    expect(view.messagesPerSecond).to.be.within(30, 50);
    expect(book!.ageMs).to.be.within(800, 900);
    expect(book!.counts.diffs_applied + book!.counts.diffs_stale).to.equal(100);
    expect(book!.trades).to.be.within(10, 60);
    expect(book!.lastTrade?.side).to.match(/^buy|sell$/);
    const [best, second] = book!.bids;
    expect(second!.depthNumber).to.equal(Number(best!.size) + Number(second!.size));
    expect(Number(book!.spread)).to.be.closeTo(Number(book!.asks[0]!.price) - Number(best!.price), 1e-6);
  });

  it('goes round through the books', () => {
    const session = playedFor(1000);
    const seen = [selected(session)];
    for (const offset of [1, 1, 1, -1, -1]) {
      session.select(offset);
      seen.push(selected(session));
    }
    expect(seen).to.deep.equal(['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'BTCUSDT', 'SOLUSDT', 'ETHUSDT']);
  });

  it('stays with the chosen book where others come before it', () => {
    const session = new PlaySession(binance, 'title', 1, {});
    const snapshot = (symbol: string) =>
      [...generateBinanceFrames({ durationMs: 1000 })].find(({ connection }) =>
        connection.includes(`symbol=${symbol}`),
      )!;
    session.take({ ...snapshot('SOLUSDT'), line: 0 });
    session.select(0);
    session.take({ ...snapshot('BTCUSDT'), line: 1 });
    expect(session.view(session.lastAt, 'playing').books.map(({ name }) => name)).to.deep.equal([
      'BTCUSDT',
      'SOLUSDT',
    ]);
    expect(selected(session)).to.equal('SOLUSDT');
  });

  it('keeps to the symbols that are asked for', () => {
    const session = playedFor(1000, ['ETHUSDT', 'XX']);
    expect(session.view(session.lastAt, 'playing').books.map(({ name }) => name)).to.deep.equal(['ETHUSDT']);
    expect(session.ledger.missing()).to.deep.equal(['XX']);
  });
});
