import type { Connector } from '../../connector/index.js';
import type { Terminal } from '../terminal.js';
import { logToFile } from './logToFile.js';
import { serveMetrics } from './serveMetrics.js';

/** Who else wants to hear of a connector. */
export interface ObserverOptions {
  /** The file of its log. */
  readonly log?: string;
  /** The port of its metrics; 0 for any that is free. */
  readonly metrics?: number;
}

/** Writes a connector's log and serves its metrics, where asked for; gives what ends both. */
export async function observeConnector(
  connector: Connector,
  { log, metrics }: ObserverOptions,
  { stderr }: Terminal,
): Promise<() => Promise<void>> {
  const logging = log === undefined ? undefined : logToFile(connector, log);
  try {
    const served = metrics === undefined ? undefined : await serveMetrics(connector, metrics);
    if (served !== undefined) stderr.write(`metrics: ${served.url}\n`);
    return async () => {
      logging?.unsubscribe();
      await served?.stop();
    };
  } catch (error) {
    logging?.unsubscribe();
    throw error;
  }
}
