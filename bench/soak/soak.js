import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { Decimal } from 'decimal.js';

import { createConnector, Secret } from '../../dist/index.js';
import { binanceAt } from '../../dist/exchanges/binance/index.js';
import { accountLedger, inProcessPorts, parseFaults, SimVenue, withLatency } from '../../dist/sim/index.js';
import { signatureCheck, simulatedKey } from '../../dist/sim/node/index.js';
import { hmacSigner, httpRequests, webSockets } from '../../dist/transport/index.js';
import { audit } from './audit.js';
import { tradeAtRandom } from './randomTrader.js';
import { countedPorts, watch } from './watch.js';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'ETHBTC', 'BNBUSDT'];
/** What goes wrong meanwhile. */
export const FAULTS =
  'disconnect:90s,lostAnswer:0.02,lostRequest:0.01,serverError:0.01,drop:0.0005,duplicate:0.001,reorder:0.0005,delay:0.002/300ms,silent:240s/20s,slow:0.005/1500ms';
const EVERY_MS = 600;
const FUNDS = { USDT: 1_000_000, BTC: 10, ETH: 200, BNB: 500 };
const ACCOUNT = 'soak';

/** @typedef {{ readonly seed: number, readonly ms: number, readonly rest: (ms: number) => Promise<void>, readonly everyMinute?: (minute: number, memory: number) => void }} SoakOptions */

/**
 * Over real sockets on the loopback interface, by the clock on the wall; the exchange in a thread of its own.
 *
 * @param {SoakOptions} options
 */
export async function soakOverSockets(options) {
  const thread = new Worker(new URL('exchangeThread.js', import.meta.url), {
    workerData: { seed: options.seed, faults: FAULTS },
  });
  const [venue] = await once(thread, 'message');
  const addresses = { rest: venue.restUrl, stream: venue.streamUrl, wsApi: venue.apiUrl };
  const ports = { socket: webSockets(), http: httpRequests() };
  const ledgerOf = async () => {
    thread.postMessage('ledger');
    return (await once(thread, 'message'))[0];
  };
  try {
    return await soak({ ...options, key: venue, addresses, ports, ledgerOf });
  } finally {
    thread.postMessage('stop');
    await once(thread, 'exit');
  }
}

/** In this process, by a clock that is handed on by `rest`. @param {SoakOptions} options */
export async function soakInProcess(options) {
  const key = simulatedKey(options.seed);
  const now = () => Date.now();
  const venue = new SimVenue({
    seed: options.seed,
    faults: parseFaults(FAULTS),
    keys: [{ apiKey: key.apiKey, account: ACCOUNT, algorithm: 'HMAC-SHA256' }],
    verify: signatureCheck(new Map([[key.apiKey, key.secret]])),
    funds: { [ACCOUNT]: FUNDS },
    now,
  });
  const running = venue.run$.subscribe();
  const gate = withLatency(
    venue.gate,
    { toVenueMs: 4, fromVenueMs: 4, jitterMs: 6 },
    { seed: options.seed, now },
  );
  const { http, sockets: socket } = inProcessPorts(gate, { now });
  const addresses = {
    rest: 'http://in.process',
    stream: 'ws://in.process',
    wsApi: 'ws://in.process/ws-api/v3',
  };
  try {
    const ledgerOf = async () => {
      const ledger = accountLedger(venue.exchange, ACCOUNT);
      return JSON.parse(JSON.stringify({ ...ledger, balances: [...ledger.balances] }));
    };
    return await soak({ ...options, key, addresses, ports: { http, socket }, ledgerOf });
  } finally {
    running.unsubscribe();
  }
}

/**
 * @param {SoakOptions & {
 *   readonly key: import('../../dist/sim/node/index.js').SimulatedKey,
 *   readonly addresses: import('../../dist/exchanges/binance/index.js').BinanceAddresses,
 *   readonly ports: import('../../dist/journal/index.js').RecordedPorts,
 *   readonly ledgerOf: () => Promise<import('./audit.js').PlainLedger>,
 * }} options
 */
async function soak({ seed, ms, rest, everyMinute, key, addresses, ports, ledgerOf }) {
  const { counts, ports: counted } = countedPorts(ports);
  const connector = createConnector(binanceAt(addresses), counted, {
    account: {
      credentials: { apiKey: new Secret(key.apiKey), signer: hmacSigner(new Secret(key.secret)) },
      instance: 'soak',
    },
    now: () => Date.now(),
    keepFinished: 100,
    keepFinishedMs: 60_000,
  });
  const watched = watch(connector, SYMBOLS);
  const trader = tradeAtRandom(connector, { seed, everyMs: EVERY_MS });
  connector.start();
  /** @type {number[]} */
  const memory = [];
  const minute = 60_000;
  for (let passed = 0; passed < ms; passed += minute) {
    await rest(Math.min(minute, ms - passed));
    globalThis.gc?.();
    memory.push(process.memoryUsage().heapUsed / 2 ** 20);
    everyMinute?.(passed / minute + 1, memory.at(-1) ?? 0);
  }
  trader.rest();
  // What is under way comes to its end; then all that is open is taken back.
  await rest(5_000);
  for (let tries = 0; tries < 20 && connector.openOrders().length > 0; tries++) {
    connector.cancelAll(10_000).subscribe();
    await rest(10_000);
  }
  // A poll after the last order, so that balances are those of then.
  await rest(125_000);
  const open = connector.openOrders().length;
  /** @type {Record<string, string>} */
  const here = {};
  connector.balances$
    .subscribe((balances) => balances.forEach(({ total }, token) => (here[token] = total.toFixed())))
    .unsubscribe();
  const ledger = await ledgerOf();
  const there = Object.fromEntries(
    ledger.balances.map(([token, { total }]) => [token, new Decimal(total).toFixed()]),
  );
  const stopping = connector.stop();
  await rest(15_000);
  await stopping;
  trader.leave();
  watched.leave();
  const balances = Object.keys(there).filter((token) => here[token] !== there[token]);
  return {
    minutes: ms / minute,
    ...counts,
    ...watched.books,
    log: watched.log,
    ...trader.done,
    events: watched.events.length,
    digest: watched.digest(),
    open,
    audit: audit(watched.events, ledger),
    balancesThatDiffer: balances.map((token) => `${token}: ${here[token]} here, ${there[token]} there`),
    memoryMiB: memory,
  };
}
