import { distinct, filter, firstValueFrom, ignoreElements, map, merge, switchMap, timer } from 'rxjs';

import {
  createConnector,
  type Connector,
  type ConnectorStatus,
  type TradingVenue,
} from '../../connector/index.js';
import { openOrderJournal, type OrderJournal } from '../../journal/index.js';
import { httpRequests, webSockets } from '../../transport/index.js';
import { stopSignals$ } from '../stopSignals.js';
import type { Terminal } from '../terminal.js';
import { RefusedError } from '../refusedError.js';
import { credentialsFrom } from './liveAccount.js';
import { observeConnector, type ObserverOptions } from './observeConnector.js';
import { troubleText } from './troubleText.js';

/** What a connector of an account may leave behind. */
export interface AccountOptions extends ObserverOptions {
  /** The file of its journal of orders. */
  readonly journal?: string;
}

/** A connector of an account that is there for one command. */
export interface AccountConnector {
  readonly connector: Connector;
  /** Resolves when it is ready; rejects with what is missing where that takes too long. */
  readonly ready: () => Promise<void>;
  /** Leaves open orders where they are, and lets go of all else. */
  readonly close: () => Promise<void>;
}

/** How long getting ready may take, in milliseconds. */
const READY_LIMIT_MS = 30_000;

/** Connects the account that the environment has the keys of; what goes wrong on the way is told to `stderr`. */
export async function connectAccount(
  venue: TradingVenue,
  options: AccountOptions,
  terminal: Terminal,
): Promise<AccountConnector> {
  const { env, stderr } = terminal;
  const { journal: journalFile } = options;
  const credentials = credentialsFrom(env, venue);
  const journal = journalFile === undefined ? undefined : openOrderJournal(journalFile);
  const connector = createConnector(
    venue,
    { socket: webSockets(), http: httpRequests() },
    {
      account: { credentials, instance: process.pid.toString(36) },
      ...(journal !== undefined && { orders: trackingIn(journal) }),
      onStop: 'leave',
      random: Math.random,
      now: Date.now,
    },
  );
  const troubles = connector.trouble$
    .pipe(map(troubleText), distinct())
    .subscribe((text) => stderr.write(`orderflow: ${text}\n`));
  const leave = (): void => {
    troubles.unsubscribe();
    journal?.close();
  };
  const unobserve = await observeConnector(connector, options, terminal).catch((error: unknown) => {
    leave();
    throw error;
  });
  connector.start();
  return {
    connector,
    ready: async () => {
      const ready$ = connector.ready$.pipe(
        filter(Boolean),
        map(() => undefined),
      );
      // Keys that are wrong do not get right by waiting.
      const refused$ = connector.trouble$.pipe(
        map((trouble): undefined => {
          if (trouble._tag === 'callFailed' && trouble.failure._tag === 'refused')
            throw new RefusedError(troubleText(trouble));
        }),
        ignoreElements(),
      );
      const stopped$ = stopSignals$.pipe(
        map((): undefined => {
          throw new RefusedError('interrupted: nothing was sent');
        }),
      );
      const late$ = timer(READY_LIMIT_MS).pipe(
        switchMap(() => connector.status$),
        map(notReady),
      );
      await firstValueFrom(merge(refused$, stopped$, late$, ready$));
    },
    close: async () => {
      troubles.unsubscribe();
      await connector.stop();
      await unobserve();
      leave();
    },
  };
}

const trackingIn = (journal: OrderJournal) => ({
  track: () => journal.track(),
  known: () => journal.orders({ open: true }),
});

function notReady({ network, ...parts }: ConnectorStatus): never {
  const lacking = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [] : [part]));
  throw new RefusedError(
    `not ready after ${READY_LIMIT_MS / 1000} s: ${network}, waits for ${lacking.join(', ')}`,
  );
}
