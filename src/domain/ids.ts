import type { Brand } from './brand.js';

/** Name of a venue as the registry knows it, in lower case: `binance`, `binance-futures`, `kraken`. */
export type VenueName = Brand<string, 'VenueName'>;

/** The venue's own name of an instrument, to the letter: `BTCUSDT`, `XBT/USD`. The key of everything. */
export type VenueSymbol = Brand<string, 'VenueSymbol'>;

/** The unified name of an instrument: `BTC-USDT`, `BTC-USDT-PERP`, `BTC-USDT-20261225`, `BTC-USD-20261225-50000-C`. */
export type Instrument = Brand<string, 'Instrument'>;

/** Name of one connection to a venue; unique as long as the program runs. */
export type ConnectionId = Brand<string, 'ConnectionId'>;

/** An order's id as the venue spells it. */
export type OrderId = Brand<string, 'OrderId'>;

/** An order's id as we chose it before it was sent; a venue that takes one gives it back with all that it says of the order. */
export type ClientOrderId = Brand<string, 'ClientOrderId'>;

/** A trade's id as the venue spells it, in text because ids above 2^53 occur. */
export type TradeId = Brand<string, 'TradeId'>;

/** A transaction's name on its chain, its hash most often, or the one that a gateway gave it. */
export type TransactionId = Brand<string, 'TransactionId'>;

/**
 * A venue's update id or sequence number: a `number` up to `Number.MAX_SAFE_INTEGER`, a `bigint` above.
 * The two compare exactly with `<`, `<=` and `==` in JavaScript; {@link nextSequenceId} adds one across the border.
 */
export type SequenceId = number | bigint;

/** Brands the name of a venue. */
export const venueName = (text: string): VenueName => text as VenueName;

/** Brands a venue's own symbol. */
export const venueSymbol = (text: string): VenueSymbol => text as VenueSymbol;

/** Brands the unified name of an instrument; `instrumentName` makes one. */
export const instrument = (text: string): Instrument => text as Instrument;

/** Brands the name of a connection. */
export const connectionId = (text: string): ConnectionId => text as ConnectionId;

/** Brands an order's id. */
export const orderId = (text: string): OrderId => text as OrderId;

/** Brands an order's id of our own. */
export const clientOrderId = (text: string): ClientOrderId => text as ClientOrderId;

/** Brands a trade's id. */
export const tradeId = (text: string): TradeId => text as TradeId;

/** Brands a transaction's name. */
export const transactionId = (text: string): TransactionId => text as TransactionId;

/** The id after `id`, exact on both sides of 2^53. */
export const nextSequenceId = (id: SequenceId): SequenceId =>
  typeof id === 'number' && id < Number.MAX_SAFE_INTEGER ? id + 1 : BigInt(id) + 1n;

/** Whether two ids are the same number, whichever way each is held. */
export const sameSequenceId = (a: SequenceId, b: SequenceId): boolean =>
  a === b || (typeof a !== typeof b && BigInt(a) === BigInt(b));
