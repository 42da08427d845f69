import { filter, firstValueFrom, fromEvent, map, merge, NEVER, Subject, timer } from 'rxjs';

import type { FaultTold, VenueFault } from '../sim/index.js';
import { startVenue, type StartedVenue } from '../sim/node/index.js';
import { screenKeys } from './screen.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

export interface SimCommandOptions {
  readonly port: number;
  readonly seed: number;
  readonly faults?: readonly VenueFault[];
  /** In seconds. */
  readonly duration?: number;
  readonly json?: boolean;
}

/** `orderflow sim`: serves the embedded exchange until somebody ends it. */
export async function simCommand(options: SimCommandOptions, terminal: Terminal): Promise<void> {
  const { duration, json = false } = options;
  const { stdout } = terminal;
  let faultsTold = 0;
  const tellFault = (told: FaultTold): void => {
    faultsTold++;
    stdout.write(
      `${json ? JSON.stringify({ type: 'fault', ...told }) : `fault: ${told.name} ${told.hit}`}\n`,
    );
  };
  // Before anything is printed: whoever reads that it is there may end it at once.
  const failed$ = new Subject<string>();
  const ended = firstValueFrom(
    merge(
      failed$,
      fromEvent(process, 'SIGINT').pipe(map(() => 'SIGINT')),
      fromEvent(process, 'SIGTERM').pipe(map(() => 'SIGTERM')),
      screenKeys(terminal).pipe(
        filter((key) => key === 'quit'),
        map(() => 'q'),
      ),
      duration === undefined ? NEVER : timer(duration * 1000).pipe(map(() => 'duration')),
    ),
  );
  const started = await startVenue({ ...options, tellFault }).catch((error: unknown) => {
    failed$.next('failed');
    throw isTaken(error) ? new UsageError(`port ${options.port} is in use`) : error;
  });
  stdout.write(json ? `${JSON.stringify(servingJson(started, options))}\n` : servingText(started, options));
  const reason = await ended;
  await started.stop();
  const said = `stopped (${reason}), ${faultsTold} faults`;
  stdout.write(json ? `${JSON.stringify({ type: 'stopped', reason, faults: faultsTold })}\n` : `${said}\n`);
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const servingJson = (started: StartedVenue, { seed }: SimCommandOptions) => ({
  type: 'serving',
  seed,
  restUrl: started.restUrl,
  streamUrl: started.streamUrl,
  apiUrl: started.apiUrl,
  apiKey: started.apiKey,
  secret: started.secret,
  symbols: started.venue.exchange.symbols,
  funds: Object.fromEntries(fundsOf(started)),
});

function servingText(started: StartedVenue, { seed }: SimCommandOptions): string {
  const rows = [
    ['REST', `${started.restUrl}/api/v3`],
    ['streams', `${started.streamUrl}/ws, ${started.streamUrl}/stream`],
    ['WebSocket API', started.apiUrl],
    ['API key', started.apiKey],
    ['secret', started.secret],
    [
      'funds',
      fundsOf(started)
        .map(([token, total]) => `${total} ${token}`)
        .join(', '),
    ],
    ['symbols', started.venue.exchange.symbols.join(', ')],
  ];
  const lines = rows.map(([name = '', text = '']) => `${name.padEnd(14)}${text}`);
  return `The embedded exchange, in Binance's protocol, seed ${seed}\n${lines.join('\n')}\n`;
}

const fundsOf = ({ venue, account }: StartedVenue): readonly (readonly [string, string])[] =>
  [...venue.exchange.balances(account)].map(([token, { total }]) => [token, total.toFixed()] as const);
