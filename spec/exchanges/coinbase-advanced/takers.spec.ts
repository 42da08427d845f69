import { expect } from 'chai';
import { Subject } from 'rxjs';

import { frameDecoder, isMarketMessage, orderBooks } from '../../../src/connector/index.js';
import type { OrderBook } from '../../../src/book/index.js';
import type { MarketMessage } from '../../../src/domain/index.js';
import { coinbaseAdvanced } from '../../../src/exchanges/coinbase-advanced/index.js';
import { recordedFrames, recordingsOrPending } from '../recordings.js';

describe("Coinbase Advanced Trade's recorded trades", () => {
  it('took from the side of the book that ours say: buys from the asks, sells from the bids', function () {
    const messages$ = new Subject<MarketMessage>();
    const books = new Map<string, OrderBook>();
    const books$ = messages$.pipe(orderBooks(coinbaseAdvanced)).subscribe(({ symbol, value }) => {
      if (value.status === 'live') books.set(symbol, value.book);
    });
    const counts: Record<string, number> = {};
    const decode = frameDecoder(coinbaseAdvanced);
    const frames = recordedFrames(recordingsOrPending(this), 'COINBASE@2026-08-09.prefix');
    for (const message of frames.flatMap(decode).filter(isMarketMessage)) {
      const book = books.get(message.symbol);
      if (message._tag === 'trade' && book !== undefined) {
        const { bids, asks } = book;
        const atAsk = message.price.gte(asks.best!.price);
        const atBid = message.price.lte(bids.best!.price);
        const place = `${message.side} ${atAsk ? 'at the ask' : atBid ? 'at the bid' : 'between'}`;
        counts[place] = (counts[place] ?? 0) + 1;
      }
      messages$.next(message);
    }
    books$.unsubscribe();
    expect(counts).to.deep.equal({
      'buy at the ask': 32,
      'sell at the bid': 14,
      'buy between': 1,
      'sell between': 5,
    });
  });
});
