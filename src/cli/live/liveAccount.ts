import { Secret, type Credentials, type MarketDataVenue, type TradingVenue } from '../../connector/index.js';
import { hmacSigner, keySigner } from '../../transport/index.js';
import { InputError } from '../inputError.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usageError.js';
import { isEmbedded, liveVenue, type LiveVenueOptions } from './liveVenue.js';

/** What has to be said before a real venue is talked to with keys. */
export interface LiveConsent extends LiveVenueOptions {
  readonly live?: boolean;
}

const canTrade = (venue: MarketDataVenue | TradingVenue): venue is TradingVenue => 'trading' in venue;

/**
 * The venue to trade at.
 *
 * @throws {UsageError} as `liveVenue`; where the venue takes no orders; and where it is a real one and nobody has said `--live`.
 */
export function tradedVenue(options: LiveConsent, what: string): TradingVenue {
  const venue = liveVenue(options);
  if (!canTrade(venue))
    throw new UsageError(`orders cannot be sent to ${venue.title}: it is known as market data`);
  if (!isEmbedded(options) && options.live !== true)
    throw new UsageError(
      `${what} at ${venue.title}, with real money: say --live if that is what you want, or give --url to try it on "orderflow sim"`,
    );
  return venue;
}

/**
 * The keys of an account, from the environment: `BINANCE_API_KEY`, and `BINANCE_API_SECRET` or, for Ed25519 and RSA, the private
 * key as PEM in `BINANCE_PRIVATE_KEY`.
 *
 * @throws {InputError} where they are missing, or are no keys; nothing of them is told.
 */
export function credentialsFrom(env: Terminal['env'], venue: TradingVenue): Credentials {
  const prefix = venue.name.toUpperCase().replaceAll('-', '_');
  const named = (name: string): Secret | undefined => {
    const text = env[`${prefix}_${name}`] ?? '';
    return text === '' ? undefined : new Secret(text);
  };
  const apiKey = named('API_KEY');
  const [secret, pem] = [named('API_SECRET'), named('PRIVATE_KEY')];
  const key = secret ?? pem;
  if (apiKey === undefined || key === undefined)
    throw new InputError(
      `the environment has no keys of ${venue.title}: ${prefix}_API_KEY, and ${prefix}_API_SECRET or ${prefix}_PRIVATE_KEY`,
    );
  try {
    return { apiKey, signer: secret === undefined ? keySigner(key) : hmacSigner(key) };
  } catch (error) {
    throw new InputError(`${prefix}_PRIVATE_KEY: ${error instanceof Error ? error.message : String(error)}`);
  }
}
