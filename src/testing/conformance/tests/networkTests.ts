import { filter, map } from 'rxjs';

import type { ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

const demandConnections = (stage: Stage, count: number): Promise<void> =>
  stage.eventually(async () =>
    demandEqual(await stage.exchange.ledger.connections(), count, 'open connections'),
  );

/** How a connector starts and stops, and what it says of itself. */
export const networkTests: ConformanceGroup = {
  title: 'network and status',
  cases: () => [
    {
      title: 'asks the venue whether it is there',
      needs: ['outages'],
      run: async (stage) => {
        const check = () => stage.first(stage.connector.checkNetwork(), 'the answer');
        demandEqual(await check(), 'connected', 'the network');
        await stage.exchange.faults.setReachable(false);
        demandEqual(await check(), 'notConnected', 'the network in an outage');
      },
    },
    {
      title: 'opens nothing before it is started, then gets ready, every part of it',
      run: async (stage) => {
        demandEqual(await stage.exchange.ledger.connections(), 0, 'open connections before the start');
        demandEqual(await stage.first(stage.connector.ready$, 'ready'), false, 'ready before the start');
        demandEqual(
          await stage.first(stage.connector.network$, 'network'),
          'stopped',
          'the network before it',
        );
        await stage.start();
        const { network, ...parts } = await stage.first(stage.connector.status$, 'the status');
        demandEqual(network, 'connected', 'the network');
        const lacking = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [] : [part]));
        demandEqual(lacking, [], 'what is not as it should be');
      },
    },
    {
      title: "knows the venue's clock",
      needs: ['clockSkew'],
      run: async (stage) => {
        await stage.exchange.faults.skewClock(7_000);
        await stage.start();
        const { offsetMs } = await stage.first(stage.connector.clock$, 'the clock');
        demand(
          Math.abs(offsetMs - 7_000) < 500,
          `the venue's clock is 7000 ms ahead, and said to be ${offsetMs}`,
        );
      },
    },
    {
      title: 'is started twice as if once',
      run: async (stage) => {
        await stage.start();
        const open = await stage.exchange.ledger.connections();
        stage.connector.start();
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(stage.buy(1, 0), ['created', 'filled', 'completed']);
        await demandConnections(stage, open);
      },
    },
    {
      title: 'closes all when it is stopped, twice as if once, and says so',
      run: async (stage) => {
        await stage.start();
        await Promise.all([stage.connector.stop(), stage.connector.stop()]);
        await stage.connector.stop();
        await demandConnections(stage, 0);
        demandEqual(await stage.first(stage.connector.ready$, 'ready'), false, 'ready when it is stopped');
        demandEqual(await stage.first(stage.connector.network$, 'network'), 'stopped', 'the network');
      },
    },
    {
      title: 'can be stopped while it starts, and started again',
      run: async (stage) => {
        stage.connector.start();
        await stage.connector.stop();
        await demandConnections(stage, 0);
        demandEqual(await stage.first(stage.connector.ready$, 'ready'), false, 'ready when it is stopped');
        await stage.start();
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(stage.buy(1, 0), ['created', 'filled', 'completed']);
      },
    },
    {
      title: 'leaves open orders alone when it is stopped, and goes on with them when it is started again',
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 2, -1);
        await stage.connector.stop();
        demandEqual((await stage.ledgerOrder(id)).isOpen, true, 'whether the order is open at the exchange');
        await stage.otherPlaces('sell', 1, -1);
        await stage.start();
        await stage.told(id, ['created', 'filled']);
        await stage.otherPlaces('sell', 1, -1);
        await stage.told(id, ['created', 'filled', 'filled', 'completed']);
      },
    },
    {
      title: 'takes no order unless it is started',
      run: async (stage) => {
        const said = (): string => {
          try {
            stage.buy(1, 0);
          } catch (error) {
            return error instanceof RangeError ? 'RangeError' : String(error);
          }
          return 'nothing';
        };
        demandEqual(said(), 'RangeError', 'what is thrown before the start');
        await stage.start();
        await stage.connector.stop();
        demandEqual(said(), 'RangeError', 'what is thrown after the stop');
        demandEqual(await stage.exchange.ledger.requests('place'), 0, 'requests for orders');
      },
    },
    {
      title:
        'says that it is not ready in an outage, connects again by itself, and is ready with what happened meanwhile',
      needs: ['outages'],
      run: async (stage) => {
        await stage.start();
        const id = await stage.open('buy', 2, -1);
        const gone = await stage.open('sell', 1, 3);
        await stage.exchange.faults.setReachable(false);
        await stage.first(stage.connector.ready$.pipe(filter((isReady) => !isReady)), 'that it is not ready');
        await stage.otherPlaces('sell', 2, -1);
        await stage.otherPlaces('buy', 1, 3);
        await stage.exchange.faults.setReachable(true);
        const atReady$ = stage.connector.ready$.pipe(
          filter((isReady) => isReady),
          map(() => [stage.kinds(id), stage.kinds(gone)]),
        );
        const filled = ['created', 'filled', 'completed'];
        demandEqual(
          await stage.first(atReady$, 'that it is ready again'),
          [filled, filled],
          'the events at that moment',
        );
      },
    },
  ],
};
