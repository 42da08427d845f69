import { groupBy, map, mergeMap, throttleTime, type OperatorFunction } from 'rxjs';

import type { ConnectorTrouble } from '../../connector/index.js';
import { troubleText } from './troubleText.js';

/** The same trouble is told again after so long, in milliseconds. */
const AGAIN_MS = 10_000;

/**
 * Troubles of what is tried until it succeeds, in plain words: each at once, and again as long as it lasts, but the same one
 * every 10 seconds at most, however often it is tried.
 */
export const pacedTroubles = (): OperatorFunction<ConnectorTrouble, string> => (source) =>
  source.pipe(
    groupBy(kindOf),
    mergeMap((same$) => same$.pipe(throttleTime(AGAIN_MS))),
    map(textOf),
  );

/** What is the same trouble, whatever the connection is called and however long the pause is. */
const kindOf = (trouble: ConnectorTrouble): string =>
  trouble._tag === 'connectionLost' ? `${trouble._tag}: ${trouble.reason}` : troubleText(trouble);

const textOf = (trouble: ConnectorTrouble): string =>
  trouble._tag === 'callFailed' ? `${troubleText(trouble)}; it is tried again` : troubleText(trouble);
