import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { bufferCount, firstValueFrom, map, take } from 'rxjs';

import { decodeFrame, isRecord, type MarketDataVenue } from '../connector/index.js';
import type { Frame } from '../domain/frame.js';
import { allVenues } from '../exchanges/registry.js';
import { readRecording } from '../journal/index.js';
import { metaFileOf } from '../journal/metaFile.js';
import { nodeInflate } from '../transport/index.js';
import { InputError } from './inputError.js';
import { UsageError } from './usageError.js';

const VENUES = allVenues({ inflate: nodeInflate });

/** How many frames are looked at to tell venues apart that share a name. */
const TELLING_FRAMES = 50;

/**
 * The venue of a recording: the one that is named, else the one that the file's name tells, else the one that
 * `NAME.meta.json` beside it names. Where several share a name, the one that can use the most of the first frames.
 *
 * Rejects with a {@link UsageError} that lists the venues where there is none, an {@link InputError} where the name tells
 * none because there is no such file, and as `readRecording` where the frames are to tell and cannot be read.
 */
export async function findVenue(file: string, name: string | undefined): Promise<MarketDataVenue> {
  if (name !== undefined) {
    const named = VENUES.filter(({ recordings }) => recordings.includes(name));
    if (named.length > 0) return toldByFrames(file, named);
    return venueNamed(name);
  }
  if (file === '-')
    throw new UsageError(`standard input has no name that tells the venue: give --venue; ${venueList()}`);
  const told = venuesOfFileName(file);
  if (told.length > 0) return toldByFrames(file, told);
  if (!existsSync(file)) throw new InputError(`${file}: no such file`);
  const noted = venueOfMeta(metaFileOf(file));
  if (noted !== undefined) return noted;
  throw new UsageError(
    `the name of ${file} tells no venue, nor does a file beside it: give --venue; ${venueList()}`,
  );
}

/**
 * The venue of a name.
 *
 * @throws {UsageError} that lists the venues where there is none.
 */
export function venueNamed(name: string): MarketDataVenue {
  const named = VENUES.find((venue) => venue.name === name.toLowerCase());
  if (named === undefined) throw new UsageError(`unknown venue "${name}"; ${venueList()}`);
  return named;
}

/**
 * The venues that a file's name tells. A name of a recording starts with one of a venue's names, up to its end or to
 * `@`, `+` or a point.
 */
export function venuesOfFileName(file: string): readonly MarketDataVenue[] {
  const fileName = basename(file);
  return VENUES.filter((venue) =>
    venue.recordings.some(
      (name) => fileName.startsWith(name) && /^(?:$|[@+.])/.test(fileName.slice(name.length)),
    ),
  );
}

/** The venue that such a file names. None where there is none: it is empty, or not there, as long as the recording is written. */
function venueOfMeta(metaFile: string): MarketDataVenue | undefined {
  if (!existsSync(metaFile)) return undefined;
  try {
    const meta: unknown = JSON.parse(readFileSync(metaFile, 'utf8'));
    const named = isRecord(meta) ? meta['exchange'] : undefined;
    return VENUES.find(({ name }) => name === named);
  } catch {
    return undefined;
  }
}

/** The venue that can use the most of a file's first frames; the first of several that are equal in that. */
async function toldByFrames(file: string, venues: readonly MarketDataVenue[]): Promise<MarketDataVenue> {
  const [first, ...others] = venues as [MarketDataVenue, ...MarketDataVenue[]];
  // Frames of standard input come but once.
  if (others.length === 0 || file === '-') return first;
  return firstValueFrom(
    readRecording(file).pipe(
      take(TELLING_FRAMES),
      bufferCount(TELLING_FRAMES),
      map((frames) => {
        const used = venues.map((venue) => usedOf(frames, venue));
        return venues[used.indexOf(Math.max(...used))]!;
      }),
    ),
    { defaultValue: first },
  );
}

const usedOf = (frames: readonly Frame[], venue: MarketDataVenue): number =>
  frames.filter((frame) =>
    decodeFrame(venue, frame).every(({ _tag }) => _tag !== 'badFrame' && _tag !== 'unknownFrame'),
  ).length;

const venueList = (): string =>
  `venues: ${VENUES.map(({ name, recordings }) => `${name} (${recordings.join(', ')})`).join('; ')}`;
