import { SimVenue, type SimVenueOptions } from '../venue/simVenue.js';
import { serveGate, type ServeOptions } from './serveGate.js';
import { signatureCheck } from './signatureCheck.js';
import { simulatedKey, type SimulatedKey } from './simulatedKey.js';

/** What is served: a venue as it is, but for its keys, which are made for the run. */
export type StartOptions = Omit<SimVenueOptions, 'keys' | 'verify' | 'funds'> & ServeOptions;

/** A venue that runs and is served. */
export interface StartedVenue extends SimulatedKey {
  readonly venue: SimVenue;
  /** The name of the account that the key is of, at the exchange. */
  readonly account: string;
  /** Where REST is: `http://127.0.0.1:8080`; paths begin behind it with `/api/v3`. */
  readonly restUrl: string;
  /** Where streams are: `ws://127.0.0.1:8080`; paths begin behind it with `/ws` or `/stream`. */
  readonly streamUrl: string;
  /** Where the WebSocket API is: `ws://127.0.0.1:8080/ws-api/v3`. */
  readonly apiUrl: string;
  /** Ends all of it, and frees the port; resolves when that is done. */
  readonly stop: () => Promise<void>;
}

/** What the account of a run has. */
const FUNDS = { USDT: 1_000_000, BTC: 10, ETH: 200, BNB: 500 };

/**
 * Starts an embedded venue on the loopback interface, with one account that has something to trade with.
 *
 * @throws {Error} where the port is taken; a RangeError where an option is out of range.
 */
export async function startVenue(options: StartOptions = {}): Promise<StartedVenue> {
  const key = simulatedKey(options.seed ?? 1);
  const account = 'client';
  const venue = new SimVenue({
    ...options,
    keys: [{ apiKey: key.apiKey, account, algorithm: 'HMAC-SHA256' }],
    verify: signatureCheck(new Map([[key.apiKey, key.secret]])),
    funds: { [account]: FUNDS },
  });
  const served = await serveGate(venue.gate, options);
  const running = venue.run$.subscribe();
  const socketUrl = served.url.replace(/^http/, 'ws');
  return {
    ...key,
    venue,
    account,
    restUrl: served.url,
    streamUrl: socketUrl,
    apiUrl: `${socketUrl}/ws-api/v3`,
    stop: async () => {
      running.unsubscribe();
      await served.stop();
    },
  };
}
