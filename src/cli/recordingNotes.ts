import type { MarketDataVenue } from '../connector/index.js';
import type { ReplayReport } from '../journal/index.js';
import { countText } from './countText.js';
import { venuesOfFileName } from './findVenue.js';

/** Lines that are named one by one; of more there is only the number. */
const NAMED_LINES = 10;

/** What to say before a recording is read where its name tells a venue that is not the one it is read as; else empty. */
export function venueNote(file: string, venue: MarketDataVenue): readonly string[] {
  const told = venuesOfFileName(file);
  return told.length === 0 || told.includes(venue)
    ? []
    : [
        `warning: the name of ${file} tells ${told.map(({ name }) => name).join(' or ')}, --venue ${venue.name}: it is read as ${venue.name}`,
      ];
}

/** What to say after a recording of which no frame holds anything of the venue; else empty. */
export function strangeNote({ frames, contents }: Pick<ReplayReport, 'frames' | 'contents'>, venue: string) {
  const { badFrame, unknownFrame, ...used } = contents;
  const strange = badFrame + unknownFrame > 0 && Object.values(used).every((count) => count === 0);
  return strange ? [`no frame is of ${venue} (${countText(frames, 'frame')} read): is --venue right?`] : [];
}

/** What to say of lines that were asked for and never came: `whole` tells whether the file was read to its end. */
export function linesNote(
  asked: ReadonlySet<number> | undefined,
  frames: number,
  whole: boolean,
  file: string,
): readonly string[] {
  const beyond = [...(asked ?? [])].filter((line) => line >= frames).sort((a, b) => a - b);
  if (beyond.length === 0) return [];
  const more = beyond.length - NAMED_LINES;
  const named = `${beyond.slice(0, NAMED_LINES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const there = frames === 0 ? 'it has none' : `its last one is ${frames - 1}`;
  return [
    whole
      ? `--digest-at: ${file} has no line ${named} (0-based): ${there}`
      : `--digest-at: line ${named} (0-based) was not reached`,
  ];
}
