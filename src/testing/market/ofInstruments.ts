import * as t from 'io-ts';

import type { OfInstrument } from '../../book/routeByInstrument.js';
import { venueName, venueSymbol } from '../../domain/ids.js';
import { closed } from './closed.js';
import { readOrThrow } from './marbleJsonError.js';
import { DEFAULT_VENUE } from './messages.js';
import type { MarbleMoment } from '../marbleOperator.js';
import type { Reader } from './readByFirstKey.js';

const fields = closed({ symbol: t.string, value: t.unknown }, { venue: t.string });

/** Reads what is of one instrument, `{"symbol":"ETH-USD","value":{...}}`, with a value that `readValue` reads. */
export const ofInstrumentReader =
  <T>(readValue: (json: unknown, moment: MarbleMoment, title?: string) => T): Reader<OfInstrument<T>> =>
  (json, moment, title) => {
    const { symbol, value, venue = DEFAULT_VENUE } = readOrThrow(fields, json);
    return { venue: venueName(venue), symbol: venueSymbol(symbol), value: readValue(value, moment, title) };
  };
