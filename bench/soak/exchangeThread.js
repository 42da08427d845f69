import { parentPort, workerData } from 'node:worker_threads';

import { accountLedger, parseFaults } from '../../dist/sim/index.js';
import { startVenue } from '../../dist/sim/node/index.js';

/** The exchange in a thread of its own: what it keeps is not the connector's memory. */
const { seed, faults } = workerData;
const venue = await startVenue({ seed, faults: parseFaults(faults), history: 100_000 });
const { restUrl, streamUrl, apiUrl, apiKey, secret, account } = venue;
parentPort?.postMessage({ restUrl, streamUrl, apiUrl, apiKey, secret });
parentPort?.on('message', async (message) => {
  if (message === 'ledger') {
    const ledger = accountLedger(venue.venue.exchange, account);
    // Decimals go over as their texts.
    parentPort?.postMessage(JSON.parse(JSON.stringify({ ...ledger, balances: [...ledger.balances] })));
  } else {
    await venue.stop();
    parentPort?.close();
  }
});
