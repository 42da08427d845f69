import * as t from 'io-ts';

import {
  builtList,
  decimalFromText,
  priceLevelsFromTexts,
  sequenceId,
  timeFromIsoText,
  PRICE_TEXT,
  SIZE_TEXT,
  type ItemFault,
} from '../../codec/index.js';
import { PriceLevelsBuilder, type PriceLevels } from '../../domain/priceLevels.js';

/** The side of an order. */
export const side = t.keyof({ buy: null, sell: null });

/** The levels of a book that changed, by side: each with its new size. */
interface Changes {
  readonly bids: PriceLevels;
  readonly asks: PriceLevels;
}

const bids = new PriceLevelsBuilder(false);
const asks = new PriceLevelsBuilder(false);

const NO_CHANGE: ItemFault = { expected: '[side, price, size]' };
const BAD_SIDE: ItemFault = { part: 0, expected: side.name };
const BAD_PRICE: ItemFault = { part: 1, expected: PRICE_TEXT };
const BAD_SIZE: ItemFault = { part: 2, expected: SIZE_TEXT };

/** Adds a change to its side; says what is wrong with it, and adds nothing, where it is none. */
function addChange(change: unknown): ItemFault | undefined {
  if (!Array.isArray(change)) return NO_CHANGE;
  const [of, price, size] = change as readonly unknown[];
  if (!side.is(of)) return BAD_SIDE;
  if (typeof price !== 'string') return BAD_PRICE;
  if (typeof size !== 'string') return BAD_SIZE;
  const fault = (of === 'buy' ? bids : asks).add(price, size);
  if (fault === undefined) return undefined;
  return fault === 'price' ? BAD_PRICE : BAD_SIZE;
}

/** `[[side, price, size], ...]`; the side is that of the book: `buy` changes a bid, `sell` an ask. */
const changes = builtList(
  'list of [side, price, size]',
  (value): value is Changes =>
    typeof value === 'object' && value !== null && 'bids' in value && 'asks' in value,
  {
    add: addChange,
    build: () => ({ bids: bids.build(), asks: asks.build() }),
    clear: () => {
      bids.clear();
      asks.clear();
    },
  },
);

const levels = priceLevelsFromTexts({ keepText: false });

/** What every message has. */
export const message = t.type({ type: t.string });

/** The whole book of a product, `[price, size]` best first. Its time (since 2023-03-02, the changelog) is not read. */
export const snapshot = t.type({ product_id: t.string, bids: levels, asks: levels });

/** The changed levels of a product's book, and the time of the last change by the matching engine's clock. */
export const l2update = t.type({ product_id: t.string, time: timeFromIsoText, changes });

/** A trade. `side` is that of the maker, whose order rested on the book. */
export const match = t.type({
  trade_id: sequenceId,
  product_id: t.string,
  price: decimalFromText,
  size: decimalFromText,
  side,
  time: timeFromIsoText,
});

/** A trade as it was read. */
export type Match = t.TypeOf<typeof match>;

/** What the venue would not do; `reason` says more than `message`. */
export const error = t.intersection([t.type({ message: t.string }), t.partial({ reason: t.string })]);

const product = t.intersection([
  t.type({ id: t.string, base_currency: t.string, quote_currency: t.string, status: t.string }),
  t.partial({ trading_disabled: t.boolean, cancel_only: t.boolean, post_only: t.boolean }),
]);

export type WireProduct = t.TypeOf<typeof product>;

/** REST `products`. */
export const products = t.array(product);

/** Channel `status`. */
export const status = t.type({ products });

/** A REST answer that is an error. */
export const restError = t.type({ message: t.string });
