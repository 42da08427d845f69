import { crc32 } from '../../codec/index.js';
import type { OrderBook } from '../../book/index.js';

/** Levels of each side that the checksum covers. */
const LEVELS = 25;

/**
 * OKX's text of a book: of the best 25 levels of each side `bidPrice:bidSize:askPrice:askSize`, level by level, as the
 * venue wrote them. Where one side has no more levels, those of the other follow each other.
 *
 * Source: OKX API guide, "WS / Order book channel", "Checksum", in force until 2026-06-23; every recorded checksum of
 * 2022-05-13 agrees.
 */
function checksumText({ bids, asks }: OrderBook): string {
  const bidLevels = bids.top(LEVELS);
  const askLevels = asks.top(LEVELS);
  const texts: string[] = [];
  for (let at = 0; at < LEVELS; at++) {
    for (const level of [bidLevels[at], askLevels[at]]) {
      if (level !== undefined) texts.push(level.priceWireText, level.sizeWireText);
    }
  }
  return texts.join(':');
}

/** The checksum that OKX sent with each book message: CRC-32 of {@link checksumText}, as a signed integer. */
export const bookChecksum = (book: OrderBook): number => crc32(checksumText(book)) | 0;
