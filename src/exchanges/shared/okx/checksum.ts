import { crc32 } from '../../../codec/index.js';
import type { OrderBook } from '../../../book/index.js';

/** Levels of each side that the checksum covers. */
const LEVELS = 25;

/**
 * OKX's text of a book: of the best 25 levels of each side `bidPrice:bidSize:askPrice:askSize`, level by level, as the
 * venue wrote them. Where one side has no more levels, those of the other follow each other.
 *
 * Sources: OKEx API v3 guide of 2020-06, "Checksum"; OKX API v5 guide, "WS / Order book channel", "Checksum", in force
 * until 2026-06-23. Every recorded checksum agrees: OKCoin 2021-04-17, OKEx 2021-07-22, OKX 2022-05-13.
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

/** The checksum that OKX sends with each book message: CRC-32 of {@link checksumText}, as a signed integer. */
export const bookChecksum = (book: OrderBook): number => crc32(checksumText(book)) | 0;
