import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { findVenue } from '../../src/cli/findVenue.js';
import { InputError } from '../../src/cli/inputError.js';
import { UsageError } from '../../src/cli/usageError.js';
import { recordingsOrPending } from '../exchanges/recordings.js';

async function rejects(
  promise: Promise<unknown>,
  type: new (message: string) => Error,
  message: string,
): Promise<void> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(type);
  expect((error as Error).message).to.include(message);
}

describe('findVenue', () => {
  it('takes the name of the file up to @, + or a point', async () => {
    const venues = {
      'BINANCE.ndjson.gz': 'binance',
      'BINANCE@2021-08-14.ndjson.gz': 'binance',
      'BINANCE_US.ndjson': 'binance',
      'some/where.d/BINANCE_FUTURES+drop.ndjson.gz': 'binance-futures',
      'BITTREX.prefix.ndjson.gz': 'bittrex',
      KRAKEN: 'kraken',
      '/KRAKEN.ndjson': 'kraken',
    };
    for (const [file, name] of Object.entries(venues))
      expect((await findVenue(file, undefined)).name, file).to.equal(name);
  });

  it('tells venues that share a name apart by the first frames', async () => {
    const frames = {
      coinbase: {
        type: 'l2update',
        product_id: 'BTC-USD',
        time: '2021-04-17T16:43:37.075687Z',
        changes: [['sell', '2', '1']],
      },
      'coinbase-advanced': { channel: 'heartbeats', sequence_num: 0, events: [] },
    };
    const folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
    try {
      for (const [name, frame] of Object.entries(frames)) {
        const file = join(folder, 'COINBASE@2026.ndjson');
        const line = JSON.stringify({ t: 1, via: 'ws', conn: 'c', raw: JSON.stringify(frame) });
        const unknown = JSON.stringify({ t: 1, via: 'ws', conn: 'c', raw: '{"neither":"of the two"}' });
        writeFileSync(file, `${unknown}\n${line}\n`);
        expect((await findVenue(file, undefined)).name).to.equal(name);
        expect((await findVenue(file, 'COINBASE')).name).to.equal(name);
        // The venue's own name, in any other case, tells it without a look at the frames.
        expect((await findVenue(file, 'Coinbase')).name).to.equal('coinbase');
        expect((await findVenue(file, 'coinbase-advanced')).name).to.equal('coinbase-advanced');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('asks the frames where venues share the name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
    const file = join(folder, 'OKEX.ndjson');
    const frame = (raw: object) =>
      `${JSON.stringify({ t: 1, via: 'ws', conn: 'c', raw: JSON.stringify(raw) })}\n`;
    const ofV3 =
      frame({ event: 'subscribe', channel: 'spot/ticker:BTC-USDT' }) +
      frame({ table: 'spot/ticker', data: [] });
    const ofV5 = frame({ event: 'subscribe', arg: {} }) + frame({ arg: { channel: 'tickers' }, data: [] });
    try {
      writeFileSync(file, ofV3);
      expect((await findVenue(file, undefined)).name).to.equal('okex-v3');
      expect((await findVenue(file, 'OKEX')).name).to.equal('okex-v3');
      writeFileSync(file, ofV5);
      expect((await findVenue(file, undefined)).name).to.equal('okx');
      expect((await findVenue(file, 'OKEX')).name).to.equal('okx');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("tells Coinbase's recorded sessions apart", async function () {
    const folder = recordingsOrPending(this);
    const venues = {
      'COINBASE.prefix.ndjson.gz': 'coinbase',
      'COINBASE@2026-08-09.prefix.ndjson.gz': 'coinbase-advanced',
    };
    for (const [file, name] of Object.entries(venues))
      expect((await findVenue(join(folder, file), undefined)).name, file).to.equal(name);
  });

  it('tells a name that tells no venue from a file that there is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
    try {
      for (const name of ['KRAKEN_FUTURES.ndjson', 'BINANCEX.ndjson', 'binance.ndjson', 'my.KRAKEN.ndjson']) {
        const file = join(folder, name);
        await rejects(findVenue(file, undefined), InputError, `${file}: no such file`);
        writeFileSync(file, '');
        await rejects(findVenue(file, undefined), UsageError, `the name of ${file} tells no venue`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes the venue that the file beside a recording names, where its own name tells none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orderflow-'));
    const meta = join(folder, 'rec.meta.json');
    try {
      for (const name of ['rec.ndjson', 'rec.ndjson.gz']) {
        const file = join(folder, name);
        writeFileSync(file, '');
        writeFileSync(meta, '{"name":"kraken","exchange":"kraken","version":1}');
        expect((await findVenue(file, undefined)).name).to.equal('kraken');
        expect((await findVenue(file, 'okx')).name).to.equal('okx');
        // As it is while a recording is written, and where somebody else wrote it.
        for (const text of ['', 'null', '{"exchange":"nowhere"}', '{"exchange":7}']) {
          writeFileSync(meta, text);
          await rejects(findVenue(file, undefined), UsageError, 'tells no venue, nor does a file beside it');
        }
      }
      const told = join(folder, 'OKX.ndjson');
      writeFileSync(told, '');
      writeFileSync(join(folder, 'OKX.meta.json'), '{"exchange":"kraken"}');
      expect((await findVenue(told, undefined)).name).to.equal('okx');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('prefers the venue that is named, by its own name or that of its recordings', async () => {
    expect((await findVenue('KRAKEN.ndjson', 'binance')).name).to.equal('binance');
    expect((await findVenue('-', 'BINANCE_FUTURES')).name).to.equal('binance-futures');
    expect((await findVenue('x', 'Kraken')).name).to.equal('kraken');
    await rejects(findVenue('KRAKEN.ndjson', 'nowhere'), UsageError, 'unknown venue "nowhere"');
  });
});
