import { add, multiply, subtract } from '../../../domain/exact.js';
import type { Balances } from '../../../money/index.js';
import type { ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

/** Total and available of the two tokens. */
function ofBoth(stage: Stage, balances: Balances): unknown {
  const { base, quote } = stage.instrument.rule;
  return [base, quote].map((token) => {
    const balance = balances.get(token);
    demand(balance !== undefined, `no balance of ${token} is known`);
    return [token, balance.total, balance.available];
  });
}

const demandLedger = (stage: Stage): Promise<void> =>
  stage.eventually(async () =>
    demandEqual(
      ofBoth(stage, await stage.balances()),
      ofBoth(stage, await stage.exchange.ledger.balances()),
      'the balances, total and available',
    ),
  );

/** What the account has. */
export const balanceTests: ConformanceGroup = {
  title: 'balances',
  cases: ({ rule: { base, quote } }) => [
    {
      title: 'knows the balances when it is ready',
      run: async (stage) => {
        await stage.start();
        demandEqual(
          ofBoth(stage, await stage.balances()),
          ofBoth(stage, await stage.exchange.ledger.balances()),
          'the balances',
        );
      },
    },
    {
      title: 'takes what open orders lock from what is available, and gives it back when they are cancelled',
      run: async (stage) => {
        await stage.start();
        const before = await stage.balances();
        const buy = await stage.open('buy', 3, -1);
        const sell = await stage.open('sell', 2, 1);
        const locked = { [base]: stage.amount(2), [quote]: multiply(stage.amount(3), stage.price(-1)) };
        await stage.eventually(async () => {
          const now = await stage.balances();
          for (const token of [base, quote]) {
            const [was, is] = [before.get(token), now.get(token)];
            demand(was !== undefined && is !== undefined, `no balance of ${token} is known`);
            demandEqual(is.total, was.total, `the total of ${token}`);
            demandEqual(
              is.available,
              subtract(was.available, locked[token] ?? was.total),
              `what is available of ${token}`,
            );
          }
        });
        await demandLedger(stage);
        await stage.cancel(buy);
        await stage.cancel(sell);
        await stage.eventually(async () =>
          demandEqual(
            ofBoth(stage, await stage.balances()),
            ofBoth(stage, before),
            'the balances after the cancels',
          ),
        );
      },
    },
    {
      title: 'follows fills, fees included, of orders that are open still and of those that are filled',
      run: async (stage) => {
        await stage.start();
        const before = await stage.balances();
        await stage.otherPlaces('sell', 2, 0);
        await stage.told(stage.buy(2, 0), ['created', 'filled', 'completed']);
        const id = await stage.open('sell', 3, 1);
        await stage.otherPlaces('buy', 1, 1);
        await stage.told(id, ['created', 'filled']);
        await demandLedger(stage);
        const spent = subtract(
          multiply(stage.amount(2), stage.price(0)),
          multiply(stage.amount(1), stage.price(1)),
        );
        const total = (await stage.balances()).get(quote)?.total ?? spent;
        const was = before.get(quote)?.total ?? spent;
        demand(add(total, spent).lte(was), 'nothing was paid');
      },
    },
    {
      title: 'knows the balances after an outage in which an order was filled',
      needs: ['outages'],
      run: async (stage) => {
        await stage.start();
        await stage.open('buy', 2, 0);
        await stage.exchange.faults.setReachable(false);
        await stage.otherPlaces('sell', 1, 0);
        await stage.exchange.faults.setReachable(true);
        await demandLedger(stage);
      },
    },
  ],
};
