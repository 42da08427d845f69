import { firstValueFrom, merge, NEVER, share, takeUntil, timer, type Observable } from 'rxjs';

import { venueSymbol, type VenueSymbol } from '../../domain/ids.js';
import { httpRequests, webSockets } from '../../transport/index.js';
import { stopSignals$ } from '../stopSignals.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usageError.js';
import { followItems } from './followItems.js';
import { liveItems, type LiveChannels } from './liveItems.js';
import { showLive } from './liveScreen.js';
import { LiveSession } from './liveSession.js';
import { liveVenue, type LiveVenueOptions } from './liveVenue.js';
import { pacedTroubles } from './pacedTroubles.js';
import { watchedMarket, type WatchedMarket } from './watchedMarket.js';

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
  const until$ = after(options.duration).pipe(share());
  const market = marketOf(options);
  const symbols = await listedSymbols(market, pairs, { venue: options.exchange, until$, terminal });
  const items$ = liveItems(market, symbols, channels, Date.now);
  if (symbols.length > 0) await followItems(items$, terminal, { json: options.json === true, until$ });
}

/** `orderflow watch`: books and trades on a screen; as lines where there is none. */
export async function watchCommand(
  pairs: readonly string[],
  options: MarketCommandOptions,
  terminal: Terminal,
): Promise<void> {
  if (!terminal.stdout.isTTY || options.json === true)
    return followCommand(pairs, { books: true, trades: true }, options, terminal);
  const until$ = after(options.duration).pipe(share());
  const market = marketOf(options);
  const symbols = await listedSymbols(market, pairs, { venue: options.exchange, until$, terminal });
  if (symbols.length === 0) return;
  const session = new LiveSession(market, symbols, {
    title: liveVenue(options).title,
    keys: Boolean(terminal.stdin.isTTY),
    now: Date.now,
  });
  await showLive(session, terminal, until$);
}

function marketOf(options: LiveVenueOptions): WatchedMarket {
  const ports = { socket: webSockets(), http: httpRequests() };
  return watchedMarket(liveVenue(options), ports, { now: Date.now, random: Math.random });
}

/** Emits after so many seconds; never where none are given. */
export const after = (seconds: number | undefined): Observable<unknown> =>
  seconds === undefined ? NEVER : timer(seconds * 1000);

/** Who asks for instruments, and until when. */
interface Asking {
  readonly venue: string;
  readonly until$: Observable<unknown>;
  readonly terminal: Terminal;
}

/**
 * The venue's own names of instruments; none where somebody quits before the venue has told what it lists. What goes wrong
 * meanwhile is told to `stderr`, and again as long as it does, but the same thing every 10 seconds at most.
 *
 * @throws {UsageError} that names those which are not listed.
 */
export async function listedSymbols(
  { listings$, trouble$ }: Pick<WatchedMarket, 'listings$' | 'trouble$'>,
  pairs: readonly string[],
  { venue, until$, terminal }: Asking,
): Promise<readonly VenueSymbol[]> {
  const troubles = trouble$
    .pipe(pacedTroubles())
    .subscribe((text) => terminal.stderr.write(`orderflow: ${text}\n`));
  try {
    const listings = await firstValueFrom(listings$.pipe(takeUntil(merge(stopSignals$, until$))), {
      defaultValue: undefined,
    });
    if (listings === undefined) return [];
    const found = pairs.map((pair) =>
      listings.find(({ symbol, instrument }) => symbol === venueSymbol(pair) || String(instrument) === pair),
    );
    const missing = pairs.filter((_, at) => found[at] === undefined);
    if (missing.length > 0) throw new UsageError(`${venue} lists no instrument ${missing.join(', ')}`);
    return found.flatMap((listed) => (listed === undefined ? [] : [listed.symbol]));
  } finally {
    troubles.unsubscribe();
  }
}
