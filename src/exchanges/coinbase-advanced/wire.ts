import * as t from 'io-ts';

import {
  builtList,
  decimalFromText,
  sequenceId,
  timeFromIsoText,
  PRICE_TEXT,
  SIZE_TEXT,
  type ItemFault,
  type ListBuilder,
} from '../../codec/index.js';
import { isRecord } from '../../connector/index.js';
import { PriceLevels, PriceLevelsBuilder } from '../../domain/priceLevels.js';

/** The updates of a product's book, by side: each level with its new size. */
interface Updates {
  readonly bids: PriceLevels;
  readonly asks: PriceLevels;
  /** The latest of their times, in milliseconds since 1970; undefined where none is told. */
  readonly time: number | undefined;
}

const NO_UPDATE: ItemFault = { expected: '{side, event_time, price_level, new_quantity}' };
const BAD_SIDE: ItemFault = { part: 'side', expected: '"bid" | "offer"' };
const BAD_TIME: ItemFault = { part: 'event_time', expected: timeFromIsoText.name };
const BAD_PRICE: ItemFault = { part: 'price_level', expected: PRICE_TEXT };
const BAD_SIZE: ItemFault = { part: 'new_quantity', expected: SIZE_TEXT };

/** Reads lists of updates, of which those of a snapshot are tens of thousands; for one list after the other. */
class UpdatesReader implements ListBuilder<Updates> {
  readonly #bids = new PriceLevelsBuilder(false);
  readonly #asks = new PriceLevelsBuilder(false);
  /** The text that was read last: the updates of one event mostly have one time. */
  #timeText: string | undefined;
  /** The latest time. Zero, as in the documents' example of a snapshot, is none. */
  #latest = 0;

  /** Adds an update to its side; says what is wrong with it where it is none. */
  add(update: unknown): ItemFault | undefined {
    if (!isRecord(update)) return NO_UPDATE;
    const { side: of, event_time: time, price_level: price, new_quantity: size } = update;
    if (of !== 'bid' && of !== 'offer') return BAD_SIDE;
    if (typeof time !== 'string' || !this.#takeTime(time)) return BAD_TIME;
    if (typeof price !== 'string') return BAD_PRICE;
    if (typeof size !== 'string') return BAD_SIZE;
    const fault = (of === 'bid' ? this.#bids : this.#asks).add(price, size);
    if (fault === undefined) return undefined;
    return fault === 'price' ? BAD_PRICE : BAD_SIZE;
  }

  /** What was added since the last time; starts anew. */
  build(): Updates {
    const time = this.#latest === 0 ? undefined : this.#latest;
    this.#forgetTime();
    return { bids: this.#bids.build(), asks: this.#asks.build(), time };
  }

  /** Forgets what was added. */
  clear(): void {
    this.#forgetTime();
    this.#bids.clear();
    this.#asks.clear();
  }

  #takeTime(time: string): boolean {
    if (time === this.#timeText) return true;
    const read = timeFromIsoText.decode(time);
    if (read._tag === 'Left') return false;
    this.#timeText = time;
    this.#latest = Math.max(this.#latest, read.right);
    return true;
  }

  #forgetTime(): void {
    this.#timeText = undefined;
    this.#latest = 0;
  }
}

/** `[{side, event_time, price_level, new_quantity}, ...]`. */
const updates = builtList(
  'list of updates',
  (value): value is Updates =>
    isRecord(value) && value['bids'] instanceof PriceLevels && value['asks'] instanceof PriceLevels,
  new UpdatesReader(),
);

const eventType = t.keyof({ snapshot: null, update: null });

/** What every message has: its channel, and its number in the connection, which counts those of all channels. */
export const message = t.type({ channel: t.string, sequence_num: sequenceId });

/** Channel `l2_data`: whole books, and levels of them that changed. */
export const books = t.type({
  events: t.array(t.type({ type: eventType, product_id: t.string, updates })),
});

/** A trade. `side` is that of the maker, whose order rested on the book. */
const trade = t.type({
  trade_id: t.string,
  product_id: t.string,
  price: decimalFromText,
  size: decimalFromText,
  side: t.keyof({ BUY: null, SELL: null, UNKNOWN_ORDER_SIDE: null }),
  time: timeFromIsoText,
});

export type WireTrade = t.TypeOf<typeof trade>;

/** Channel `market_trades`: those from before the subscription, and new ones. */
export const marketTrades = t.type({
  events: t.array(t.type({ type: eventType, trades: t.array(trade) })),
});

/** What the venue would not do. */
export const error = t.type({ message: t.string });

/** A REST answer that is an error. */
export const restError = t.intersection([t.type({ message: t.string }), t.partial({ code: t.Integer })]);

const product = t.intersection([
  t.type({
    product_id: t.string,
    product_type: t.string,
    base_currency_id: t.string,
    quote_currency_id: t.string,
    status: t.string,
  }),
  t.partial({
    alias: t.string,
    is_disabled: t.boolean,
    trading_disabled: t.boolean,
    cancel_only: t.boolean,
    post_only: t.boolean,
    fcm_trading_session_details: t.union([t.partial({ is_session_open: t.boolean }), t.null]),
    future_product_details: t.union([
      t.intersection([
        t.type({ contract_root_unit: t.string, contract_expiry_type: t.string }),
        t.partial({ contract_expiry: t.union([t.string, t.null]) }),
      ]),
      t.null,
    ]),
  }),
]);

export type WireProduct = t.TypeOf<typeof product>;

/** REST `market/products`. */
export const products = t.intersection([
  t.type({ products: t.array(product) }),
  t.partial({ pagination: t.union([t.partial({ has_next: t.boolean }), t.null]) }),
]);
