import type { Subscription } from 'rxjs';
import { destination, pino } from 'pino';

import type { Connector, ConnectorLog } from '../../connector/index.js';
import { InputError } from '../inputError.js';

/** Entries that somebody should look at. */
const WARNINGS: ReadonlySet<ConnectorLog['_tag']> = new Set([
  'connectionLost',
  'callFailed',
  'badFrame',
  'unusable',
]);

/**
 * Writes what a connector does to a file, one JSON object a line, by pino; unsubscribing ends it. Nothing secret is in it: nothing
 * secret is in what a connector logs.
 *
 * @throws {InputError} where the file cannot be written.
 */
export function logToFile(connector: Pick<Connector, 'log$' | 'orderEvents$'>, file: string): Subscription {
  const logger = pino({ base: null }, opened(file));
  const logging = connector.log$.subscribe((entry) => {
    if (WARNINGS.has(entry._tag)) logger.warn(entry, entry._tag);
    else logger.info(entry, entry._tag);
  });
  logging.add(
    connector.orderEvents$.subscribe(({ _tag, venue, symbol, clientId, venueId }) =>
      logger.info({ venue, symbol, clientId, venueId }, _tag),
    ),
  );
  logging.add(() => logger.flush());
  return logging;
}

function opened(file: string) {
  try {
    return destination({ dest: file, append: true, sync: true });
  } catch (error) {
    throw new InputError(`--log: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
