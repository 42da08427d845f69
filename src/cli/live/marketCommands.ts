import { NEVER, timer, type Observable } from 'rxjs';

import { instrument } from '../../domain/ids.js';
import { httpRequests, webSockets } from '../../transport/index.js';
import type { Terminal } from '../terminal.js';
import { followItems } from './followItems.js';
import { liveItems, type LiveChannels } from './liveItems.js';
import { showLive } from './liveScreen.js';
import { LiveSession, type WatchedConnector } from './liveSession.js';
import { liveVenue, type LiveVenueOptions } from './liveVenue.js';
import { watchedMarket } from './watchedMarket.js';

export interface MarketCommandOptions extends LiveVenueOptions {
  /** In seconds. */
  readonly duration?: number;
  readonly json?: boolean;
}

/** `orderflow book` and `orderflow trades`: a line for each change of the best prices, or for each trade. */
export async function followCommand(
  pairs: readonly string[],
  channels: LiveChannels,
  options: MarketCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const items$ = liveItems(marketOf(options), pairs.map(instrument), channels, Date.now);
  await followItems(items$, terminal, { json: options.json === true, until$: after(options.duration) });
}

/** `orderflow watch`: books and trades on a screen; as lines where there is none. */
export async function watchCommand(
  pairs: readonly string[],
  options: MarketCommandOptions,
  terminal: Terminal,
): Promise<void> {
  if (!terminal.stdout.isTTY || options.json === true)
    return followCommand(pairs, { books: true, trades: true }, options, terminal);
  const session = new LiveSession(marketOf(options), pairs.map(instrument), {
    title: liveVenue(options).title,
    keys: Boolean(terminal.stdin.isTTY),
    now: Date.now,
  });
  await showLive(session, terminal, after(options.duration));
}

function marketOf(options: LiveVenueOptions): WatchedConnector {
  const ports = { socket: webSockets(), http: httpRequests() };
  return watchedMarket(liveVenue(options), ports, { now: Date.now, random: Math.random });
}

/** Emits after so many seconds; never where none are given. */
export const after = (seconds: number | undefined): Observable<unknown> =>
  seconds === undefined ? NEVER : timer(seconds * 1000);
