import { readFileSync, writeFileSync } from 'node:fs';

import { from } from 'rxjs';

import { openOrderJournal } from '../../src/journal/index.js';
import { orderInputFromJson, type OrderInput } from '../../src/orders/index.js';

/** Writes a journal of inputs, and closes it. */
export function writeJournal(file: string, inputs: readonly OrderInput[]): string {
  const journal = openOrderJournal(file);
  from(inputs).pipe(journal.track()).subscribe();
  journal.close();
  return file;
}

/** Damages a journal of some orders of the venue `mine`: an index, which SQLite sees. */
export function damageJournal(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf('mineBTC-USDclientId');
  if (at < 0) throw new Error(`no index was found in ${file}`);
  writeFileSync(file, bytes.fill(0xff, at - 8, at + 40));
}

/** A buy of 2 BTC at 100.5 USD. */
export const TERMS = {
  side: 'buy',
  type: 'limit',
  amount: '2',
  sizedIn: 'base',
  price: '100.5',
  base: 'BTC',
  quote: 'USD',
};

const START = Date.UTC(2026, 0, 5);

/** Inputs as JSON, of one venue and symbol, a second from one to the next. */
export const timed = (inputs: readonly object[]): readonly object[] =>
  inputs.map((input, n) => ({
    venue: 'mine',
    symbol: 'BTC-USD',
    receivedAt: START + n * 1000,
    ...input,
  }));

const trade = (tradeId: string, amount: string, price: string, more: object = {}) => ({
  fill: { tradeId, amount, price, receivedAt: START + 100_000, ...more },
});

const validUntil = START + 5000;

/** Four orders: filled with all that may come, one that was adopted first, one that was refused, one without an answer. */
export const SCENE: readonly OrderInput[] = timed([
  { _tag: 'submitRequested', clientId: 'c1', terms: TERMS, validUntil },
  { _tag: 'submitAnswerLost', clientId: 'c1' },
  {
    _tag: 'fill',
    clientId: 'c1',
    venueId: 'v1',
    side: 'buy',
    ...trade('t1', '0.5', '100.25', {
      fees: [
        { token: 'USD', amount: '0.05' },
        { token: 'BNB', amount: '0.001' },
      ],
      liquidity: 'taker',
    }),
  },
  {
    _tag: 'orderReported',
    clientId: 'c1',
    venueId: 'v1',
    status: 'filled',
    cumulativeBase: '2',
    cumulativeQuote: '200',
    sequence: 12,
    venueTime: START + 2500,
  },
  {
    _tag: 'polled',
    clientId: 'c1',
    venueId: 'v1',
    askedAt: START + 3500,
    fills: [trade('t1', '0.5', '100.25').fill],
  },
  { _tag: 'fill', clientId: 'c1', venueId: 'v1', ...trade('t2', '1.5', '99.9') },
  { _tag: 'orderReported', venueId: 'v2', status: 'partiallyFilled', cumulativeBase: '1' },
  {
    _tag: 'fill',
    venueId: 'v2',
    side: 'sell',
    fill: { cumulative: '1', amount: '1', price: '3', receivedAt: START },
  },
  { _tag: 'submitRequested', clientId: 'c2', terms: { ...TERMS, side: 'sell', price: '3' }, validUntil },
  { _tag: 'submitAcknowledged', clientId: 'c2', venueId: 'v2' },
  { _tag: 'cancelRequested', clientId: 'c2', request: 'x1' },
  {
    _tag: 'submitRequested',
    clientId: 'c3',
    terms: { side: 'buy', type: 'market', amount: '1000', sizedIn: 'quote', quote: 'USD' },
    validUntil,
  },
  { _tag: 'submitRefused', clientId: 'c3', reason: 'no\nmoney \x1b[31m!' },
  { _tag: 'submitRequested', clientId: 'c4', terms: { ...TERMS, price: '0.3' }, validUntil: START + 20_000 },
]).map(orderInputFromJson);
