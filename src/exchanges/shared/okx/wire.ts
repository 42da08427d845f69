import * as t from 'io-ts';

import { ANY_TEXT, PRICE, priceLevelsFromTexts, row, RowsField, SIZE } from '../../../codec/index.js';

/** CRC-32 of the book after the message, as a signed integer of 32 bits. */
export const checksum = new t.Type<number>(
  'signed 32-bit integer',
  t.number.is,
  (value, context) =>
    typeof value === 'number' && (value | 0) === value ? t.success(value | 0) : t.failure(value, context),
  t.identity,
);

/** `[[price, size, "0", number of orders], ...]`, the texts kept for the checksum. */
export const levels = priceLevelsFromTexts({ keepText: true });

/** {@link levels} as they are read straight from a text. */
export const levelRows = (): RowsField =>
  new RowsField(row`["${PRICE}","${SIZE}","${ANY_TEXT}","${ANY_TEXT}"]`, { keepText: true });
