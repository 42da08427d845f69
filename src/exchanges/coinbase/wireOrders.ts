import * as t from 'io-ts';

import { sequenceId, timeFromIsoText } from '../../codec/index.js';
import { DecimalScanner } from '../../domain/decimalScanner.js';
import { match, side } from './wire.js';

const scanner = new DecimalScanner();

/** The text of a decimal number, as it came, where `isGood` takes the number. */
const decimalText = (name: string, isGood: (value: number) => boolean): t.Type<string, string, unknown> => {
  const is = (value: unknown): value is string => typeof value === 'string' && isGood(scanner.scan(value));
  return new t.Type(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  );
};

const aboveZero = decimalText('text of a decimal number above zero', (value) => value > 0);
const atOrAboveZero = decimalText('text of a decimal number at or above zero', (value) => value >= 0);

/** A field that is null, or not there, where it has nothing to say. */
const orNothing = <A, O>(codec: t.Type<A, O, unknown>): t.Type<A | undefined, O | undefined, unknown> =>
  new t.Type(
    codec.name,
    (value): value is A | undefined => value === undefined || codec.is(value),
    (value, context) =>
      value === undefined || value === null ? t.success(undefined) : codec.validate(value, context),
    (value) => (value === undefined ? undefined : codec.encode(value)),
  );

const entry = { product_id: t.string, sequence: sequenceId, time: timeFromIsoText };

/** What every message has that counts in its product's sequence. */
export const numbered = t.type(entry);

/** A message that counts, as far as that goes. */
export type Numbered = t.TypeOf<typeof numbered>;

/** An order that was not filled at once rests from now on, with what is left of it. */
export const open = t.type({
  ...entry,
  order_id: t.string,
  side,
  price: aboveZero,
  remaining_size: aboveZero,
});

/** An order is over. Its price, which market orders have not and which may be another than that of `open`, is not read. */
export const done = t.type({ ...entry, order_id: t.string });

/** A trade, with the order on the book that it was filled from. */
export const orderMatch = t.type({ ...match.props, sequence: sequenceId, maker_order_id: t.string });

/** An order has another size now and, where its owner modified it, another price. */
export const change = t.type({
  ...entry,
  order_id: t.string,
  new_size: atOrAboveZero,
  new_price: orNothing(aboveZero),
});

const orders = t.array(
  t.tuple([aboveZero, aboveZero, t.string], '[price, size, order_id]'),
  'list of [price, size, order_id]',
);

/** REST `products/PRODUCT/book?level=3`: every order that rests. It has a time since 2023-03-02. */
export const orderBook = t.type({
  sequence: sequenceId,
  bids: orders,
  asks: orders,
  time: orNothing(timeFromIsoText),
});
