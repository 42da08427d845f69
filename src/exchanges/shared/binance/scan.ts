import {
  ANY_TEXT,
  FrameReader,
  fromWireTime,
  IntegerField,
  LevelsField,
  TextField,
  type FramePart,
} from '../../../codec/index.js';
import type { BookDiff } from '../../../domain/messages.js';
import type { Frame } from '../../../domain/frame.js';
import { venueSymbol } from '../../../domain/ids.js';
import type { BinanceFrames } from './decode.js';

/**
 * Reads the diff of a depth update whose text is just as Binance writes it, alone or in a combined stream; undefined of
 * every other frame. What it gives is what {@link decodeBinance} gives, for a fifth of the time of JSON.parse.
 */
export function depthUpdateScanner({ venue, linked }: BinanceFrames): (frame: Frame) => BookDiff | undefined {
  const time = new IntegerField();
  const first = new IntegerField();
  const last = new IntegerField();
  const previous = new IntegerField();
  const symbol = new TextField();
  const bids = new LevelsField();
  const asks = new LevelsField();
  const parts: FramePart[] = ['{"e":"depthUpdate","E":', time];
  if (linked) parts.push(',"T":', new IntegerField());
  parts.push(',"s":"', symbol);
  // The pair of a contract, since 2026.
  if (linked) parts.push({ optional: ['","ps":"', ANY_TEXT] });
  parts.push('","U":', first, ',"u":', last);
  if (linked) parts.push(',"pu":', previous);
  parts.push(',"b":', bids, ',"a":', asks, '}');
  const reader = new FrameReader([['{"stream":"', ANY_TEXT, '","data":', ...parts, '}'], parts]);
  return (frame) => {
    if (frame.via !== 'stream' || !reader.read(frame.text)) return undefined;
    return {
      _tag: 'diff',
      venue,
      symbol: venueSymbol(symbol.value),
      connection: frame.connection,
      venueTime: fromWireTime(time.value),
      receivedAt: frame.receivedAt,
      firstId: first.value,
      lastId: last.value,
      previousId: linked ? previous.value : undefined,
      bids: bids.value,
      asks: asks.value,
      checksum: undefined,
    };
  };
}
