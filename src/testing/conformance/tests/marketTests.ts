import type { Decimal } from 'decimal.js';
import { catchError, firstValueFrom, map, of, timeout } from 'rxjs';

import { instrument as instrumentName } from '../../../domain/ids.js';
import type { ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

/** So far from the usual price, in ticks, orders only show that the book moves. */
const FAR = 500;

/** Listens to the book of the tested instrument. */
function listenToBook(stage: Stage) {
  const far = [stage.price(-FAR), stage.price(FAR)] as const;
  const near = ({ price }: { readonly price: Decimal }): boolean => price.gt(far[0]) && price.lt(far[1]);
  let seen: unknown;
  const listening = stage.connector.book(stage.instrument.name).subscribe((state) => {
    if (state.status !== 'live') seen = state.status;
    else {
      const { bids, asks } = state.book;
      seen = [bids, asks].map((side) => [...side].filter(near).map(({ price, size }) => [price, size]));
    }
  });
  const levels = (side: readonly number[]): unknown =>
    Array.from({ length: side.length / 2 }, (_, n) => [
      stage.price(side[2 * n]!),
      stage.amount(side[2 * n + 1]!),
    ]);
  return {
    /** Waits until the book is live, with these levels near the usual price: ticks and usual amounts in turn. */
    shows: (bids: readonly number[], asks: readonly number[]) =>
      stage.eventually(async () => {
        // Where ids have to join, a book may want something to happen in it before it is live.
        if (typeof seen === 'string') await stage.otherPlaces('buy', 1, -FAR);
        demandEqual(seen, [levels(bids), levels(asks)], 'the book');
      }),
    leave: () => listening.unsubscribe(),
  };
}

/** What a connector tells of the market. */
export const marketTests: ConformanceGroup = {
  title: 'market',
  cases: ({ name, rule }) => [
    {
      title: "lists the instrument under its unified name and the venue's own, with its currencies",
      run: async (stage) => {
        await stage.start();
        const listings = await stage.first(stage.connector.listings$, 'the listings');
        const found = listings.find((listing) => listing.instrument === name);
        demand(found !== undefined, `${name} is not listed`);
        const { symbol, base, quote, trading } = found;
        const wanted = { symbol: rule.symbol, base: rule.base, quote: rule.quote, trading: true };
        demandEqual({ symbol, base, quote, trading }, wanted, 'the listing');
      },
    },
    {
      title: 'tells the rules of orders as the venue has them',
      run: async (stage) => {
        await stage.start();
        const rules = await stage.first(stage.connector.rules$, 'the rules');
        const told = rules.get(rule.symbol);
        demand(told !== undefined, `no rule of ${rule.symbol} is told`);
        for (const limit of [
          'tickSize',
          'lotSize',
          'minSize',
          'maxSize',
          'minNotional',
          'maxNotional',
        ] as const)
          if (rule[limit] !== undefined) demandEqual(told[limit], rule[limit], limit);
      },
    },
    {
      title: 'tells the last traded price, by either name of the instrument',
      run: async (stage) => {
        await stage.start();
        await stage.otherPlaces('sell', 1, 3);
        await stage.told(stage.buy(1, 3), ['created', 'filled', 'completed']);
        for (const asked of [name, rule.symbol]) {
          const prices = await stage.first(
            stage.connector.lastTradedPrices([asked]),
            'the last traded prices',
          );
          demandEqual(prices, new Map([[rule.symbol, stage.price(3)]]), `the last traded price of ${asked}`);
        }
      },
    },
    {
      title: "makes a book that is live, is the exchange's own, and follows it",
      run: async (stage) => {
        await stage.otherPlaces('buy', 1, -1);
        await stage.otherPlaces('buy', 2, -2);
        await stage.otherPlaces('sell', 3, 1);
        await stage.start();
        const book = listenToBook(stage);
        await book.shows([-1, 1, -2, 2], [1, 3]);
        const status = await stage.first(stage.connector.status$, 'the status');
        demandEqual(status.books, true, 'whether the books are live');
        await stage.otherPlaces('sell', 2, -1);
        await stage.otherPlaces('sell', 4, 2);
        await book.shows([-2, 2], [-1, 1, 1, 3, 2, 4]);
        book.leave();
      },
    },
    {
      title: "has a book again, the exchange's own, after its connections were cut",
      needs: ['outages'],
      run: async (stage) => {
        await stage.otherPlaces('buy', 1, -1);
        await stage.start();
        const book = listenToBook(stage);
        await book.shows([-1, 1], []);
        await stage.exchange.faults.setReachable(false);
        await stage.otherPlaces('buy', 2, -1);
        await stage.exchange.faults.setReachable(true);
        await book.shows([-1, 3], []);
        book.leave();
      },
    },
    {
      title: 'fails the book of an instrument that the venue does not list, and nothing else',
      run: async (stage) => {
        await stage.start();
        const told$ = stage.connector.book(instrumentName('NO-SUCH')).pipe(
          timeout(stage.limitMs),
          map(() => 'a state'),
          catchError((error: unknown) => of(error instanceof Error ? error.message : 'no error')),
        );
        const told = await firstValueFrom(told$);
        demand(told.includes('NO-SUCH'), `the book of NO-SUCH fails with: ${told}`);
        await stage.ready();
      },
    },
    {
      title: 'tells the mid price of an instrument whose book nobody listens to',
      run: async (stage) => {
        await stage.otherPlaces('buy', 1, -2);
        await stage.otherPlaces('sell', 1, 4);
        await stage.start();
        // A price that was asked for may be kept for a while.
        for (const time of ['once', 'again'])
          demandEqual(
            await stage.first(stage.connector.midPrice(name), 'the mid price'),
            stage.price(1),
            `the mid price, asked for ${time}`,
          );
      },
    },
    {
      title: 'tells each trade once, with its price and size, to whoever listens',
      run: async (stage) => {
        await stage.start();
        const told: unknown[] = [];
        const listening = stage.connector
          .trades(name)
          .subscribe(({ price, size }) => told.push([price, size]));
        // Trades before the subscription has arrived are not told: the first one shows that it has.
        await stage.otherPlaces('sell', 10, 0);
        let lead = 0;
        await stage.eventually(async () => {
          if (told.length === 0 && lead < 8) {
            lead++;
            await stage.told(stage.buy(1, 0), ['created', 'filled', 'completed']);
          }
          demand(told.length > 0, 'no trade is told');
        });
        await stage.exchange.other.cancelAll();
        await stage.otherPlaces('sell', 2, 5);
        const before = told.length;
        await stage.told(stage.buy(2, 5), ['created', 'filled', 'completed']);
        await stage.eventually(() =>
          demandEqual(told.slice(before), [[stage.price(5), stage.amount(2)]], 'the trades after the first'),
        );
        listening.unsubscribe();
      },
    },
  ],
};
