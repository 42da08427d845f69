import { expect } from 'chai';

import { bookFromSnapshot, type OrderBook } from '../../../src/book/index.js';
import { bookChecksum } from '../../../src/exchanges/kraken/checksum.js';
import { crc32 } from '../../../src/codec/index.js';
import { decodeFrame } from '../../../src/connector/index.js';
import { kraken } from '../../../src/exchanges/kraken/index.js';
import { streamFrame } from '../frames.js';

const TIME = '1582905487.684110';

function bookOf(
  asks: readonly (readonly [string, string])[],
  bids: readonly (readonly [string, string])[],
): OrderBook {
  const timed = (levels: readonly (readonly [string, string])[]) => levels.map((level) => [...level, TIME]);
  const frame = streamFrame([0, { as: timed(asks), bs: timed(bids) }, 'book-100', 'XBT/USD']);
  const [snapshot] = decodeFrame(kraken, frame);
  if (snapshot?._tag !== 'snapshot') throw new Error(`no snapshot: ${JSON.stringify(snapshot)}`);
  return bookFromSnapshot(snapshot);
}

const run = (prices: readonly string[]) => prices.map((price) => [price, '0.00000500'] as const);

describe("Kraken's checksum", () => {
  const documented = bookOf(
    run([5, 10, 15, 20, 25, 30, 35, 40, 45, 50].map((ticks) => (0.05 + ticks / 1e5).toFixed(5))),
    run([
      '0.05000',
      '0.04995',
      '0.04990',
      '0.04980',
      '0.04975',
      '0.04970',
      '0.04965',
      '0.04960',
      '0.04955',
      '0.04950',
    ]),
  );

  it('of the documented book is 974947235', () => {
    expect(bookChecksum(documented)).to.equal(
      crc32(
        '5005500501050050155005020500502550050305005035500504050050455005050500' +
          '5000500499550049905004980500497550049705004965500496050049555004950500',
      ),
    );
    expect(bookChecksum(documented)).to.equal(974947235);
  });

  it('covers ten levels a side, however many there are', () => {
    const beyond = bookOf(
      [...run(documented.asks.top(10).map((level) => level.priceWireText)), ['0.05055', '1.00000000']],
      [...run(documented.bids.top(10).map((level) => level.priceWireText)), ['0.04945', '1.00000000']],
    );
    expect(beyond.asks.top(20)).to.have.lengthOf(11);
    expect(bookChecksum(beyond)).to.equal(974947235);
  });

  it('takes what there is where there are fewer', () => {
    expect(bookChecksum(bookOf([['1.50', '2.000']], []))).to.equal(crc32('1502000'));
    expect(bookChecksum(bookOf([], [['0.0020', '10.5']]))).to.equal(crc32('20105'));
    expect(bookChecksum(bookOf([], []))).to.equal(0);
  });

  it('keeps trailing zeros as the venue wrote them, and drops the point and leading zeros only', () => {
    const book = bookOf(
      [
        ['56218.30000', '0.01000000'],
        ['56219.00000', '100.00000000'],
      ],
      [['0.000022900', '1242.63590000']],
    );
    expect(bookChecksum(book)).to.equal(
      crc32('5621830000' + '1000000' + '5621900000' + '10000000000' + '22900' + '124263590000'),
    );
  });

  it('keeps texts that no double gives back', () => {
    const book = bookOf([['0.123456789012345678', '12345678901234567890.10']], []);
    expect(bookChecksum(book)).to.equal(crc32('123456789012345678' + '1234567890123456789010'));
  });
});
