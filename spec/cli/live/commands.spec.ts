import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/ids.js';
import { startVenue, type StartedVenue } from '../../../src/sim/node/index.js';
import { resultOf, startCli, type CliResult } from '../runCli.js';

/** Lines of JSON. */
const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('live commands', function () {
  this.timeout(60_000);
  let venue: StartedVenue;
  let folder: string;

  before(async () => {
    venue = await startVenue({ seed: 7 });
    folder = mkdtempSync(join(tmpdir(), 'orderflow-live-'));
    process.env['BINANCE_API_KEY'] = venue.apiKey;
    process.env['BINANCE_API_SECRET'] = venue.secret;
  });

  after(async () => {
    delete process.env['BINANCE_API_KEY'];
    delete process.env['BINANCE_API_SECRET'];
    rmSync(folder, { recursive: true });
    await venue.stop();
  });

  const at = () => ['--exchange', 'binance', '--url', venue.restUrl];
  const run = async (...args: readonly string[]): Promise<CliResult> => {
    const child = startCli(...args);
    child.stdin.end();
    return resultOf(child);
  };

  it('follow books and trades, as lines and as JSON lines, by either name of an instrument', async () => {
    const { code, stdout, stderr } = await run(
      'book',
      'BTC-USDT',
      'ETHUSDT',
      ...at(),
      '--duration',
      '2',
      '--json',
    );
    expect([code, stderr]).to.deep.equal([0, '']);
    const books = linesOf(stdout);
    for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
      const [first, ...others] = books.filter((line) => line['symbol'] === symbol);
      expect(first).to.deep.include({ type: 'book', status: 'syncing', bid: null, ask: null });
      expect(others.some(({ status, bid }) => status === 'live' && Array.isArray(bid))).to.equal(true);
    }
    const text = await run('watch', 'BTC-USDT', ...at(), '--duration', '2');
    expect(text.stdout).to.match(/^\S+Z {2}BTCUSDT {2}live {2}bid [\d.]+ x [\d.]+ {2}ask [\d.]+ x [\d.]+$/m);
    expect(text.code).to.equal(0);
  });

  it('say which instruments are not listed, and end', async () => {
    const file = join(folder, 'BINANCE@none.ndjson');
    for (const args of [['book'], ['trades', '--json'], ['watch'], ['record', '--out', file]]) {
      const { code, stdout, stderr } = await run(...args, 'NOPE', 'BTC-USDT', 'NO-NE', ...at());
      expect([code, stdout, stderr]).to.deep.equal([
        2,
        '',
        'orderflow: binance lists no instrument NOPE, NO-NE\n',
      ]);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('BINANCE@none'))).to.deep.equal([]);
  });

  it('are interrupted without losing anything: the order that is left open is named', async () => {
    const journal = join(folder, 'interrupted.db');
    const bid = venue.venue.exchange.book(venueSymbol('BTCUSDT')).bids[0]!.price;
    const price = bid.times('0.8').toFixed(2);
    const child = startCli('buy', 'BTC-USDT', '0.01', '--price', price, '--wait', '50', '--journal', journal, ...at()); // prettier-ignore
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { code, stdout, stderr } = await resultOf(child);
    expect(code).to.equal(0);
    expect(stdout).to.contain('created');
    expect(stderr).to.match(/^order \w+ is left open\n$/);
    expect(readdirSync(folder).filter((name) => name.startsWith('interrupted'))).to.have.members([
      'interrupted.db',
      'interrupted.db-lock',
    ]);
  });

  it('end at once where the venue does not take the keys', async () => {
    const secret = process.env['BINANCE_API_SECRET'];
    process.env['BINANCE_API_SECRET'] = 'another';
    const { code, stderr } = await run('buy', 'BTC-USDT', '0.01', ...at());
    process.env['BINANCE_API_SECRET'] = secret;
    expect(code).to.equal(4);
    expect(stderr).to.contain('Signature for this request is not valid. (-1022)');
  });

  it('record what replays to the same books', async () => {
    const file = join(folder, 'BINANCE@live.ndjson.gz');
    const recorded = await run('record', 'BTC-USDT', 'ETH-USDT', ...at(), '--duration', '3', '--out', file);
    expect([recorded.code, recorded.stderr]).to.deep.equal([0, '']);
    expect(readdirSync(folder)).to.include.members(['BINANCE@live.meta.json', 'BINANCE@live.ndjson.gz']);
    const meta = JSON.parse(readFileSync(join(folder, 'BINANCE@live.meta.json'), 'utf8')) as object;
    expect(meta).to.deep.include({ exchange: 'binance', version: 1, symbols: ['BTC-USDT', 'ETH-USDT'] });
    const replayed = await run('replay', file, '--format', 'json');
    const books = linesOf(replayed.stdout).filter(({ symbol }) => symbol !== undefined);
    expect(books.map(({ symbol, gaps }) => [symbol, gaps])).to.deep.equal([
      ['BTCUSDT', 0],
      ['ETHUSDT', 0],
    ]);
    const again = await run('record', 'BTC-USDT', ...at(), '--duration', '1', '--out', file);
    expect(again.code).to.equal(3);
    expect(again.stderr).to.contain('there is one already');
  });

  it('send orders, tell what happens to them, and take them back', async () => {
    const journal = join(folder, 'orders.db');
    const symbol = venueSymbol('BTCUSDT');
    const market = await run('buy', 'BTC-USDT', '0.01', ...at(), '--json');
    const kinds = new Set(linesOf(market.stdout).map(({ type }) => type));
    expect([...kinds]).to.deep.equal(['created', 'filled', 'completed']);
    expect(market.code).to.equal(0);
    const bid = venue.venue.exchange.book(symbol).bids[0]!.price;
    const price = bid.times('0.9').toFixed(2);
    const resting = await run('buy', 'BTC-USDT', '0.01', '--price', price, '--type', 'limitMaker', ...at(), '--json', '--journal', journal, '--wait', '0.2'); // prettier-ignore
    const [created] = linesOf(resting.stdout);
    expect(created).to.deep.include({ type: 'created', orderType: 'limitMaker', symbol, side: 'buy', price });
    const open = venue.venue.exchange.openOrders(venue.account, symbol);
    expect(open.map(({ clientId }) => clientId)).to.include(created!['clientId']);
    const cancelled = await run('cancel', String(created!['venueId']), ...at(), '--journal', journal);
    expect([cancelled.code, cancelled.stderr]).to.deep.equal([0, '']);
    const left = venue.venue.exchange.openOrders(venue.account, symbol);
    expect(left.map(({ clientId }) => clientId)).to.not.include(created!['clientId']);
    const orders = await run('orders', journal, '--format', 'json');
    expect(linesOf(orders.stdout).map(({ status }) => status)).to.include('cancelled');
  });

  it('refuse what a rule or the venue refuses, with both numbers', async () => {
    const small = await run('sell', 'BTC-USDT', '0.00001', '--price', '100000', ...at());
    expect(small.code).to.equal(4);
    expect(small.stderr).to.equal('orderflow: the order failed: minNotional: 1 is wanted, 5 allowed\n');
    for (const args of [
      ['buy', 'BTC-USDT', '1'],
      ['sell', 'BTC-USDT', '1', '--price', '30000'],
    ]) {
      const large = await run(...args, ...at(), '--max-notional', '35000');
      expect(large.code).to.equal(4);
      expect(large.stderr).to.match(
        /the order may be worth 9\d{4}[\d.]*, more than --max-notional 35000: not sent/,
      );
    }
    const thin = await run('buy', 'BTC-USDT', '9000', ...at(), '--max-notional', '35000');
    expect(thin.stderr).to.contain('the book of BTC-USDT has not enough for the order');
    expect(thin.code).to.equal(4);
    const none = await run('cancel', 'nothing', ...at());
    expect([none.code, none.stderr]).to.deep.equal([
      4,
      'orderflow: no order nothing is open at Binance spot\n',
    ]);
  });

  it('send nothing to a real venue unless that is said, with a limit', async () => {
    const unsaid = await run('buy', 'BTC-USDT', '0.01', '--exchange', 'binance');
    expect(unsaid.code).to.equal(2);
    expect(unsaid.stderr).to.equal(
      'orderflow: this buys 0.01 of BTC-USDT at Binance spot, with real money: say --live if that is what you want, or give --url to try it on "orderflow sim"\n',
    );
    const unlimited = await run('sell', 'BTC-USDT', '0.01', '--exchange', 'binance', '--live');
    expect(unlimited.code).to.equal(2);
    expect(unlimited.stderr).to.contain('--live wants --max-notional');
    const elsewhere = await run('buy', 'BTC-USDT', '1', '--exchange', 'kraken');
    expect(elsewhere.stderr).to.contain('orders cannot be sent to Kraken');
    const foreign = await run('book', 'BTC-USD', '--exchange', 'kraken', '--url', 'http://127.0.0.1:1');
    expect(foreign.stderr).to.equal('orderflow: --url is for binance alone, not for kraken\n');
  });

  it('want keys, and tell nothing of those that are wrong', async () => {
    const key = process.env['BINANCE_API_KEY'];
    delete process.env['BINANCE_API_KEY'];
    const none = await run('buy', 'BTC-USDT', '0.01', ...at());
    expect(none.code).to.equal(3);
    expect(none.stderr).to.contain('BINANCE_API_KEY, and BINANCE_API_SECRET or BINANCE_PRIVATE_KEY');
    process.env['BINANCE_API_KEY'] = key;
    const secret = process.env['BINANCE_API_SECRET'];
    process.env['BINANCE_PRIVATE_KEY'] = 'no key at all';
    delete process.env['BINANCE_API_SECRET'];
    const wrong = await run('buy', 'BTC-USDT', '0.01', ...at());
    delete process.env['BINANCE_PRIVATE_KEY'];
    process.env['BINANCE_API_SECRET'] = secret;
    expect(wrong.code).to.equal(3);
    expect(wrong.stderr).to.contain('BINANCE_PRIVATE_KEY').and.not.contain('no key at all');
  });

  it('trade on the embedded exchange: the main job', async () => {
    const log = join(folder, 'log.jsonl');
    const { code, stdout, stderr } = await run('demo', '--duration', '8', '--json', '--seed', '3', '--log', log, '--metrics', '0'); // prettier-ignore
    expect(code).to.equal(0);
    expect(stderr).to.match(/^metrics: http:\/\/127\.0\.0\.1:\d+\/metrics\n$/);
    const types = linesOf(stdout).map(({ type }) => type);
    expect(types).to.include.members([
      'book',
      'trade',
      'ready',
      'balances',
      'created',
      'filled',
      'completed',
      'cancelled',
    ]);
    const told = linesOf(stdout).filter(({ type }) => type === 'ready');
    expect(told.map(({ ready }) => ready)).to.deep.equal([false, true, false]);
    const kinds = linesOf(readFileSync(log, 'utf8')).map(({ msg }) => msg);
    expect(kinds).to.include.members(['started', 'callMade', 'reconciled', 'created', 'stopped']);
  });

  it('end where they cannot log or serve their numbers, and leave nothing running', async () => {
    const nowhere = join(folder, 'none', 'log');
    const taken = new URL(venue.restUrl).port;
    const cases = [
      [['demo', '--log', nowhere], 3, '--log: '],
      [['demo', '--metrics', taken], 2, `--metrics: port ${taken} is in use`],
      [['buy', 'BTC-USDT', '0.01', ...at(), '--metrics', '0', '--log', nowhere], 3, '--log: '],
    ] as const;
    for (const [args, code, text] of cases) {
      const ended = await run(...args);
      expect(ended.code).to.equal(code);
      expect(ended.stderr).to.contain(text);
    }
  });

  it('list the venues that there are', async () => {
    const { stdout } = await run('exchanges', '--json');
    const [binance, futures] = linesOf(stdout);
    expect(binance).to.deep.include({
      name: 'binance',
      kind: 'spot',
      offers: 'trading',
      keys: ['BINANCE_API_KEY', 'BINANCE_API_SECRET'],
      example: 'BTCUSDT',
      orderTypes: ['limit', 'limitMaker', 'market'],
    });
    expect(futures).to.deep.include({
      name: 'binance-futures',
      kind: 'contracts',
      offers: 'market data',
      example: 'BTCUSDT',
    });
    expect((await run('exchanges')).stdout).to.match(/^binance +Binance spot +spot +trading +BTCUSDT /m);
  });
});
