import type { ConformanceGroup } from '../connectorTest.js';
import { demand } from '../demand.js';

/** What must be seen nowhere. All other tests look for it too. */
export const secretTests: ConformanceGroup = {
  title: 'secrets',
  cases: () => [
    {
      title: 'shows no key and no signature, whatever fails',
      needs: ['outages', 'lostAnswers', 'serverErrors', 'clockSkew'],
      run: async (stage) => {
        const { faults } = stage.exchange;
        await stage.start();
        await stage.exchange.faults.loseAnswer('place', true);
        const lost = stage.buy(1, -1);
        await stage.told(lost, ['created']);
        await faults.failServer('cancel', false);
        await stage.cancel(lost);
        await stage.told(stage.buy(1_000, 0), ['failed']);
        await faults.skewClock(30_000);
        await stage.open('sell', 1, 2);
        await faults.setReachable(false);
        await stage.eventually(() =>
          demand(
            stage.texts().some((text) => text.includes('connectionLost')),
            'no lost connection is told',
          ),
        );
        await faults.setReachable(true);
        await stage.ready();
        const failures = stage.texts().filter((text) => text.includes('callFailed'));
        demand(failures.length > 0, 'no failed call is told');
        stage.demandNothingSecret();
      },
    },
  ],
};
