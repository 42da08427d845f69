import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { expect } from 'chai';

import { snapshotOf } from '../../src/connector/index.js';
import { binance } from '../../src/exchanges/binance/index.js';
import { coinbaseVenue } from '../../src/exchanges/coinbase/index.js';
import { answerFrame } from '../exchanges/frames.js';

const URL = 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000';

describe('snapshotOf', () => {
  it('is the snapshot of an answer, by levels or by orders', () => {
    const levels = snapshotOf(binance, answerFrame(URL, { lastUpdateId: 5, bids: [], asks: [] }));
    expect(isRight(levels) && levels.right).to.include({ _tag: 'snapshot', symbol: 'BTCUSDT', lastId: 5 });
    const orders = snapshotOf(
      coinbaseVenue({ book: 'full' }),
      answerFrame('https://api.exchange.coinbase.com/products/BTC-USD/book?level=3', {
        sequence: 7,
        bids: [],
        asks: [],
      }),
    );
    expect(isRight(orders) && orders.right).to.include({
      _tag: 'orderSnapshot',
      symbol: 'BTC-USD',
      lastId: 7,
    });
  });

  it('is what the answer holds instead where it holds none', () => {
    const refused = snapshotOf(binance, answerFrame(URL, { code: -1003, msg: 'Too many requests' }));
    expect(refused).to.deep.equal({
      _tag: 'Left',
      left: { _tag: 'refusal', venue: 'binance', code: -1003, message: 'Too many requests' },
    });
    const bad = snapshotOf(binance, answerFrame(URL, { lastUpdateId: 5 }));
    expect(isLeft(bad) && bad.left?._tag).to.equal('badFrame');
  });
});
