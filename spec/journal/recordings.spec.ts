import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { lastValueFrom } from 'rxjs';

import { binance } from '../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../src/exchanges/binance-futures/index.js';
import { bittrexVenue } from '../../src/exchanges/bittrex/index.js';
import { coinbase } from '../../src/exchanges/coinbase/index.js';
import { coinbaseAdvanced } from '../../src/exchanges/coinbase-advanced/index.js';
import { huobiVenue } from '../../src/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../src/exchanges/huobi-linear-swap/index.js';
import { kraken } from '../../src/exchanges/kraken/index.js';
import { okexV3Venue } from '../../src/exchanges/okex-v3/index.js';
import { okx } from '../../src/exchanges/okx/index.js';
import { readRecording, replayBooks, type BookAccount, type ReplayReport } from '../../src/journal/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import { haveRecordings, RECORDINGS } from './recordingsFolder.js';

interface OracleBook {
  readonly [count: string]: unknown;
  readonly index: number;
  readonly line: number;
  readonly book_sha256: string;
}

/** What the independent program says of one book. */
interface OracleAccount {
  readonly [count: string]: unknown;
  readonly first_gap_line?: number;
  readonly first_bad_checksum?: { readonly line: number };
  readonly samples: readonly OracleBook[];
  readonly checkpoints: readonly (readonly [line: number, index: number, sha256Start: string])[];
  readonly end?: OracleBook | null;
}

interface Oracle {
  readonly lines: number;
  readonly symbols: Readonly<Record<string, OracleAccount>>;
}

const SESSIONS = [
  { name: 'BINANCE', venue: binance },
  { name: 'BINANCE@2021-08-14', venue: binance },
  { name: 'BINANCE_FUTURES', venue: binanceFutures },
  { name: 'BITTREX.prefix', venue: bittrexVenue({ inflate: nodeInflate }) },
  { name: 'COINBASE.prefix', venue: coinbase },
  { name: 'COINBASE@2026-08-09.prefix', venue: coinbaseAdvanced },
  { name: 'HUOBI.prefix', venue: huobiVenue({ inflate: nodeInflate }) },
  { name: 'HUOBI_LINEAR_SWAP@2022-02-17', venue: huobiLinearSwapVenue({ inflate: nodeInflate }) },
  { name: 'KRAKEN', venue: kraken },
  { name: 'OKCOIN@2021-04-17', venue: okexV3Venue({ inflate: nodeInflate }) },
  { name: 'OKEX@2021-07-22', venue: okx },
  { name: 'OKX', venue: okx },
  { name: 'faults/BINANCE_FUTURES+drop', venue: binanceFutures },
  { name: 'faults/BINANCE_FUTURES+dup', venue: binanceFutures },
  { name: 'faults/KRAKEN+alter', venue: kraken },
  { name: 'faults/OKX+drop', venue: okx },
];

const COUNTS = [
  'snapshots',
  'diffs_applied',
  'diffs_stale',
  'diffs_unsynced',
  'gaps',
  'checksums_ok',
  'checksums_bad',
  'crossed',
  'delete_missing',
  'trades',
  'chain_sha256',
] as const;

const END_KEYS = ['index', 'line', 'best_bid', 'best_ask', 'bids', 'asks', 'levels', 'book_sha256'];

const picked = (keys: readonly string[], from: object): object =>
  Object.fromEntries(keys.map((key) => [key, (from as Readonly<Record<string, unknown>>)[key]]));

describe('recorded sessions, against an independent program', function () {
  this.timeout(60_000);

  before(function () {
    if (!haveRecordings()) this.skip();
  });

  for (const { name, venue } of SESSIONS) {
    describe(name, () => {
      let oracle: Oracle;
      let report: ReplayReport;
      let accounts: Map<string, BookAccount>;

      before(async () => {
        const answer = name.includes('/') ? name.replace('/', '/oracle/') : `oracle/${name}`;
        oracle = JSON.parse(readFileSync(join(RECORDINGS, `${answer}.json`), 'utf8')) as Oracle;
        const digestAt = new Set(
          Object.values(oracle.symbols).flatMap(({ samples, checkpoints }) => [
            ...samples.map(({ line }) => line),
            ...checkpoints.map(([line]) => line),
          ]),
        );
        const frames$ = readRecording(join(RECORDINGS, `${name}.ndjson.gz`));
        report = await lastValueFrom(frames$.pipe(replayBooks(venue, { digestAt })));
        accounts = new Map(report.books.map((account) => [account.symbol, account]));
      });

      it('has every line and every book, and no frame that cannot be read', () => {
        expect(report.frames).to.equal(oracle.lines);
        expect([...accounts.keys()]).to.deep.equal(Object.keys(oracle.symbols).sort());
        expect(report.contents.badFrame + report.contents.unknownFrame).to.equal(0);
      });

      it('counts what happened, and goes through the same best prices', () => {
        for (const [symbol, answer] of Object.entries(oracle.symbols)) {
          expect(picked(COUNTS, accounts.get(symbol)!), symbol).to.deep.equal(picked(COUNTS, answer));
        }
      });

      it('notices the first trouble on the line where it is', () => {
        for (const [symbol, answer] of Object.entries(oracle.symbols)) {
          const { first_gap, first_bad } = accounts.get(symbol)!;
          expect([first_gap, first_bad], symbol).to.deep.equal([
            answer.first_gap_line ?? null,
            answer.first_bad_checksum?.line ?? null,
          ]);
        }
      });

      it('has the same books on the way', () => {
        for (const [symbol, { samples, checkpoints }] of Object.entries(oracle.symbols)) {
          const digests = new Map(
            accounts.get(symbol)!.digests.map(([line, index, sha256]) => [line, { index, sha256 }]),
          );
          for (const [line, index, sha256Start] of checkpoints) {
            const { sha256 } = digests.get(line)!;
            expect([digests.get(line)?.index, sha256.slice(0, 16)], `${symbol}, line ${line}`).to.deep.equal([
              index,
              sha256Start,
            ]);
          }
          for (const { line, index, book_sha256: sha256 } of samples) {
            expect(digests.get(line), `${symbol}, line ${line}`).to.deep.equal({ index, sha256 });
          }
        }
      });

      it('has the same book at the end, or none', () => {
        for (const [symbol, { end }] of Object.entries(oracle.symbols)) {
          const expected = end === undefined || end === null ? null : picked(END_KEYS, end);
          expect(accounts.get(symbol)!.end, symbol).to.deep.equal(expected);
        }
      });
    });
  }

  it('notices a lost frame by its ids on line 707 and by the checksum on line 248, an altered one on line 2203', async () => {
    const drop$ = readRecording(join(RECORDINGS, 'faults/BINANCE_FUTURES+drop.ndjson.gz'));
    const alter$ = readRecording(join(RECORDINGS, 'faults/KRAKEN+alter.ndjson.gz'));
    const unsummed$ = readRecording(join(RECORDINGS, 'faults/OKX+drop.ndjson.gz'));
    const drop = await lastValueFrom(drop$.pipe(replayBooks(binanceFutures, { symbols: ['SUSHIUSDT'] })));
    const alter = await lastValueFrom(alter$.pipe(replayBooks(kraken, { symbols: ['XMR/USD'] })));
    const unsummed = await lastValueFrom(unsummed$.pipe(replayBooks(okx, { symbols: ['BTC-USD-220527'] })));
    expect(drop.books.map(({ first_gap, end }) => ({ first_gap, end }))).to.deep.equal([
      { first_gap: 707, end: null },
    ]);
    expect(alter.books.map(({ first_bad }) => first_bad)).to.deep.equal([2203]);
    expect(unsummed.books.map(({ first_bad }) => first_bad)).to.deep.equal([248]);
  });
});
