import { existsSync } from 'node:fs';
import { basename } from 'node:path';

import type { MarketDataVenue } from '../connector/index.js';
import { VENUES } from '../exchanges/registry.js';
import { InputError } from './inputError.js';
import { UsageError } from './usageError.js';

/**
 * The venue of a recording: the one that is named, else the one that the file's name tells.
 *
 * Throws a {@link UsageError} that lists the venues where there is none, an {@link InputError} where the name tells none
 * because there is no such file.
 */
export function findVenue(file: string, name: string | undefined): MarketDataVenue {
  if (name !== undefined) {
    const named = VENUES.find(
      (venue) => venue.name === name.toLowerCase() || venue.recordings.includes(name),
    );
    if (named === undefined) throw new UsageError(`unknown venue "${name}"; ${venueList()}`);
    return named;
  }
  if (file === '-')
    throw new UsageError(`standard input has no name that tells the venue: give --venue; ${venueList()}`);
  const told = venueOfFileName(file);
  if (told !== undefined) return told;
  if (!existsSync(file)) throw new InputError(`${file}: no such file`);
  throw new UsageError(`the name of ${file} tells no venue: give --venue; ${venueList()}`);
}

/**
 * The venue that a file's name tells. A name of a recording starts with one of the venue's names, up to its end or to
 * `@`, `+` or a point.
 */
export function venueOfFileName(file: string): MarketDataVenue | undefined {
  const fileName = basename(file);
  return VENUES.find((venue) =>
    venue.recordings.some(
      (name) => fileName.startsWith(name) && /^(?:$|[@+.])/.test(fileName.slice(name.length)),
    ),
  );
}

const venueList = (): string =>
  `venues: ${VENUES.map(({ name, recordings }) => `${name} (${recordings.join(', ')})`).join('; ')}`;
