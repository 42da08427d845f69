import { BALANCE_READERS } from '../balanceJson.js';
import { readBook } from '../books.js';
import { CONTENT_READERS } from '../contents.js';
import { EVENT_READERS } from '../events.js';
import { INPUT_READERS, readFrame } from '../inputs.js';
import { LISTING_READERS, readDropped } from '../listings.js';
import { ofInstrumentReader } from '../ofInstruments.js';
import { readByFirstKey, type Reader } from '../readByFirstKey.js';
import { readState } from '../states.js';

/** What the sources of our operators may hold, by the first key of their JSON. */
export const MESSAGES = INPUT_READERS;
export const EVENTS = EVENT_READERS;
export const STATES = { status: readState };
export const BOOKS = { bids: readBook, asks: readBook };
export const FRAMES = { frame: readFrame };

const { snapshot, diff, orderSnapshot, orderDiff, trade, interrupted } = INPUT_READERS;
const MESSAGES_OF_FRAMES = { snapshot, diff, orderSnapshot, orderDiff, trade, interrupted };
export const FEED = { ...MESSAGES_OF_FRAMES, ...LISTING_READERS, dropped: readDropped };
export const BALANCES = BALANCE_READERS;
export const TRADES = { trade };
export const CONTENTS = { ...MESSAGES_OF_FRAMES, ...CONTENT_READERS };

/** What holds one of `readers` for each instrument. */
const ofInstruments = <T>(readers: Readonly<Record<string, Reader<T>>>) => ({
  symbol: ofInstrumentReader((json, moment, title) => readByFirstKey(readers, json, moment, title)),
});
export const STATES_OF_INSTRUMENTS = ofInstruments(STATES);
export const VALUES_OF_INSTRUMENTS = ofInstruments<unknown>({ ...MESSAGES, ...STATES, ...BOOKS });
