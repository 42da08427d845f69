import { asyncScheduler } from 'rxjs';

import type { ConformanceCase, ConformanceGroup } from '../connectorTest.js';
import type { Capability } from '../harness.js';
import { demand, demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

type Fault = 'loseAnswer' | 'failServer';

const NEED: Readonly<Record<Fault, Capability>> = { loseAnswer: 'lostAnswers', failServer: 'serverErrors' };
const SAID: Readonly<Record<Fault, string>> = {
  loseAnswer: 'gets no answer',
  failServer: 'gets an error of the server that says nothing',
};

/** Nothing is sent again: one request for orders, whatever is done to find out. */
const demandSentOnce = async (stage: Stage): Promise<void> =>
  demandEqual(await stage.exchange.ledger.requests('place'), 1, 'requests for orders');

const liveTest = (fault: Fault): ConformanceCase => ({
  title: `finds an order whose submit ${SAID[fault]}, and that is live; sends nothing twice`,
  needs: [NEED[fault]],
  run: async (stage) => {
    await stage.start();
    await stage.exchange.faults[fault]('place', true);
    const id = stage.buy(2, 0);
    await stage.told(id, ['created']);
    await stage.otherPlaces('sell', 2, 0);
    await stage.told(id, ['created', 'filled', 'completed']);
    await demandSentOnce(stage);
  },
});

const neverThereTest = (fault: Fault): ConformanceCase => ({
  title: `gives an order up whose submit ${SAID[fault]}, and that the venue never had; unknown until then, sent once`,
  needs: [NEED[fault]],
  run: async (stage) => {
    await stage.start();
    await stage.exchange.faults[fault]('place', false);
    const id = stage.buy(1, -1);
    await stage.eventually(() => demandEqual(stage.status(id), 'unknown', 'the status of the order'));
    demandEqual(
      stage.connector.openOrders().map(({ clientId }) => clientId),
      [id],
      'open orders',
    );
    demandEqual(stage.kinds(id), [], 'the events as long as nobody knows');
    await stage.told(id, ['failed']);
    await demandSentOnce(stage);
    demandEqual(await stage.exchange.ledger.orders(), [], 'orders at the exchange');
  },
});

const cancelledTest = (fault: Fault): ConformanceCase => ({
  title: `finds out that an order is gone whose cancel ${SAID[fault]}`,
  needs: [NEED[fault]],
  run: async (stage) => {
    await stage.start();
    const id = await stage.open('buy', 1, -1);
    await stage.exchange.faults[fault]('cancel', true);
    demandEqual((await stage.cancel(id))._tag, 'cancelled', 'the result');
    await stage.told(id, ['created', 'cancelled']);
  },
});

const notCancelledTest = (fault: Fault): ConformanceCase => ({
  title: `keeps an order whose cancel ${SAID[fault]}, and never arrived; it can be filled`,
  needs: [NEED[fault]],
  run: async (stage) => {
    await stage.start();
    const id = await stage.open('buy', 1, 0);
    await stage.exchange.faults[fault]('cancel', false);
    const { _tag } = await stage.cancel(id);
    demand(_tag !== 'cancelled', 'an order is said to be cancelled that is open');
    demandEqual(stage.kinds(id), ['created'], 'the events');
    demandEqual(
      stage.connector.openOrders().map(({ clientId }) => clientId),
      [id],
      'open orders',
    );
    await stage.otherPlaces('sell', 1, 0);
    await stage.told(id, ['created', 'filled', 'completed']);
  },
});

/** What is not known of requests, and what is refused for reasons that are not the order's. */
export const lostAnswerTests: ConformanceGroup = {
  title: 'lost answers, limits and clocks',
  cases: () => [
    ...(['loseAnswer', 'failServer'] as const).flatMap((fault) => [
      liveTest(fault),
      neverThereTest(fault),
      cancelledTest(fault),
      notCancelledTest(fault),
    ]),
    {
      title: 'does not give up an order that is asked for in vain while it is on its way',
      needs: ['lostAnswers'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.arriveLate('place');
        const id = stage.buy(1, 0);
        await stage.told(id, ['created']);
        await stage.otherPlaces('sell', 1, 0);
        await stage.told(id, ['created', 'filled', 'completed']);
        await demandSentOnce(stage);
      },
    },
    {
      title:
        'fails an order that is one request too many, and asks nothing for as long as it is told to wait',
      needs: ['rateLimits'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.limitRate('place', 1);
        const refusedAt = asyncScheduler.now();
        const refused = stage.buy(1, -1);
        await stage.told(refused, ['failed']);
        const next = stage.buy(1, -1);
        await stage.eventually(() =>
          demand(stage.kinds(next).length > 0, 'nothing is told of the next order'),
        );
        const requests = await stage.exchange.ledger.requests('place');
        // It may be given up instead: then it was not sent.
        if (stage.kinds(next).includes('failed')) demandEqual(requests, 1, 'requests for orders');
        else {
          const waitedMs = asyncScheduler.now() - refusedAt;
          demand(waitedMs >= 990, `the next order was sent after ${waitedMs} ms of 1000`);
          demandEqual(requests, 2, 'requests for orders');
        }
      },
    },
    {
      title: "measures the clock anew when the venue's jumps, and places the order all the same",
      needs: ['clockSkew'],
      run: async (stage) => {
        await stage.start();
        await stage.exchange.faults.skewClock(30_000);
        const id = stage.buy(1, -1);
        await stage.told(id, ['created']);
        demandEqual((await stage.exchange.ledger.orders()).length, 1, 'orders at the exchange');
        demand((await stage.exchange.ledger.requests('place')) <= 2, 'it was tried more than twice');
        demandEqual((await stage.cancel(id))._tag, 'cancelled', 'the cancel');
      },
    },
  ],
};
