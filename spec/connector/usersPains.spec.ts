import { expect } from 'chai';
import { asyncScheduler, delay, map, Observable, of, timer } from 'rxjs';

import { conflate } from '../../src/backpressure/index.js';
import { trackBooks, subscriptionPlans } from '../../src/connector/index.js';
import { venueSymbol, type FeedMessage } from '../../src/domain/index.js';
import { kraken } from '../../src/exchanges/kraken/index.js';
import { timelineOf } from '../support/operatorChecklist.js';

describe('what users of other libraries run into with connections and streams', () => {
  it('one cannot unsubscribe (ccxt#14741, #8225): the last to leave frees wire, timers and feed', () => {
    const sent: string[] = [];
    let feeds = 0;
    const tracker = trackBooks(
      kraken,
      (wanted$) =>
        new Observable<FeedMessage>((subscriber) => {
          feeds++;
          subscriber.add(
            wanted$.pipe(subscriptionPlans(kraken)).subscribe((plans) => {
              for (const { frames } of [...plans.subscribe, ...plans.unsubscribe]) {
                for (const frame of frames) {
                  const { event, pair } = JSON.parse(frame) as {
                    readonly event: string;
                    readonly pair: string[];
                  };
                  sent.push(`${event} ${pair.join()}`);
                }
              }
            }),
          );
          return () => feeds--;
        }),
      { staleAfterMs: 1000 },
    );
    for (let round = 0; round < 200; round++) {
      const listeners = ['XBT/USD', 'ETH/USD', 'XBT/USD'].map((symbol) =>
        tracker.book(venueSymbol(symbol)).subscribe(),
      );
      expect(feeds).to.equal(1);
      for (const listener of listeners) listener.unsubscribe();
      expect(feeds).to.equal(0);
    }
    expect(sent.length).to.equal(800);
    expect(sent.slice(0, 4)).to.deep.equal([
      'subscribe XBT/USD',
      'subscribe ETH/USD',
      'unsubscribe ETH/USD',
      'unsubscribe XBT/USD',
    ]);
  });

  it('a slow consumer is 20 minutes late (cryptofeed#617), updates are missed without a word (ccxt#10754): it gets the newest, with a count', () => {
    // A thousand updates in a second, each of which takes 100 ms.
    const seen = timelineOf(
      () =>
        timer(0, 1).pipe(
          map((at) => ({ at, now: asyncScheduler.now() })),
          conflate(({ value, passedOver }) =>
            of(`${value.at} late by ${asyncScheduler.now() - value.now}, ${passedOver} passed over`).pipe(
              delay(100),
            ),
          ),
        ),
      450,
    );
    expect(seen).to.deep.equal([
      '100 0 late by 0, 0 passed over',
      '200 99 late by 1, 98 passed over',
      '300 200 late by 0, 100 passed over',
      '400 300 late by 0, 99 passed over',
    ]);
  });
});
