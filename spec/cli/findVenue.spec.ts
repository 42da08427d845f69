import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { findVenue } from '../../src/cli/findVenue.js';
import { InputError } from '../../src/cli/inputError.js';
import { UsageError } from '../../src/cli/usageError.js';

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
      'COINBASE.prefix.ndjson.gz': 'coinbase',
      KRAKEN: 'kraken',
      '/KRAKEN.ndjson': 'kraken',
    };
    for (const [file, name] of Object.entries(venues))
      expect((await findVenue(file, undefined)).name, file).to.equal(name);
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

  it('prefers the venue that is named, by its own name or that of its recordings', async () => {
    expect((await findVenue('KRAKEN.ndjson', 'binance')).name).to.equal('binance');
    expect((await findVenue('-', 'BINANCE_FUTURES')).name).to.equal('binance-futures');
    expect((await findVenue('x', 'Kraken')).name).to.equal('kraken');
    await rejects(findVenue('KRAKEN.ndjson', 'nowhere'), UsageError, 'unknown venue "nowhere"');
  });
});
