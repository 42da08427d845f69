import { EXIT } from './exitCodes.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Commands of which nobody is to believe that they were done. */
const SENDING: ReadonlySet<string | undefined> = new Set(['buy', 'sell', 'cancel']);

/** Ends the process in order at a signal that comes before the command listens to signals itself. */
export function endOnEarlySignals(): void {
  const end = (): void => {
    if (!SENDING.has(process.argv[2])) process.exit(EXIT.ok);
    process.stderr.write('orderflow: interrupted: nothing was sent\n');
    process.exit(EXIT.refused);
  };
  const letGo = (event: unknown): void => {
    if (SIGNALS.every((signal) => signal !== event)) return;
    process.off('newListener', letGo);
    // The new one is not there yet; without any Node gives the signal back to the system.
    process.nextTick(() => SIGNALS.forEach((signal) => process.off(signal, end)));
  };
  for (const signal of SIGNALS) process.on(signal, end);
  process.on('newListener', letGo);
}
