import { expect } from 'chai';
import { from, lastValueFrom, toArray } from 'rxjs';

import { decodeFrames, marketMessages, orderBooks } from '../../../src/connector/index.js';
import type { Frame } from '../../../src/domain/index.js';
import { coinbaseAdvanced } from '../../../src/exchanges/coinbase-advanced/index.js';
import { streamFrame } from '../frames.js';
import { recordedFrames, recordingsOrPending } from '../recordings.js';

const level = (side: string, price_level: string, new_quantity: string) => ({
  side,
  event_time: '2026-08-09T21:05:48.17Z',
  price_level,
  new_quantity,
});
const book = (type: string, product_id: string, ...updates: readonly object[]) => ({
  channel: 'l2_data',
  events: [{ type, product_id, updates }],
});
const heartbeat = { channel: 'heartbeats', events: [{ heartbeat_counter: 41691 }] };

/** What a connection sends, numbered from 0. */
const SENT = [
  { channel: 'subscriptions', events: [] },
  book('snapshot', 'BTC-USD', level('bid', '9', '1'), level('offer', '11', '1')),
  book('snapshot', 'ETH-USD', level('bid', '2', '1'), level('offer', '3', '1')),
  book('update', 'BTC-USD', level('bid', '9.5', '2')),
  heartbeat,
  book('update', 'ETH-USD', level('bid', '2', '0')),
  book('update', 'BTC-USD', level('bid', '9.5', '0')),
  book('snapshot', 'BTC-USD', level('bid', '8', '1')),
  book('update', 'ETH-USD', level('bid', '2.5', '1')),
].map((message, at) => streamFrame({ ...message, sequence_num: at }, at));

/** Each state of a book: of which instrument, its status with the cause, and the best bid where there is one. */
async function statesOf(frames: readonly Frame[]): Promise<readonly string[]> {
  const books$ = from(frames).pipe(
    decodeFrames(coinbaseAdvanced),
    marketMessages(),
    orderBooks(coinbaseAdvanced),
    toArray(),
  );
  return (await lastValueFrom(books$)).map(({ symbol, value }) => {
    const best = value.status === 'live' ? value.book.bids.best?.price.toFixed() : value.cause._tag;
    return `${symbol} ${value.status} ${best ?? '-'}`;
  });
}

const without = (dropped: number) => SENT.filter((_, at) => at !== dropped);

describe("The numbers of a connection's frames", () => {
  it('say that nothing is missing', async () => {
    expect(await statesOf(SENT)).to.deep.equal([
      'BTC-USD live 9',
      'ETH-USD live 2',
      'BTC-USD live 9.5',
      'ETH-USD live -',
      'BTC-USD live 9',
      'BTC-USD live 8',
      'ETH-USD live 2.5',
    ]);
  });

  for (const [what, dropped] of [
    ['a heartbeat', 4],
    ["an update of one instrument's book", 3],
  ] as const) {
    it(`invalidate every book of the connection where ${what} is missing, up to the next snapshot`, async () => {
      const states = await statesOf(without(dropped));
      const before = ['BTC-USD live 9', 'ETH-USD live 2', 'BTC-USD live 9.5'].slice(0, dropped - 1);
      expect(states).to.deep.equal([
        ...before,
        'BTC-USD gap connectionGap',
        'ETH-USD gap connectionGap',
        'BTC-USD live 8',
      ]);
    });
  }

  it('drop a frame that was seen before, whole', async () => {
    const repeated = SENT.flatMap((frame, at) => (at === 6 ? [frame, SENT[3]!] : [frame]));
    expect(await statesOf(repeated)).to.deep.equal(await statesOf(SENT));
  });

  it('pass an error over, which has none', async () => {
    const error = streamFrame({ type: 'error', message: 'authentication failure' });
    expect(await statesOf([...SENT.slice(0, 4), error, ...SENT.slice(4)])).to.deep.equal(
      await statesOf(SENT),
    );
  });

  it('have no hole in the recorded session, over all of its channels', function () {
    const frames = recordedFrames(recordingsOrPending(this), 'COINBASE@2026-08-09.prefix');
    const numbers = frames
      .filter(({ via }) => via === 'stream')
      .map(({ text }) => coinbaseAdvanced.numberOf?.(JSON.parse(text)));
    expect(numbers).to.deep.equal(Array.from({ length: 515 }, (_, at) => at));
  });

  it("invalidate both of the recorded session's books where a heartbeat is taken from it", async function () {
    const frames = recordedFrames(recordingsOrPending(this), 'COINBASE@2026-08-09.prefix');
    const beat = frames.findIndex(({ text }) => text.startsWith('{"channel":"heartbeats"'));
    const states = await statesOf(frames.filter((_, at) => at !== beat));
    const live = states.filter((state) => state.includes(' live '));
    expect(live.slice(0, 2)).to.deep.equal(['BTC-USD live 65083.66', 'BTC-USD live 65083.66']);
    expect(states.slice(-2)).to.have.members(['BTC-USD gap connectionGap', 'ETH-USD gap connectionGap']);
    expect(states.filter((state) => state.includes(' gap '))).to.have.lengthOf(2);
  });
});
