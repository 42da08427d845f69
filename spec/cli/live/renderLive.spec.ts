import { expect } from 'chai';

import type { LiveView } from '../../../src/cli/live/liveView.js';
import { renderLive } from '../../../src/cli/live/renderLive.js';
import { plainPaint, type Paint } from '../../../src/cli/paint.js';

const AT = Date.UTC(2026, 10, 20, 12, 30, 15, 250);

const VIEW: LiveView = {
  title: 'Binance spot, embedded exchange',
  now: AT,
  elapsedMs: 15_250,
  status: {
    network: 'connected',
    listings: true,
    books: true,
    rules: true,
    clock: true,
    userStream: true,
    balances: true,
    orders: true,
  },
  isReady: true,
  clockOffsetMs: 3.4,
  rateUse: 0.0213,
  versionsPerSecond: 19.6,
  books: [
    {
      name: 'BTCUSDT',
      status: 'live',
      reason: '',
      ageMs: 12,
      bids: [
        { price: '100.5', size: '1', depthNumber: 1 },
        { price: '100.25', size: '2', depthNumber: 3 },
      ],
      asks: [{ price: '101', size: '0.5', depthNumber: 0.5 }],
      spread: '0.5',
      trades: [{ at: AT - 1000, side: 'sell', price: '100.5', size: '0.25' }],
    },
    {
      name: 'ETHUSDT',
      status: 'syncing',
      reason: 'waits for a snapshot',
      ageMs: undefined,
      bids: [],
      asks: [],
      spread: undefined,
      trades: [],
    },
  ],
  selected: 0,
  balances: [
    { token: 'BTC', total: '1.5', available: '1.5' },
    { token: 'USDT', total: '1000', available: '900' },
  ],
  orders: [{ at: AT - 5000, text: 'buy limit 1 BTC at 100 USDT, open', style: 'good' }],
  notes: [{ at: AT - 3000, text: 'buy 1 BTCUSDT of1: created', style: 'strong' }],
  phase: 'running',
  keys: true,
};

const linesOf = (view: LiveView, columns = 90, rows = 18): readonly string[] =>
  renderLive(view, { columns, rows }, plainPaint)
    .split('\n')
    .map((line) => line.trimEnd());

describe('renderLive', () => {
  it('shows what there is: parts, book, trades, balances, orders, what happened', () => {
    expect(linesOf(VIEW)).to.deep.equal([
      ' orderflow  Binance spot, embedded exchange                        12:30:15 UTC   15.3 s',
      ' ● ready                                            20 books/s   clock +3 ms   limits 2%',
      ' [BTCUSDT] ETHUSDT',
      ' ● live   12 ms old                                              100.5 / 101  spread 0.5',
      '─'.repeat(89),
      '          ▐████ 1.0 100.50 │ 101.00 0.5 ██▌             │ 12:30:14 sell 100.5 0.25',
      ' ██████████████ 2.0 100.25 │                            │',
      '                           │                            │',
      '                           │                            │',
      '─'.repeat(89),
      ' BTC 1.5  USDT 1000 (900 free)',
      '─'.repeat(89),
      ' open  buy limit 1 BTC at 100 USDT, open',
      ' 12:30:12 buy 1 BTCUSDT of1: created',
      '',
      '',
      ' Tab → next   ← previous   q quit',
    ]);
  });

  it('says which parts are waited for', () => {
    const status = { ...VIEW.status, network: 'notConnected', userStream: false, orders: false } as const;
    const [, parts] = linesOf({ ...VIEW, isReady: false, status });
    expect(parts).to.match(/^ ○ notConnected {2}waits for userStream, orders /);
  });

  it('shows a book that is not live, without its trades where there is no room for them', () => {
    const lines = linesOf({ ...VIEW, selected: 1 }, 60);
    expect(lines[2]).to.equal('  BTCUSDT [ETHUSDT]');
    expect(lines[3]).to.match(/^ ● syncing {2}waits for a snapshot/);
    expect(lines[5]).to.equal('                             │');
  });

  it('shows the newest orders and notes where there is no room for all', () => {
    const many = (text: string) =>
      Array.from({ length: 9 }, (_, at) => ({ at: AT, text: `${text} ${at}`, style: 'dim' as const }));
    const lines = linesOf({ ...VIEW, orders: many('order'), notes: many('note') });
    expect(lines.slice(12, 16)).to.deep.equal([
      ' open  order 6   and 6 more',
      ' open  order 7',
      ' open  order 8',
      ' 12:30:15 note 8',
    ]);
  });

  it('fits into whatever size there is', () => {
    for (const [columns, rows] of [
      [1, 1],
      [20, 5],
      [80, 24],
      [200, 60],
    ] as const) {
      const lines = renderLive(VIEW, { columns, rows }, plainPaint).split('\n');
      expect(lines.length).to.be.at.most(Math.max(1, rows - 1));
      for (const line of lines) expect(line.length).to.be.at.most(Math.max(1, columns - 1));
    }
  });

  it('shows what an unready connector says in colours that tell it from a ready one', () => {
    const marked: Paint = (style, text) => `<${style}>${text}</>`;
    const first = (view: LiveView) => renderLive(view, { columns: 90, rows: 18 }, marked).split('\n')[1];
    expect(first(VIEW)).to.contain('<strong><good> ● ready</></>');
    expect(first({ ...VIEW, isReady: false })).to.contain('<strong><bad> ○ connected</></>');
  });

  it('says how it ends', () => {
    expect(linesOf({ ...VIEW, phase: 'stopping' }).at(-1)).to.equal(' stopping: open orders are taken back');
    expect(linesOf({ ...VIEW, phase: 'ended' }).at(-1)).to.equal(' ended');
    expect(linesOf({ ...VIEW, keys: false }).at(-1)).to.equal(' Ctrl-C quit');
  });
});
