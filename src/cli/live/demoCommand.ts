import { Decimal } from 'decimal.js';

import { createConnector, Secret, type Connector } from '../../connector/index.js';
import { venueSymbol } from '../../domain/ids.js';
import type { VenueFault } from '../../sim/index.js';
import { startVenue, type StartedVenue } from '../../sim/node/index.js';
import { hmacSigner, httpRequests, webSockets } from '../../transport/index.js';
import type { Terminal } from '../terminal.js';
import { followItems } from './followItems.js';
import { liveItems } from './liveItems.js';
import { showLive } from './liveScreen.js';
import { LiveSession } from './liveSession.js';
import { venueAt } from './liveVenue.js';
import { after } from './marketCommands.js';
import { observeConnector, type ObserverOptions } from './observeConnector.js';
import { tradeALittle } from './tradeALittle.js';

export interface DemoCommandOptions extends ObserverOptions {
  readonly seed: number;
  readonly faults?: readonly VenueFault[];
  /** In seconds. */
  readonly duration?: number;
  readonly json?: boolean;
}

const NAMES = [venueSymbol('BTCUSDT'), venueSymbol('ETHUSDT')];

/** From one order to the next, in milliseconds. */
const ORDER_EVERY_MS = 1_500;

/** What an order is worth, in quote currency. */
const WORTH = new Decimal(50);

/**
 * `orderflow demo`, the main job: starts the embedded exchange, connects the real connector of Binance to it, trades a
 * little, and shows all of it as it comes.
 */
export async function demoCommand(options: DemoCommandOptions, terminal: Terminal): Promise<void> {
  const { seed, faults } = options;
  const venue = await startVenue({ seed, ...(faults !== undefined && { faults }) });
  try {
    await demonstrate(venue, options, terminal);
  } finally {
    await venue.stop();
  }
}

async function demonstrate(
  venue: StartedVenue,
  options: DemoCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { seed, duration, json = false } = options;
  const connector = connectTo(venue);
  const unobserve = await observeConnector(connector, options, terminal);
  const trading = tradeALittle(connector, NAMES, {
    everyMs: ORDER_EVERY_MS,
    worth: () => WORTH,
    now: Date.now,
  }).subscribe();
  const stop = async (): Promise<void> => {
    trading.unsubscribe();
    await connector.stop();
  };
  try {
    if (terminal.stdout.isTTY && !json) {
      const title = `Binance spot, embedded exchange at ${venue.restUrl}, seed ${seed}`;
      const keys = Boolean(terminal.stdin.isTTY);
      const session = new LiveSession(connector, NAMES, { title, keys, now: Date.now });
      connector.start();
      await showLive(session, terminal, after(duration), stop);
    } else {
      const items$ = liveItems(connector, NAMES, { books: true, trades: true, account: true }, Date.now);
      await followItems(items$, terminal, { json, until$: after(duration), start: connector.start, stop });
    }
  } finally {
    await stop();
    await unobserve();
  }
}

function connectTo({ restUrl, apiKey, secret, account }: StartedVenue): Connector {
  return createConnector(
    venueAt(restUrl),
    { socket: webSockets(), http: httpRequests() },
    {
      account: {
        credentials: { apiKey: new Secret(apiKey), signer: hmacSigner(new Secret(secret)) },
        instance: account,
      },
      onStop: 'cancel',
      random: Math.random,
      now: Date.now,
    },
  );
}
