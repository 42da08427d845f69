import { setFlagsFromString } from 'node:v8';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';

import { filter, firstValueFrom } from 'rxjs';

import { marketData } from '../../src/connector/index.js';
import { venueSymbol } from '../../src/domain/index.js';
import { httpRequests, webSockets } from '../../src/transport/index.js';
import { binanceLoopback } from './binanceLoopback.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heapAfterCollection(): Promise<number> {
  for (let n = 0; n < 3; n++) {
    collect();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

/** What keeps the process awake, counted by kind. */
const resources = (): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** What subscribing and unsubscribing again and again has left behind. */
export interface RoundsReport {
  readonly rounds: number;
  readonly connections: number;
  /** How many books were waited for until they were live. */
  readonly lived: number;
  readonly resourcesBefore: Readonly<Record<string, number>>;
  readonly resourcesAfter: Readonly<Record<string, number>>;
  /** Connections that the server still has. */
  readonly clientsAfter: number;
  /** After each tenth of the rounds, in bytes. */
  readonly heap: readonly number[];
}

/**
 * Subscribes to books and trades of a venue on this machine and unsubscribes, so many times: alone, so that each round connects; beside a
 * book that stays; and waiting until the book is live, one time in twenty.
 */
export async function bookRounds(rounds: number): Promise<RoundsReport> {
  const server = await binanceLoopback();
  const resourcesBefore = resources();
  const market = marketData(server.venue, { socket: webSockets(), http: httpRequests() });
  const symbols = ['A', 'B', 'C', 'D', 'E'].map((name) => venueSymbol(`${name}USDT`));
  const stays = venueSymbol('STAYUSDT');
  const heap: number[] = [];
  let lived = 0;
  for (let round = 0; round < rounds; round++) {
    const symbol = symbols[round % symbols.length] ?? stays;
    const staying = round % 50 < 25 ? market.book(stays).subscribe() : undefined;
    const book$ = market.book(symbol);
    const listening = [book$.subscribe(), book$.subscribe(), market.trades(symbol).subscribe()];
    if (round % 20 === 0) {
      const change = setInterval(() => server.binance.change(symbol), 1);
      await firstValueFrom(book$.pipe(filter(({ status }) => status === 'live')));
      clearInterval(change);
      lived++;
    } else if (round % 3 === 0) {
      await turn();
    }
    for (const subscription of listening) subscription.unsubscribe();
    if (round % 50 === 49 || round % 2 === 0) staying?.unsubscribe();
    else if (staying !== undefined) void turn().then(() => staying.unsubscribe());
    if ((round + 1) % (rounds / 10) === 0) heap.push(await heapAfterCollection());
  }
  const calmBy = performance.now() + 5000;
  const isCalm = () =>
    server.clients().size === 0 && JSON.stringify(resources()) === JSON.stringify(resourcesBefore);
  while (!isCalm() && performance.now() < calmBy) await delay(20);
  const report = {
    rounds,
    connections: server.attempts(),
    lived,
    resourcesBefore,
    resourcesAfter: resources(),
    clientsAfter: server.clients().size,
    heap,
  };
  await server.close();
  return report;
}
