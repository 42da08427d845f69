import { firstValueFrom } from 'rxjs';

import { venueIdOf } from '../../orders/index.js';
import { RefusedError } from '../refusedError.js';
import type { Terminal } from '../terminal.js';
import { connectAccount, type AccountOptions } from './accountConnector.js';
import { tradedVenue, type LiveConsent } from './liveAccount.js';

export interface CancelCommandOptions extends LiveConsent, AccountOptions {
  readonly json?: boolean;
}

/** `orderflow cancel`: takes one open order back, by its client id or by the venue's id. */
export async function cancelCommand(
  order: string,
  options: CancelCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const venue = tradedVenue(options, `this cancels ${order}`);
  const { connector, ready, close } = await connectAccount(venue, options, terminal);
  try {
    await ready();
    const found = connector.openOrders().find((one) => one.clientId === order || venueIdOf(one) === order);
    if (found?.clientId === undefined) throw new RefusedError(`no order ${order} is open at ${venue.title}`);
    const result = await firstValueFrom(connector.cancel(found.clientId));
    const { _tag: type, ...rest } = result;
    if (options.json === true) terminal.stdout.write(`${JSON.stringify({ type, ...rest })}\n`);
    if (result._tag === 'notCancelled') throw new RefusedError(`${order} is not cancelled: ${result.reason}`);
    if (result._tag === 'cancelUnknown')
      throw new RefusedError(`nobody knows yet whether ${order} is cancelled: ${result.reason}`);
    if (options.json !== true) terminal.stdout.write(`cancelled ${order}\n`);
  } finally {
    await close();
  }
}
