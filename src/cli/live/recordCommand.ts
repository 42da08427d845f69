import { ignoreElements, lastValueFrom, merge, Observable, share, takeUntil, tap } from 'rxjs';

import { recordPorts, writeRecording, type RecordingWriter } from '../../journal/index.js';
import { httpRequests, webSockets } from '../../transport/index.js';
import { countText } from '../countText.js';
import { InputError } from '../inputError.js';
import { stopSignals$ } from '../stopSignals.js';
import type { Terminal } from '../terminal.js';
import { liveItems } from './liveItems.js';
import { liveVenue } from './liveVenue.js';
import { after, listedSymbols, type MarketCommandOptions } from './marketCommands.js';
import { troubleText } from './troubleText.js';
import { watchedMarket } from './watchedMarket.js';

export interface RecordCommandOptions extends Omit<MarketCommandOptions, 'json'> {
  readonly out?: string;
}

/** `orderflow record`: writes what comes of books and trades, as it comes, until somebody quits. */
export async function recordCommand(
  pairs: readonly string[],
  options: RecordCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { stderr, stdout } = terminal;
  const venue = liveVenue(options);
  const file = options.out ?? nameFor(venue.recordings[0] ?? venue.name, new Date());
  const writer = open(file, { exchange: venue.name, symbols: pairs, now: Date.now });
  const ports = recordPorts({ socket: webSockets(), http: httpRequests() }, writer.recorder);
  const market = watchedMarket(venue, ports, { now: Date.now, random: Math.random });
  const end$ = merge(stopSignals$, after(options.duration)).pipe(share());
  const asking = { venue: options.exchange, until$: end$, terminal };
  const symbols = await listedSymbols(market, pairs, asking).catch(async (error: unknown) => {
    await writer.discard();
    throw error;
  });
  const items$ = liveItems(market, symbols, { books: true, trades: true }, Date.now);
  const recorded$ = items$.pipe(
    tap((item) => {
      if (item._tag === 'trouble') stderr.write(`orderflow: ${troubleText(item.trouble)}\n`);
    }),
    ignoreElements(),
  );
  const failed$ = new Observable<never>((subscriber) => {
    writer.failed.catch((error: unknown) => subscriber.error(error));
  });
  try {
    await lastValueFrom(merge(recorded$, failed$).pipe(takeUntil(end$)), { defaultValue: undefined });
  } catch (error) {
    throw new InputError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { frames, connections } = await writer.close();
  stdout.write(
    `${file}: ${countText(frames, 'frame')}, ${countText(connections, 'connection')}; "orderflow replay ${file}" builds its books\n`,
  );
}

/** `BINANCE@2026-11-20T120000.ndjson.gz`: a name that tells the venue. */
const nameFor = (venue: string, date: Date): string =>
  `${venue}@${date.toISOString().slice(0, 19).replaceAll(':', '')}.ndjson.gz`;

function open(...args: Parameters<typeof writeRecording>): RecordingWriter {
  try {
    return writeRecording(...args);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}
