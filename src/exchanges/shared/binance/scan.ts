import { FrameScanner, fromWireTime } from '../../../codec/index.js';
import type { BookDiff } from '../../../domain/messages.js';
import type { Frame } from '../../../domain/frame.js';
import { venueSymbol } from '../../../domain/ids.js';
import type { BinanceFrames } from './decode.js';

const scanner = new FrameScanner();

/**
 * The diff of a depth update whose text is just as Binance writes it, alone or in a combined stream; undefined of every
 * other frame. What it gives is what {@link decodeBinance} gives, for less than half of the time of JSON.parse.
 */
export function scanDepthUpdate({ venue, linked }: BinanceFrames, frame: Frame): BookDiff | undefined {
  if (frame.via !== 'stream') return undefined;
  scanner.start(frame.text);
  const combined = scanner.skip('{"stream":"');
  if (combined) {
    scanner.string();
    scanner.expect('","data":');
  }
  scanner.expect('{"e":"depthUpdate","E":');
  const venueTime = fromWireTime(scanner.integer());
  if (linked) {
    scanner.expect(',"T":');
    scanner.integer();
  }
  scanner.expect(',"s":"');
  const symbol = scanner.string();
  // The pair of a contract, since 2026.
  if (linked && scanner.skip('","ps":"')) scanner.string();
  scanner.expect('","U":');
  const firstId = scanner.integer();
  scanner.expect(',"u":');
  const lastId = scanner.integer();
  let previousId: number | undefined;
  if (linked) {
    scanner.expect(',"pu":');
    previousId = scanner.integer();
  }
  scanner.expect(',"b":');
  const bids = scanner.levels();
  scanner.expect(',"a":');
  const asks = scanner.levels();
  scanner.expect(combined ? '}}' : '}');
  if (!scanner.end() || bids === undefined || asks === undefined) return undefined;
  return {
    _tag: 'diff',
    venue,
    symbol: venueSymbol(symbol),
    connection: frame.connection,
    venueTime,
    receivedAt: frame.receivedAt,
    firstId,
    lastId,
    previousId,
    bids,
    asks,
    checksum: undefined,
  };
}
