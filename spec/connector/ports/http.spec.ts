import { expect } from 'chai';

import { retryAfterMs } from '../../../src/connector/index.js';

const NOW = Date.UTC(2026, 10, 20);
const DAY_MS = 86_400_000;

describe('retryAfterMs', () => {
  it('reads seconds and dates, and says nothing where nothing is said', () => {
    const told = (value: string) => retryAfterMs({ 'retry-after': value }, NOW);
    expect(told(' 30 ')).to.equal(30_000);
    expect(told(new Date(NOW + DAY_MS).toUTCString())).to.equal(DAY_MS);
    expect(told(new Date(NOW - DAY_MS).toUTCString())).to.equal(0);
    expect(told('soon')).to.equal(undefined);
    expect(retryAfterMs({}, NOW)).to.equal(undefined);
  });

  it('gives no more than a timer keeps, however long it is asked to wait', () => {
    for (const value of ['2592000', '9'.repeat(400), new Date(NOW + 30 * DAY_MS).toUTCString()])
      expect(retryAfterMs({ 'retry-after': value }, NOW)).to.equal(2 ** 31 - 1);
  });
});
