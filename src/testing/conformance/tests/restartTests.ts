import type { ConformanceCase, ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

/** Stops it with orders open, lets them be filled and cancelled meanwhile, and goes on with another connector. */
async function restart(stage: Stage, restore: (stage: Stage) => Promise<void>): Promise<void> {
  await stage.start();
  const filled = await stage.open('buy', 3, 0);
  const open = await stage.open('sell', 1, 2);
  await stage.otherPlaces('sell', 1, 0);
  await stage.told(filled, ['created', 'filled']);
  await restore(stage);
  await stage.otherPlaces('sell', 1, 0);
  await stage.start();
  await stage.told(filled, ['created', 'filled', 'filled']);
  demandEqual(
    stage.connector.openOrders().map(({ clientId }) => clientId),
    [filled, open],
    'open orders',
  );
  demandEqual(stage.kinds(open), ['created'], 'the events of the other one');
  await stage.otherPlaces('sell', 1, 0);
  await stage.told(filled, ['created', 'filled', 'filled', 'filled', 'completed']);
  demandEqual((await stage.cancel(open))._tag, 'cancelled', 'the cancel of the other one');
}

/** As it would come from a file. */
const throughText = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

/** Goes on with another connector, which knows what this one knew when it was stopped. */
async function throughSavedStates(stage: Stage): Promise<void> {
  await stage.connector.stop();
  const saved = throughText(stage.connector.trackingStates());
  const connector = await stage.again();
  connector.restoreTrackingStates(saved);
}

const throwsAt = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return error instanceof RangeError ? 'RangeError' : 'another error';
  }
  return 'nothing';
};

const journalTest = (title: string, run: ConformanceCase['run']): ConformanceCase => ({
  title,
  needs: ['journal'],
  journal: true,
  run,
});

/** What outlives a connector. */
export const restartTests: ConformanceGroup = {
  title: 'saving and restoration',
  cases: () => [
    {
      title: 'goes on with its orders from their saved states: what happened meanwhile is told once',
      run: (stage) => restart(stage, throughSavedStates),
    },
    {
      title: 'saves an order whose answer is awaited or lost, and finds out about it after the restart',
      needs: ['lostAnswers'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.loseAnswer('place', true);
        const id = stage.buy(1, -1);
        await stage.eventually(async () =>
          demandEqual(await stage.exchange.ledger.requests('place'), 1, 'requests for orders'),
        );
        await throughSavedStates(stage);
        await stage.start();
        await stage.told(id, ['created']);
        demandEqual(await stage.exchange.ledger.requests('place'), 1, 'requests for orders');
      },
    },
    {
      title: 'takes no saved states once it is started, and none that are no such',
      run: async (stage) => {
        const saved = throughText(stage.connector.trackingStates());
        demand(
          throwsAt(() => stage.connector.restoreTrackingStates({ orders: 'none' })) !== 'nothing',
          'nothing is thrown',
        );
        await stage.start();
        demandEqual(
          throwsAt(() => stage.connector.restoreTrackingStates(saved)),
          'RangeError',
          'what is thrown',
        );
      },
    },
    journalTest('goes on with its orders from a journal: what happened meanwhile is told once', (stage) =>
      restart(stage, async () => {
        await stage.again();
      }),
    ),
    journalTest(
      'records fills: those of an open order are known after a restart, each once, with its fee',
      async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 3, 0);
        await stage.otherPlaces('sell', 1, 0);
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled', 'filled']);
        const fillsOf = () =>
          stage.order(id).fills.map(({ tradeId, amount, price, fees }) => [tradeId, amount, price, fees]);
        const wanted = (await stage.ledgerFills(id)).map(({ tradeId, amount, price, fee }) => [
          tradeId,
          amount,
          price,
          fee === undefined ? [] : [fee],
        ]);
        demandEqual(fillsOf(), wanted, 'the fills before the restart');
        await stage.again();
        await stage.start();
        demandEqual(fillsOf(), wanted, 'the fills after the restart');
        demandEqual(stage.kinds(id), ['created', 'filled', 'filled'], 'the events');
      },
    ),
  ],
};
