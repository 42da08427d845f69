import { clientOrderId } from '../../../domain/ids.js';
import type { ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';

/** Orders that are taken back. */
export const cancelTests: ConformanceGroup = {
  title: 'cancels',
  cases: () => [
    {
      title: 'cancels an order: this one, and no other',
      run: async (stage) => {
        await stage.start();
        const older = await stage.open('buy', 1, -2);
        const id = await stage.open('buy', 1, -1);
        const newer = await stage.open('sell', 1, 1);
        demandEqual(await stage.cancel(id), { _tag: 'cancelled', clientId: id }, 'the result');
        await stage.told(id, ['created', 'cancelled']);
        demandEqual((await stage.ledgerOrder(id)).isOpen, false, 'whether it is open at the exchange');
        for (const other of [older, newer])
          demandEqual(stage.kinds(other), ['created'], 'the events of another');
        demandEqual(
          stage.connector.openOrders().map(({ clientId }) => clientId),
          [older, newer],
          'open orders',
        );
      },
    },
    {
      title: 'cancels an order whose submit the venue has not answered yet',
      run: async (stage) => {
        await stage.start();
        const id = stage.buy(1, -1);
        demandEqual(await stage.cancel(id), { _tag: 'cancelled', clientId: id }, 'the result');
        await stage.told(id, ['created', 'cancelled']);
        demandEqual((await stage.ledgerOrder(id)).isOpen, false, 'whether it is open at the exchange');
      },
    },
    {
      title: 'cancels what is left of an order that is filled in part; its fills count',
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('sell', 3, 0);
        await stage.otherPlaces('buy', 1, 0);
        await stage.told(id, ['created', 'filled']);
        demandEqual((await stage.cancel(id))._tag, 'cancelled', 'the result');
        await stage.told(id, ['created', 'filled', 'cancelled']);
        demandEqual(stage.events(id).at(-1)?.executedBase, stage.amount(1), 'what is filled');
      },
    },
    {
      title: 'asks once for a cancel that is asked for twice',
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 1, -1);
        const results = await Promise.all([stage.cancel(id), stage.cancel(id)]);
        demandEqual(
          results.map(({ _tag }) => _tag),
          ['cancelled', 'cancelled'],
          'the results',
        );
        demandEqual(await stage.exchange.ledger.requests('cancel'), 1, 'requests for cancels');
      },
    },
    {
      title: 'asks for a cancel at the call, listened to or not',
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 1, -1);
        stage.connector.cancel(id);
        await stage.told(id, ['created', 'cancelled']);
      },
    },
    {
      title: 'does not cancel an order that nobody here knows, and asks nobody',
      run: async (stage) => {
        await stage.start();
        const id = clientOrderId('nobody-knows-me');
        demandEqual((await stage.cancel(id))._tag, 'notCancelled', 'the result');
        demandEqual(await stage.exchange.ledger.requests('cancel'), 0, 'requests for cancels');
        demandEqual(stage.connector.order(id)?.clientId, undefined, 'the order');
      },
    },
    {
      title: 'does not cancel an order that is filled',
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 1, 0);
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled', 'completed']);
        demandEqual((await stage.cancel(id))._tag, 'notCancelled', 'the result');
        demandEqual(stage.kinds(id), ['created', 'filled', 'completed'], 'the events');
      },
    },
    {
      title: 'loses a race against a fill: the order is completed, and the cancel says so',
      needs: ['heldMessages'],
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 1, 0);
        await stage.exchange.faults.holdUserStream(true);
        await stage.otherPlaces('sell', 1, 0);
        demandEqual((await stage.cancel(id))._tag, 'notCancelled', 'the result');
        await stage.told(id, ['created', 'filled', 'completed']);
        await stage.exchange.faults.holdUserStream(false);
      },
    },
    {
      title: 'counts a fill that it hears of after the cancel: marked late',
      needs: ['heldMessages'],
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 3, 0);
        await stage.exchange.faults.holdUserStream(true);
        await stage.otherPlaces('sell', 1, 0);
        demandEqual((await stage.cancel(id))._tag, 'cancelled', 'the result');
        await stage.exchange.faults.holdUserStream(false);
        await stage.eventually(() => {
          const kinds = stage.kinds(id);
          demandEqual([...kinds].sort(), ['cancelled', 'created', 'filled'], 'the events in any order');
          const [fill] = stage.fills(id);
          demandEqual(fill?.late, kinds.at(-1) === 'filled', 'whether the fill is late');
        });
        demandEqual(stage.order(id).filledBase, stage.amount(1), 'what is filled');
      },
    },
    {
      title: 'cancels all, one result each, in the order of their creation',
      run: async (stage) => {
        await stage.start();
        const ids = [
          await stage.open('buy', 1, -1),
          await stage.open('sell', 1, 1),
          await stage.open('buy', 1, -2),
        ];
        const results = await stage.first(stage.connector.cancelAll(stage.limitMs), 'the results');
        demandEqual(
          results,
          ids.map((clientId) => ({ _tag: 'cancelled', clientId })),
          'the results',
        );
        for (const id of ids) await stage.told(id, ['created', 'cancelled']);
        const open = (await stage.exchange.ledger.orders()).filter(({ isOpen }) => isOpen);
        demandEqual(open, [], 'open orders at the exchange');
      },
    },
    {
      title: 'cancels all where there are none',
      run: async (stage) => {
        await stage.start();
        const results = await stage.first(stage.connector.cancelAll(stage.limitMs), 'the results');
        demandEqual(results, [], 'the results');
        demandEqual(await stage.exchange.ledger.requests('cancel'), 0, 'requests for cancels');
      },
    },
    {
      title: 'cancels all others where the answer to one is lost',
      needs: ['lostAnswers'],
      run: async (stage) => {
        await stage.start();
        const ids = [await stage.open('buy', 1, -1), await stage.open('buy', 1, -2)];
        ids.push(await stage.open('sell', 1, 1));
        await stage.exchange.faults.loseAnswer('cancel', false);
        const results = await stage.first(stage.connector.cancelAll(stage.limitMs), 'the results');
        demandEqual(
          results.map(({ clientId }) => clientId),
          ids,
          'whose results they are',
        );
        const cancelled = results.filter(({ _tag }) => _tag === 'cancelled');
        demand(cancelled.length >= 2, `only ${cancelled.length} of 3 are cancelled`);
        for (const { _tag, clientId } of results) {
          const { isOpen } = await stage.ledgerOrder(clientId);
          demandEqual(isOpen, _tag !== 'cancelled', `whether ${clientId} is open, whose result is ${_tag}`);
        }
      },
    },
  ],
};
