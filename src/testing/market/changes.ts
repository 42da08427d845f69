import * as t from 'io-ts';

import type { BookChanges, LevelChange } from '../../book/compareBooks.js';
import type { PriceLevel } from '../../domain/priceLevel.js';
import { priceLevels } from '../../domain/priceLevels.js';
import type { Json } from '../marbleDiagram.js';
import { closed } from './closed.js';
import { amountText, exactly, orNull } from './scalars.js';

/** `[price, size before, size after]`, null where there was or is no level. */
const change = exactly(
  t.tuple([amountText, orNull(amountText), orNull(amountText)], '[price, size before, size after]'),
);

const sides = closed({ bids: t.array(change), asks: t.array(change) }, {});

/** What differs between two books, as `{"bids":[["100","1",null]],"asks":[]}`. */
export const changes = new t.Type<BookChanges, Json, unknown>(
  'changes',
  (value): value is BookChanges => sides.is(value),
  (value, context) => {
    const result = sides.validate(value, context);
    if (result._tag === 'Left') return result;
    return t.success({ bids: result.right.bids.map(toChange), asks: result.right.asks.map(toChange) });
  },
  (value) => changesJson(value),
);

/** The JSON of what differs between two books. */
export const changesJson = ({ bids, asks }: BookChanges): Json => ({
  bids: bids.map(changeJson),
  asks: asks.map(changeJson),
});

const toChange = ([price, before, after]: t.TypeOf<typeof change>): LevelChange => ({
  before: level(price, before),
  after: level(price, after),
});

const level = (price: string, size: string | null): PriceLevel | undefined =>
  size === null ? undefined : priceLevels([[price, size]]).at(0);

const changeJson = ({ before, after }: LevelChange): Json => [
  (before ?? after)?.priceText ?? null,
  before?.sizeText ?? null,
  after?.sizeText ?? null,
];
