import { crc32 } from '../../codec/index.js';
import type { BookSide, OrderBook } from '../../book/index.js';

/** Levels of each side that the checksum covers, whatever the depth subscribed to. */
const LEVELS = 10;

/**
 * Kraken's text of a book: the best ten asks, then the best ten bids, of each level price and volume as the venue wrote
 * them, without the point and without leading zeros.
 *
 * Source: "Calculate Book Checksum (v1)", Kraken API Center, as of 2026-05-27.
 */
const checksumText = ({ asks, bids }: OrderBook): string => sideText(asks) + sideText(bids);

/** The checksum that Kraken sends with each book update: CRC-32 of {@link checksumText}. */
export const bookChecksum = (book: OrderBook): number => crc32(checksumText(book));

function sideText(side: BookSide): string {
  let text = '';
  for (const { priceDigits, sizeDigits } of side.top(LEVELS)) text += priceDigits + sizeDigits;
  return text;
}
