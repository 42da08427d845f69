import { Decimal } from 'decimal.js';
import { firstValueFrom, take, toArray } from 'rxjs';

import { add, divide, multiply } from '../../../domain/exact.js';
import type { ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';

const [ONE, TWO, FOUR] = [new Decimal(1), new Decimal(2), new Decimal(4)];

/** Orders that are open: how they get there, are told, listed and amended, and those of others. */
export const openOrders: ConformanceGroup['cases'] = ({ name, rule }) => [
  {
    title: "quantizes amounts and prices as the rule says: a buy's price down, a sell's up, amounts down",
    lack: rule.tickSize && rule.lotSize ? undefined : 'the venue has no tick or no lot',
    run: async (stage) => {
      await stage.start();
      const { connector } = stage;
      const { tickSize: tick = ONE, lotSize: lot = ONE } = rule;
      const between = add(stage.price(0), divide(tick, FOUR));
      const above = add(stage.amount(1), divide(lot, FOUR));
      demandEqual(connector.quantizePrice(name, 'buy', between), stage.price(0), 'the price of a buy');
      demandEqual(connector.quantizePrice(name, 'sell', between), stage.price(1), 'the price of a sell');
      demandEqual(connector.quantizeAmount(name, above), stage.amount(1), 'the amount');
      const bought = stage.place('buy', { orderType: 'limit', amount: above, price: between });
      const sold = stage.place('sell', {
        orderType: 'limit',
        amount: above,
        price: add(between, multiply(tick, TWO)),
      });
      await stage.told(bought, ['created']);
      await stage.told(sold, ['created']);
      const { price, amount } = await stage.ledgerOrder(bought);
      demandEqual([price, amount], [stage.price(0), stage.amount(1)], 'the buy at the exchange');
      const sell = await stage.ledgerOrder(sold);
      demandEqual([sell.price, sell.amount], [stage.price(3), stage.amount(1)], 'the sell at the exchange');
    },
  },
  {
    title: 'gives many orders at once an id each, and keeps them apart',
    run: async (stage) => {
      await stage.start();
      const ids = Array.from({ length: 10 }, (_, n) => stage.buy(1, -1 - n));
      demandEqual(new Set(ids).size, 10, 'different ids');
      for (const [n, id] of ids.entries()) {
        await stage.told(id, ['created']);
        demandEqual((await stage.ledgerOrder(id)).price, stage.price(-1 - n), 'the price at the exchange');
      }
      await stage.otherPlaces('sell', 1, -1);
      await stage.told(ids[0]!, ['created', 'filled', 'completed']);
      demandEqual(
        stage.connector.openOrders().map(({ clientId }) => clientId),
        ids.slice(1),
        'open orders',
      );
    },
  },
  {
    title: 'lists open orders, the oldest first, limit orders in their plain form too',
    run: async (stage) => {
      await stage.start();
      const buy = await stage.open('buy', 1, -2);
      const sell = await stage.open('sell', 2, 2);
      const done = await stage.open('buy', 1, 1);
      await stage.otherPlaces('sell', 1, 1);
      await stage.told(done, ['created', 'filled', 'completed']);
      demandEqual(
        stage.connector.openOrders().map(({ clientId }) => clientId),
        [buy, sell],
        'open orders',
      );
      const plain = stage.connector.limitOrders().map((order) => {
        const { clientId, symbol, side, price, amount, base, quote, status } = order;
        return {
          clientId,
          symbol,
          side,
          price,
          amount,
          base,
          quote,
          status,
          executedBase: order.executedBase,
        };
      });
      const { symbol, base, quote } = rule;
      const common = { base, quote, status: 'open', executedBase: stage.amount(0) };
      demandEqual(
        plain,
        [
          {
            clientId: buy,
            symbol,
            side: 'buy',
            price: stage.price(-2),
            amount: stage.amount(1),
            ...common,
          },
          {
            clientId: sell,
            symbol,
            side: 'sell',
            price: stage.price(2),
            amount: stage.amount(2),
            ...common,
          },
        ],
        'limit orders',
      );
      const ledger = await stage.exchange.ledger.orders();
      demandEqual(
        stage.connector.limitOrders().map(({ venueId }) => venueId),
        ledger.filter(({ isOpen }) => isOpen).map(({ venueId }) => venueId),
        "the venue's ids",
      );
    },
  },
  {
    title: 'tells events to all that listen, each as it comes',
    run: async (stage) => {
      await stage.start();
      const heard = firstValueFrom(stage.connector.orderEvents$.pipe(take(3), toArray()));
      await stage.otherPlaces('sell', 1, 0);
      const id = stage.place('buy', stage.limit(1, 0));
      await stage.told(id, ['created', 'filled', 'completed']);
      demandEqual(
        (await heard).map(({ _tag }) => _tag),
        ['created', 'filled', 'completed'],
        'what another one hears',
      );
      demand(
        stage.events(id).every(({ receivedAt, venueTime }) => receivedAt > 0 && venueTime !== undefined),
        'an event lacks a time',
      );
    },
  },
  {
    title: 'amends an open order: another amount, the same order',
    needs: ['amend'],
    run: async (stage) => {
      await stage.start();
      const id = await stage.open('buy', 4, 0);
      await stage.otherPlaces('sell', 1, 0);
      await stage.told(id, ['created', 'filled']);
      const result = await stage.first(stage.connector.amend(id, stage.amount(3)), 'the result');
      demandEqual(result._tag, 'amended', 'the result');
      demandEqual((await stage.ledgerOrder(id)).amount, stage.amount(3), 'the amount at the exchange');
      demandEqual(
        stage.connector.limitOrders().map(({ amount }) => amount),
        [stage.amount(3)],
        'the amount',
      );
      await stage.otherPlaces('sell', 2, 0);
      await stage.told(id, ['created', 'filled', 'filled', 'completed']);
      demandEqual(stage.events(id).at(-1)?.executedBase, stage.amount(3), 'what is filled');
    },
  },
  {
    title: 'tells of an amendment that the venue refuses, and leaves the order as it is',
    needs: ['amend'],
    run: async (stage) => {
      await stage.start();
      const id = await stage.open('buy', 2, 0);
      const result = await stage.first(stage.connector.amend(id, stage.amount(2_000)), 'the result');
      demandEqual(result._tag, 'notAmended', 'the result');
      demandEqual((await stage.ledgerOrder(id)).amount, stage.amount(2), 'the amount at the exchange');
      demandEqual(
        stage.connector.limitOrders().map(({ amount }) => amount),
        [stage.amount(2)],
        'the amount',
      );
    },
  },
  {
    title: 'adopts an order that its owner placed elsewhere, and tells what becomes of it',
    needs: ['adoption'],
    run: async (stage) => {
      await stage.start();
      const id = await stage.exchange.owner.place('buy', stage.amount(2), stage.price(0));
      const told = (kinds: readonly string[]) =>
        stage.eventually(() => {
          const events = stage.events().filter(({ clientId }) => clientId === id);
          demandEqual(
            events.map(({ _tag }) => _tag),
            kinds,
            'the events',
          );
          demand(
            events.every(({ adopted }) => adopted),
            'an event does not say that the order is adopted',
          );
        });
      await told(['created']);
      await stage.otherPlaces('sell', 2, 0);
      await told(['created', 'filled', 'completed']);
      demandEqual(
        add(stage.amount(2), stage.amount(0)),
        stage.events().at(-1)?.executedBase,
        'what is filled',
      );
    },
  },
  {
    title: 'hears that an order of its own was taken back by its owner',
    needs: ['adoption'],
    run: async (stage) => {
      await stage.start();
      const id = await stage.open('sell', 1, 2);
      await stage.exchange.owner.cancel(id);
      await stage.told(id, ['created', 'cancelled']);
      demandEqual(stage.connector.openOrders(), [], 'open orders');
      demand(stage.connector.order(id)?.symbol === rule.symbol, `${name} is not the order's`);
    },
  },
];
