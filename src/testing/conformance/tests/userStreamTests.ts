import type { ConformanceGroup } from '../connectorTest.js';
import { demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

/** An order that is filled in two parts, one that is cancelled after a part, and one that takes. */
async function tradeALittle(stage: Stage): Promise<void> {
  const filled = await stage.open('buy', 2, -1);
  const cancelled = await stage.open('sell', 2, 3);
  await stage.otherPlaces('sell', 1, -1);
  await stage.otherPlaces('buy', 1, 3);
  await stage.otherPlaces('sell', 1, -1);
  await stage.otherPlaces('sell', 1, 1);
  const taking = stage.buy(1, 1);
  await stage.eventually(() => {
    demandEqual(
      stage.kinds(filled),
      ['created', 'filled', 'filled', 'completed'],
      'the events of what rested',
    );
    demandEqual(stage.kinds(taking), ['created', 'filled', 'completed'], 'the events of what took');
    demandEqual(stage.kinds(cancelled), ['created', 'filled'], 'the events of what is filled in part');
  });
  demandEqual((await stage.cancel(cancelled))._tag, 'cancelled', 'the cancel');
  await stage.told(cancelled, ['created', 'filled', 'cancelled']);
}

/** What the venue tells by itself, and what has to be asked for where it does not. */
export const userStreamTests: ConformanceGroup = {
  title: 'user stream and polling',
  cases: () => [
    {
      title: 'knows what becomes of orders by the user stream',
      run: async (stage) => {
        await stage.start();
        await tradeALittle(stage);
      },
    },
    {
      title: 'knows what becomes of orders by asking alone, where the user stream is silent',
      needs: ['silence'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.silenceUserStream(true);
        await tradeALittle(stage);
        await stage.exchange.faults.silenceUserStream(false);
      },
    },
    {
      title: 'tells nothing twice where the user stream tells all twice',
      needs: ['repeatedMessages'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.disturbUserStream('repeated');
        await tradeALittle(stage);
      },
    },
    {
      title: 'tells events in their lawful order where the user stream is out of order',
      needs: ['reorderedMessages'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.disturbUserStream('reordered');
        await tradeALittle(stage);
      },
    },
    {
      title: 'takes news that overtakes the answer to the submit, and the other way round',
      needs: ['heldMessages'],
      run: async (stage) => {
        await stage.start();
        await stage.otherPlaces('sell', 1, 0);
        await stage.exchange.faults.holdUserStream(true);
        const id = stage.buy(2, 0);
        await stage.eventually(() =>
          demandEqual(stage.kinds(id).slice(0, 2), ['created', 'filled'], 'the events'),
        );
        await stage.exchange.faults.holdUserStream(false);
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled', 'filled', 'completed']);
      },
    },
    {
      title: 'goes on with an open order when its connections are cut',
      needs: ['outages'],
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 3, 0);
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled']);
        await stage.exchange.faults.cutConnections();
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled', 'filled']);
        await stage.ready();
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled', 'filled', 'filled', 'completed']);
      },
    },
    {
      title: 'hears of cancels and fills in an outage, each once',
      needs: ['outages', 'adoption'],
      run: async (stage) => {
        await stage.start();
        const filled = await stage.open('buy', 1, 0);
        const cancelled = await stage.open('sell', 1, 2);
        await stage.exchange.faults.setReachable(false);
        await stage.otherPlaces('sell', 1, 0);
        await stage.exchange.owner.cancel(cancelled);
        await stage.exchange.faults.setReachable(true);
        await stage.told(filled, ['created', 'filled', 'completed']);
        await stage.told(cancelled, ['created', 'cancelled']);
        await stage.ready();
      },
    },
  ],
};
